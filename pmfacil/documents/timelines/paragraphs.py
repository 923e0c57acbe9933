"""The words of an event: joined, freed of signs, and cut where one paragraph tells of several times."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pmfacil.documents.timelines.days import Day
from pmfacil.documents.timelines.emphasis import unpaired
from pmfacil.documents.timelines.found import Found
from pmfacil.documents.timelines.lines import Line
from pmfacil.documents.timelines.stamps import Stamp, read_stamp

_SPEAKER = re.compile(r"<\s?@?([\w.\- ]{1,40})>\s+(?=\S)")
_SPLIT = re.compile(r"(?<=\s)[*_`(\[]{0,3}(?=\d)")
_BEFORE_A_TIME = re.compile(
    r"\b(?:at|from|since|until|till|between|by|around|about|before|after|and|to|of|on)\W*$", re.I
)
_FIELD = re.compile(r"(?:event|what|text|description|message|title|summary)\s*:\s+", re.IGNORECASE)


@dataclass
class Paragraph:
    """An event that may still grow by the lines below it."""

    line: Line
    stamp: Stamp
    parts: list[str]
    day: Day | None
    above: Stamp | None
    nested: bool = False
    begun: str = ""
    listing: bool = False
    """Whether a list hangs below it."""


def finished(paragraph: Paragraph) -> Iterator[Found]:
    """The events of a paragraph: nearly always one."""
    if paragraph.begun.casefold() in ("time:", "time ") and paragraph.parts:
        paragraph.parts[0] = _FIELD.sub("", paragraph.parts[0])
    text = unpaired(paragraph.begun, re.sub(r"\s+", " ", " ".join(paragraph.parts)).strip())
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text).strip()
    for stamp, words in _split(paragraph.stamp, text):
        speaker = _SPEAKER.match(words)
        source = speaker[1] if speaker else ""
        words = words[speaker.end() :] if speaker else words
        if words:
            yield Found(stamp, words, source, day=paragraph.day, above=paragraph.above)


def _split(stamp: Stamp, text: str) -> Iterator[tuple[Stamp, str]]:
    """The events of one paragraph in which one time follows another, all in the same style."""
    if stamp.clock is None:
        yield stamp, text
        return
    start, latest = 0, stamp
    for place in _SPLIT.finditer(text):
        found = read_stamp(text, place.start())
        if found is None or found[0].clock is None or found[0].shape() != stamp.shape():
            continue
        new, end = found
        sign = re.match(r"[*_`)\]]*\s?(?::|\s[-–—]\s)[*_`]*\s*", text[end:])
        before = text[start : place.start()]
        if (
            not sign
            or not before.strip()
            or _BEFORE_A_TIME.search(before[-20:])
            or (new.clock and latest.clock and new.clock.time() < latest.clock.time())
        ):
            continue
        yield latest, before.strip()
        start, latest = end + sign.end(), new
    yield latest, text[start:].strip()
