"""Write the page of all rules of the coach from the rules themselves: `make rules`."""

from collections.abc import Iterable
from pathlib import Path

from pmfacil.coach.findings.all import RULES
from pmfacil.coach.rules import Rule, rules_of
from pmfacil.packs import built_in

PAGE = Path(__file__).with_name("rules.md")
TOP = """# What the coach notices

Every rule of the coach, made from the rules themselves with `make rules`. The last column is the rule of
[the practice](practice.md) behind it. What **blocks** keeps a review from being ready, what it **should** have is worth
an hour before it is published, a **hint** is worth a look.

## In the whole review

What is there is judged at once. What is missing waits until the agenda item of its board is over; before the meeting
until something stands on the board, during it until there is enough. So a new review has no findings. Readiness, on the
Close board and in `pmfacil check`, judges as if the meeting were over.

"""
PACKS = {
    "wording": "In a sentence",
    "actions": "In the text of an action",
    "titles": "In a title",
}
"""The packs of rules about single texts, with their headings."""


def page() -> str:
    """The page as it should be."""
    rows = [(f"`{rule.id}`", rule.severity, rule.board or "any", rule.about, rule.source) for rule in RULES]
    parts = [TOP + _table(("rule", "how much", "board", "what it notices", "source"), rows)]
    for name, heading in PACKS.items():
        found = [(f"`{rule.id}`", rule.category, rule.message, rule.source) for rule in _pack(name)]
        parts.append(f"## {heading}\n\n" + _table(("rule", "category", "what it says", "source"), found))
    return "\n".join(parts)


def _pack(name: str) -> list[Rule]:
    return rules_of(built_in(name))[0]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    cells = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(one.replace('|', chr(92) + '|') for one in row)} |\n" for row in cells)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
