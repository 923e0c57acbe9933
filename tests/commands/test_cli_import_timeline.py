import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from pmfacil.capture.dates import say_day
from pmfacil.review.edit import Add
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.sessions.live import LiveMeeting

Run = Callable[..., Result]
Make = Callable[..., Path]
Everything = Callable[[], dict[Path, bytes]]
NOTES = "## Timeline (UTC)\n\n- 09:03 @dana sees errors\n- ~09:10-09:15 Dana Vega fails over\n- ??:?? Somebody knew\n"


def review_of(path: Path) -> Review:
    meeting = LiveMeeting.open(path, write=False)
    meeting.close()
    return meeting.review


@pytest.fixture
def notes(tmp_path: Path) -> str:
    file = tmp_path / "notes.txt"
    file.write_text(NOTES, encoding="utf-8")
    return str(file)


def test_events_are_added_to_the_session(run: Run, make: Make, notes: str) -> None:
    path = make()
    ran = run("import-timeline", notes, "last")
    assert (ran.exit_code, ran.stdout) == (0, "Added 3 events.\n")
    assert [(event.at.strftime("%d %H:%M"), event.text) for event in review_of(path).events] == [
        ("18 09:03", "@dana sees errors"),
        ("18 09:10", "Dana Vega fails over (time approximate, until 09:15)"),
        ("18 09:10", "Somebody knew (time not known)"),
    ]


@pytest.mark.parametrize("dry", [[], ["--dry-run"], ["--dry-run", "--json"]])
def test_what_was_guessed_and_what_is_missing_is_said_apart_from_the_answer(
    run: Run, make: Make, notes: str, dry: list[str]
) -> None:
    make()
    ran = run("import-timeline", notes, "last", *dry)
    day = say_day(date(2026, 11, 18), date.today())
    assert ran.stderr.splitlines() == [
        f"No day is written: {day} is meant, the one nearest to the incident's start.",
        "One event without a time stands at the time of the event above.",
    ]


def test_a_second_import_adds_nothing_twice(run: Run, make: Make, notes: str) -> None:
    path = make()
    run("import-timeline", notes, "last")
    once = path.read_bytes()
    ran = run("import-timeline", notes, "last")
    assert (ran.exit_code, ran.stdout) == (0, "Added nothing; 3 were there already.\n")
    assert path.read_bytes() == once


def test_a_session_that_is_being_written_is_left_alone(run: Run, make: Make, notes: str) -> None:
    path = make()
    meeting = LiveMeeting.open(path)
    try:
        ran = run("import-timeline", notes, "last")
    finally:
        meeting.close()
    assert ran.exit_code == 1
    assert "is being written" in ran.stderr.splitlines()[-1]
    assert review_of(path).events == ()


def test_a_dry_run_changes_nothing_and_needs_no_session(
    run: Run, make: Make, notes: str, everything: Everything
) -> None:
    make()
    before = everything()
    ran = run("import-timeline", notes, "--dry-run")
    assert ran.stdout.splitlines() == [
        "09:03  @dana sees errors",
        "~09:10–09:15  Dana Vega fails over",
        "??:??  Somebody knew",
        "3 events, read as written by hand, times in UTC.",
    ]
    assert ran.stderr.splitlines() == [
        "No day is written: the one nearest to the start of an incident is meant; name its session to see it."
    ]
    assert everything() == before


def test_a_dry_run_guesses_the_day_in_the_zone_that_is_named(run: Run, make: Make, tmp_path: Path) -> None:
    make()
    file = tmp_path / "a.txt"
    file.write_text("23:30 a\n")
    said = [
        run("import-timeline", str(file), "last", "--dry-run", "--tz", zone).stderr for zone in ("UTC", "Asia/Tokyo")
    ]
    assert "Tue 17 Nov" in said[0]
    assert "Wed 18 Nov" in said[1]


def test_a_file_with_days_leaves_nothing_to_be_guessed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("2026-11-18 10:00 a\n")
    assert run("import-timeline", str(file), "--dry-run").stderr == ""


def test_a_dry_run_as_json_is_a_list_in_the_order_of_the_file(run: Run, notes: str) -> None:
    ran = run("import-timeline", notes, "--dry-run", "--json")
    assert json.loads(ran.stdout) == [
        {"time": "09:03", "text": "@dana sees errors"},
        {"time": "09:10", "text": "Dana Vega fails over", "end": "09:15", "approx": True},
        {"time": None, "text": "Somebody knew"},
    ]


def test_names_become_roles_by_the_people_of_the_session(run: Run, make: Make, notes: str) -> None:
    path = make()
    meeting = LiveMeeting.open(path)
    meeting.apply(Add(part=Person(name="Dana Vega", role="incident commander")))
    meeting.close()
    looked = run("import-timeline", notes, "last", "--dry-run", "--json")
    assert json.loads(looked.stdout)[0]["text"] == "incident commander sees errors"
    run("import-timeline", notes, "last")
    assert review_of(path).events[1].text.startswith("incident commander fails over")


def test_the_answer_as_json_counts(run: Run, make: Make, tmp_path: Path) -> None:
    path = make()
    file = tmp_path / "a.csv"
    file.write_text("time,event\nsoon,a\n2026-11-18 10:00,b\n2026-11-18 10:05,c\n2026-11-18 10:05,C\n")
    ran = run("import-timeline", str(file), "last", "--json")
    ids = [event.id for event in review_of(path).events]
    assert json.loads(ran.stdout) == {"added": 2, "there_already": 1, "without_time": 1, "ids": ids}
    assert "; one has no time and was left out, “a”: write a time and import again." in ran.stderr


def test_a_zone_is_taken_where_the_file_names_none(run: Run, make: Make, tmp_path: Path) -> None:
    path = make()
    file = tmp_path / "a.txt"
    file.write_text("2026-11-18 10:00 a\n2026-11-18 10:00 UTC b\n")
    looked = run("import-timeline", str(file), "--dry-run", "--json", "--tz", "Europe/Berlin")
    assert [event["time"] for event in json.loads(looked.stdout)] == ["2026-11-18T10:00+01:00", "2026-11-18T10:00Z"]
    run("import-timeline", str(file), "last", "--tz", "CET")
    assert [event.at.hour for event in review_of(path).events] == [9, 10]


def test_stdin_is_read(run: Run, make: Make) -> None:
    path = make()
    ran = run("import-timeline", "-", "last", stdin="2026-11-18 10:00 UTC a\n")
    assert ran.stdout == "Added one event.\n"
    assert review_of(path).events[0].text == "a"


def test_a_folder_of_an_export_is_read_like_its_zip(run: Run, tmp_path: Path) -> None:
    messages = json.dumps([{"type": "message", "user": "U1", "text": "down", "ts": "1709460000.1"}])
    folder = tmp_path / "export"
    (folder / "ops").mkdir(parents=True)
    (folder / "ops" / "2024-03-03.json").write_text(messages)
    (folder / "users.json").write_text('[{"id": "U1", "name": "dana"}]')
    packed = tmp_path / "export.bin"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in folder.rglob("*.json"):
            archive.write(file, file.relative_to(folder))
    answers = [run("import-timeline", str(path), "--dry-run", "--json").stdout for path in (folder, packed)]
    assert answers[0] == answers[1]
    assert json.loads(answers[0]) == [{"time": "2024-03-03T10:00Z", "text": "down", "source": "#ops, dana"}]


def test_what_holds_no_events_is_answered_in_one_sentence(run: Run, make: Make, tmp_path: Path) -> None:
    path = make()
    before = path.read_bytes()
    file = tmp_path / "a.txt"
    file.write_text("nothing of the kind\n")
    ran = run("import-timeline", str(file), "last")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == "No line begins or ends with a time; nothing was imported.\n"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            json.dumps([{"time": "2020-01-01T10:00:00Z", "text": f"event {n}"} for n in range(3)]),
            "3 events lie 2,512 days before the incident's start and were not taken.",
        ),
        ("## Timeline\n\n- ??:?? odd\n", "; one has no time and was left out, “odd”: write a time and import again."),
    ],
)
def test_an_import_of_which_nothing_was_taken_says_so(
    run: Run, make: Make, tmp_path: Path, content: str, sentence: str
) -> None:
    path = make()
    before = path.read_bytes()
    file = tmp_path / "a.txt"
    file.write_text(content)
    ran = run("import-timeline", str(file), "last")
    assert (ran.exit_code, ran.stdout[:13]) == (1, "Added nothing")
    assert sentence in ran.output
    ran = run("import-timeline", str(file), "last", "--json")
    assert (ran.exit_code, json.loads(ran.stdout)["added"]) == (1, 0)
    assert path.read_bytes() == before


def test_the_start_and_the_end_that_a_file_states_are_taken_where_nothing_is_written(
    run: Run, make: Make, tmp_path: Path
) -> None:
    path = make()
    start = review_of(path).incident.start
    assert start is not None
    file = tmp_path / "incident.json"
    entry = {"created_at": f"{start:%Y-%m-%dT%H}:30:00Z", "message": "Looking"}
    ended = f"{start:%Y-%m-%dT%H}:50:00Z"
    file.write_text(json.dumps({"started_at": "2020-01-01T00:00Z", "resolved_at": ended, "incident_updates": [entry]}))
    ran = run("import-timeline", str(file), "last")
    incident = review_of(path).incident
    assert (incident.start, incident.end and incident.end.minute) == (start, 50)
    assert "; the incident's end (" in ran.stdout


def test_what_is_no_text_is_refused(run: Run, make: Make, tmp_path: Path) -> None:
    path = make()
    before = path.read_bytes()
    file = tmp_path / "a.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n10:00 a\n" + bytes(range(256)) * 20)
    ran = run("import-timeline", str(file), "last")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == "It is no text, such as a picture, a PDF or a program; nothing was imported.\n"
    assert path.read_bytes() == before


def test_as_json_nothing_is_an_empty_list(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("nothing of the kind\n")
    ran = run("import-timeline", str(file), "--dry-run", "--json")
    assert (ran.exit_code, json.loads(ran.stdout)) == (1, [])


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["notes.txt"], "Name the session that the events are for, or add --dry-run to look at them only"),
        (["gone.txt", "--dry-run"], "Invalid value for 'FILE': Path 'gone.txt' does not exist"),
        (["notes.txt", "--dry-run", "--tz", "Mars"], "“Mars” is not a time zone; write one like UTC or Europe/Berlin"),
    ],
)
def test_wrong_usage_is_said_with_where_to_look(
    run: Run, notes: str, monkeypatch: pytest.MonkeyPatch, args: list[str], sentence: str
) -> None:
    monkeypatch.chdir(Path(notes).parent)
    ran = run("import-timeline", *args)
    assert (ran.exit_code, ran.stderr) == (2, f"{sentence}; `pmfacil import-timeline --help` shows how it is used.\n")


def test_an_empty_folder_is_answered_in_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    ran = run("import-timeline", str(tmp_path / "there"), "--dry-run")
    assert (ran.exit_code, ran.stderr) == (1, "No file in it holds events with times.\n")


def test_hostile_text_reaches_no_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("10:00 [/] \x1b]0;x\x07 \u202eback\n10:05 b\n", encoding="utf-8")
    for args in (["--dry-run"], ["--dry-run", "--json"]):
        ran = run("import-timeline", str(file), *args)
        assert "\x1b" not in ran.output
        assert "\u202e" not in ran.output
