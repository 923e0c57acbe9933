"""Whatever bytes a terminal sends, the program goes on and what was written is kept."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.message import Message

import pmfacil.parsing
from pmfacil.parsing import PatientParser
from pmfacil.review.review import Review
from pmfacil.typeahead import MOST_PASTED
from tests.torture.deeds import ODD
from tests.torture.storm import Storm

Times = Callable[[int, int], int]
Tell = Callable[[str], None]
START, END = "\x1b[200~", "\x1b[201~"


def read(*chunks: str) -> list[Message]:
    """What a terminal meant that sent these, one after the other."""
    parser = PatientParser()
    return [message for chunk in chunks for message in parser.feed(chunk)]


def keys(messages: list[Message]) -> list[str]:
    return [message.key for message in messages if isinstance(message, events.Key)]


def pasted(messages: list[Message]) -> list[str]:
    return [message.text for message in messages if isinstance(message, events.Paste)]


@pytest.mark.parametrize("sequence", ["\x1b[99999999999u", "\x1b[97;1:1u", "\x1b[97:65;2u", "\x1b[1;;1114112u"])
def test_a_key_whose_numbers_make_no_sense_is_no_key_and_the_next_one_is(sequence: str) -> None:
    assert keys(read(sequence, "a")) == ["a"]


@pytest.mark.parametrize("size", ["24;80;0;0", "0;0;0;0"])
def test_a_mouse_on_a_screen_without_pixels_breaks_nothing(size: str) -> None:
    assert keys(read(f"\x1b[48;{size}t\x1b[<0;5;5M", "a")) == ["a"]


@pytest.mark.parametrize(("size", "taken"), [("99999;99999", 0), ("0;80", 0), ("36;120", 1)])
def test_a_size_that_no_terminal_has_is_not_taken(size: str, taken: int) -> None:
    assert len([message for message in read(f"\x1b[48;{size};600;800t") if isinstance(message, events.Resize)]) == taken


def test_a_paste_is_one_piece_however_it_was_cut() -> None:
    text = "one\ntwo \u202b\x1b[31mthree\x1b[0m\r\nfour\rfive 👩\u200d🚒"
    sent = f"a{START}{text}{END}b"
    for step in range(1, len(sent)):
        # A cut within the first sign is left to Textual: nobody may wait for the rest of what may be an escape key.
        if step > len(START):
            messages = read(sent[:step], sent[step:])
            assert pasted(messages) == ["one\ntwo [31mthree[0m\nfour\nfive 👩\u200d🚒"]
            assert keys(messages) == ["a", "b"]


@pytest.mark.parametrize(
    ("before", "last"), [("\x1b", "escape"), ("\x1b:\x15", "ctrl+u"), ("\x1b[", "left_square_bracket")]
)
def test_keys_that_could_have_gone_on_come_before_the_paste_that_follows_them(before: str, last: str) -> None:
    messages = read(before, "\x1b[200~words\x1b[201~")
    assert [paste.text for paste in messages if isinstance(paste, events.Paste)] == ["words"]
    assert isinstance(messages[-1], events.Paste)
    assert keys(messages)[-1] == last


def test_of_a_paste_that_is_refused_for_its_length_only_as_much_is_kept_as_shows_that() -> None:
    (text,) = pasted(read(START, *["x" * 4096] * 1300, END))
    assert MOST_PASTED < len(text) < 2 * MOST_PASTED


def test_what_comes_all_at_once_is_a_paste_though_the_terminal_does_not_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(pmfacil.parsing, "monotonic", lambda: now)
    parser = PatientParser()
    messages = [*parser.feed("qx\r" * 400), *parser.tick(), *parser.feed("the end"), *parser.tick()]
    assert not messages
    now = 100.4
    assert pasted(list(parser.tick())) == ["qx\n" * 400 + "the end"]
    assert keys(list(parser.feed(":n word\r")))[-1] == "enter"
    cut = [*parser.feed("x" * 500), *parser.feed("y" * 50 + "\x1b[A" + "z")]
    assert pasted(cut) == ["x" * 500 + "y" * 50]
    assert keys(cut) == ["up", "z"]


def test_a_paste_without_an_end_is_ended_by_the_key_that_comes_after_a_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(pmfacil.parsing, "monotonic", lambda: now)
    parser = PatientParser()
    assert not list(parser.feed(f"{START}half of it"))
    now = 100.5
    assert not list(parser.feed(" and"))
    now = 103.0
    assert not list(parser.feed(" what came late over a slow line"))
    now = 105.0
    messages = list(parser.feed("j"))
    assert pasted(messages) == ["half of it and what came late over a slow line"]
    assert keys(messages) == ["j"]


def test_whatever_is_read_it_never_fails_and_the_next_key_is_a_key(times: Times, tell: Tell) -> None:
    chance = random.Random(11)
    count = times(2_000, 200_000)
    signs = [*"\x1b\x1b\x1b[[[;;:<?Mmu~tRyO0123459", "a", "é", "\x9b", "\ud800", START, END]
    for _ in range(count):
        text = "".join(chance.choices(signs, k=chance.randint(1, 40)))
        messages = read(text, END, "\x1b", "[I", "j")
        assert keys(messages)[-1:] == ["j"], repr(text)
    tell(f"{count} random sequences of a terminal read")


def test_all_that_terminals_may_send_ends_nothing_and_loses_nothing(
    tmp_path: Path, sample: Review, times: Times, tell: Tell
) -> None:
    chance = random.Random(5)
    rounds = times(1, 12)
    with Storm(tmp_path, sample, seed=5) as storm:
        for _ in range(rounds):
            odd = list(ODD)
            chance.shuffle(odd)
            for some in odd:
                storm.send(some, "odd sequences")
                storm.terminal.pause(0.01)
            storm.mark()
        storm.leave()
    tell(f"{storm.told()}; {storm.edits} edits")
