"""What there is to say of an action line, with or without its owner, date and check (P61-P65)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice, zip_longest
from typing import NamedTuple

from pmfacil.coach.hints import Hint
from pmfacil.coach.rules import LOOKED_AT, Rules

_FIELD = re.compile(
    r"(?:(?<=[\s(\[,;|])|^)(?:(?P<owner>owner|owned by|assignee|assigned to|assigned|dri|responsible)"
    r"|(?P<due>due date|due|deadline|target date|eta|by)|(?P<check>check|done when|verified by))\s{0,3}[:=]",
    re.IGNORECASE,
)
"""Where an owner, a date or a check begins: `(owner: …)`, `due=…`, and the tokens of the capture line."""
_VALUE = re.compile(r"(?:\([^()\n]{0,80}\)|[^();|\n\]])*+")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_MOST_FIELDS = 20
_LONGEST_FIELD = 200
_LOOSE_END = " \t,;:-–—|()[]"
"""What is left over after the last words once the owner and the date are taken out."""
_PARTS = ("owner", "due", "check")
_HANDLE = re.compile(r'(?<!\S)@(?:"([^"\n]{1,80})"|([^\W_][\w.-]{0,60})(?![\w/@]))')


class _Said(NamedTuple):
    """What a line says of its owner, its date or its check, and where."""

    words: str
    span: tuple[int, int]


def action_hints(text: str, rules: Rules) -> tuple[Hint, ...]:
    """What there is to say of an action line, at most one thing of each category.

    Args:
        text: The line; its owner, date and check may be said in it, as `(owner: …)` or as the capture line has them.
        rules: Those of actions.
    """
    found: list[Hint] = []
    for of_part, words, span in _parts(text, rules):
        hints = of_part.hints(words)
        found += hints if span is None else [replace(hint, span=span) for hint in hints]
    return tuple(found)


def expect_actions(texts: Iterable[str], rules: Rules) -> None:
    """Be ready for action lines that will be looked at."""
    for text in texts:
        for of_part, words, _ in _parts(text, rules):
            of_part.expect([words])


def _parts(text: str, rules: Rules) -> Iterator[tuple[Rules, str, tuple[int, int] | None]]:
    """What is to be done, its owner, its date and its check: its rules, its words, and their place if moved."""
    what, said = _apart(text[:LOOKED_AT])
    of_what, of_parts = _sorted(rules)
    yield of_what, what, None
    for category, of_part in of_parts.items():
        part = said.get(category)
        words = f"{category}: {part.words}" if part else f"no {category}: {what}"
        yield of_part, words, part.span if part else (0, 0)


@lru_cache(maxsize=4)
def _sorted(rules: Rules) -> tuple[Rules, dict[str, Rules]]:
    """The rules about what is to be done, and those about its owner, its date and its check."""
    parts = {category: Rules(rule for rule in rules.rules if rule.category == category) for category in _PARTS}
    return Rules(rule for rule in rules.rules if rule.category not in _PARTS), parts


def _apart(text: str) -> tuple[str, dict[str, _Said]]:
    """What is to be done, blank where the line says by whom, by when and how to check it, and those."""
    said: dict[str, _Said] = {}
    what = text
    fields = list(islice(_FIELD.finditer(text), _MOST_FIELDS))
    for field, following in zip_longest(fields, fields[1:]):
        value = _VALUE.match(text, field.end(), following.start() if following else len(text))
        end = value.end() if value else field.end()
        said.setdefault(str(field.lastgroup), _Said(_bare(text[field.end() : end]), (field.start(), end)))
        what = _without(what, field.start(), end)
    if "owner" not in said and (named := _HANDLE.search(what)):
        said["owner"] = _Said(named[1] or named[2], named.span())
        what = _without(what, *named.span())
    return one_sentence(what.rstrip(_LOOSE_END)), said


def one_sentence(line: str) -> str:
    """The line as one sentence, each character where it was: rules look at each sentence of a text on its own."""
    return _SENTENCE_END.sub(";", line).rstrip()


def _without(text: str, start: int, end: int) -> str:
    """The text with spaces there, and where the brackets around it were, so that all else stands where it stood."""
    if text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]"):
        start, end = start - 1, end + 1
    return text[:start] + " " * (end - start) + text[end:]


def _bare(words: str) -> str:
    return words[:_LONGEST_FIELD].replace("_", " ").strip(" \t,.([")
