import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from pmfacil.review.actions import Action, ProgressStep
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting

Run = Callable[..., Result]
Make = Callable[..., Path]
Everything = Callable[[], dict[Path, bytes]]

HOSTILE = r"\u001b]52;c;aa\u0007[/]\u202e <b> \ud83d" + "結"


def listed(run: Run, *args: str) -> list[dict[str, Any]]:
    ran = run("actions", *args, "--json")
    assert (ran.exit_code, ran.stderr) == (0, "")
    return json.loads(ran.stdout)


def labels(run: Run, *args: str) -> list[str]:
    return [one["text"] for one in listed(run, *args)]


def steps(path: Path, label: str) -> list[dict[str, Any]]:
    (action,) = [a for a in json.loads(path.read_text())["actions"].values() if f"A{a['number']}" == label]
    return action["history"]


def rewrite(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    tables = json.loads(path.read_text())
    change(tables)
    path.write_text(json.dumps(tables))


def day(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


@pytest.fixture
def two(run: Run, make: Make) -> tuple[Path, Path]:
    """Two reviews with five actions."""
    first, second = make("Checkout was down", "aaaabbbb"), make("Mail was late", "k3f9x2ab")
    lines = (f"a Late one @dana P1 by:{day(-3)}", f"a Far one @Bo by:{day(40)}", "a Undated one @dana")
    assert run("capture", "checkout", *lines).exit_code == 0
    assert run("capture", "mail", f"a Later one P2 by:{day(-1)}", "a Closed one @dana").exit_code == 0
    assert run("actions", "done", "mail", "A2").exit_code == 0
    return first, second


def test_an_absent_library_is_an_empty_listing(run: Run, library: Path) -> None:
    for args in ([], ["--open"], ["--due", "week"], ["figures"]):
        ran = run("actions", *args)
        assert (ran.exit_code, ran.stdout) == (0, "")
        assert ran.stderr == "No action was agreed on in this library yet.\n"
    assert listed(run) == []
    assert not library.exists()


def test_overdue_ones_come_first_then_by_date_then_what_is_closed(run: Run, two: object) -> None:
    assert labels(run) == ["Late one", "Later one", "Far one", "Undated one", "Closed one"]
    rows = [line.split() for line in run("actions").stdout.splitlines()]
    assert rows[0][:6] == ["aaaabbbb", "A1", day(-3), "overdue", "P1", "dana"]
    assert rows[0][6:] == ["Late", "one", "·", "Checkout", "was", "down"]
    assert rows[1][:5] == ["k3f9x2ab", "A1", day(-1), "overdue", "P2"]
    assert rows[-1][4] == "done"


def test_they_are_narrowed_down(run: Run, two: object) -> None:
    assert labels(run, "--open", "--owner", "DANA") == ["Late one", "Undated one"]
    assert labels(run, "--overdue") == ["Late one", "Later one"]
    assert labels(run, "--review", "mail") == ["Later one", "Closed one"]
    assert labels(run, "--due", day(40)) == ["Late one", "Later one", "Far one"]
    assert labels(run, "--due", "week") == ["Late one", "Later one"]
    assert labels(run, "--owner", "ana") == []
    assert run("actions", "--owner", "ana").stderr == "No action fits that.\n"


def test_a_date_that_is_none_is_wrong_usage(run: Run, two: object) -> None:
    for args in (["--due", "soon[/]"], ["date", "mail", "A1", "soon[/]", "--because", "x"]):
        ran = run("actions", *args)
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert ran.stderr.startswith("“soon[/]” is no date; write one like 2026-12-01, fri or 2w;")


def test_done_keeps_its_link_and_verified_is_more_than_done(run: Run, two: tuple[Path, Path]) -> None:
    ran = run("actions", "done", "checkout", "a1", "--link", "https://example.com/41")
    assert (ran.exit_code, ran.stdout) == (0, "A1 is done: Late one (in “Checkout was down”)\n")
    assert run("actions", "done", "checkout", "1", "--verified").exit_code == 0
    done, verified = steps(two[0], "A1")
    assert (done["status"], done["link"], verified["status"]) == ("done", "https://example.com/41", "verified")
    one = listed(run, "--review", "checkout")[-1]
    assert (one["status"], one["done"], one["link"]) == ("verified", day(0), "https://example.com/41")


def refused(run: Run, path: Path, *args: str) -> str:
    """The one sentence with which a step is refused, the file being as it was."""
    before = path.read_bytes()
    ran = run("actions", *args)
    assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert path.read_bytes() == before
    return ran.stderr.rstrip("\n")


def test_saying_the_same_twice_is_refused(run: Run, two: tuple[Path, Path]) -> None:
    link = ("--link", "https://example.com/41")
    again = "A2 is done already; nothing was changed."
    assert refused(run, two[1], "done", "mail", "A2") == again
    assert run("actions", "done", "mail", "A2", *link).exit_code == 0
    assert refused(run, two[1], "done", "mail", "A2", *link) == again
    assert [step["link"] for step in steps(two[1], "A2")] == ["", link[1]]
    assert run("actions", "start", "mail", "A1").exit_code == 0
    assert refused(run, two[1], "start", "mail", "A1") == "A1 is in progress already; nothing was changed."


def test_what_is_verified_stays_so(run: Run, two: tuple[Path, Path]) -> None:
    assert run("actions", "done", "mail", "A2", "--verified").exit_code == 0
    for more in ([], ["--verified"], ["--link", "https://example.com/42"]):
        assert refused(run, two[1], "done", "mail", "A2", *more) == "A2 is verified already; nothing was changed."
    said = refused(run, two[1], "drop", "mail", "A2", "--because", "retired")
    assert said == "A2 is verified already; `actions start` begins it again."


def test_what_was_dropped_says_why_until_it_is_begun_again(run: Run, two: tuple[Path, Path]) -> None:
    assert run("actions", "drop", "mail", "A1", "--because", "retired [/]").exit_code == 0
    expected = "A1 was dropped because “retired [/]”; `actions start` begins it again."
    for args in (
        ["done", "mail", "A1"],
        ["done", "mail", "A1", "--verified"],
        ["drop", "mail", "A1", "--because", "x"],
    ):
        assert refused(run, two[1], *args) == expected
    assert run("actions", "start", "mail", "A1").exit_code == 0
    assert run("actions", "done", "mail", "A1").stdout == "A1 is done: Later one (in “Mail was late”)\n"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "CHG-41", "https://", "https://a b", " \x07"])
def test_a_link_that_is_none_is_wrong_usage(run: Run, two: tuple[Path, Path], link: str) -> None:
    before = two[0].read_bytes()
    ran = run("actions", "done", "checkout", "A1", "--link", link)
    assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert "is no link; write one that begins with https:// or http://" in ran.stderr
    assert two[0].read_bytes() == before


def test_a_date_in_the_past_and_one_for_what_is_closed_are_refused(run: Run, two: tuple[Path, Path]) -> None:
    because = ("--because", "so")
    said = refused(run, two[0], "date", "checkout", "A1", day(-9), *because)
    assert said == f"{day(-9)} has passed, and a new date is today or later; nothing was changed."
    said = refused(run, two[1], "date", "mail", "A2", day(9), *because)
    assert said == "A2 is done and needs no other date; nothing was changed."


def test_a_late_one_that_was_begun_says_both(run: Run, two: object) -> None:
    assert run("actions", "start", "checkout", "A1").exit_code == 0
    lines = run("actions").stdout.splitlines()
    assert f"{day(-3)}  in progress, overdue  P1" in lines[0]
    assert f"{day(-1)}  overdue               P2" in lines[1]
    assert listed(run)[0]["status"] == "in progress"


def test_a_closed_one_can_be_begun_again(run: Run, two: tuple[Path, Path]) -> None:
    assert run("actions", "start", "mail", "A2").stdout == "A2 is in progress: Closed one (in “Mail was late”)\n"
    assert [step["status"] for step in steps(two[1], "A2")] == ["done", "in progress"]
    assert labels(run, "--open", "--review", "mail") == ["Later one", "Closed one"]


def test_a_date_moves_with_a_reason_only(run: Run, two: tuple[Path, Path]) -> None:
    before = two[0].read_bytes()
    ran = run("actions", "date", "checkout", "A1", day(9))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == "A1 moves to another date only with a reason; nothing was changed.\n"
    assert two[0].read_bytes() == before
    ran = run("actions", "date", "checkout", "A1", day(9), "--because", "the vendor ships later")
    assert (ran.exit_code, ran.stdout) == (0, f"A1 is due on {day(9)}: Late one (in “Checkout was down”)\n")
    (step,) = steps(two[0], "A1")
    assert (step["was"], step["due"], step["note"]) == (day(-3), day(9), "the vendor ships later")
    one = listed(run, "--review", "checkout")[0]
    assert (one["due"], one["first_due"], one["because"]) == (day(9), day(-3), "the vendor ships later")
    assert run("show", "checkout").stdout.count("the vendor ships later") == 1


def test_a_first_date_needs_no_reason(run: Run, two: object) -> None:
    said = run("actions", "date", "checkout", "A3", "2w").stdout
    assert said == f"A3 is due on {day(14)}: Undated one (in “Checkout was down”)\n"


def test_dropping_needs_a_reason_that_stays(run: Run, two: tuple[Path, Path]) -> None:
    assert run("actions", "drop", "mail", "A1").exit_code == 2
    ran = run("actions", "drop", "mail", "A1", "--because", " \x07")
    assert (ran.exit_code, ran.stderr.startswith("--because needs words")) == (2, True)
    said = run("actions", "drop", "mail", "A1", "--because", "retired").stdout
    assert said == "A1 is dropped: Later one (in “Mail was late”)\n"
    assert [(step["status"], step["note"]) for step in steps(two[1], "A1")] == [("dropped", "retired")]


def test_an_action_that_is_not_there_is_one_sentence(run: Run, two: object, everything: Everything) -> None:
    before = everything()
    for label in ("A9", "A[/]\x1b[2J", "", "A1 "):
        ran = run("actions", "drop", "mail", label, "--because", "x")
        if label == "A1 ":
            assert ran.exit_code == 0
            continue
        assert (ran.exit_code, ran.stdout) == (1, "")
        assert ran.stderr.startswith("“Mail was late” has no action “")
        assert ran.stderr.count("\n") == 1
        assert "\x1b" not in ran.stderr
        assert everything().keys() == before.keys()


def test_on_a_session_that_is_open_elsewhere_it_says_who_has_it(run: Run, two: tuple[Path, Path]) -> None:
    meeting = LiveMeeting.open(two[0])
    before = two[0].read_bytes()
    ran = run("actions", "done", "checkout", "A1")
    meeting.close()
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith("“Checkout was down” is being written by ")
    assert ran.stderr.count("\n") == 1
    assert two[0].read_bytes() == before


def test_a_newer_session_is_not_changed(run: Run, two: tuple[Path, Path]) -> None:
    two[0].write_text(two[0].read_text().replace('"schema": 1', '"schema": 99'))
    ran = run("actions", "done", "aaaabbbb", "A1")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "upgrade to change it; nothing was changed." in ran.stderr


def test_a_damaged_session_is_told_and_the_others_are_used(run: Run, two: tuple[Path, Path]) -> None:
    two[0].write_bytes(two[0].read_bytes()[:-200])
    ran = run("actions")
    assert ran.exit_code == 0
    assert ran.stderr.startswith(f"“{two[0].name}” is left out: it is not whole JSON")
    assert ran.stderr.count("\n") == 1
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["k3f9x2ab", "k3f9x2ab"]


def test_of_one_healthy_review_nothing_is_said_about_the_others(run: Run, two: tuple[Path, Path]) -> None:
    two[0].write_bytes(two[0].read_bytes()[:-200])
    for args in (["--review", "mail"], ["start", "mail", "A1"], ["--review", "mail", "--json"]):
        ran = run("actions", *args)
        assert (ran.exit_code, ran.stderr) == (0, "")


def test_of_a_review_that_is_damaged_itself_it_is_said(run: Run, two: tuple[Path, Path]) -> None:
    two[0].write_bytes(two[0].read_bytes()[:-200])
    ran = run("actions", "--review", str(two[0]))
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert ran.stderr.startswith(f"“{two[0].name}” is left out: it is not whole JSON")


@pytest.mark.parametrize("wrong", [None, 7, "x", [], {}, [1, None, {"at": "x", "status": 3}], True, 1e300])
def test_whatever_a_file_holds_the_listing_stands(run: Run, two: tuple[Path, Path], wrong: object) -> None:
    whole = two[0].read_text()
    for field in ("history", "due", "made", "owner", "text", "status", "ticket", "priority"):

        def break_it(tables: dict[str, Any], field: str = field) -> None:
            next(iter(tables["actions"].values()))[field] = wrong
            tables["incident"]["incident"]["timezone"] = wrong

        two[0].write_text(whole)
        rewrite(two[0], break_it)
        assert len(listed(run)) == 5
        assert run("actions", "figures").exit_code == 0


def test_what_files_say_is_cleaned(run: Run, two: tuple[Path, Path]) -> None:
    text = two[0].read_text()
    two[0].write_text(text.replace("Late one", HOSTILE).replace("dana", HOSTILE).replace("Checkout was down", HOSTILE))
    ran = run("actions")
    assert ran.exit_code == 0
    assert "]52;c;aa[/]" in ran.stdout
    assert all(line.isprintable() for line in ran.stdout.splitlines())


def test_restricted_ones_are_marked(run: Run, two: tuple[Path, Path]) -> None:
    rewrite(two[1], lambda tables: tables["incident"]["incident"].update(restricted=True))
    assert "Later one (restricted) · Mail was late" in run("actions").stdout
    assert [one["restricted"] for one in listed(run)] == [False, True, False, False, True]


def test_the_figures_have_their_targets_and_say_when_there_are_few(run: Run, two: object) -> None:
    assert run("actions", "figures").stdout.splitlines() == [
        "in time        0 of 2, 0 % (target 85 %, few to judge by)",
        "P0 and P1      0 of 1, 0 % (target 80 %, few to judge by)",
        "time to done   0 days (of 1)",
        "open           4: 4 untyped; 2 overdue",
        "age of open    0 days, 0 at most (of 4)",
        "not counted    1 done without a date, or on a day that nobody wrote down",
    ]
    figures = json.loads(run("actions", "figures", "--json").stdout)
    assert figures["all"] == {"met": 0, "of": 2, "target": 85, "percent": 0, "few": True}
    assert figures["open"] == {"untyped": 4}


def test_the_targets_are_those_of_the_settings(
    run: Run, two: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PMFACIL_CONFIG", str(tmp_path))
    (tmp_path / "settings.toml").write_text("closure_target = 70\nurgent_closure_target = 300\n")
    ran = run("actions", "figures")
    assert "(target 70 %, few" in ran.stdout
    assert "(target 80 %, few" in ran.stdout
    assert ran.stderr.startswith("settings.toml line 2: urgent_closure_target must be")


def test_the_labels_of_a_session_are_completed(run: Run, two: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def words(line: str) -> list[str]:
        monkeypatch.setenv("_PMFACIL_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
        found = [word.partition(",")[2] for word in run().stdout.splitlines()]
        monkeypatch.delenv("_PMFACIL_COMPLETE")
        return found

    assert words("pmfacil actions done aaaabbbb ") == ["A1", "A2", "A3"]
    assert words("pmfacil actions done k3f9x2ab ") == ["A1", "A2"]
    assert words("pmfacil actions drop checkout far") == ["A2"]
    assert words("pmfacil actions done nosuch A") == [""]
    assert words("pmfacil actions done mail") == ["k3f9x2ab"]
    assert words("pmfacil actions --review mail") == ["k3f9x2ab"]


def test_the_history_of_an_older_file_is_read(run: Run, two: tuple[Path, Path]) -> None:
    def age(tables: dict[str, Any]) -> None:
        for action in tables["actions"].values():
            for step in action["history"]:
                del step["due"], step["was"]

    rewrite(two[1], age)
    assert run("actions", "start", "mail", "A2").exit_code == 0
    assert ProgressStep.model_fields["due"].default is None
    review = LiveMeeting.open(Library(two[1].parent).find("mail").path, write=False).review
    assert [len(action.history) for action in review.parts("actions") if isinstance(action, Action)] == [0, 2]
