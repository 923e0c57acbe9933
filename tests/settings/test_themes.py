"""Themes: ours, and every one of Textual's, with every board in it."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import cycle
from typing import TYPE_CHECKING

from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from textual.theme import BUILTIN_THEMES

from pmfacil.review.review import Review
from pmfacil.screens.meeting import MeetingScreen
from pmfacil.settings import DEFAULT_THEME
from pmfacil.themes import CONTRAST, THEMES
from pmfacil.widgets.board import Board
from pmfacil.widgets.boards import BOARDS, KEYS

if TYPE_CHECKING:
    from .conftest import Start, Started

WORDS = 7.0
"""The contrast of words in the strictest level of the web's guidelines, and below it that of lines and signs."""
SIGNS = 3.0


@cache
def light(color: ColorTriplet) -> float:
    parts = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def seen(app: "Started", where: str) -> Iterator[tuple[Segment, float]]:
    """What can be read in one place of the screen, and how well."""
    x, y, width, height = app.screen.query_one(where).region if where else app.screen.region
    for strip in app.screen._compositor.render_strips()[y : y + height]:
        for segment in strip.crop(x, x + width):
            style = segment.style
            if segment.text.strip() and style and style.color and style.bgcolor:
                fore, back = style.color.triplet, style.bgcolor.triplet
                assert fore
                assert back
                yield segment, contrast(fore, back)


def test_the_usual_theme_is_ours() -> None:
    assert THEMES[0].name == DEFAULT_THEME
    assert [theme.name for theme in THEMES] == ["pmfacil-dark", "pmfacil-light", "pmfacil-contrast"]


async def test_boards_can_be_seen_in_every_theme_and_every_board_in_some(start: "Start", sample: Review) -> None:
    boards = cycle(KEYS.items())
    async with start(sample) as (app, pilot):
        assert set(app.available_themes) == {*BUILTIN_THEMES, *(theme.name for theme in THEMES)}
        # Each change of a theme has everything styled anew: every second one of Textual's stands for all.
        for theme in (*(theme.name for theme in THEMES), *sorted(BUILTIN_THEMES)[::2]):
            app.theme = theme
            await pilot.pause()
            key, name = next(boards)
            await pilot.press(key)
            assert BOARDS[name].TITLE.upper() in app.text
            assert app.screen.query_one(f"#{name}", Board).shown


PLACES: tuple[tuple[Sequence[str], str, str], ...] = (
    *(([key], "", "") for key in KEYS),
    (["4", "z"], "", "z"),
    (["colon"], "", ""),
    (["a", *" Alert"], "", "escape"),
    (["space"], "", "space"),
    (["question_mark"], ".dialog--box", "escape"),
    (["equals_sign"], ".dialog--box", "escape"),
    (["4", "e"], ".dialog--box", "escape"),
    (["9", "e"], ".dialog--box", "escape"),
    (["ctrl+p"], "CommandList", ""),
    ([*"fact"], "CommandList", "escape"),
)
"""Keys that lead somewhere from where the ones before led, where to look then, and the key that leads back."""


async def test_with_high_contrast_every_word_stands_out_and_every_line_can_be_seen(
    start: "Start", sample: Review
) -> None:
    async with start(sample) as (app, pilot):
        app.theme = CONTRAST.name
        for keys, where, back in PLACES:
            await pilot.press(*keys)
            await pilot.pause(0.3 if where else 0)
            found = list(seen(app, where))
            assert len(found) > 10
            for segment, ratio in found:
                words = any(sign.isalnum() for sign in segment.text)
                # Blocks draw a bar as the edge between two grounds: what they stand out from is beside them.
                block = all("▀" <= sign <= "▟" or sign == " " for sign in segment.text)
                assert block or ratio >= (WORDS if words else SIGNS), (keys, segment.text, ratio)
            if back:
                await pilot.press(back)
                await pilot.pause()
            assert isinstance(app.screen, MeetingScreen) == (keys != ["ctrl+p"])


async def test_in_all_themes_of_ours_words_stand_out_also_in_the_row_in_hand(start: "Start", sample: Review) -> None:
    async with start(sample) as (app, pilot):
        for theme in THEMES:
            app.theme = theme.name
            await pilot.pause()
            for key in KEYS:
                await pilot.press(key)
                for segment, ratio in seen(app, ""):
                    readable = ratio >= 4.5 or not any(sign.isalnum() for sign in segment.text)
                    assert readable, (theme.name, segment.text, ratio)
