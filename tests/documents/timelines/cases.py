"""Files as other tools and people write them, each with the events it holds."""

from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 21)
_FOLDER = Path(__file__).parent / "cases"
Case = tuple[str, str, list[tuple[str | None, str]]]


def cases(kind: str) -> list[Case]:
    """Name, content, and times with texts of every case of a kind."""
    text = (_FOLDER / f"{kind}.txt").read_text(encoding="utf-8")
    return [_case(part) for part in text.split("######## ")[1:]]


def _case(part: str) -> Case:
    name, _, rest = part.partition("\n")
    content, _, expected = rest.partition(">>>>>>>>\n")
    pairs = (line.partition(" | ") for line in expected.strip().splitlines())
    return name, content, [(None if time == "-" else time, words) for time, _, words in pairs]
