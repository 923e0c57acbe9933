import errno
import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from pmfacil import toml
from pmfacil.review.policies import Policies
from pmfacil.sessions.system import System
from pmfacil.settings import TOLD, Settings, read_settings

Write = Callable[[str | bytes], Path]

EVERYTHING = """\
# What our team does
theme = "nord"  # for the big screen
gap_minutes = 15
draft_hours = 24
due_days = 30
owner_is_person = false
closure_target = 90
urgent_closure_target = 95
categories = ["Vendors"]
layers = ["Canary", "Feature flags"]
services = ["checkout", "結帳"]
sections = ["Impact", "Regulator"]

[priority_names]
P0 = "Now"
P1 = "High"

[formats]
team = { minutes = [5, 5, 20, 15, 5, 5, 5, 10, 2], reserve = 5 }

[keymap]
"meeting.run" = "f5"
"""


def test_without_a_file_all_is_as_usual_and_nothing_is_wrong(write: Write, tmp_path: Path) -> None:
    found = read_settings()
    assert found == Settings(tmp_path / "config" / "settings.toml")
    assert found.policies == Policies()
    assert not found.path.parent.exists()


def test_every_value_is_taken_and_known_to_be_from_the_file(write: Write) -> None:
    write(EVERYTHING)
    found = read_settings()
    policies = found.policies
    assert found.problems == ()
    assert (found.theme, found.keymap) == ("nord", {"meeting.run": "f5"})
    assert (policies.gap_minutes, policies.draft_hours, policies.due_days) == (15, 24, 30)
    assert (policies.owner_is_person, policies.closure_target, policies.urgent_closure_target) == (False, 90, 95)
    assert (policies.categories, policies.layers) == (("Vendors",), ("Canary", "Feature flags"))
    assert policies.services == ("checkout", "結帳")
    assert policies.sections == ("Impact", "Regulator")
    assert list(policies.priority_names.values()) == ["Now", "High", "P2", "P3"]
    assert policies.formats["team"].minutes == (5, 5, 20, 15, 5, 5, 5, 10, 2)
    assert found.sources == dict.fromkeys(found.values(), "file")


def test_a_value_that_is_not_there_is_a_default(write: Write) -> None:
    write("gap_minutes = 15")
    found = read_settings()
    assert found.sources == {"gap_minutes": "file"}
    assert found.policies == Policies(gap_minutes=15)


@pytest.mark.parametrize(
    ("line", "words", "used"),
    [
        ('gap_minutes = "ten"', "gap_minutes must be a whole number from 1 to 240 (minutes), not “ten”", "10 is used"),
        ("gap_minutes = 10.5", "not 10.5", "10 is used"),
        ("gap_minutes = true", "not true", "10 is used"),
        ("gap_minutes = 0", "not 0", "10 is used"),
        ("gap_minutes = -3", "not -3", "10 is used"),
        (f"gap_minutes = 0x{'f' * 3000}", "not a number so large", "10 is used"),
        ("gap_minutes = inf", "not inf", "10 is used"),
        ("gap_minutes = 2026-11-18", "not 2026-11-18", "10 is used"),
        ("gap_minutes = { a = 1 }", "not this table", "10 is used"),
        ("draft_hours = 100", "from 1 to 72 (hours), not 100", "48 is used"),
        ("due_days = []", "from 1 to 365 (days), not this list", "45 is used"),
        ('owner_is_person = "yes"', "owner_is_person must be true or false, not “yes”", "true is used"),
        ("closure_target = 101", "from 0 to 100 (percent), not 101", "85 is used"),
        ("urgent_closure_target = false", "not false", "80 is used"),
        ('categories = "Vendors"', "must be a list of at most 20 names, not “Vendors”", "[] is used"),
        ("categories = [1]", "not this list", "[] is used"),
        ('categories = [""]', "not this list", "[] is used"),
        ('categories = ["People"]', "categories does not fit: “People” is there already", "[] is used"),
        ('layers = ["testing"]', "layers does not fit: “testing” is there already", "[] is used"),
        ('layers = ["Canary", "canary"]', "“canary” is there already", "[] is used"),
        (f"services = {[str(n) for n in range(501)]}", "a list of at most 500 names", "[] is used"),
        (f'services = ["{"x" * 61}"]', "not this list", "[] is used"),
        ("priority_names = 3", "priority_names must be a name", "is used"),
        ('priority_names = { P4 = "Later" }', "priority_names “P4” must be a name", "it is left out"),
        ('priority_names = { P0 = "P1" }', "“P1” is there already", "it is left out"),
        ("formats = [45]", "formats must be { minutes = [9 whole numbers above 0], reserve", "{} is used"),
        ("formats.a = { minutes = [5, 5] }", "formats “a” must be { minutes", "it is left out"),
        ("formats.a = { minutes = [0, 1, 1, 1, 1, 1, 1, 1, 1] }", "formats “a” must be", "it is left out"),
        ("formats.a = { minutes = [1, 1, 1, 1, 1, 1, 1, 1, 1], extra = 1 }", "formats “a” must be", "it is left out"),
        (
            "formats.a = { minutes = [9, 9, 9, 9, 9, 9, 9, 9, 9], reserve = 10 }",
            "formats “a” does not fit: the plan would be 91 minutes with its reserve, and 90 is the most",
            "it is left out",
        ),
        (f"formats.a = {{ minutes = [1, 1, 1, 1, 1, 1, 1, 1, 0x{'f' * 900}] }}", "far too many minutes", "left out"),
        ("theme = 3", "theme must be a name in quotation marks, not 3", "pmfacil-dark is used"),
        ("keymap = 3", "keymap must be a table of keys, not 3", "no key is changed"),
        ('keymap."meeting.run" = 5', "the key of “meeting.run” must stand in quotation marks, not be 5", "not changed"),
    ],
    ids=lambda value: value[:40],
)
def test_a_wrong_value_is_told_with_its_line_and_falls_back_alone(
    write: Write, line: str, words: str, used: str
) -> None:
    write(f"# mine\n{'gap_minutes = 15' if not line.startswith('gap') else 'due_days = 30'}\n\n{line}\n")
    found = read_settings()
    (problem,) = found.problems
    assert problem.startswith("settings.toml line 4: ")
    assert words in problem
    assert used in problem.rpartition("; ")[2]
    assert problem.endswith(".")
    expected = Policies(due_days=30) if line.startswith("gap") else Policies(gap_minutes=15)
    assert (found.policies, found.theme, found.keymap) == (expected, "pmfacil-dark", {})


def test_of_a_table_every_entry_that_fits_is_taken(write: Write) -> None:
    write(
        "[formats]\n"
        "good = { minutes = [5, 5, 20, 15, 5, 5, 5, 10, 2] }\n"
        "long = { minutes = [50, 5, 20, 15, 5, 5, 5, 10, 2] }\n"
        "[formats.late]\nminutes = [4, 5, 20, 15, 5, 5, 5, 10, 2]\n"
        '[priority_names]\nP0 = "High"\nP1 = "high"\nP2 = "Medium"\n'
    )
    found = read_settings()
    assert list(found.policies.formats) == ["good", "late"]
    assert list(found.policies.priority_names.values()) == ["High", "P1", "Medium", "P3"]
    assert [problem.split(":")[0] for problem in found.problems] == ["settings.toml line 3", "settings.toml line 8"]


def test_a_name_that_no_setting_has_is_told_with_the_one_that_was_meant(write: Write) -> None:
    write('gapminutes = 3\n[colours]\nred = "x"\n[keymaps]\n')
    assert read_settings().problems == (
        "settings.toml line 1: there is no setting “gapminutes”; did you mean gap_minutes?",
        "settings.toml line 2: there is no setting “colours”; `pmfacil settings` shows all there are.",
        "settings.toml line 4: there is no setting “keymaps”; did you mean keymap?",
    )


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"theme = 'nord'\ngap_minutes = \n", "line 2 cannot be read: invalid value"),
        (b"theme = 'nord'\nnonsense\n", "line 2 cannot be read: expected '=' after a key"),
        (b"theme = 'nord'\n\n[keymap", "line 3 cannot be read: expected"),
        (b"theme = 'nord'\ntheme = 'dracula'\n", "line 2 cannot be read: cannot overwrite a value"),
        (b"theme = 'nord'\nservices = ['caf\xe9']\n", "line 2 cannot be read: it is not in UTF-8"),
        (b"theme = 'nord'\n\x00\n", "line 2 cannot be read: invalid statement"),
        (b"\xff\xfet\x00", "line 1 cannot be read: it is not in UTF-8"),
        (b"\n" + b"a." * 2001 + b"a = 1", "line 2 cannot be read: it is longer than 4,000 characters"),
        (b"# long\n" * 10_000, "cannot be read: it is larger than 64,000 bytes"),
        (b"x" * 5_000_000, "cannot be read: it is larger than 64,000 bytes"),
        (b"a = " + b"[" * 3000, "cannot be read: its lists stand in one another too deeply"),
        (b"a = " + b"[\n" * 3000, "cannot be read: its lists stand in one another too deeply"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_a_file_that_is_no_toml_is_told_with_the_line_and_nothing_of_it_is_used(
    write: Write, content: bytes, where: str
) -> None:
    path = write(content)
    found = read_settings()
    (problem,) = found.problems
    assert problem.startswith(f"“{path}” ")
    assert where in problem
    assert problem.endswith("; the usual settings are used, and the file is as it was.")
    assert problem.isprintable()
    assert len(problem) < 600
    assert (found.policies, found.theme, found.keymap) == (Policies(), "pmfacil-dark", {})
    assert path.read_bytes() == content


def test_a_number_with_thousands_of_digits_is_told(write: Write) -> None:
    write("gap_minutes = " + "9" * 3900)
    assert "not a number so large" in read_settings().problems[0]


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfgap_minutes = 15", b"# x\r\ngap_minutes = 15\r\n"])
def test_the_files_of_windows_are_read(write: Write, content: bytes) -> None:
    write(content)
    assert (read_settings().policies.gap_minutes, read_settings().problems) == (15, ())


class Faulty(System):
    """A system on which no file can be opened."""

    def __init__(self, number: int) -> None:
        self.number = number

    def open(self, *args: Any, **kwargs: Any) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Fail."""
        raise OSError(self.number, os.strerror(self.number))


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EIO, "the disk reports an error"), (errno.EACCES, "there is no permission"), (errno.ESTALE, "stale")],
)
def test_a_file_that_the_system_does_not_give_is_told(write: Write, number: int, words: str) -> None:
    path = write(EVERYTHING)
    found = read_settings(Faulty(number))
    (problem,) = found.problems
    assert f"“{path}” cannot be read: " in problem
    assert words in problem
    assert found.policies == Policies()


def test_a_folder_a_pipe_or_a_loop_in_its_place_is_told(write: Write) -> None:
    path = write("")
    for make, words in (
        (path.mkdir, "it is a folder"),
        (lambda: os.mkfifo(path), "it is not a plain file"),
        (lambda: path.symlink_to(path), "it is a link"),
    ):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
        make()
        (problem,) = read_settings().problems
        assert f"cannot be read: {words}" in problem


def test_a_file_in_the_place_of_the_folder_is_told(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("")
    monkeypatch.setenv("PMFACIL_CONFIG", str(path))
    assert "a part of its path is not a folder" in read_settings().problems[0]


def test_a_link_to_the_settings_is_followed(write: Write, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("gap_minutes = 15")
    write("").unlink()
    (tmp_path / "config" / "settings.toml").symlink_to(real)
    assert read_settings().policies.gap_minutes == 15


def test_a_home_of_nobody_is_only_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMFACIL_CONFIG", "~nobody-of-this-name/x")
    assert read_settings().path == Path("~nobody-of-this-name/x/settings.toml").absolute()


HOSTILE = "[/]\\u001b]0;x\\u0007\\u009b2J\\u202e\\u0000\u202e" + "x" * 900


def test_hostile_words_are_quoted_clean_and_short(write: Write) -> None:
    write(
        f'"{HOSTILE}" = 1\ngap_minutes = "{HOSTILE}"\ntheme = ["{HOSTILE}"]\n'
        f'[keymap]\n"{HOSTILE}" = 1\n[formats]\n"{HOSTILE}" = "{HOSTILE}"\n'
    )
    problems = read_settings().problems
    assert len(problems) == 5
    for problem in problems:
        assert problem.isprintable()
        assert len(problem) < 300


def test_names_are_kept_clean(write: Write) -> None:
    write('services = ["check\\u001bout\\u202e [/]"]')
    assert read_settings().policies.services == ("checkout [/]",)


def test_no_more_is_told_than_somebody_reads(write: Write) -> None:
    write("".join(f"a{number} = 1\n" for number in range(2000)))
    problems = read_settings().problems
    assert len(problems) == TOLD + 1
    assert problems[-1] == "settings.toml says more that is not used."


def test_ids_of_keys_need_no_quotation_marks(write: Write) -> None:
    write('[keymap]\nmeeting.run = "f5"\nmeeting.zoom = 3\n"board.edit" = "g"\nmeeting.a.b = "x"\n')
    found = read_settings()
    assert found.keymap == {"meeting.run": "f5", "board.edit": "g"}
    assert [problem.partition(":")[0] for problem in found.problems] == ["settings.toml line 3", "settings.toml line 5"]


@tried(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=200), st.text(alphabet='ab.=[]{}"\n\\#x', max_size=80).map(str.encode)))
def test_no_file_can_stop_the_program(write: Write, content: bytes) -> None:
    write(content)
    found = read_settings()
    assert all(problem.isprintable() for problem in found.problems)
    assert found.policies == Policies()


VALUES = st.recursive(
    st.one_of(
        st.integers(), st.booleans(), st.text(st.characters(codec="utf-8", exclude_categories=["C"])), st.floats()
    ),
    lambda inside: st.one_of(st.lists(inside, max_size=3), st.dictionaries(st.sampled_from("PQ"), inside, max_size=2)),
    max_leaves=5,
)


@tried(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(st.sampled_from(sorted(Settings().values())), VALUES, max_size=4))
def test_any_value_of_any_setting_is_taken_or_told(write: Write, values: dict[str, Any]) -> None:
    words = toml.dumps(values).replace("NaN", "nan").replace("-Infinity", "-inf").replace("Infinity", "inf")
    if len(words) > toml.LONGEST_LINE:
        return
    lines = {name: toml.dumps(value) for name, value in values.items()}
    write("\n".join(f"{n} = {w.replace('NaN', 'nan').replace('Infinity', 'inf')}" for n, w in lines.items()))
    found = read_settings()
    assert all(problem.isprintable() and problem.startswith("settings.toml line ") for problem in found.problems)
    Policies.model_validate(found.policies.model_dump())


def test_what_is_shown_can_stand_in_the_file(write: Write) -> None:
    write(EVERYTHING)
    found = read_settings()
    text = "\n".join(f"{name} = {toml.dumps(value)}" for name, value in found.values().items())
    assert tomllib.loads(text) == found.values()
    write(text)
    again = read_settings()
    assert (again.values(), again.problems) == (found.values(), ())


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a = 1\nb = 2", "b", 2),
        ("# b = 1\nb = 2", "b", 2),
        ("[t]\nb = 1\n[u]\nb = 2", "u.b", 4),
        ('[keymap]\n"a.b" = 1', "keymap.a.b", 2),
        ("keymap.a.b = 1", "keymap.a.b", 1),
        ("x = 1\nkeymap = { a = 1 }", "keymap.a.b", 2),
        ("[formats.team]\nminutes = []", "formats", 1),
        ("[formats.team]\nminutes = []", "formats.team", 1),
        ("[formats]\nlong = 1\nteam = 2", "formats.team", 3),
        ('"\\u0062" = 1', "b", 1),
        ("'a b' = 1", "a b", 1),
        ("[[t]]\nb = 1", "t", 1),
        ("a = 1", "b", None),
        ("ab = 1", "a", None),
        ("", "a", None),
        ("= 1\n] x [\n[]\n\"\n'= 3", "a", None),
    ],
)
def test_the_line_of_a_key_is_found(text: str, key: str, line: int | None) -> None:
    assert toml.line_of(text, key) == line
