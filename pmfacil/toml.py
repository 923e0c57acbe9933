"""TOML as people write it: read with the line of whatever is wrong, and values written as they would be there."""

import json
import os
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeGuard, cast

from pmfacil.review.text import clean_text, short
from pmfacil.sessions.errors import quoted, reason
from pmfacil.sessions.system import SYSTEM, System, read_whole

LARGEST = 64_000
"""The most bytes of a file."""
LONGEST_LINE = 4_000
"""The most characters of a line: reading a key takes time that grows with the square of its dots."""

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_HEADER = re.compile(r"\s*(\[\[?[^\[\]]+\]\]?)\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w\-. \t]|"(?:[^"\\]|\\.)*"|'[^']*')+)=""")


class Unusable(Exception):
    """A file that says nothing which could be used; `str()` names it and says why."""


def read(path: Path, system: System = SYSTEM) -> tuple[str, dict[str, Any]]:
    """A file's text and what it says; nothing if there is none.

    Raises:
        Unusable: If it is there and cannot be understood.
    """
    name = quoted(str(path), 300)
    try:
        # Settings often are a link into a folder that is kept in git.
        content, _ = read_whole(Path(os.path.realpath(path)), system)
    except FileNotFoundError:
        return "", {}
    except OSError as error:
        raise Unusable(f"{name} cannot be read: {reason(error)}") from error
    if len(content) > LARGEST:
        raise Unusable(f"{name} cannot be read: it is larger than {LARGEST:,} bytes")
    text = ""
    try:
        text = content.decode("utf-8-sig")
        long = [number for number, line in enumerate(text.split("\n"), 1) if len(line) > LONGEST_LINE]
        if long:
            raise Unusable(f"{name} line {long[0]} cannot be read: it is longer than {LONGEST_LINE:,} characters")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unusable(f"{name} line {line} cannot be read: it is not in UTF-8") from error
    except RecursionError as error:
        raise Unusable(f"{name} cannot be read: its lists stand in one another too deeply") from error
    except ValueError as error:
        raise Unusable(f"{name}{_told(str(error), text)}") from error


def line_of(text: str, key: str) -> int | None:
    """The line on which a dotted key is given, or else the nearest table above it."""
    found, depth = None, 0
    for number, at in _declared(text):
        # `formats` is where `formats.team` may stand, and `[formats.team]` is where `formats` begins.
        shared = len(at) if f"{key}.".startswith(f"{at}.") else len(key) if at.startswith(f"{key}.") else 0
        if shared > depth:
            found, depth = number, shared
    return found


def dumps(value: Any) -> str:
    """A value as it stands behind a `=`: words, numbers, truth, lists and tables of them."""
    if is_table(value):
        inside = ", ".join(f"{_key(name)} = {dumps(of_it)}" for name, of_it in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(dumps, cast(list[Any], value)))}]"
    return json.dumps(value, ensure_ascii=False)


def is_table(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a value that was read is a table."""
    return isinstance(value, dict)


@lru_cache(1)
def _declared(text: str) -> list[tuple[int, str]]:
    """The lines that give a key or open a table, each with the dotted key; text in several lines is not told apart."""
    found: list[tuple[int, str]] = []
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = _dotted(header[1])
            found.append((number, table))
        elif given := _KEY.match(line):
            found.append((number, ".".join(filter(None, (table, _dotted(f"{given[1]}=0"))))))
    return [(number, key) for number, key in found if key]


def _dotted(declaration: str) -> str:
    """The key that a line declares, its parts joined by dots; empty if it is none."""
    parts: list[str] = []
    try:
        inside: Any = tomllib.loads(declaration)
    except ValueError:
        return ""
    while inside:
        if is_table(inside):
            name, inside = next(iter(inside.items()))
            parts.append(name)
        else:
            inside = inside[0]
    return ".".join(parts)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)


def _told(error: str, text: str) -> str:
    """What the parser says of a fault, with its line if it knows one: a number that is too long has none."""
    place = _PLACE.search(error)
    why = short(clean_text(error[: place.start()] if place else error.partition(":")[0]), 200)
    line = f" line {place[1] or text.rstrip().count(chr(10)) + 1}" if place else ""
    return f"{line} cannot be read: {why[:1].lower()}{why[1:]}"
