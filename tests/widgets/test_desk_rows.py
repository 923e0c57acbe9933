"""The rows of the desk, for a given pace, a given company and a given phrase."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from pmfacil.clock import FrozenClock
from pmfacil.coach.noticed import Thoughts, notice
from pmfacil.packs import read_packs, read_phrases
from pmfacil.review.agenda import Board
from pmfacil.review.clock import Pause
from pmfacil.review.people import Person
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.sessions.wire import Present, Seat, Shown
from pmfacil.widgets.coach import CoachPanel, NoticeRow
from pmfacil.widgets.desk_rows import (
    card_rows,
    lead_rows,
    pace_rows,
    phrase_rows,
    present_rows,
    shown_rows,
    unheard_rows,
)
from pmfacil.widgets.header import company_words, told_apart
from pmfacil.widgets.rows import Row, cells, laid_out
from tests.hostile import ANSI, EMOJI, HEBREW, MARKUP, WIDE

SEATS = (
    Seat(terminal="a", name="Sam", view="meeting"),
    Seat(terminal="b", name="Dana", view="notes"),
    Seat(terminal="c", name="Sam", view="desk"),
    Seat(terminal="d", name="", view="command"),
)


def said(rows: Sequence[Row]) -> list[str]:
    """Each row as one line."""
    return [" ".join(filter(None, (row.label, *(text for text, _ in row.paragraphs), *row.marks))) for row in rows]


def test_the_pace_says_what_is_left_of_the_item_and_the_minutes_of_each_one_ahead(
    small: Review, clock: FrozenClock
) -> None:
    assert said(pace_rows(small, clock.now())) == [
        "PACE 39 of 75 min",
        "▶ Why analysis 8 of 15 · 7 left",
        "· Fishbone, layers 7 min",
        "· Response 6 min",
        "· Lessons 4 min",
        "■ Actions 10 min",
        "■ Close 2 min",
        "ends 11:07 · must end 11:17",
        "10 min to spare",
        "reserve 10 min; + takes from it",
    ]


def test_an_item_that_is_over_says_so_in_words_and_the_first_item_that_is_not_reached_is_marked(
    small: Review, clock: FrozenClock
) -> None:
    clock.move(31 * 60)
    lines = said(pace_rows(small, clock.now()))
    assert lines[1] == "▶ Why analysis 39 of 15 · 24 over !"
    assert lines[lines.index("┄┄ not reached at this pace") + 1] == "■ Actions 10 min"
    assert "14 min behind; = re-plans" in lines


def test_a_clock_that_stands_still_and_one_that_never_ran_are_told_apart(
    small: Review, new: Review, clock: FrozenClock
) -> None:
    paused = Pause(at=clock.now()).apply(small)
    assert "The clock stands still; space lets it run." in said(pace_rows(paused, clock.now()))
    assert said(pace_rows(new, clock.now()))[-1] == "Not begun yet; space begins."


def test_keys_of_the_clock_are_named_only_to_whoever_leads(small: Review, new: Review, clock: FrozenClock) -> None:
    paused = Pause(at=clock.now()).apply(small)
    assert said(pace_rows(new, clock.now(), leads=False))[-1] == "Not begun yet."
    assert "The clock stands still." in said(pace_rows(paused, clock.now(), leads=False))
    clock.move(31 * 60)
    assert said(pace_rows(small, clock.now(), leads=False))[-2:] == ["14 min behind", "reserve 10 min"]


def test_who_leads_is_said_to_everybody_else() -> None:
    assert said(lead_rows(Present(seats=SEATS, leader="b"), "c"))[0].startswith("Dana leads the clock and the board")
    assert not lead_rows(Present(seats=SEATS, leader="c"), "c")
    assert not lead_rows(Present(), "c")


def test_a_sentence_over_everything_is_what_the_room_sees(small: Review) -> None:
    present = Present(seats=SEATS, leader="c")
    rows = shown_rows(small, Shown(board=Board.WHYS, part="w2", card="What was known then?"), present, "c")
    assert said(rows)[1:] == ["“ What was known then?", "It lies over everything."]
    assert said(card_rows("What was known then?", leads=True))[0] == "Over the room's screen esc ends it"
    assert "The room does not see it." in said(card_rows("What was known then?", leads=False))
    assert not card_rows("", leads=True)


def test_what_the_room_sees_is_the_board_the_part_in_hand_and_who_leads(small: Review) -> None:
    present = Present(seats=SEATS, leader="b")
    assert said(shown_rows(small, Shown(board=Board.WHYS, part="w2", zoom=True), present, "c")) == [
        "The room sees Dana leads",
        "Why analysis the board alone",
        "in hand: why 1.1 · The pool was exhausted",
    ]
    own = present.model_copy(update={"leader": "c"})
    assert said(shown_rows(small, Shown(), own, "c")) == ["The room sees you lead", "Open"]


def test_a_part_that_is_gone_is_in_nobodys_hand(small: Review) -> None:
    assert said(shown_rows(small, Shown(board=Board.WHYS, part="gone"), Present(), "")) == [
        "The room sees",
        "Why analysis",
    ]


def test_where_no_terminal_shows_the_room_the_desk_says_how_one_does(small: Review) -> None:
    alone = Present(seats=SEATS[1:], leader="c")
    assert "pmfacil join --as room" in said(shown_rows(small, Shown(), alone, "c"))[-1]


def test_who_is_connected_is_said_in_plain_words() -> None:
    assert said(present_rows(Present(seats=SEATS, leader="c"), "c")) == [
        "Connected 4",
        "· Sam holds the meeting",
        "· Dana takes notes",
        "▶ Sam (you) at the desk · leads",
        "· somebody writes from a command",
    ]


def test_who_was_heard_is_no_longer_asked_for(sample: Review) -> None:
    first, *others = sample.people
    rows = unheard_rows(sample, frozenset({first.id}))
    assert [row.part for row in rows if row.reachable] == others
    assert said(unheard_rows(sample, frozenset(person.id for person in sample.people)))[-1] == "Everybody was heard."


def test_a_moment_that_is_open_shows_its_phrases_with_what_the_room_has_in_hand(small: Review) -> None:
    phrases, _ = read_phrases()
    deeper = phrases.at("d")
    assert deeper
    part = small.find("w2")
    opened, folded = phrase_rows(phrases, deeper, part, small), phrase_rows(phrases, None, part, small)
    assert [row.label for row in folded] == [moment.letter for moment in phrases.moments]
    assert len([row for row in opened if row.label == "“"]) == len(phrases.of(deeper.id))
    assert any("The pool was exhausted" in line for line in said(opened))


@pytest.mark.parametrize("name", [MARKUP, EMOJI, WIDE, HEBREW, ANSI, "x" * 60])
@pytest.mark.parametrize("width", [44, 78])
def test_a_name_is_shown_as_it_is_and_no_row_is_wider_than_its_panel(small: Review, name: str, width: int) -> None:
    seat = Seat(terminal="e", name=name, view="notes")
    review = small.put(Person(id="p9", name=name, role="responder"))
    present = Present(seats=(*SEATS, seat), leader="e")
    rows = [
        *present_rows(present, "c"),
        *shown_rows(review, Shown(board=Board.OPEN, part="p9"), present, "c"),
        *unheard_rows(review, frozenset()),
    ]
    assert any(text == seat.name for row in rows for text, _ in row.paragraphs)
    for row in rows:
        for line in laid_out(row, width):
            assert sum(cells(text) for text, _ in line) <= width


def test_no_name_stands_beside_a_finding(sample: Review, clock: FrozenClock) -> None:
    packs, panel = read_packs(), CoachPanel(sample, clock)
    noticed = notice(sample, packs.context(Policies(), sample))
    found: list[Row] = []
    for board in Board:
        panel.set_reactive(CoachPanel.thoughts, Thoughts(board, noticed))
        found += [row for row in panel.rows() if isinstance(row, NoticeRow)]
    words = " ".join(said(found)).replace(",", " ").split()
    assert len(found) > 3
    assert not [person.name for person in sample.people if person.name in words]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), ""),
        (("Dana",), "with Dana"),
        (("Dana", "Kim"), "with Dana, Kim"),
        (("Dana", "Dana", ""), "with Dana"),
        (("Dana", "Kim", "Mei", "Noor"), "with Dana and 3 others"),
        ((MARKUP,), f"with {MARKUP}"),
        (("x" * 60,), f"with {'x' * 19}…"),
    ],
)
def test_the_company_is_named_as_long_as_it_is_small(names: tuple[str, ...], words: str) -> None:
    assert company_words(names) == words


def test_terminals_with_one_name_are_told_apart_by_what_they_are_there_for() -> None:
    long = "A name that takes its room"
    seats = [
        Seat(terminal="a", name="Dana", view="meeting"),
        Seat(terminal="b", name="Dana", view="desk"),
        Seat(terminal="c", name="Kim", view="room"),
        Seat(terminal="d", name=long, view="desk"),
        Seat(terminal="e", name=long, view="notes"),
    ]
    assert told_apart(seats[:3], "a") == ("Dana (desk)", "Kim")
    assert told_apart(seats[:3], "c") == ("Dana (meeting)", "Dana (desk)")
    assert company_words(told_apart(seats[3:], "")) == "with A name that… (desk), A name that… (notes)"
    assert company_words(told_apart((Seat(terminal="f", name="", view="notes"),), "a")) == ""


def test_the_desk_counts_minutes_and_stays_as_it_is_between_them(small: Review, clock: FrozenClock) -> None:
    now = clock.now()
    assert pace_rows(small, now) == pace_rows(small, now + timedelta(seconds=1))
    assert pace_rows(small, now) != pace_rows(small, now + timedelta(minutes=1))
