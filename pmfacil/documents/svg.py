"""Shapes and wrapped text in SVG: everything typed is escaped, and how it looks is said by the page's classes."""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence

WIDTH = 720.0
"""Units across; a page of A4 or Letter shows one as a point or a little less."""
SIZE = 13.0
"""Units of a line of text, as the page's style has it."""
LEADING = 17.0
"""Units from one line to the next."""
TALLEST = 880.0
"""The most units from top to bottom that fit on a page."""

_BOLD = 1.06
_NARROW = frozenset("iljIftr.,:;'|!()[]{}`/\\ ")
_BROAD = frozenset("mwMW@%—…")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """The text as it may stand between tags and in an attribute of HTML and XML."""
    return html.escape(_NO_XML.sub("\ufffd", text))


def tag(name: str, *inside: str, **attributes: str | float) -> str:
    """An element; `looks` names its classes, and what is inside is safe already."""
    said = "".join(f' {_NAMES.get(key, key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{said}>{''.join(inside)}</{name}>"


def picture(says: str, height: float, shapes: Iterable[str]) -> str:
    """A whole drawing, `WIDTH` across, and what it shows for those who cannot see it."""
    box = f"0 0 {WIDTH:g} {height:g}"
    return tag("svg", tag("title", escaped(says)), *shapes, viewBox=box, role="img", looks="drawing")


def written(x: float, y: float, lines: Sequence[str], looks: str = "", anchor: str = "start") -> str:
    """Lines of text, the first with its feet at `y`."""
    if not lines:
        return ""
    spans = (tag("tspan", escaped(line), x=x, dy=LEADING if place else 0) for place, line in enumerate(lines))
    return tag("text", *spans, x=x, y=y, looks=looks, **{"text-anchor": anchor})


def wrapped(text: str, width: float, *, bold: bool = False) -> list[str]:
    """The text in lines that are no wider than `width` units in any usual typeface; a long word is broken."""
    found: list[str] = []
    line, used, limit = "", 0.0, width / (_BOLD if bold else 1)
    for word in text.split():
        gap = measured(" ") if line else 0.0
        long = measured(word)
        begun_a_little = long > limit and used < limit / 3
        if line and used + gap + long > limit and not begun_a_little:
            found.append(line)
            line, used, gap = "", 0.0, 0.0
        if long <= limit:
            line, used = f"{line}{' ' if line else ''}{word}", used + gap + long
            continue
        line, used = f"{line}{' ' if line else ''}", used + gap
        for character in word:
            wide = measured(character)
            if line and wide and used + wide > limit:
                found.append(line)
                line, used = "", 0.0
            line, used = line + character, used + wide
    return [*found, line] if line else found


def measured(text: str) -> float:
    """How many units across a text takes at most, about."""
    return SIZE * sum(_em(character) for character in text)


def arrow(x: float, y: float, looks: str = "path") -> str:
    """The tip of an arrow to the right."""
    return tag("polygon", points=f"{x - 9:g},{y - 5:g} {x:g},{y:g} {x - 9:g},{y + 5:g}", looks=f"{looks} tip")


def stroke(x1: float, y1: float, x2: float, y2: float, looks: str) -> str:
    """A straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, looks=looks)


def box(x: float, y: float, width: float, height: float, looks: str, round: float = 5) -> str:
    """A rectangle with round corners."""
    return tag("rect", x=x, y=y, width=max(width, 0.5), height=max(height, 0.5), rx=round, looks=looks)


_NAMES = {"looks": "class"}


def _value(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def _em(character: str) -> float:
    if character.isascii():
        if character in _NARROW:
            return 0.36
        return 0.95 if character in _BROAD else 0.66 if character.isupper() or character.isdigit() else 0.58
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.4 if ord(character) >= 0x1F000 else 1.02
    return 1.4 if ord(character) >= 0x2600 and unicodedata.category(character) == "So" else 0.72
