"""An empty board is an invitation: what goes here, an example, the key to press."""

import pytest

from pmfacil.clock import FrozenClock
from pmfacil.review.agenda import Board as Name
from pmfacil.review.review import Review
from pmfacil.widgets.boards import BOARDS

INVITATIONS = {
    Name.OPEN: ["Dana, incident commander"],
    Name.OVERVIEW: [
        "stands alone as a message to leadership",
        "For example, projects lost: 5,000",
        "For example, error rate",
    ],
    Name.TIMELINE: ["Begin with the first trigger"],
    Name.WHYS: ["press a", "Why was checkout down?"],
    Name.FISHBONE: ["The release check has no load step."],
    Name.LAYERS: ["not looked at"],
    Name.RESPONSE: ["A moment at which somebody had to choose", "At peak hour"],
    Name.LESSONS: ["Backups that nobody restores are hopes."],
    Name.ACTIONS: ["What could be done, whoever does it?", "done when it fires in a drill"],
    Name.CLOSE: ["press d", "press e"],
}


@pytest.mark.parametrize("name", Name)
def test_an_empty_board_says_what_goes_there(new: Review, clock: FrozenClock, name: Name) -> None:
    rows = BOARDS[name](new, clock).rows()
    said = " ".join(" ".join([text for text, _ in row.paragraphs] + list(row.marks)) for row in rows)
    for words in INVITATIONS[name]:
        assert words in said
    hints = [row for row in rows if any(look == "hint" for _, look in row.paragraphs)]
    assert hints or name == Name.LAYERS


@pytest.mark.parametrize("name", Name)
def test_the_hand_can_stand_on_something_that_a_key_works_on(new: Review, clock: FrozenClock, name: Name) -> None:
    reachable = [row for row in BOARDS[name](new, clock).rows() if row.reachable]
    assert reachable
    assert all(row.part or row.adds for row in reachable)


@pytest.mark.parametrize("name", Name)
def test_every_board_asks_the_room_something_and_advises_who_leads(name: Name) -> None:
    board = BOARDS[name]
    assert board.QUESTION.endswith("?")
    assert board.HELP
    assert board.HELP.startswith("## ")
    assert board.TITLE
