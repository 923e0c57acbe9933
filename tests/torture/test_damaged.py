"""Files that are damaged, foreign, newer or far too big: one sentence each, and nothing is overwritten."""

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pmfacil.documents.audience import Audience
from pmfacil.documents.markdown import to_markdown
from pmfacil.review.begin import new_review
from pmfacil.review.incident import Incident
from pmfacil.review.review import Review
from pmfacil.sessions.errors import SessionError
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from tests.commands.conftest import Program
from tests.conftest import NOW
from tests.torture.disk import is_sentence

Times = Callable[[int, int], int]
Tell = Callable[[str], None]

NAME = "2026-11-18-checkout-down-damaged2.json"
BACKUP = Path(NAME).with_suffix(".backup.json")
WRONG: tuple[Any, ...] = (
    *(None, True, -1, 0, 10**400, 1.5, float("nan"), float("inf"), "", "x", "9" * 300, "\x1b[2J[/]", "2026-02-31"),
    *("2026-11-18T10:00:00", "9999-12-31T23:59:59-14:00", [], ["x"], [[]], {}, {"x": 1}, "damaged2", "w1"),
)
"""What may stand where something else belongs."""
LINKED = ("whys", "causes", "events", "actions", "lessons", "notes")
REFERENCES = frozenset({"parent", "recollects", "item"})
FOREIGN: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n\t\n" * 1000,
    "noughts": b"\0" * 4096,
    "a list": b"[1, 2, 3]",
    "a word": b'"session"',
    "a number": b"1e999",
    "no tables": b"{}",
    "TinyDB of another program": b'{"_default": {"1": {"name": "x", "done": false}}}',
    "a package": b'{"name": "web", "version": "1.0.0", "scripts": {"test": "x"}}',
    "tables of lists": b'{"session": {"session": {"id": "damaged2"}}, "whys": [1, 2]}',
    "documents of lists": b'{"session": {"session": {"id": "damaged2"}}, "whys": {"w": [1]}}',
    "a session that is a list": b'{"session": [], "incident": {}}',
    "HTML": b"<!DOCTYPE html><html><body><h1>404</h1></body></html>",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50,
    "UTF-16": json.dumps({"session": {"session": {"schema": 1}}}).encode("utf-16"),
    "Latin-1": '{"session": {"session": {"id": "damaged2"}}, "x": {"ü": {}}}'.encode("latin-1"),
    "a merge": b'{\n<<<<<<< HEAD\n  "actions": {},\n=======\n  "actions": {"a": {}},\n>>>>>>> main\n}\n',
    "lists in lists": b"[" * 200_000,
    "tables in tables": b'{"a":' * 200_000,
    "tables in a session": b'{"session": {"session": ' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"}}",
    "digits": b'{"session": {"session": {"schema": ' + b"9" * 100_000 + b"}}}",
    "no number": b'{"session": {"session": {"schema": NaN, "id": "damaged2"}}}',
    "a schema in words": b'{"session": {"session": {"schema": "1", "id": "damaged2"}}}',
    "a schema of nought": b'{"session": {"session": {"schema": 0, "id": "damaged2"}}}',
    "a truth for a schema": b'{"session": {"session": {"schema": true, "id": "damaged2"}}}',
    "keys twice": b'{"session": {"session": {"id": "damaged2"}}, "session": {"session": {"id": 5}}}',
    "an id that leads elsewhere": b'{"session": {"session": {"schema": 1, "id": "../../../../tmp/x"}}}',
}
SEEMS_WHOLE = frozenset({"UTF-16", "tables in a session", "keys twice", "an id that leads elsewhere"})
"""What a listing, which only looks at the title and the like, cannot tell from a session."""


class Shelf:
    """A library with one good session, and a place for one that is not."""

    def __init__(self, folder: Path, good: Review, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = folder / NAME
        LiveMeeting.create(Library(folder), good).close()
        monkeypatch.setenv("PMFACIL_LIBRARY", str(folder))
        self.sentences: Counter[str] = Counter()

    def run(self, *args: str, stdin: str = "") -> Result:
        """Run the program; whatever it says about itself must be clean sentences."""
        ran = CliRunner().invoke(Program("pmfacil"), args, input=stdin)
        assert ran.exit_code in (0, 1)
        assert "Traceback" not in ran.output
        assert "fault of its own" not in ran.output
        told = ran.stderr.splitlines()
        assert [line for line in told if not is_sentence(line)] == []
        if ran.exit_code:
            self.sentences.update(told)
        return ran

    def refused(self, *args: str, stdin: str = "") -> str:
        """Run the program, which has to refuse in one sentence."""
        ran = self.run(*args, stdin=stdin)
        assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
        return ran.stderr

    def as_before(self) -> None:
        """Look whether the good session can be worked with."""
        assert self.run("show", "good2222").stdout.startswith("# The good one\n")
        listed = json.loads(self.run("list", "--json").stdout)
        assert [(entry["title"], entry["damaged"]) for entry in listed if entry["id"] == "good2222"] == [
            ("The good one", False)
        ]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The library."""
    good = new_review(Incident(title="The good one", start=NOW), NOW, id="good2222")
    return Shelf(tmp_path / "library", good, monkeypatch)


@pytest.fixture
def whole(tmp_path: Path, small: Review) -> bytes:
    """A session with a little of everything, as it is kept."""
    meeting = LiveMeeting.create(Library(tmp_path / "elsewhere"), small.model_copy(update={"id": "damaged2"}))
    meeting.close()
    return meeting.file.path.read_bytes()


@pytest.mark.parametrize("backup", [False, True], ids=["no backup", "a backup"])
def test_whatever_stands_in_a_session_it_is_one_sentence(shelf: Shelf, whole: bytes, tell: Tell, backup: bool) -> None:
    kept = shelf.path.parent / ".pmfacil" / BACKUP
    if backup:
        kept.write_bytes(whole)
    for what, content in FOREIGN.items():
        shelf.path.write_bytes(content)
        for args in (("show",), ("export",), ("check",), ("capture",)):
            told = shelf.refused(*args, str(shelf.path), stdin="n lost\n")
            if backup:
                assert f"“{NAME}” is damaged: " in told, what
                assert f"its last good version is “{kept}”" in told, what
            else:
                assert " is damaged: " in told or "No session fits" in told, what
        entries = {entry["path"]: entry for entry in json.loads(shelf.run("list", "--json").stdout)}
        entry = entries.get(str(shelf.path))
        assert entry is None or entry["damaged"] or what in SEEMS_WHOLE, what
        assert entry or not backup, what
        assert shelf.path.read_bytes() == content
    shelf.as_before()
    tell(f"{len(FOREIGN)} files that are no whole session, four commands each: {len(shelf.sentences)} sentences")


def test_a_session_that_is_cut_off_anywhere_is_damaged_and_its_backup_is_named(
    shelf: Shelf, whole: bytes, times: Times, tell: Tell
) -> None:
    kept = shelf.path.parent / ".pmfacil" / BACKUP
    kept.write_bytes(whole)
    step = times(1999, 7)
    # Only the newline at its end can be missing from whole JSON.
    lengths = [*range(0, len(whole) - 1, step), len(whole) - 2]
    for length in lengths:
        for content in (whole[:length], whole[:length] + b"\0" * (len(whole) - length)):
            shelf.path.write_bytes(content)
            with pytest.raises(SessionError) as refused:
                LiveMeeting.open(shelf.path)
            assert is_sentence(str(refused.value))
            assert str(kept) in str(refused.value)
            assert shelf.path.read_bytes() == content
    shelf.refused("show", "damaged2")
    shelf.as_before()
    tell(f"a session of {len(whole)} bytes cut off at {len(lengths)} lengths, with and without noughts in their place")


def test_a_wrong_value_in_any_field_is_refused_in_a_sentence_or_harmless(
    shelf: Shelf, whole: bytes, times: Times, tell: Tell
) -> None:
    kept = shelf.path.parent / ".pmfacil" / BACKUP
    kept.write_bytes(whole)
    chance = random.Random(5)
    cases = list(wrong_values(json.loads(whole)))
    chosen = chance.sample(cases, min(len(cases), times(60, 100_000)))
    refused = 0
    for tables, where in chosen:
        content = json.dumps(tables).encode()
        shelf.path.write_bytes(content)
        meeting = opened(shelf.path, write=False)
        if isinstance(meeting, str):
            assert is_sentence(meeting), where
            assert str(kept) in meeting, where
            shelf.sentences[meeting] += 1
            refused += 1
        else:
            assert all(map(is_sentence, meeting.notices)), where
            for audience in Audience:
                to_markdown(meeting.review, audience=audience, now=NOW)
            meeting.close()
        assert shelf.path.read_bytes() == content
        if chance.random() < 0.05:
            for command in ("show", "check"):
                shelf.run(command, str(shelf.path))
    shelf.as_before()
    tell(f"{len(chosen)} of {len(cases)} wrong values in fields, {refused} refused; {len(shelf.sentences)} sentences")


def opened(path: Path, *, write: bool) -> LiveMeeting | str:
    """The meeting on a session, or why there is none."""
    try:
        return LiveMeeting.open(path, write=write)
    except SessionError as damage:
        return str(damage)


def wrong_values(tables: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """The tables again and again, each time with one value that does not belong there."""
    for name, table in tables.items():
        for id in list(table)[:1]:
            document = table[id]
            for wrong in WRONG:
                yield {**tables, name: {**table, id: wrong}}, f"{name}.{id}"
                for field in (*document, "unknown"):
                    changed = {**table, id: {**document, field: wrong}}
                    yield {**tables, name: changed}, f"{name}.{id}.{field} = {wrong!r}"
        for odd in ("", "../x", "a b", "\x1b[2J", "é" * 5000, "[/]"):
            documents = list(table.values())
            if documents:
                yield {**tables, name: {**table, odd: documents[0]}}, f"{name}.{odd!r}"


def test_what_refers_to_nothing_or_to_itself_is_mended_and_that_is_said(
    shelf: Shelf, whole: bytes, times: Times, tell: Tell
) -> None:
    chance = random.Random(11)
    told: set[str] = set()
    rounds = times(25, 600)
    for _ in range(rounds):
        tables = json.loads(whole)
        for name in LINKED:
            # The same thing twice, as a merge leaves it, and references to what is gone, to one another, to itself.
            tables[name] |= {f"{id}-twice": dict(part) for id, part in tables[name].items() if chance.random() < 0.2}
            for document in tables[name].values():
                for field in sorted(document.keys() & REFERENCES):
                    if chance.random() < 0.3:
                        document[field] = chance.choice([*tables[name], "gone", None])
        if chance.random() < 0.2:
            tables["lessons"] |= {id: dict(part) for part in tables["lessons"].values() for id in tables["whys"]}
        content = json.dumps(tables).encode()
        shelf.path.write_bytes(content)
        meeting = opened(shelf.path, write=True)
        if isinstance(meeting, str):
            assert is_sentence(meeting)
            assert shelf.path.read_bytes() == content
            told.add(meeting)
            continue
        assert all(map(is_sentence, meeting.notices))
        told |= set(meeting.notices)
        to_markdown(meeting.review, now=NOW)
        assert meeting.close(20)
        if shelf.path.read_bytes() != content:
            # What was mended is kept as it was.
            assert (shelf.path.parent / ".pmfacil" / BACKUP).read_bytes() == content
        again = LiveMeeting.open(shelf.path, write=False)
        assert again.review == meeting.review
        assert again.notices == []
        again.close()
    shelf.as_before()
    tell(f"{rounds} sessions with references at random: {len(told)} sentences")


def test_a_tree_of_whys_that_is_deep_and_has_no_numbers_gets_them(shelf: Shelf, whole: bytes, times: Times) -> None:
    tables = json.loads(whole)
    why = {"text": "Because of the one below", "made": "2026-11-18T10:00:00Z"}
    count = times(150, 1500)
    parents = {f"v{number:05}": f"v{number - 1:05}" if number else None for number in range(count)}
    tables["whys"] = {id: {**why, "parent": parent} for id, parent in parents.items()}
    shelf.path.write_bytes(json.dumps(tables).encode())
    meeting = LiveMeeting.open(shelf.path)
    assert len({why.number for why in meeting.review.whys} - {""}) == count
    assert all(map(is_sentence, meeting.notices))
    assert meeting.notices[0].startswith("“Because of the one below” is ")
    assert meeting.close(20)
    assert shelf.run("export", "damaged2").stdout.count("Because of the one below") >= count
    shelf.as_before()


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "link to nowhere", "link to itself"])
def test_what_only_has_the_name_of_a_session_is_left_alone(
    shelf: Shelf, whole: bytes, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / "target.json"
    target.write_bytes(whole)
    if kind == "folder":
        shelf.path.mkdir()
    elif kind == "pipe":
        os.mkfifo(shelf.path)
    else:
        ends = {"link": target, "link to nowhere": tmp_path / "nowhere", "link to itself": shelf.path}
        shelf.path.symlink_to(ends[kind])
    before = shelf.path.lstat()
    for args in (("show",), ("export",), ("check",), ("capture",)):
        shelf.refused(*args, str(shelf.path), stdin="n lost\n")
        shelf.refused(*args, "damaged2", stdin="n lost\n")
    with pytest.raises(SessionError) as refused:
        LiveMeeting.open(shelf.path)
    assert is_sentence(str(refused.value))
    shelf.run("list")
    shelf.as_before()
    assert shelf.path.lstat().st_mtime_ns == before.st_mtime_ns
    assert target.read_bytes() == whole


def test_a_newer_session_is_read_with_what_is_known_of_it_and_never_written(shelf: Shelf, whole: bytes) -> None:
    tables = json.loads(whole)
    tables["session"]["session"]["schema"] = 2
    tables["holograms"] = {"h1": {"depth": [1, 2]}}
    next(iter(tables["whys"].values()))["colour"] = "amber"
    content = json.dumps(tables).encode()
    shelf.path.write_bytes(content)
    assert "# Users could not check out" in shelf.run("show", "damaged2").stdout
    assert "newer pmfacil" in shelf.refused("capture", "damaged2", "n lost")
    meeting = LiveMeeting.open(shelf.path)
    assert meeting.read_only
    assert all(map(is_sentence, meeting.notices))
    meeting.close()
    assert shelf.path.read_bytes() == content
    shelf.as_before()


def test_a_session_that_is_far_too_big_is_refused_without_being_read(shelf: Shelf, whole: bytes, tell: Tell) -> None:
    with shelf.path.open("wb") as file:
        file.write(whole[:-2])
        # A hole takes no room on the disk.
        file.truncate(500 * 1024 * 1024)
    for command in ("show", "export", "check", "capture"):
        assert "larger than any review can be" in shelf.refused(command, "damaged2", stdin="n lost\n")
    assert "damaged" in shelf.run("list").stdout
    shelf.as_before()
    assert shelf.path.stat().st_size == 500 * 1024 * 1024
    tell("a file of 500 MB: refused in a sentence")


def test_a_session_of_fifty_megabytes_is_dealt_with(shelf: Shelf, whole: bytes, times: Times, tell: Tell) -> None:
    megabytes = times(5, 50)
    tables = json.loads(whole)
    note = {"text": "A long remark. " * 600, "made": "2026-11-18T10:00:00Z"}
    tables["notes"] = {f"n{number}": note for number in range(megabytes * 110)}
    shelf.path.write_bytes(json.dumps(tables).encode())
    meeting = LiveMeeting.open(shelf.path)
    assert meeting.close(60)
    assert shelf.run("list").exit_code == 0
    ran = shelf.run("export", "damaged2")
    assert ran.exit_code == 0
    shelf.path.write_bytes(shelf.path.read_bytes()[:-50])
    assert "is damaged" in shelf.refused("show", "damaged2")
    shelf.as_before()
    shutil.rmtree(shelf.path.parent)
    tell(f"a session of {megabytes} MB: opened, listed and exported; cut off: refused in a sentence")
