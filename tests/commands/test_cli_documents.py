import json
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from pmfacil.documents.markdown import to_markdown
from pmfacil.review.edit import Change
from pmfacil.sessions.live import LiveMeeting

Run = Callable[..., Result]
Make = Callable[..., Path]
Everything = Callable[[], dict[Path, bytes]]


@pytest.mark.parametrize("command", ["show", "export"])
def test_the_document_goes_to_stdout_as_it_is(run: Run, make: Make, command: str) -> None:
    path = make("結帳 [/] failed")
    assert run("capture", "last", "l Backups that nobody restores are hopes").exit_code == 0
    meeting = LiveMeeting.open(path, write=False)
    meeting.close()
    ran = run(command, "last")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout == to_markdown(meeting.review)
    assert "Backups that nobody restores are hopes" in ran.stdout


@pytest.mark.parametrize("args", [[], ["-o", "-"], ["--to", "md"]])
def test_stdout_is_where_it_goes_unless_told_otherwise(run: Run, make: Make, args: list[str]) -> None:
    make("Title")
    assert run("export", "last", *args).stdout.startswith("# Title\n")


def test_a_file_is_written_whole_and_that_is_said(run: Run, make: Make, tmp_path: Path, everything: Everything) -> None:
    make("Title")
    before = everything()
    file = tmp_path / "review.md"
    ran = run("export", "last", "-o", str(file))
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", f"Wrote “{file}”.\n")
    assert everything() == {**before, file: run("export", "last").stdout.encode()}


def test_a_file_that_is_there_is_replaced_and_keeps_its_mode(run: Run, make: Make, tmp_path: Path) -> None:
    make("Title")
    file = tmp_path / "review.md"
    file.write_text("older")
    file.chmod(0o640)
    assert run("export", "last", "-o", str(file)).exit_code == 0
    assert file.read_text().startswith("# Title\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize("target", ["review.md", "nowhere.md", "SESSION", "."])
def test_a_link_is_never_followed(run: Run, make: Make, tmp_path: Path, everything: Everything, target: str) -> None:
    session = make("Title")
    (tmp_path / "review.md").write_text("older")
    link = tmp_path / "link.md"
    link.symlink_to(session if target == "SESSION" else tmp_path / target)
    before = everything()
    ran = run("export", "last", "-o", str(link))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.count("\n") == 1
    assert link.is_symlink()
    assert everything() == before


def test_a_pipe_is_written_into_and_not_replaced(run: Run, make: Make, tmp_path: Path) -> None:
    make("Title")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run("export", "last", "-o", str(pipe)).exit_code == 0
    reader.join(10)
    assert read[0].startswith(b"# Title\n")
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "cannot be written: it is a folder; what was there is as it was."),
        ("file/review.md", "cannot be written: a part of its path is not a folder; what was there is as it was."),
        ("nowhere/review.md", "nowhere”; nothing was written."),
        ("x" * 300, "cannot be written: its name is too long; what was there is as it was."),
        ("SESSION", "is a session itself; nothing was written, give another name."),
    ],
)
def test_what_cannot_be_written_is_one_sentence(
    run: Run, make: Make, tmp_path: Path, everything: Everything, name: str, said: str
) -> None:
    session = make("Title")
    (tmp_path / "file").write_text("no folder")
    before = everything()
    ran = run("export", "last", "-o", str(session if name == "SESSION" else tmp_path / name))
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert said in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert everything() == before


def test_what_is_restricted_is_for_the_internal_document_only(run: Run, make: Make) -> None:
    path = make("Title")
    assert run("capture", "last", "l Known to all", "l Known to few").exit_code == 0
    meeting = LiveMeeting.open(path)
    meeting.apply(Change(id=meeting.review.lessons[1].id, changes={"restricted": True}))
    meeting.close()
    assert "Known to few" in run("export", "last").stdout
    shareable = run("export", "last", "--audience", "shareable").stdout
    assert "Known to all" in shareable
    assert "Known to few" not in shareable


@pytest.mark.parametrize("command", ["show", "export"])
def test_reading_goes_on_while_somebody_writes(run: Run, make: Make, everything: Everything, command: str) -> None:
    meeting = LiveMeeting.open(make("Title"))
    before = everything()
    ran = run(command, "last")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.startswith("# Title\n")
    assert everything() == before
    meeting.close()


@pytest.mark.parametrize("command", ["show", "export", "capture"])
def test_a_damaged_session_is_one_sentence_that_names_the_backup(
    run: Run, make: Make, everything: Everything, command: str
) -> None:
    path = make("Title", "k3f9x2ab")
    assert run("capture", "last", "n the second version").exit_code == 0
    path.write_bytes(path.read_bytes()[:-100])
    before = everything()
    ran = run(command, "k3f9x2ab", stdin="n lost\n")
    backup = path.parent / ".pmfacil" / f"{path.stem}.backup.json"
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "is damaged: it is not whole JSON" in ran.stderr
    assert f"nothing was overwritten, and its last good version is “{backup}”, as it was on " in ran.stderr
    assert everything() == before


@pytest.mark.parametrize("content", ['{"session": {"session": {}}}', "", "{}"])
@pytest.mark.parametrize("command", ["show", "export", "capture"])
def test_a_session_that_makes_no_sense_is_one_sentence(
    run: Run, make: Make, everything: Everything, command: str, content: str
) -> None:
    make("Title", "k3f9x2ab").write_text(content)
    before = everything()
    ran = run(command, "k3f9x2ab", stdin="n lost\n")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "is damaged" in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert everything() == before


@pytest.mark.parametrize("command", ["show", "export"])
def test_a_newer_session_can_be_read(run: Run, make: Make, everything: Everything, command: str) -> None:
    newer(make)
    before = everything()
    ran = run(command, "last")
    assert ran.exit_code == 0
    assert ran.stdout.startswith("# Title\n")
    assert "is open to read only: a newer pmfacil wrote it (schema 99, this one writes 1)" in ran.stderr
    assert everything() == before


def test_a_newer_session_is_not_written(run: Run, make: Make, everything: Everything) -> None:
    newer(make)
    before = everything()
    ran = run("capture", "last", stdin="n lost\n")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.endswith("this one writes 1); upgrade to change it; no line was taken.\n")
    assert ran.stderr.count("\n") == 1
    assert everything() == before


def newer(make: Make) -> Any:
    path = make("Title")
    path.write_text(path.read_text().replace('"schema": 1', '"schema": 99'))


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("review.md", b"# Title\n"),
        ("review.markdown", b"# Title\n"),
        ("review", b"# Title\n"),
        ("review.txt", b"# Title\n"),
        ("review.html", b"<!DOCTYPE html>\n"),
        ("REVIEW.HTM", b"<!DOCTYPE html>\n"),
        ("review.json", b'{\n  "restricted": false,\n'),
        ("actions.csv", b"number,action,type,"),
        ("dates.ics", b"BEGIN:VCALENDAR\r\n"),
        ("issues.sh", b"#!/bin/sh\n"),
    ],
)
def test_the_end_of_a_name_chooses_the_form(run: Run, make: Make, tmp_path: Path, name: str, begins: bytes) -> None:
    make("Title")
    ran = run("export", "last", "-o", str(tmp_path / name))
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", f"Wrote “{tmp_path / name}”.\n")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("name", "args", "said"),
    [
        ("out.pdf", (), "“pdf” is not a form it writes (md, html, json, csv, ics); html prints well"),
        ("OUT.Docx", (), "“docx” is not a form it writes"),
        ("jira.html", ("--for", "jira"), "--for is about the actions as csv, not about “html”"),
        ("jira.pdf", ("--for", "jira"), "--for is about the actions as csv, not about “pdf”"),
        ("jira.sh", ("--for", "jira"), "--for is about the actions as csv, not about “sh”"),
    ],
)
def test_nothing_is_written_under_a_false_name(
    run: Run, make: Make, tmp_path: Path, everything: Everything, name: str, args: tuple[str, ...], said: str
) -> None:
    make("Title")
    before = everything()
    ran = run("export", "last", *args, "-o", str(tmp_path / name))
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.startswith(said)
    assert ran.stderr.count("\n") == 1
    assert everything() == before


@pytest.mark.parametrize("name", ["jira", "jira.txt", "jira.csv", "issues.sh"])
def test_the_actions_of_a_tracker_have_a_name_that_fits(run: Run, make: Make, tmp_path: Path, name: str) -> None:
    make("Title")
    tracker = "github" if name == "issues.sh" else "jira"
    assert run("export", "last", "--for", tracker, "-o", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).is_file()


def test_a_folder_that_is_not_there_is_named(run: Run, make: Make, tmp_path: Path) -> None:
    make("Title")
    ran = run("export", "last", "-o", str(tmp_path / "nowhere" / "x.html"))
    assert (ran.exit_code, ran.stderr) == (1, f"There is no folder “{tmp_path / 'nowhere'}”; nothing was written.\n")


def test_what_is_asked_for_counts_more_than_the_name(run: Run, make: Make, tmp_path: Path) -> None:
    make("Title")
    assert run("export", "last", "--to", "json", "-o", str(tmp_path / "x.html")).exit_code == 0
    assert json.loads((tmp_path / "x.html").read_text())["incident"]["title"] == "Title"


@pytest.mark.parametrize("tracker", ["jira", "gitlab", "linear", "github"])
def test_actions_go_to_a_tracker_without_any_more_words(run: Run, make: Make, tracker: str) -> None:
    make("Title")
    assert run("capture", "last", "a Alert at 75 % @dana by:2w").exit_code == 0
    found = run("export", "last", "--for", tracker)
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.count("Alert at 75 %") == 1
    assert found.stdout_bytes == run("export", "last", "--to", "csv", "--for", tracker).stdout_bytes


@pytest.mark.parametrize("audience", ["internal", "shareable", "customer", "executive"])
@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_every_audience_has_its_document(run: Run, make: Make, form: str, audience: str) -> None:
    make("Title")
    ran = run("export", "last", "--to", form, "--audience", audience)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert "Title" in ran.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--to", "html", "--for", "jira"), "--for is about the actions as csv, not about html"),
        (("--to", "csv", "--audience", "customer"), "Customers are given no actions and no dates, so there is no csv"),
        (("--to", "ics", "--audience", "customer"), "so there is no ics for them"),
        (("--to", "pdf"), "'pdf' is not one of"),
        (("--audience", "everybody"), "'everybody' is not one of"),
        (("--for", "trello"), "'trello' is not one of"),
    ],
)
def test_what_does_not_go_together_is_one_sentence_and_writes_nothing(
    run: Run, make: Make, tmp_path: Path, everything: Everything, args: tuple[str, ...], said: str
) -> None:
    make("Title")
    before = everything()
    ran = run("export", "last", *args, "-o", str(tmp_path / "x"))
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert everything() == before


def test_a_restricted_review_says_so_in_every_form_and_to_others_no_more(run: Run, make: Make) -> None:
    make("Secret title", restricted=True)
    first = {
        form: run("export", "last", "--to", form).stdout.splitlines()[:6] for form in ("md", "html", "json", "ics")
    }
    assert first["md"][0].startswith("> **Restricted** ")
    assert first["html"][0].startswith("<!-- Restricted: ")
    assert first["json"][1] == '  "restricted": true,'
    assert any(line.startswith("X-WR-CALNAME:Restricted: ") for line in first["ics"])
    for form in ("md", "html", "json", "csv", "ics"):
        ran = run("export", "last", "--to", form, "--audience", "shareable")
        assert ran.exit_code == 0
        assert "Secret title" not in ran.stdout
        assert "This review is restricted" in ran.stdout + ran.stderr


def test_what_the_settings_say_of_sections_holds(run: Run, make: Make, tmp_path: Path) -> None:
    make("Title")
    Path(os.environ["PMFACIL_CONFIG"], "settings.toml").write_text('sections = ["Lessons", "Regulator"]\n')
    assert run("capture", "last", "n Regulator: told at 15:00").exit_code == 0
    said = run("export", "last").stdout
    assert [line for line in said.splitlines() if line.startswith("#")] == ["# Title", "## Lessons", "## Regulator"]
    assert said.endswith("- told at 15:00\n")


def test_a_name_that_a_pipe_has_is_written_into_as_html_too(run: Run, make: Make, tmp_path: Path) -> None:
    make("Title")
    pipe = tmp_path / "pipe.html"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run("export", "last", "-o", str(pipe)).exit_code == 0
    reader.join(10)
    assert read[0].startswith(b"<!DOCTYPE html>")
