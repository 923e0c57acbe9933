"""JSON as much of it as is whole: a file cut off in the middle, or one value a line."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

Value = object
DEEPEST = 60
"""How deep values may be nested."""
_MOST = 50_000
"""The most values that are read one by one."""
_NEXT = re.compile(r"[\s,\x1e]*")
_LIST = re.compile(r"\[\s*(?=\{)")


@dataclass(frozen=True)
class Damaged:
    """A value, and what is wrong with its file; “” for nothing."""

    value: Value
    problem: str = ""


def read_json(text: str) -> Damaged:
    """The value of a JSON text; of a damaged one, the list of the objects that are whole."""
    if _deep(text):
        return Damaged(None, f"It is nested more than {DEEPEST} levels deep; nothing was imported.")
    try:
        return Damaged(json.loads(text))
    except (ValueError, RecursionError):
        pass
    lines = list(islice(_values(text, 0), _MOST))
    if len(lines) > 1 and all(isinstance(line, dict) for line in lines):
        rest = text.rstrip().endswith(("}", "]"))
        return Damaged(lines, "" if rest else f"It ends in the middle; {len(lines)} whole entries were read.")
    best: list[Value] = []
    for begun in _LIST.finditer(text):
        values = list(islice(_values(text, begun.end()), _MOST))
        if len(values) > len(best):
            best = values
        if len(best) > 1 or begun.start() > 100_000:
            break
    whole = f"{len(best)} whole entries were" if len(best) != 1 else "one whole entry was"
    return Damaged(
        best or None,
        f"It is damaged or ends in the middle; {whole} read." if best else "It is damaged JSON; nothing was imported.",
    )


def _values(text: str, at: int) -> Iterator[Value]:
    decoder = json.JSONDecoder()
    while at < len(text):
        skipped = _NEXT.match(text, at)
        at = skipped.end() if skipped else at
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value


def _deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    depth = 0
    for sign in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text, re.DOTALL):
        if sign[0] in "[{":
            depth += 1
            if depth > DEEPEST:
                return True
        elif sign[0] in "]}":
            depth -= 1
    return False


def fields(value: Value) -> dict[str, Value]:
    """The fields of an object; none for anything else."""
    return cast("dict[str, Value]", value) if isinstance(value, dict) else {}


def dicts(value: Value) -> list[dict[str, Value]]:
    """The objects of a list; none for anything else."""
    some = cast("list[Value]", value) if isinstance(value, list) else []
    return [cast("dict[str, Value]", one) for one in some if isinstance(one, dict)]


def at(value: Value, *path: str) -> Value:
    """What an object holds under a key, and under a key in that, and so on; `None` where there is nothing."""
    for key in path:
        value = fields(value).get(key)
    return value


def words(value: Value, *path: str) -> str:
    """The text that an object holds there; “” where there is none."""
    found = at(value, *path)
    return found.strip() if isinstance(found, str) else ""
