"""Files as somebody else would write them: sessions by hand, settings, packs and state full of hostile words."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_origin

from pmfacil.review.incident import Incident
from pmfacil.review.review import Review
from pmfacil.review.tables import to_tables
from pmfacil.sessions.tables import Tables
from tests.review.samples import worked
from tests.torture.strategies import REFERS


def foreign(text: str, id: str = "foreign2") -> Tables:
    """A session that somebody wrote by hand: every field that holds words holds these, as they are."""
    tables = to_tables(worked(), 1)
    tables["session"]["session"]["id"] = id
    for table, kind in Review.tables.items():
        for place, document in enumerate(tables[table].values()):
            for name, field in kind.model_fields.items():
                if name in REFERS or name in ("id", "number", "timezone", "rule"):
                    continue
                if field.annotation is str:
                    # Ribs and layers have names that differ.
                    document[name] = f"{place} {text}" if kind.table in ("categories", "layers") else text
                elif get_origin(field.annotation) is tuple and issubclass(kind, Incident) and name != "history":
                    document[name] = [text, text]
    return tables


def put(folder: Path, tables: Tables, name: str = "2026-11-18-foreign-foreign2.json") -> Path:
    """The session in a library, as no program of ours would write it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(json.dumps(tables), "ascii")
    return path


def toml_of(text: str) -> str:
    """The text as a string of TOML."""
    # Half a character has no TOML.
    return json.dumps("".join(sign for sign in text if not "\ud800" <= sign <= "\udfff"), ensure_ascii=True)


def configs(word: str) -> Iterator[tuple[str, str]]:
    """Files of settings, packs and state that hold a word wherever one can stand."""
    plain = "\n".join(f"{name} = {word}" for name in ("theme", "gap_minutes", "owner_is_person"))
    lists = "\n".join(f"{name} = [{word}]" for name in ("services", "sections", "categories", "layers"))
    names = f"[priority_names]\nP1 = {word}\n{word} = {word}"
    formats = f"[formats]\n{word} = {{ minutes = [1, 1, 1, 1, 1, 1, 1, 1, 1] }}"
    keys = f'[keymap]\n{word} = {word}\n"board.add" = {word}\n"board.move" = "right-to-left_override"'
    yield "settings.toml", "\n".join([plain, lists, f"{word} = {word}", names, formats, keys])
    yield "state.toml", "\n".join(f"{name} = {word}" for name in ("theme", "phrases", "instead_of", "welcomed", word))
    for pack, tables in (
        ("phrases.toml", (("moment", "letter", "label"), ("phrase", "moment", "text"))),
        ("rules.toml", (("rule", "category", "pattern", "message"),)),
    ):
        good = {"letter": '"q"', "moment": '"back"', "category": '"person"', "pattern": '"pool"'}
        rows = [f"{word} = {word}"]
        for table, *fields in tables:
            for known in ({}, good):
                own = '"own"' if known else word
                rows += [f"[[{table}]]", f"id = {own}", f"rewordings = [{word}]"]
                rows += [f"{field} = {known.get(field, word)}" for field in fields]
        yield pack, "\n".join(row for row in rows if pack == "rules.toml" or not row.startswith("rewordings"))
