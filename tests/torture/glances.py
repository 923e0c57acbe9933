"""What the screen of a terminal in a meeting shows."""

import re
from datetime import datetime, timedelta

BOARDS = {"1": "OPEN", "4": "WHY", "8": "LESSONS", "9": "ACTIONS"}
"""Where the words are, by the key of the board."""
WORD = re.compile(r"\b[klr]\d+x\b")
_SAVED = re.compile(r"saved (\d\d):(\d\d):(\d\d)")


def asked(text: str) -> bool:
    """Whether a form or a question lies over the boards."""
    return "esc closes" in text


def bar(text: str) -> str:
    """The line in which one writes; nothing while what is announced covers it."""
    return next((row for row in text.splitlines() if row.startswith(" ›")), "")


def in_bar(text: str) -> bool:
    """Whether keys go to the bar."""
    # One frame may show half of the way: the keys of the board below the bar as it was.
    return bool(bar(text)) and not at_board(text) and not asked(text)


def at_board(text: str) -> bool:
    """Whether keys go to a board."""
    there = "Press :" in bar(text) or any(keys in text.splitlines()[-1] for keys in (": Capture", "q Leave"))
    return there and not asked(text)


def rows(text: str, edge: str = "▏") -> list[str]:
    """The rows of the board alone, which ends, or in the room begins, at an edge."""
    return [row.partition("▏")[0].rpartition("▕")[2] for row in text.splitlines() if edge in row]


def in_hand(text: str) -> bool:
    """Whether a row with words of this test is in hand."""
    return any(WORD.search(row) for row in rows(text) if row.startswith("▌"))


def saved_at(text: str) -> float:
    """When all that was there was saved, in seconds of `time.time`; 0 if that does not show."""
    head = "\n".join(text.splitlines()[:4])
    found = _SAVED.search(head)
    if not found or "Cut off" in head:
        return 0.0
    now = datetime.now().astimezone()
    at = now.replace(hour=int(found[1]), minute=int(found[2]), second=int(found[3]), microsecond=0)
    return (at - timedelta(days=1 if at > now + timedelta(hours=1) else 0)).timestamp()
