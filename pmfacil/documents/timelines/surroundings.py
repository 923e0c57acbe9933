"""What a document says about all its times: the zone, and days that they may belong to."""

import re
from collections.abc import Iterator, Sequence

from pmfacil.documents.timelines.days import Day, find_days
from pmfacil.documents.timelines.lines import ABOUT_TIMES, Line, Sort, is_timeline, titled
from pmfacil.documents.timelines.zones import find_zone


def zone_in(lines: Sequence[Line], scope: Sequence[Line]) -> str:
    """The zone that is named for all times: in the title, in a sentence of the part, else anywhere in a sentence."""
    for line in scope:
        if (is_timeline(titled(line)) or line.sort is Sort.HEADING) and (zone := find_zone(f"({line.text})")):
            return zone
    for some in (scope, lines):
        for line in some:
            if line.sort is not Sort.ROW and len(line.text) < 400 and line.stamped is None:
                for sentence in re.split(r"(?<=[.!?])\s", line.text):
                    if ABOUT_TIMES.search(sentence) and (zone := find_zone(f"({sentence})")):
                        return zone
    return ""


def days_in(lines: Sequence[Line], scope: Sequence[Line], facts: dict[str, str]) -> Iterator[tuple[Day, str]]:
    """Days that times without one may belong to, the likeliest first."""
    own = [line.text for line in scope if line.sort in (Sort.WORDS, Sort.HEADING) and len(line.text) < 400]
    heads = [line.text for line in lines if line.sort is Sort.HEADING and line.depth <= 2]
    places: tuple[tuple[str, Sequence[str]], ...] = (
        ("the timeline's own words", own if len(own) < len(lines) / 2 or len(scope) < len(lines) else []),
        ("the title", [facts.get("title", ""), *heads]),
        (
            "the date above the document",
            [facts[key] for key in ("incident_date", "incident-date", "date") if key in facts],
        ),
        ("the text", [line.text for line in lines if line.sort is not Sort.ROW]),
    )
    for place, texts in places:
        for text in texts:
            for day, _, _ in find_days(text):
                yield day, place
                break
