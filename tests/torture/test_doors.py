"""Hostile text through every door: no terminal is commanded by it, nothing takes it for markup, no document breaks."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import click
import pytest
from click.testing import Result

from pmfacil.commands.export import export
from pmfacil.commands.program import PLACES
from pmfacil.review.tables import from_tables
from pmfacil.review.text import CONTROLS
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.tables import Tables, loads
from pmfacil.start import left_behind
from tests.commands.conftest import everything, library, make, run
from tests.documents.markdown_reading import headings, kinds, widths
from tests.terminal import PROGRAM, Terminal
from tests.torture.foreign import configs, foreign, put, toml_of
from tests.torture.test_any_edit import HEADINGS
from tests.torture.words import SAMPLES, TOGETHER, smuggled

__all__ = ["everything", "library", "make", "run"]
Run = Callable[..., Result]
Tell = Callable[[str], None]
Some = Callable[[Sequence[str]], Sequence[str]]
KINDS = ("wording", "action", "title")
PASSED = [sample for sample in SAMPLES if "\0" not in sample and "\ud800" not in sample]
"""What a system hands on in arguments, in names of files and in the environment."""
NAMED = [sample.replace("/", "_") for sample in PASSED]
SETTINGS = ("theme", "gap_minutes", "draft_hours", "owner_is_person", "services", "sections", "categories", "layers")


@pytest.fixture
def some(times: Callable[[int, int], int]) -> Some:
    """Chooses texts: all of them, or in the short form all together and some of them alone."""

    def some(texts: Sequence[str]) -> Sequence[str]:
        return [" ".join(texts), *texts[:: times(15, 1)]]

    return some


@pytest.fixture
def clean(run: Run) -> Callable[..., Result]:
    """Runs a command, and fails if it met a fault of its own or if what it says could command a terminal."""

    def clean(*args: str, stdin: str | bytes = b"") -> Result:
        ran = run(*args, stdin=stdin)
        # Tables and calendars end their lines as their formats ask for.
        assert not smuggled(ran.stdout_bytes.replace(b"\r\n", b"\n")), (args, ran.stdout_bytes)
        assert not smuggled(ran.stderr_bytes), (args, ran.stderr_bytes)
        assert "a fault of its own" not in ran.stderr, (args, ran.stderr)
        assert ran.exit_code in (0, 1, 2)
        if "--json" in args and ran.exit_code != 2:
            assert ran.stdout.isascii()
            whole = "capture" not in args and "--lines" not in args
            for document in [ran.stdout] if whole else ran.stdout.splitlines():
                assert not document or json.loads(document) is not None
        return ran

    return clean


@pytest.mark.parametrize("sample", [one for one in SAMPLES if set(map(ord, one)) & CONTROLS.keys()])
def test_what_got_through_would_be_noticed(sample: str) -> None:
    assert smuggled(sample.encode("utf-8", "surrogatepass"))


def test_arguments_and_options_are_words(clean: Run, library: Path, tmp_path: Path, some: Some, tell: Tell) -> None:
    took = 0
    for sample in some(PASSED):
        for args in (
            *(("new", "--no-open", "--json", "--", f"Title {sample}"), ("new", "--no-open", "--", sample)),
            *((("new", "--no-open", f"--{option}={sample}", "Title")) for option in ("severity", "start", "end", "tz")),
            *(("new", "--no-open", f"--format={sample}", "Title"), ("show", "--", sample), ("open", "--", sample)),
            *(("check", "--", sample), (sample,), (f"--{sample}",), ("list", f"--library={tmp_path}/{sample}")),
            *((name, "--", sample) for name in PLACES if name != "demo"),
            *(("capture", "--", sample, "x"), ("export", f"--to={sample}", "last"), ("check", f"--lines={sample}")),
            *(("export", "-o", f"{tmp_path}/{sample.replace('/', '_')}", "last"), ("completion", "--", sample)),
        ):
            clean(*args)
            took += 1
    names = [path.name for path in library.iterdir() if path.name != ".pmfacil"]
    assert len(names) > len(some(PASSED))
    assert all(name.isascii() and name.isprintable() and len(name) <= 100 for name in names)
    assert {path.parent.name for path in tmp_path.glob("**/*.json")} <= {library.name, ".pmfacil"}
    listed = clean("list").stdout
    for literal in ("[bold]Zq[/bold]", "[@click=app.exit]Zq[/]", "{{Zq}}", "%s %(Zq)s", "<script>Zq</script>", "[/]"):
        assert literal in listed
    tell(f"arguments: {took:,} commands with {len(PASSED)} texts in every place; no control sign came back.")


def test_lines_from_a_pipe_are_words(clean: Run, make: Callable[..., Path], some: Some, tell: Tell) -> None:
    make()
    letters = ("n", "a", "l", "w", "f people:", "o testing:", "t 10:05", "g", "b", "y", "d", "k", "i", "")
    lines = [f"{letter} {sample}" for sample in some(SAMPLES) for letter in letters]
    stdin = "\n".join(lines).encode("utf-8", "surrogatepass") + b"\nn \xff\xfe \x9b31m"
    said = clean("capture", "last", stdin=stdin).stdout
    clean("capture", "last", "--json", stdin=TOGETHER.encode("utf-8", "surrogatepass"))
    assert "[bold]Zq[/bold]" in said
    _look_at_markdown(clean("export", "last").stdout)
    for kind in KINDS:
        clean("check", "--lines", kind, stdin=stdin)
        clean("check", "--lines", kind, "--json", stdin=stdin)
    tell(f"pipes: {len(lines):,} lines captured and {2 * len(KINDS)} times checked.")


def test_five_megabytes_in_one_line_are_one_note(clean: Run, make: Callable[..., Path], tell: Tell) -> None:
    path = make()
    large = b"n " + b"[/]\x1b[2J" * 650_000
    clean("capture", "last", stdin=large)
    clean("check", "--lines", "wording", stdin=large)
    clean("list")
    assert [len(note.text) for note in LiveMeeting.open(path, write=False).review.notes] == [6 * 650_000]
    tell(f"pipes: {len(large):,} bytes in one line.")


def _look_at_markdown(document: str) -> None:
    """Fail if there is more, or less, structure in a document than the program puts there."""
    assert headings(document) == HEADINGS
    assert not kinds(document) & {"html_block", "html_inline", "image"}
    assert all(len(cells) == 1 for cells in widths(document))


def _forms() -> Sequence[str]:
    """Every form that a document can have."""
    choices = [p.type.choices for p in export.params if isinstance(p.type, click.Choice)]
    return cast(Sequence[str], next(choice for choice in choices if "md" in choice))


def test_a_file_that_somebody_wrote_by_hand_is_words(clean: Run, library: Path, some: Some, tell: Tell) -> None:
    took = 0
    for sample in some(SAMPLES):
        put(library, foreign(sample))
        for args in (("list",), ("check", "foreign2"), ("check", "foreign2", "--json"), ("show", "foreign2")):
            clean(*args)
        for form in _forms():
            for audience in ("internal", "shareable"):
                document = clean("export", "foreign2", "--to", form, "--audience", audience).stdout
                if form == "md":
                    _look_at_markdown(document)
                elif form == "json":
                    json.loads(document)
                took += 1
        clean("capture", "foreign2", "n and one more")
    tell(f"files: {took:,} documents of reviews with hostile words in every field.")


@pytest.mark.parametrize("where", ["id", "ids", "keys", "enums", "schema", "used", "created", "tables"])
def test_what_is_no_text_in_a_file_is_no_door_either(clean: Run, library: Path, where: str, some: Some) -> None:
    for sample in some(SAMPLES):
        tables = foreign("words")
        match where:
            case "id":
                tables["session"]["session"]["id"] = sample
            case "ids":
                tables = json.loads(
                    json.dumps(tables).replace('"w1"', json.dumps(sample)).replace('"a2"', json.dumps(sample + "2"))
                )
            case "keys":
                tables["lessons"]["l1"][sample] = sample
            case "enums":
                tables["actions"]["a2"] |= {"type": sample, "priority": sample, "status": sample, "due": sample}
            case "schema":
                tables["session"]["session"]["schema"] = cast(Any, sample)
            case "used":
                tables["used"][sample] = {}
            case "created":
                tables["session"]["session"]["created"] = sample
                tables["incident"]["incident"]["timezone"] = sample
            case _:
                tables[sample] = {sample: {sample: sample}}
        path = put(library, tables)
        before = path.read_bytes()
        for args in (("list",), ("list", "--json"), ("show",), ("export",), ("check",), ("check", "--json")):
            clean(*args, *([] if args[0] == "list" else [str(path)]))
        ran = clean("capture", str(path), "n one")
        assert ran.exit_code == 0 or path.read_bytes() == before


def test_names_of_files_and_folders_are_words(
    clean: Run, library: Path, tmp_path: Path, some: Some, tell: Tell
) -> None:
    for place, name in enumerate(some(NAMED)[1:]):
        folder = tmp_path / "folders" / f"{place}{name}"
        whole = put(folder, foreign("words"), f"{name}.json")
        put(folder, {}, f"2026-11-18-{place}-{name}.json").write_bytes(b"{")
        (folder / "2026-11-18-broken-broken22.json").symlink_to(f"{name}.json")
        for args in (("list",), ("list", "--json"), ("show", "words"), ("show", "foreign2"), ("check", "foreign2")):
            clean(*args, "--library", str(folder))
        clean("new", "--no-open", "A title", "--library", str(folder))
        clean("settings", "--library", str(folder))
        clean("export", str(whole), "-o", str(folder / f"{name}.md"))
        clean("export", str(whole), "-o", str(folder / f"{name}.json"))
        clean("capture", str(whole), "n one")
        clean("capture", str(folder / "2026-11-18-broken-broken22.json"), "n one")
    tell(f"names: {len(some(NAMED)) - 1} folders and files called like commands to a terminal.")


def test_the_environment_is_words(
    clean: Run,
    make: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    some: Some,
    times: Callable[[int, int], int],
    tell: Tell,
) -> None:
    make()
    names = (
        "PMFACIL_LIBRARY",
        "PMFACIL_CONFIG",
        "PMFACIL_THEME",
        "COLUMNS",
        "LINES",
        "LANG",
        "LC_ALL",
        "TERM",
        "EDITOR",
    )
    names += ("USER", "LOGNAME", "TZ", "HOME", "TMPDIR", "NO_COLOR", "XDG_DATA_HOME", "_PMFACIL_COMPLETE")
    took = 0
    for name in names:
        for sample in some(PASSED)[: times(1, 99)]:
            with monkeypatch.context() as environment:
                environment.setenv(name, sample)
                for args in (("list",), ("settings",), ("show", "last"), ("capture", "last", "n x")):
                    clean(*args)
                    took += 1
    tell(f"environment: {took:,} commands with hostile text in {len(names)} variables.")


def test_settings_packs_and_what_is_remembered_are_words(
    clean: Run, make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, some: Some, tell: Tell
) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    monkeypatch.setenv("PMFACIL_CONFIG", str(folder))
    make()
    took = 0
    for sample in some(SAMPLES):
        for word in dict.fromkeys((toml_of(sample), toml_of(sample.strip()[:1]))):
            for name, content in configs(word):
                (folder / name).write_bytes(content.encode("utf-8", "surrogatepass"))
            for args in (("settings",), ("settings", "--json"), ("keys",), ("check", "last"), ("export", "last")):
                clean(*args)
                took += 1
        raw = f'theme = "{sample}"\n[keymap]\n"{sample}" = "{sample}"\n[[phrase]]\nid = "{sample}"\n'
        for name in ("settings.toml", "state.toml", "phrases.toml", "rules.toml"):
            (folder / name).write_bytes(raw.encode("utf-8", "surrogatepass"))
        for args in (("settings",), ("settings", "--json"), ("check", "--lines", "wording"), ("new", "--no-open", "x")):
            clean(*args, stdin="the pool")
            took += 1
    tell(f"settings: {took:,} commands with hostile words in every value, key and pack.")


def test_who_holds_a_session_is_said_in_clean_words(clean: Run, make: Callable[..., Path], tell: Tell) -> None:
    path = make()
    with LiveMeeting.open(path).file as held:
        lock = next((path.parent / ".pmfacil").glob("*.lock"))
        for sample in SAMPLES:
            lock.write_text(json.dumps({"user": sample, "host": sample, "since": sample, "pid": sample}), "ascii")
            assert "being written by" in clean("capture", "last", "n x").stderr
            clean("list")
    assert held.read_only
    tell(f"locks: {len(SAMPLES)} holders with hostile names.")


def test_a_review_that_could_not_be_saved_is_left_behind_in_clean_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, name in enumerate([*NAMED[::6], "x" * 250]):
        folder = tmp_path / f"{place}{name[:40]}"
        path = put(folder, foreign("words"), f"{name}.json")
        monkeypatch.setattr("tempfile.tempdir", str(folder))
        meeting = LiveMeeting.open(path)
        said = left_behind(meeting)
        assert meeting.close()
        assert not smuggled(said.encode())
        assert "the whole review is in" in said
        assert len(list(folder.glob("*.json"))) == 2


def test_a_screen_full_of_it_is_words(tmp_path: Path, times: Callable[[int, int], int], tell: Tell) -> None:
    drawn = 0
    texts = [TOGETHER, *NAMED[::9]][: times(1, 6)]
    for place, text in enumerate(texts):
        name = f"{place}{text[:40].replace('/', '_').replace(chr(0), '')}".encode("utf-8", "replace").decode()
        config = tmp_path / f"config{name}"
        config.mkdir()
        for pack, content in configs(toml_of(text)):
            (config / pack).write_bytes(content.encode())
        path = put(tmp_path / f"library{name}", foreign(text), f"{name}.json")
        env = {"PMFACIL_CONFIG": str(config), "PMFACIL_LIBRARY": str(path.parent), "PMFACIL_THEME": name, "USER": name}
        with Terminal([PROGRAM, "open", str(path)], (100, 24), env=env) as terminal:
            # What the emulator makes of these signs is its own affair: the bytes count.
            terminal.wait(lambda terminal=terminal: b"Commands" in terminal.written)
            for keys, comes in _through_the_meeting(text, b"1234567890" if times(0, 1) else b"49"):
                before, said = terminal.painted, len(terminal.written)
                terminal.send(keys)
                terminal.wait(
                    lambda terminal=terminal, before=before, said=said, comes=comes: (
                        terminal.painted > before and comes in terminal.written[said:]
                    )
                )
            terminal.send("\x11")
            assert terminal.ended(90) == 0, terminal.written[-2000:]
            seen = terminal.written
        assert not smuggled(seen, drawn=True)
        assert b"Traceback" not in seen
        review = from_tables(cast(Tables, loads(path.read_bytes())))[0]
        assert "typed [bold]Zq[/bold] 31m [/]" in {note.text for note in review.notes}
        assert any(note.text.startswith("pasted") for note in review.notes)
        with Terminal([PROGRAM, "show", str(path)], env=env) as terminal:
            assert terminal.ended(90) == 0, terminal.written[-2000:]
            assert not smuggled(terminal.written, drawn=True)
        drawn += len(seen)
    tell(f"screens: {drawn:,} bytes drawn of {len(texts)} meetings with hostile text in every place there is.")


def _through_the_meeting(text: str, boards: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Keys that look at everything and write wherever something can be written, each with words that come of it."""
    paste = b"\x1b[200~pasted " + text.encode("utf-8", "replace") + b" \xff\xc2\x9b4242m\x1b[201~"
    yield b":", b"Complete"
    yield b"n typed [bold]Zq[/bold] \xc2\x9b31m [/]", b""
    yield b"\r", b""
    yield b"n " + paste, b""
    yield b"\r", b""
    yield b"\x1b", b"Edit"
    for board in boards:
        yield bytes([board]), b""
        yield b"\x1b[B", b""
        # A new one like the row in hand: its first two fields, then kept, or else closed.
        yield b"a", b""
        yield paste + b"\t" + paste, b""
        yield b"\x13", b""
        yield b"\x1b", b""
        yield b"\x1b", b""
    yield b"y", b""
    yield b"?", b""
    yield b"\x1b", b""
    yield b"\x13", b""
    yield b"\x1b", b""
