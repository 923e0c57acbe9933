"""A text as lines that know what they are: headings, items, rows, words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from pmfacil.documents.timelines.days import read_day
from pmfacil.documents.timelines.markup import flattened
from pmfacil.documents.timelines.stamps import Stamp, leading

MOST_LINES = 20_000
"""The most lines of one document that are read."""
LONGEST = 20_000
"""The most characters of a line that are read."""


class Sort(Enum):
    """What a line is."""

    HEADING = auto()
    ITEM = auto()
    ROW = auto()
    WORDS = auto()
    BLANK = auto()


@dataclass(frozen=True)
class Line:
    """One line of a document."""

    sort: Sort
    text: str
    depth: int = 0
    """The level of a heading; else how far it is set in, in cells."""

    @cached_property
    def stamped(self) -> tuple[Stamp, str] | None:
        """The time that it begins with, and the words after it."""
        return leading(self.text)


_HEADING = re.compile(r"(?P<signs>#{1,6})\s+(?P<text>.*?)\s*#*\s*$")
_BOLD = re.compile(r"(?:\*\*|__)(?P<text>[^*_]{2,80})(?:\*\*|__)\s*:?\s*$")
_ITEM = re.compile(r"(?P<mark>[-*+•●▪‣◦–]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(?=\S)")
ABOUT_TIMES = re.compile(r"\btimes?\b|\bclock|\bzone|\bzeit|\bhoras?\b|\bheures?\b|\bdate/time", re.IGNORECASE)
"""What a sentence holds that tells of the times in a document."""
_RULE = re.compile(r"(?:[-*_=]\s*){3,}$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_ROWS = re.compile(r"^\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*$")
_NAMED = re.compile(
    r"time\s?-?lines?\b|chronolog|sequence of events|order of events|incident log|event log|log of events"
    r"|what happened when|zeit(?:linie|leiste|strahl)|zeitlicher|ablauf\b|cronolog|línea de tiempo"
    r"|linha do tempo|tijdlijn",
    re.IGNORECASE,
)


def front(text: str) -> tuple[dict[str, str], str]:
    """The facts above a document between two lines of hyphens, and the document."""
    found = re.match(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", text, re.DOTALL)
    if not found:
        return {}, text
    pairs = (line.partition(":") for line in found[1].splitlines())
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if value}, text[found.end() :]


def lines_of(text: str, fenced: bool = False) -> list[Line]:
    """The lines of a document; those inside code blocks only if `fenced`."""
    raw = [line[:LONGEST].rstrip() for line in flattened(text).expandtabs(4).splitlines()[:MOST_LINES]]
    rows = _rows(raw)
    lines: list[Line] = []
    fence = ""
    for number, line in enumerate(raw):
        bare = re.sub(r"^(?:\s{0,3}>\s?)+", "", line)
        words = bare.strip()
        opened = _FENCE.match(words)
        if opened and (not fence or (words.startswith(fence) and not words.strip(fence[0]))):
            fence = "" if fence else opened[1]
            continue
        if fence and not fenced:
            continue
        lines.append(_line(bare, words, number in rows, raw[number + 1 : number + 2], bool(lines) and lines[-1].sort))
    return lines


def _line(bare: str, words: str, row: bool, after: Sequence[str], before: object) -> Line:
    indent = len(bare) - len(bare.lstrip())
    if row:
        return Line(Sort.ROW, words, indent)
    if not words or _RULE.fullmatch(words):
        return Line(Sort.BLANK, "", indent)
    if (heading := _HEADING.match(words)) and indent < 4:
        return Line(Sort.HEADING, heading["text"], len(heading["signs"]))
    if after and re.fullmatch(r"\s*(=+|-{3,})\s*", after[0]) and before is not Sort.WORDS and not _ITEM.match(words):
        return Line(Sort.HEADING, words, 1 if "=" in after[0] else 2)
    if (item := _ITEM.match(words)) and not (words[0].isdigit() and read_day(words)):
        return Line(Sort.ITEM, words[item.end() :], indent)
    return Line(Sort.WORDS, words, indent)


def _rows(raw: Sequence[str]) -> set[int]:
    """The numbers of the lines that belong to tables: each table has a line of hyphens below its heading."""
    rows: set[int] = set()
    for number, line in enumerate(raw):
        if not number or not _ROWS.match(line.strip().removeprefix(">").strip()) or "|" not in raw[number - 1]:
            continue
        rows |= {number - 1, number}
        for below in range(number + 1, len(raw)):
            if "|" not in raw[below]:
                break
            rows.add(below)
    # Rows of HTML have no such line: the first of them is the heading.
    for number, line in enumerate(raw):
        if line.lstrip().startswith("| ") and line.rstrip().endswith("|"):
            rows.add(number)
    return rows


def titled(line: Line) -> str:
    """The title that a line is: of a heading, or of a line of bold words alone."""
    if line.sort is Sort.HEADING:
        return line.text
    bold = _BOLD.fullmatch(line.text) if line.sort in (Sort.WORDS, Sort.ITEM) else None
    if bold:
        return bold["text"]
    # A title may also be a line of its own that ends in a colon, or is the word alone.
    plain = line.text.rstrip(": ")
    return (
        plain
        if line.sort is not Sort.ROW and len(plain) < 40 and is_timeline(plain) and len(plain.split()) <= 5
        else ""
    )


def is_timeline(title: str) -> bool:
    """Whether a title announces a timeline."""
    return bool(_NAMED.search(title))


def sections(lines: Sequence[Line]) -> Iterator[tuple[Line, list[Line]]]:
    """The parts that are titled as timelines: the title's line, and the lines until the next like it."""
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if not is_timeline(titled(line)):
            continue
        start = number
        while number < len(lines) and not _ends(line, lines[number]):
            number += 1
        yield line, list(lines[start:number])


def _ends(title: Line, line: Line) -> bool:
    if is_timeline(titled(line)) and line.sort is title.sort and line.depth <= title.depth:
        return True
    if line.sort is Sort.HEADING:
        # A heading of the same level with a day or a time is part of the timeline still.
        return (line.depth <= title.depth or title.sort is not Sort.HEADING) and line.stamped is None
    if title.sort is Sort.HEADING:
        return False
    return (
        line.sort is title.sort
        and line.depth <= title.depth
        and bool(_BOLD.fullmatch(line.text))
        and line.stamped is None
    )
