"""What a move leaves drawn is what would be drawn from nothing."""

from typing import TYPE_CHECKING

import pytest

from pmfacil.review.review import Review
from pmfacil.widgets.board import Board
from pmfacil.widgets.boards import KEYS

if TYPE_CHECKING:
    from tests.conftest import Meet

WALK = ("down", "down", "down", "right", "down", "left", "pagedown", "up", "up", "end", "home")


def drawn(board: Board) -> list[object]:
    """The lines of a board as they are kept until something about them changes."""
    return [list(strip) for strip in board.render_lines(board.size.region)]


@pytest.mark.parametrize(
    ("board", "size"),
    [
        ("whys", (80, 24)),
        ("fishbone", (80, 24)),
        ("fishbone", (160, 40)),
        ("layers", (120, 36)),
        ("response", (160, 40)),
    ],
    ids=str,
)
async def test_walking_over_a_board_leaves_no_trace(
    meet: "Meet", sample: Review, board: str, size: tuple[int, int]
) -> None:
    async with meet(sample, size=size) as room:
        await room.press(next(key for key, name in KEYS.items() if name == board))
        for step in WALK:
            await room.press(step)
            before = drawn(room.board)
            room.board.refresh()
            assert before == drawn(room.board), step
