"""Packs: what comes with the program, what a person adds, and what was learnt on this machine."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pmfacil.packs import MOST_PHRASES, OFTEN, learn, learnt, read_packs, read_phrases
from pmfacil.settings import TOLD
from pmfacil.state import read_state, remember

Write = Callable[..., Path]

OWN = """
[[moment]]
id = "pause"
letter = "a"
label = "A short pause"

# mine
[[phrase]]
id = "pause-tea"
moment = "pause"
text = "Five minutes, and tea?"

[[phrase]]
id = "back-possible"
moment = "back"
text = "What made {thing} possible?"
"""


def test_the_packs_that_come_with_the_program_say_something_and_nothing_is_wrong_with_them(write: Write) -> None:
    packs = read_packs()
    assert packs.problems == ()
    assert len(packs.phrases.moments) == 14
    assert "person" in {rule.category for rule in packs.wording.rules}
    assert "investigate" in {rule.category for rule in packs.actions.rules}
    assert "cause" in {rule.category for rule in packs.titles.rules}


def test_phrases_of_ones_own_add_and_replace(write: Write) -> None:
    write(OWN, "phrases.toml")
    phrases, problems = read_phrases()
    assert problems == ()
    assert [phrase.text for phrase in phrases.of("pause")] == ["Five minutes, and tea?"]
    assert phrases.of("back")[0].text == "What made {thing} possible?"
    assert len(phrases.of("back")) == 5


def test_what_is_wrong_is_told_by_file_and_line_and_the_rest_works(write: Write) -> None:
    wrong = '[[phrase]]\nid = "more"\nmoment = "bakc"\ntext = "And?"\n[[phrase]]\nid = "last"\nmoment = "back"\n'
    write(f"{OWN}\n{wrong}", "phrases.toml")
    phrases, problems = read_phrases()
    moment = f"{OWN}\n{wrong}".splitlines().index('moment = "bakc"') + 1
    assert problems == (
        f"phrases.toml line {moment}: "
        "The phrase “more” belongs to “bakc”, and there is no such moment; it is left out.",
        f"phrases.toml line {moment + 2}: The phrase “last” has no text; it is left out.",
    )
    assert phrases.of("pause")


def test_a_letter_that_is_taken_is_told_with_its_line(write: Write) -> None:
    write(OWN.replace('letter = "a"', 'letter = "y"'), "phrases.toml")
    phrases, problems = read_phrases()
    assert problems[0] == (
        "phrases.toml line 4: The moment “pause” cannot have the letter y, which copies; it is left out."
    )
    assert len(phrases.moments) == 14


@pytest.mark.parametrize("content", [b"[[phrase]\n", b"\xff", b"x" * 100_000, b"phrase = " + b"[" * 2_000])
def test_a_file_that_cannot_be_understood_leaves_everything_as_it_comes(write: Write, content: bytes) -> None:
    path = write(content, "phrases.toml")
    phrases, problems = read_phrases()
    assert len(problems) == 1
    assert "phrases.toml" in problems[0]
    assert problems[0].endswith("; what comes with pmfacil is used, and the file is as it was.")
    assert len(phrases.phrases) >= 56
    assert path.read_bytes() == content


def test_a_file_in_which_everything_is_wrong_is_told_in_some_sentences(write: Write) -> None:
    write("[[phrase]]\n" * 3_000, "phrases.toml")
    _, problems = read_phrases()
    assert len(problems) == TOLD + 1
    assert problems[-2].startswith(f"phrases.toml line {TOLD}: ")


def test_tables_written_on_one_line_have_that_line(write: Write) -> None:
    write('# mine\nphrase = [{id = "x", moment = "back"}]\n', "phrases.toml")
    assert read_phrases()[1] == ("phrases.toml line 2: The phrase “x” has no text; it is left out.",)


def test_rules_of_ones_own_are_words_and_stars(write: Write) -> None:
    rule = '[[rule]]\nid = "{}"\ncategory = "person"\npattern = "{}"\nmessage = "m"\nrewordings = ["a", "b"]\n'
    write(rule.format("person-gremlin", "the * gremlin did") + rule.format("gremlin", "the"), "rules.toml")
    packs = read_packs()
    assert [hint.rule for hint in packs.wording.hints("Then the little gremlin did it")] == ["person-gremlin"]
    assert len(packs.problems) == 1
    assert packs.problems[0].startswith("rules.toml line 8: ")


def test_what_is_used_is_counted_on_this_machine_and_comes_first(write: Write) -> None:
    assert learnt() == {}
    assert [learn("back-next"), learn("back-anyone"), learn("back-next")] == [None] * 3
    assert learnt() == {"back-next": 2, "back-anyone": 1}
    assert [phrase.id for phrase in read_phrases()[0].of("back")][:3] == ["back-next", "back-anyone", "back-possible"]


def test_learning_leaves_the_rest_of_the_state_as_it_is(write: Write) -> None:
    remember(theme="nord", welcomed=True)
    learn("back-next")
    assert {**read_state()} == {"theme": "nord", "welcomed": True, "phrases": "back-next:1"}


def test_counts_stay_small_and_old_habits_fade(write: Write) -> None:
    remember(phrases=f"a:{OFTEN} b:10 c:1")
    learn("a")
    assert learnt() == {"a": (OFTEN + 2) // 2, "b": 5, "c": 1}


def test_no_more_phrases_are_remembered_than_the_most_used_and_the_latest(write: Write) -> None:
    remember(phrases=" ".join(f"p{number}:{2 + number % 50}" for number in range(MOST_PHRASES)))
    learn("new")
    counts = learnt()
    assert len(counts) == MOST_PHRASES
    assert counts["new"] == 1
    assert 51 in counts.values()


@pytest.mark.parametrize(
    "content",
    [
        "phrases = 3",
        "phrases = ''",
        "phrases = 'x'",
        "phrases = 'a:0 b:-1 c:1000 D:2 e:٣ :4'",
        "phrases = ",
        "phrases = []",
    ],
)
def test_a_damaged_memory_is_an_empty_one(write: Write, content: str) -> None:
    write(content, "state.toml")
    assert learnt() == {}
    assert len(read_phrases()[0].phrases) >= 56
    assert learn("back-next") is None
    assert learnt() == {"back-next": 1}


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").write_text("")
    monkeypatch.setenv("PMFACIL_CONFIG", str(tmp_path / "plain" / "inside"))
    told = learn("back-next")
    assert told is not None
    assert "cannot be written" in told


@pytest.mark.parametrize("command", ["--version", "list"])
def test_quick_commands_load_no_pack(command: str, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pmfacil.cli import main\n"
        f"sys.argv = ['pmfacil', '--library', {str(tmp_path)!r}, {command!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in sys.modules if name.startswith(('pmfacil.packs', 'pmfacil.coach.'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_page_about_phrases_shows_a_pack_that_works_and_every_moment(write: Write) -> None:
    page = (Path(__file__).parents[2] / "docs" / "phrases.md").read_text()
    write(page.split("```toml\n")[1].split("```")[0], "phrases.toml")
    phrases, problems = read_phrases()
    assert problems == ()
    assert phrases.of("pause")
    usual = [moment for moment in phrases.moments if moment.id != "pause"]
    rows = [f"| `{moment.letter}` | {moment.label} | `{moment.id}` |" for moment in usual]
    assert page.endswith("\n".join(["|---|---|---|", *rows, ""]))
