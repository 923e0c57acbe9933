import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.binding import Binding

from pmfacil.app import PmfacilApp
from pmfacil.keys import groups, key_table, shown
from pmfacil.screens.meeting import MeetingScreen
from pmfacil.settings import read_settings
from pmfacil.start import checked
from pmfacil.widgets.boards import BOARDS

if TYPE_CHECKING:
    from .conftest import Start

Write = Callable[..., Path]
DOCS = Path(__file__).parents[2] / "docs"


def problems_of(write: Write, *lines: str) -> list[str]:
    write("\n".join(["[keymap]", *lines]))
    return [problem.removeprefix("settings.toml ") for problem in checked(read_settings()).problems]


async def test_a_key_of_ones_own_does_what_the_usual_one_did_and_that_one_no_more(write: Write, start: "Start") -> None:
    write('[keymap]\n"meeting.more" = "f5,f6"\n"board.edit" = "E"\n')
    async with start() as (app, pilot):
        before = app.meeting.review
        await pilot.press("+")
        assert app.meeting.review == before
        await pilot.press("f5", "f6")
        minutes = {item.id: item.minutes for item in app.meeting.review.agenda}
        assert minutes["item-whys"] == {item.id: item.minutes for item in before.agenda}["item-whys"] + 2
        await pilot.press("e", "enter")
        assert isinstance(app.screen, MeetingScreen)
        await pilot.press("E")
        assert not isinstance(app.screen, MeetingScreen)


async def test_help_and_the_row_of_keys_name_the_keys_as_they_are_here(write: Write, start: "Start") -> None:
    write('[keymap]\n"meeting.undo" = "f9"\n"meeting.help" = "f1"\n')
    async with start(size=(140, 80)) as (app, pilot):
        assert "f9 Undo" in app.text
        await pilot.press("f1")
        assert any(line.split("│")[1].split()[:1] == ["f9"] for line in app.text.splitlines() if "Undo:" in line)


def test_two_keys_can_change_places(write: Write) -> None:
    assert problems_of(write, '"meeting.next" = "["', '"meeting.back" = "]"') == []


async def test_keys_that_changed_places_work_the_other_way_round(write: Write, start: "Start") -> None:
    write('[keymap]\n"meeting.next" = "["\n"meeting.back" = "]"\n')
    async with start() as (app, pilot):
        await pilot.press("[")
        assert app.meeting.review.run.item == "item-fishbone"
        await pilot.press("]", "]")
        assert app.meeting.review.run.item == "item-timeline"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            '"meeting.rum" = "f5"',
            "line 2: there is no binding called “meeting.rum”; `pmfacil keys` shows all there are.",
        ),
        ('"meeting.run" = "cntrl+x"', "line 2: “cntrl+x” is no key; meeting.run stays space."),
        ('"meeting.run" = ""', "line 2: “” is no key; meeting.run stays space."),
        ('"meeting.run" = "f5,"', "line 2: “” is no key; meeting.run stays space."),
        ('"meeting.run" = "[/]\\u001b"', "line 2: “[/]” is no key; meeting.run stays space."),
        ('"meeting.run" = "ctrl+q"', "line 2: ctrl+q always leaves; meeting.run stays space."),
        ('"meeting.run" = "ctrl+i"', "line 2: ctrl+i is tab to a terminal; meeting.run stays space."),
        ('"meeting.run" = "z"', "line 2: z is the key of meeting.zoom already; meeting.run stays space."),
        ('"meeting.run" = "f5,?"', "line 2: ? is the key of meeting.help already; meeting.run stays space."),
        ('"meeting.run" = "a"', "line 2: a is the key of board.add already; meeting.run stays space."),
        ('"meeting.run" = "w"', "line 2: w is the key of why.ask already; meeting.run stays space."),
        ('"meeting.run" = "tab"', "line 2: tab is the key of capture.complete already; meeting.run stays space."),
        ('"board.edit" = "ctrl+s"', "line 2: ctrl+s is the key of meeting.document already; board.edit stays e or"),
        ('"capture.complete" = "x"', "line 2: x is typed as a letter there; capture.complete stays tab."),
        ('"form.keep" = "k"', "line 2: k is typed as a letter there; form.keep stays ctrl+s."),
    ],
)
def test_what_cannot_be_a_key_is_told_and_the_usual_one_stays(write: Write, line: str, words: str) -> None:
    (problem,) = problems_of(write, line)
    assert problem.startswith(words)
    assert checked(read_settings()).keymap == {}


def test_of_two_that_want_one_key_the_first_gets_it(write: Write) -> None:
    assert problems_of(write, '"meeting.run" = "f5"', '"meeting.zoom" = "f5"') == [
        "line 3: f5 is the key of meeting.run already; meeting.zoom stays z."
    ]
    assert checked(read_settings()).keymap == {"meeting.run": "f5"}


def test_a_key_that_stays_because_of_another_one_is_not_given_away(write: Write) -> None:
    told = problems_of(write, '"meeting.run" = "z"', '"meeting.zoom" = "u"')
    assert len(told) == 2
    assert checked(read_settings()).keymap == {}


def test_a_key_may_mean_two_things_where_they_never_meet(write: Write) -> None:
    assert problems_of(write, '"help.close" = "a"', '"document.copy" = "c"', '"action.commit" = "w"') == []


def test_the_usual_key_of_something_is_no_clash(write: Write) -> None:
    assert problems_of(write, '"capture.leave" = "escape"', '"meeting.close" = "escape"', '"board.edit" = "e"') == []


def test_every_binding_can_have_another_key(write: Write) -> None:
    ids = sorted({str(binding.id) for bindings in groups(PmfacilApp).values() for binding in bindings})
    keys = [
        f"{modifier}f{number}" for modifier in ("", "ctrl+", "shift+", "alt+", "ctrl+shift+") for number in range(1, 25)
    ]
    assert len(ids) < len(keys)
    assert problems_of(write, *(f'"{id}" = "{key}"' for id, key in zip(ids, keys, strict=False))) == []


def test_the_page_of_keys_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("keys_page", DOCS / "keys.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (DOCS / "keys.md").read_text("utf-8") == module.page(), "`make keys` writes it again"


def test_every_key_of_the_program_has_its_place_in_the_tables() -> None:
    titles = groups(PmfacilApp)
    assert list(titles)[:3] == [
        "Everywhere in the meeting",
        "On every board",
        f"{next(iter(BOARDS.values())).TITLE} board",
    ]
    bindings = [binding for group in titles.values() for binding in group]
    for kind in (MeetingScreen, PmfacilApp, *BOARDS.values()):
        for ours in (base for base in kind.__mro__ if base.__module__.startswith("pmfacil")):
            for binding in vars(ours).get("BINDINGS", []):
                assert isinstance(binding, Binding)
                assert binding in bindings
    ids = [binding.id for binding in titles["Everywhere in the meeting"]]
    assert {"go.whys", "meeting.run", "app.commands"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_tables_name_keys_as_people_do_and_as_they_are_here() -> None:
    table = key_table(PmfacilApp, {"meeting.run": "f5,|"})
    assert "| `f5` `\\|` | Start, pause | Let the clock run, or not | `meeting.run` |" in table
    assert "| `e` `enter` | Edit |" in table
    assert shown("question_mark,ctrl+r,escape,pagedown,up") == "? or ctrl+r or esc or pgdn or up"
