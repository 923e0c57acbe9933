import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from pmfacil.capture.dates import say_date
from pmfacil.review.clock import GoTo, Start
from pmfacil.review.edit import Add
from pmfacil.review.review import Review
from pmfacil.review.whys import Why
from pmfacil.sessions.live import LiveMeeting

Run = Callable[..., Result]
Make = Callable[..., Path]
Everything = Callable[[], dict[Path, bytes]]
Acknowledged = dict[str, str | int | None]


def review_of(path: Path) -> Review:
    meeting = LiveMeeting.open(path, write=False)
    meeting.close()
    return meeting.review


def acknowledged(ran: Result) -> list[Acknowledged]:
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_each_line_is_acknowledged_with_its_number_and_what_was_understood(run: Run, make: Make) -> None:
    path = make()
    ran = run(
        "capture",
        "last",
        "w Why was the site down? The primary's data was gone",
        "w They could not get a connection",
        "a Alert at 75 % and 90 % pool use @dana P1 ~detect by:2w #1.1",
        "i Restore drill",
        "l Backups that nobody restores are hopes",
        "k Who pays?",
    )
    today = datetime.now(UTC).date()
    due = say_date(today + timedelta(days=14), today)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        "1 1 Why was the site down? The primary's data was gone · chain 1",
        "2 1.1 They could not get a connection · under 1",
        f"3 A1 Alert at 75 % and 90 % pool use · new person dana · P1 · Detect · {due} · for 1.1",
        "4 Restore drill · idea",
        "5 L1 Backups that nobody restores are hopes",
        "6 Who pays? · parking lot",
    ]
    review = review_of(path)
    assert [why.number for why in review.whys] == ["1", "1.1"]
    assert review.commitments()[0].due == today + timedelta(days=14)


def test_as_json_a_line_is_one_object(run: Run, make: Make) -> None:
    path = make()
    ran = run("capture", "last", "--json", stdin="a Do this\r\n\nt 10:05 ~trigger it begins\nzz top")
    assert ran.exit_code == 1
    action, event, note = acknowledged(ran)
    review = review_of(path)
    assert action == {
        "line": 1,
        "text": "a Do this",
        "kind": "action",
        "number": "A1",
        "id": review.actions[0].id,
        "understood": action["understood"],
        "problem": None,
    }
    assert (event["line"], event["kind"], event["number"], event["id"]) == (3, "event", None, review.events[0].id)
    assert (note["kind"], note["id"], note["text"]) == ("note", review.notes[0].id, "zz top")
    assert note["problem"] == "“zz” is not a letter of the capture line; kept as a note."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x what is this", "“x” is not a letter of the capture line; kept as a note."),
        ("w #9.9 Because", "There is no why “9.9”; kept as a note."),
        ("t 25:99 never", "kept as a note."),
        ("t 2026-02-30 10:00 never", "kept as a note."),
        ("a", "There is nothing after the letter; kept as a note."),
        ("a " + "x" * 100_000, "It has 100,002 characters and 4,000 is the most"),
        ("[/] \x1b[31m", "“[/]” is not a letter of the capture line; kept as a note."),
    ],
)
@pytest.mark.parametrize("piped", [True, False])
def test_a_line_that_no_edit_can_carry_becomes_a_note_with_its_reason(
    run: Run, make: Make, line: str, said: str, piped: bool
) -> None:
    path = make()
    ran = run("capture", "last", stdin=f"{line}\nl A lesson\n") if piped else run("capture", "last", line, "l A lesson")
    first, second = ran.stdout.splitlines()
    assert (ran.exit_code, second) == (1, "2 L1 A lesson")
    assert said in first
    assert first.isprintable()
    (note,) = review_of(path).notes
    assert note.text in first
    assert note.reason
    assert note.reason in first
    assert note.text == line.replace("\x1b", "")


def test_a_date_that_does_not_exist_stays_in_the_text_and_that_is_said(run: Run, make: Make) -> None:
    make()
    ran = run("capture", "last", "a Do this by:2026-02-30")
    assert ran.exit_code == 0
    assert ran.stdout == "1 A1 Do this by:2026-02-30 · kept as text: by:2026-02-30 (no clear date)\n"


def test_empty_lines_are_counted_and_otherwise_passed_over(run: Run, make: Make, everything: Everything) -> None:
    make()
    ran = run("capture", "last", stdin="\n  \n\x00\u200b\r\nl A lesson\n\n")
    assert (ran.exit_code, ran.stdout) == (0, "4 L1 A lesson\n")
    before = everything()
    ran = run("capture", "last", stdin="\n\n")
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", "")
    assert everything() == before


def test_bytes_that_are_no_text_and_line_breaks_inside_a_line_do_no_harm(run: Run, make: Make) -> None:
    path = make()
    ran = run("capture", "last", stdin=b"n caf\xe9 \xff\nl one\x0bline\xe2\x80\xa8only\x85\nn the \xf0\x9f\x99\x82 end")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert [line[0] for line in ran.stdout.splitlines()] == ["1", "2", "3"]
    review = review_of(path)
    assert [note.text for note in review.notes] == ["caf\ufffd \ufffd", "the 🙂 end"]
    assert review.lessons[0].text == "one line only\ufffd"


def test_control_characters_and_markup_in_every_place_are_clean_text(run: Run, make: Make) -> None:
    make()
    bad = "\x1b[31m[/]\x07\x9b\u202e"
    lines = [f"{letter} {bad} word" for letter in "ailgbydnk"]
    lines += [f"w Why {bad}? {bad}", f"f {bad}: {bad}", f"o {bad}: {bad}", f"t 10:00 {bad} from:{bad}"]
    ran = run("capture", "last", stdin="\n".join(f"{line} @{bad} #{bad} by:{bad} check:{bad}" for line in lines))
    assert [line.split()[0] for line in ran.stdout.splitlines()] == [str(n) for n in range(1, len(lines) + 1)]
    assert all(line.isprintable() for line in ran.stdout.splitlines())
    assert run("capture", "last", "--json", f"n {bad}").stdout.rstrip("\n").isprintable()
    assert all(line.isprintable() for line in run("show", "last").stdout.splitlines())


def test_an_answer_goes_under_the_last_why_written(run: Run, make: Make) -> None:
    path = make()
    assert run("capture", "last", "w First", "w Second", "l Between", "w Third").exit_code == 0
    assert run("capture", "last", "w Fourth", "w + Apart", "w Below it", "w #1 Beside", "w Under that").exit_code == 0
    assert {why.text: why.number for why in review_of(path).whys} == {
        "First": "1",
        "Second": "1.1",
        "Third": "1.2",
        "Fourth": "1.3",
        "Apart": "2",
        "Below it": "2.1",
        "Beside": "1a",
        "Under that": "1a.1",
    }


def test_an_answer_goes_under_the_last_why_written_whatever_clocks_say(run: Run, make: Make) -> None:
    path = make()
    meeting = LiveMeeting.open(path)
    meeting.apply(Add(part=Why(text="From a clock that is ahead", made=datetime.now(UTC) + timedelta(hours=1))))
    meeting.close()
    assert run("capture", "last", "w + Now", "w Below it").exit_code == 0
    assert {why.text: why.number for why in review_of(path).whys}["Below it"] == "2.1"


def test_a_note_belongs_to_the_present_agenda_item(run: Run, make: Make) -> None:
    path = make()
    meeting = LiveMeeting.open(path)
    meeting.apply(Start())
    meeting.apply(GoTo(item="item-lessons"))
    meeting.close()
    assert run("capture", "last", "n A note", "not a letter").exit_code == 1
    review = review_of(path)
    assert [note.item for note in review.notes] == ["item-lessons"] * 2
    assert review.run.since


def test_a_due_day_is_counted_in_the_zone_of_the_review(run: Run, make: Make) -> None:
    days = [datetime.now(UTC) + timedelta(hours=hours) for hours in (14, -11)]
    for zone, day in zip(("Pacific/Kiritimati", "Pacific/Pago_Pago"), days, strict=True):
        path = make(zone, timezone=zone)
        assert run("capture", zone, "a Do this by:today").exit_code == 0
        assert review_of(path).actions[0].due == day.date()


def test_a_session_that_somebody_writes_is_one_sentence(run: Run, make: Make, everything: Everything) -> None:
    meeting = LiveMeeting.open(make())
    before = everything()
    ran = run("capture", "last", stdin="n lost\n")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith("“Users could not check out” is being written by ")
    assert ran.stderr.endswith("open it to read meanwhile, or write to it when that program has closed it.\n")
    assert ran.stderr.count("\n") == 1
    assert everything() == before
    meeting.close()
