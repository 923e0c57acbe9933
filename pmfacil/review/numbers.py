"""Numbers that people can say aloud, given once and never again (P41)."""

import re
from collections.abc import Collection
from itertools import count

_SEGMENT = re.compile(r"\d+|[a-z]+")


def line_of(number: str) -> str:
    """The line that a number goes on in: "1.2" is in line "1", "1.2a.3" and "1.2a" in line "1.2a"."""
    head, dot, last = number.rpartition(".")
    return head if dot and last.isdigit() else number


def next_head(used: Collection[str]) -> str:
    """The number of a new chain."""
    return next(str(n) for n in count(1) if str(n) not in used)


def next_in_line(parent: str, used: Collection[str]) -> str:
    """The number of an answer that goes deeper on the parent's own line."""
    line = line_of(parent)
    return next(f"{line}.{n}" for n in count(1) if f"{line}.{n}" not in used)


def next_branch(parent: str, used: Collection[str]) -> str:
    """The number of a second, third … answer below the same parent: a branch of its own."""
    return next(f"{parent}{letters}" for letters in _letters() if f"{parent}{letters}" not in used)


def number_key(number: str) -> tuple[tuple[int, int, str], ...]:
    """What numbers are sorted by: 1.2 before 1.2a before 1.10."""
    return tuple((0, int(s), "") if s.isdigit() else (1, len(s), s) for s in _SEGMENT.findall(number))


def next_counted(prefix: str, used: Collection[str]) -> int:
    """The next unused number behind a prefix: after L1 and L2 it is 3."""
    return next(n for n in count(1) if f"{prefix}{n}" not in used)


def _letters():
    for length in count(1):
        for place in range(26**length):
            letters = ""
            for _ in range(length):
                place, letter = divmod(place, 26)
                letters = chr(ord("a") + letter) + letters
            yield letters
