"""Forms: every field of every kind of part, kept, refused in a sentence, or closed with nothing lost."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.widgets import Checkbox, Input, Select, TextArea

from pmfacil.dialogs.fields import FIELDS, Asking, Field
from pmfacil.dialogs.form import Answers, Form
from pmfacil.review.actions import Action
from pmfacil.review.notes import GroundRule, Note
from pmfacil.review.part import Part
from pmfacil.review.review import Review
from pmfacil.review.text import EditRefused
from pmfacil.review.timeline import Event
from pmfacil.review.whys import Why

if TYPE_CHECKING:
    from tests.conftest import Meet, Room

HOSTILE = '"[red]full[/] [/" 🙂👩\u200d🚒 漢字 \x1b]0;owned\x07\x1b[2J\x9b2J\x00'
CLEAN = '"[red]full[/] [/" 🙂👩\u200d🚒 漢字 ]0;owned[2J2J'
TYPED = {"start": "2026-11-17 09:00", "end": "23:59", "reviewed": "", "at": "10:02", "on": "2w", "due": "4 dec"}
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
TODAY = date(2026, 11, 18)


def hostile(field: Field) -> Any:
    """An answer that tries what a field takes."""
    if field.flag:
        return True
    if field.choices:
        return field.choices[-1]
    if field.name in ("before", "during"):
        return "-1,234.5"
    if field.name in ("present", "worth", "safe", "spoke"):
        return "8"
    return TYPED.get(field.name, "Europe/Berlin" if field.name == "timezone" else HOSTILE)


def fitting(answers: Answers) -> None:
    """Whatever was answered fits."""


async def opened(
    room: "Room", kind: type[Part], fits: Callable[[Answers], None] = fitting, **how: Any
) -> tuple[Form, list[Any]]:
    """A form for a kind of part, and the list that its answers will be put into."""
    values = {name: field.default for name, field in kind.model_fields.items() if not field.is_required()}
    came: list[Any] = []
    form = Form(f"New {HOSTILE}", FIELDS[kind], values, Asking(room.review, TODAY), fits, **how)
    room.app.push_screen(form, came.append)
    await room.pilot.pause()
    return form, came


async def test_every_field_of_every_form_keeps_what_was_typed_clean_and_whole(meet: "Meet", small: Review) -> None:
    async with meet(size=(80, 24)) as room:
        for kind, fields in FIELDS.items():
            form, came = await opened(room, kind, advice=HOSTILE)
            for field in fields:
                widget: Any = form.query_one(f"#{field.name}")
                setattr(widget, "text" if isinstance(widget, TextArea) else "value", hostile(field))
            await room.pilot.pause()
            assert not CONTROLS.search(room.text), kind.__name__
            await room.press("ctrl+s")
            assert came, f"{kind.__name__}: {room.text}"
            answers: Answers = came[0]
            assert answers.kept
            assert list(answers.values) == [field.name for field in fields]
            known = {"text": "x", "category": "category-people", "layer": "layer-testing", "side": "well"}
            known["question"] = "clear"
            given = {name: value for name, value in known.items() if name in kind.model_fields}
            part = kind.model_validate(
                {**given, **{name: value for name, value in answers.values.items() if value is not None}}
            )
            for field in fields:
                kept = getattr(part, field.name)
                if isinstance(kept, str) and hostile(field) is HOSTILE:
                    assert kept == CLEAN, f"{kind.__name__}.{field.name}"


async def test_enter_in_a_line_keeps_the_form_and_in_a_tall_field_it_begins_a_line(meet: "Meet") -> None:
    async with meet() as room:
        _, came = await opened(room, Note)
        await room.type("first")
        await room.press("enter")
        await room.type("second")
        assert not came
        await room.press("ctrl+s")
        assert came[0].values["text"] == "first\nsecond"
        _, came = await opened(room, GroundRule)
        await room.type("Phones away")
        await room.press("enter")
        assert came[0].values == {"text": "Phones away"}


async def test_space_ticks_a_flag_and_enter_opens_a_choice(meet: "Meet") -> None:
    async with meet(size=(120, 50)) as room:
        form, came = await opened(room, Action)
        form.set_focus(form.query_one("#agreed"))
        await room.press("space")
        form.set_focus(form.query_one("#priority"))
        await room.press("enter", "down", "down", "enter", "ctrl+s")
        assert came[0].values["agreed"] is True
        assert came[0].values["priority"] == "P1"


async def test_escape_closes_an_open_choice_before_the_form(meet: "Meet") -> None:
    async with meet(size=(120, 50)) as room:
        form, came = await opened(room, Action)
        form.set_focus(form.query_one("#priority"))
        await room.press("enter", "escape")
        assert not came
        await room.press("escape")
        assert came[0].kept is False


WRONG: list[tuple[type[Part], str, str, str]] = [
    (Action, "due", "soonish", "Due: A date looks like 2w, fri, 4 dec or 2026-12-04."),
    (Action, "due", "2026-02-30", "Due: A date looks like 2w, fri, 4 dec or 2026-12-04."),
    (Event, "at", "half past ten", "Time: A time looks like 23:27 or 2017-01-31 23:27."),
    (Event, "at", "25:61", "Time: “25:61” is not a time of day."),
]


async def test_a_wrong_date_says_so_and_the_form_stays_open_with_everything_in_it(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        for kind, field, typed, sentence in WRONG:
            form, came = await opened(room, kind)
            await room.fill(**{field: typed, "text": "Alert at 75 %"})
            await room.press("enter")
            assert came == []
            assert room.read("#problem") == sentence
            assert form.query_one(f"#{field}").has_focus
            assert form.query_one("#text", TextArea).text == "Alert at 75 %"
            await room.fill(**{field: ""})
            await room.press("enter")
            assert came[0].values[field] is None
            assert room.app.screen is room.screen


async def test_what_would_be_refused_is_said_in_the_form_which_stays_open(meet: "Meet") -> None:
    def refuse(answers: Answers) -> None:
        raise EditRefused(f"“{answers.values['text']}” is there already.")

    async with meet(size=(80, 24)) as room:
        _, came = await opened(room, GroundRule, refuse)
        await room.type("Phones [/")
        await room.press("enter")
        assert room.read("#problem") == "“Phones [/” is there already."
        assert came == []


REFUSED: list[tuple[tuple[str, str], Mapping[str, str], str]] = [
    (("9", "a"), {"text": ""}, "It needs words; nothing was changed."),
    (("0", "a"), {"text": "Look again"}, "On: missing, or it does not fit."),
    (("2", "e"), {"title": "x" * 4001}, "That line has 4,001 characters and 4,000 is the most; put it in a note."),
    (("4", "a"), {}, "A why needs a question or an answer."),
    (("6", "A"), {"text": "testing"}, "There is a layer testing already."),
]


async def test_a_form_on_a_board_stays_open_with_what_the_review_would_refuse(meet: "Meet") -> None:
    async with meet() as room:
        for keys, answers, sentence in REFUSED:
            await room.press(keys[0])
            before = room.review
            await room.press(keys[1])
            await room.fill(**answers)
            await room.press("enter")
            assert room.read("#problem") == sentence
            assert room.review is before
            await room.press("escape")
            assert room.app.screen is room.screen


async def test_a_closed_form_keeps_nothing_and_reopened_shows_what_was_typed(meet: "Meet") -> None:
    async with meet(size=(160, 36)) as room:
        before = room.review
        await room.press("e")
        await room.fill(text=HOSTILE)
        await room.press("escape")
        assert room.review is before
        assert room.read("#reading") == "What you typed waits in the form; nothing else changed."
        await room.press("down", "e")
        assert room.app.screen.query_one("#text", TextArea).text == "The pool was exhausted"
        await room.press("escape", "up", "e")
        assert room.app.screen.query_one("#text", TextArea).text == HOSTILE
        await room.press("enter", "e")
        assert room.app.screen.query_one("#text", TextArea).text == CLEAN
        assert room.on_disk().get(Why, "w1").text == CLEAN


async def test_a_form_closed_as_it_was_opened_says_nothing(meet: "Meet") -> None:
    async with meet() as room:
        await room.press("e", "escape")
        assert room.read("#reading") == ""


async def test_only_what_was_typed_changes_and_the_rest_stays_to_the_microsecond(meet: "Meet", small: Review) -> None:
    exact = small.events[0].changed(at=small.events[0].at.replace(microsecond=123456), kind=None)
    async with meet(small.put(exact)) as room:
        await room.press("3", "e")
        await room.fill(text="Release 41, all regions")
        await room.press("enter")
        assert room.on_disk().get(Event, "e1").at == exact.at
        assert room.review.events[0].text == "Release 41, all regions"


async def test_every_field_can_be_reached_by_tab_and_is_in_sight_then(meet: "Meet") -> None:
    async with meet(size=(80, 24)) as room:
        form, _ = await opened(room, Action)
        for field in FIELDS[Action]:
            widget = form.focused
            assert widget is not None
            assert widget.id == field.name
            assert isinstance(widget, Input | Select | Checkbox | TextArea)
            box = form.query_one(".dialog--box").region
            assert box.contains_region(widget.region), field.name
            assert field.label.split(":")[0] in room.text
            await room.press("tab")


async def test_a_line_of_three_hundred_characters_can_be_written_and_read_in_full(meet: "Meet") -> None:
    words = " ".join(f"word{place}" for place in range(50))
    assert len(words) > 300
    async with meet(size=(80, 24)) as room:
        await room.press("e")
        await room.fill(text=words)
        await room.press("enter")
        assert room.on_disk().get(Why, "w1").text == words
        assert all(word in room.text.split() for word in words.split())
