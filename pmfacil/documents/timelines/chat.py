"""A conversation copied from a chat: a name and a time on one line, the words on the lines below."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pmfacil.documents.timelines.days import Day, find_days, read_day
from pmfacil.documents.timelines.found import Content, Draft, Found
from pmfacil.documents.timelines.lines import LONGEST
from pmfacil.documents.timelines.stamps import Stamp, leading, read_stamp, whole

_QUOTE = re.compile(r"^(?:\s{0,3}>\s?)+")
_APART = re.compile(r"\**(?:\s+[-–—|·]\s+|,\s+|\s+|\s*(?=[\[(]))")
_PROGRAMS = ("APP", "BOT", "WORKFLOW")
_PROGRAM = re.compile(r"(?:\s+\[?(?:APP|BOT|WORKFLOW)\]?)?(?:\s*:[\w+-]+:)*$")
_IS_NAME = re.compile(r"\**@?[^\W_][^\n:;!?\[\]]{0,50}")
_BEFORE = re.compile(r"^[\[(](?P<time>[^\])]{4,40})[\])]\s*(?P<name>@?[^\W\d_][\w.'’\- ]{1,40}?):?$")
_CLOCK = re.compile(r"^\[?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?\]?$", re.IGNORECASE)
_RELATIVE = re.compile(
    r"^(?:(?:to|yester)day|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:,?\s+at)?\s+|^at\s+", re.IGNORECASE
)
_EDITED = re.compile(r"\s*\(edited\)\s*$", re.IGNORECASE)
_REACTION = re.compile(
    r"^(?::[\w+-]+:\s*\d+\s*)+$|^\d+ repl(?:y|ies).*$|^last reply.*$|^new(?: messages)?$"
    r"|^thread$|^\d{1,3}$|^view thread$|^(?:edited|\(edited\))$",
    re.IGNORECASE,
)
_DAY_LINE = re.compile(
    r"^[-–—=\s]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?P<day>\w.{4,25}?)[-–—=\s]*(?:new)?$",
    re.IGNORECASE,
)
_FEWEST = 2


@dataclass(frozen=True)
class _Head:
    name: str
    stamp: Stamp
    apart: bool = False
    """Whether the time stands on the next line."""


def sure(content: Content) -> float:
    """How sure it is that this was copied from a chat."""
    if content.json.value is not None:
        return 0
    lines = _lines(content.text[:200_000])
    heads = [head for number, line in enumerate(lines) if (head := _head(lines, number, line))]
    if len(heads) < _FEWEST:
        return 0
    stamped = sum(1 for line in lines if (one := leading(re.sub(r"^\s*[-*]\s+", "", line))) and one[0].clock and one[1])
    repeated = sum(count for count in Counter(head.name for head in heads).values() if count > 1)
    before = sum(1 for line in lines if _BEFORE.match(line))
    if len(heads) <= max(stamped - before, 0):
        return 0
    return 0.9 if repeated else 0.55


def read_chat(content: Content) -> Draft | None:
    """The messages of a conversation."""
    return Draft(tuple(_messages(_lines(content.text))), "a copied chat", days=tuple(_days(content.text)))


def _lines(text: str) -> list[str]:
    return [_QUOTE.sub("", line[:LONGEST]).strip() for line in text.splitlines()]


def _days(text: str) -> Iterator[tuple[Day, str]]:
    for day, _, _ in find_days(text[:2000]):
        if day.year:
            yield day, "the text"


def _messages(lines: Sequence[str]) -> Iterator[Found]:
    head: _Head | None = None
    day: Day | None = None
    words: list[str] = []
    skip = -1
    for number, line in enumerate(lines):
        if number == skip:
            continue
        new = _head(lines, number, line)
        compact = _CLOCK.match(line) if head and new is None else None
        date = _day(line) if new is None and not compact else None
        if new and new.name in _PROGRAMS and words:
            # The mark of a program stands on the line below its name.
            new = replace(new, name=words.pop())
        if new or compact or date:
            if head and any(words):
                yield Found(head.stamp, " ".join(words).strip(), head.name, day=day)
            words = []
            day = date or day
        if new:
            head = new
            skip = number + 1 if new.apart else -1
        elif compact and head:
            stamp = whole(line.strip("[]"))
            half = head.stamp.clock.half if head.stamp.clock else ""
            if stamp and stamp.clock and half and not stamp.clock.half:
                stamp = replace(stamp, clock=replace(stamp.clock, half=half))
            head = replace(head, stamp=stamp or head.stamp)
        elif head and not date and line and not _REACTION.match(line):
            words.append(_EDITED.sub("", line).rstrip("\\").strip())
    if head and any(words):
        yield Found(head.stamp, " ".join(words).strip(), head.name, day=day)


def _head(lines: Sequence[str], number: int, line: str) -> _Head | None:
    """The name and the time that begin a message here."""
    if not 4 < len(line) < 100:
        short = bool(line) and len(line) < 100
        return _apart(lines, number, line) if short else None
    if found := _BEFORE.match(line):
        stamp = _time(found["time"])
        return _Head(found["name"].strip(), stamp) if stamp else None
    for place in _APART.finditer(line):
        name = _PROGRAM.sub("", line[: place.start()].strip())
        if (
            _IS_NAME.fullmatch(name)
            and len(name.split()) <= 6
            and not _is_day(name)
            and (stamp := _time(line[place.end() :]))
        ):
            # “Restarted at 14:32” is a sentence, not a name.
            if not re.search(r"\b(?:at|on|from|until|by|since|to)$", name, re.IGNORECASE):
                return _Head(name.strip("*"), stamp)
            break
    return _apart(lines, number, line)


def _apart(lines: Sequence[str], number: int, line: str) -> _Head | None:
    """A name alone on its line, its time alone on the next."""
    after = lines[number + 1] if number + 1 < len(lines) else ""
    name = re.sub(r"\s+\[?(?:APP|BOT)\]?$", "", line.strip("*"))
    if not _CLOCK.match(after) or not re.fullmatch(r"[^\W\d_][\w.'’-]*(?:\s+[\w.'’()-]+){0,3}", name):
        return None
    stamp = whole(after.strip("[]"))
    return _Head(name, stamp, apart=True) if stamp else None


def _time(text: str) -> Stamp | None:
    text = _RELATIVE.sub("", re.sub(r"\s*\(edited\)$", "", text.strip()).strip("[]()* "))
    found = read_stamp(text, 0)
    if not found or not found[0].clock or re.sub(r"\W|edited", "", text[found[1] :]):
        return None
    return found[0]


def _is_day(name: str) -> bool:
    found = read_day(name.strip("*"))
    return bool(found and not re.sub(r"\W", "", name.strip("*")[found[1] :])) or bool(_RELATIVE.match(f"{name} "))


def _day(line: str) -> Day | None:
    """The day of a line between the messages of two days."""
    found = _DAY_LINE.match(line) if 5 < len(line) < 60 else None
    read = read_day(found["day"].strip()) if found else None
    return read[0] if found and read and not re.sub(r"\W", "", found["day"].strip()[read[1] :]) else None
