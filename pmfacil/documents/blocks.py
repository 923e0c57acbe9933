"""What a document is built from: blocks of Markdown, with a blank line between each two."""

from collections.abc import Iterable, Sequence

Blocks = list[str]
"""Paragraphs, lists, tables and diagrams, one after the other."""

DEEPEST = 8
"""Lists are indented no further than this: readers lose their way, and some parsers their content."""


def bullets(items: Iterable[str]) -> Blocks:
    """One list with these items, or nothing."""
    found = [f"- {item}" for item in items]
    return ["\n".join(found)] if found else []


def nested(items: Iterable[tuple[int, str]]) -> Blocks:
    """One list whose items stand at these depths, or nothing."""
    found = [f"{'  ' * min(depth, DEEPEST)}- {item}" for depth, item in items]
    return ["\n".join(found)] if found else []


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, whole: bool = False) -> Blocks:
    """A table, or nothing if it has no rows.

    Args:
        head: The names of the columns.
        rows: Cells that are safe already.
        whole: Whether columns in which every cell is empty stay.
    """
    if not rows:
        return []
    kept = [place for place in range(len(head)) if whole or any(row[place] for row in rows)]
    lines = [[head[place] for place in kept], [":---"] * len(kept), *([row[place] for place in kept] for row in rows)]
    return ["\n".join(f"| {' | '.join(cells)} |" for cells in lines)]


def titled(name: str, blocks: Blocks) -> Blocks:
    """Blocks below a name of their own, which is no heading; nothing if there are none."""
    return [f"**{name}**", *blocks] if blocks else []


def answered(question: str, answer: str) -> str:
    """A question, or anything else that came first, with what followed on it."""
    if not question or not answer:
        return question or answer
    return f"{question}{' ' if question.endswith(('?', '？', '؟')) else ': '}{answer}"


def joined(*pairs: tuple[str, str], between: str = "; ") -> str:
    """What has been said, each with its label; what is empty is left out."""
    return between.join(f"{label} {text}".strip() for label, text in pairs if text)
