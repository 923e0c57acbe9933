"""Diagrams in Mermaid; each is only a picture of text that stands below it, so a label may be cut short."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from pmfacil.documents.escaping import fenced
from pmfacil.review.text import short

LABEL = 80
"""The most characters of a label."""
_MOST_CHARACTERS = 45_000
_MOST_NODES = 400
"""Mermaid stops at 50,000 characters or 500 arrows and draws an error instead."""
_LONGEST_GANTT = timedelta(days=60)

# What means something to Mermaid, or to the Markdown that it reads in labels; the last two signs it uses inside itself.
_MEANINGFUL = re.compile(
    r"[\"#$%&*+:;<=>@\[-`{-~ﬂ¶]|^(?:-|\d(?=\d{0,8}[.)](?:\s|$)))|(?<=\bwww)\.",
    re.IGNORECASE,
)
_NAMED = {'"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;"}
_PREAMBLE = re.compile(r"\A(?:---\n.*?\n---\n|\s+|%%[^\n]*(?:\n|\Z))+", re.DOTALL)
_FENCE = re.compile(r"`{3,}|~{3,}")
_KINDS = re.compile(
    r"(?:graph|flowchart|sequenceDiagram|classDiagram|stateDiagram|erDiagram|journey|gantt|pie|quadrantChart|gitGraph"
    r"|requirementDiagram|C4\w+|mindmap|timeline|zenuml|sankey|xychart|block|packet|kanban|architecture|radar|treemap)"
    r"(?:-\w+)*(?=\s|;|:|\Z)"
)


def label(text: str) -> str:
    """The text as a quoted label."""
    return f'"{_MEANINGFUL.sub(_encoded, short(text, LABEL))}"'


def flowchart(top: str, nodes: Sequence[tuple[int, str, str]]) -> str:
    """A tree from top to bottom, or nothing if it is too large to draw.

    Args:
        top: What stands at the very top.
        nodes: Depth below the top, the word on the arrow that leads there, and the text of each, as one reads a tree.
    """
    lines = ["flowchart TD", f"    top[{label(top)}]"]
    above = ["top"]
    for place, (depth, word, text) in enumerate(nodes, 1):
        lines.append(f"    n{place}[{label(text)}]")
        lines.append(f"    {above[depth]} -->{f'|{word}| ' if word else ' '}n{place}")
        above[depth + 1 :] = [f"n{place}"]
    return _drawn(lines, len(nodes))


def mindmap(top: str, nodes: Sequence[tuple[int, str]]) -> str:
    """A map around its middle, or nothing if it is too large to draw.

    Args:
        top: What stands in the middle.
        nodes: Depth below the middle and the text of each, as one reads a tree.
    """
    lines = ["mindmap", f"  top({label(top)})"]
    lines.extend(f"{'  ' * (depth + 2)}n{place}[{label(text)}]" for place, (depth, text) in enumerate(nodes, 1))
    return _drawn(lines, len(nodes))


def gantt(bars: Sequence[tuple[str, datetime, timedelta]]) -> str:
    """Stretches of time to scale, or nothing if there are fewer than two, or too long ones.

    Args:
        bars: A plain word, the local time at which it begins, and its length.
    """
    whole = sum((length for _, _, length in bars), timedelta())
    if len(bars) < 2 or whole > _LONGEST_GANTT:
        return ""
    axis = "%H:%M" if whole < timedelta(hours=20) else "%d %b %H:%M"
    lines = ["gantt", "    dateFormat YYYY-MM-DD HH:mm", f"    axisFormat {axis}"]
    for place, (word, begins, length) in enumerate(bars, 1):
        minutes = int(length.total_seconds() // 60)
        lines.append(f"    {word} :n{place}, {begins:%Y-%m-%d %H:%M}, {minutes}m")
    return _drawn(lines, len(bars))


def sketch_inside(text: str) -> str:
    """What somebody drew, without the fence they may have pasted with it."""
    fence, lines = _FENCE.match(text), text.split("\n")
    return "\n".join(lines[1:-1]) if fence and len(lines) > 2 and lines[-1].strip() == fence[0] else text


def is_mermaid(sketch: str) -> bool:
    """Whether a sketch begins as a Mermaid diagram does."""
    return _KINDS.match(_PREAMBLE.sub("", sketch)) is not None


def _encoded(found: re.Match[str]) -> str:
    return _NAMED.get(found[0], f"#{ord(found[0])};")


def _drawn(lines: Sequence[str], nodes: int) -> str:
    text = "\n".join(lines)
    return fenced(text, "mermaid") if nodes <= _MOST_NODES and len(text) <= _MOST_CHARACTERS else ""
