"""What of a session goes into the index: its words by place, and the labels that can be asked for."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from pmfacil.sessions.entry import Entry, is_open, line
from pmfacil.sessions.tables import Tables, document

PLACES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "title": {"incident": ("title",)},
    "overview": {
        "incident": (
            "severity",
            "services",
            "tags",
            "commander",
            "author",
            "owner_team",
            "summary",
            "context",
            "links",
        ),
        "measures": ("text", "amount", "unit", "basis"),
        "metrics": ("text", "unit"),
        "graphs": ("text", "shows", "file"),
        "glossary": ("text", "meaning"),
        "messages": ("text", "channel"),
        "aftermath": ("found", "took"),
    },
    "people": {"people": ("name", "role")},
    "timeline": {"events": ("text", "source", "known", "gap_note")},
    "whys": {"whys": ("question", "text", "evidence")},
    "fishbone": {"causes": ("text",)},
    "layers": {"holes": ("text", "accepted")},
    "response": {
        "phases": ("happened", "helped", "halved"),
        "decisions": ("text", "known", "options", "sense", "helped"),
        "told": ("text", "sender", "receiver"),
        "what_ifs": ("text", "answer"),
    },
    "lessons": {"lessons": ("text",), "reflections": ("text",)},
    "actions": {"actions": ("text", "owner", "effort", "effect", "check", "success", "ticket")},
    "notes": {"notes": ("text", "reason"), "parked": ("text",)},
}
"""Place → table → fields with words; what is the same in every review, such as the agenda, is left out."""


def texts_of(tables: Tables) -> Iterator[str]:
    """All words of a session, one text for each place."""
    for fields_of in PLACES.values():
        said = (
            words
            for table, fields in fields_of.items()
            for part in tables.get(table, {}).values()
            for field in fields
            for words in _words(part.get(field))
        )
        yield " · ".join(said)


def storable(text: str) -> str:
    """The text without halves of signs, which no database takes."""
    return text.encode(errors="replace").decode()


def labels_of(tables: Tables, entry: Entry) -> Iterator[tuple[str, str]]:
    """Kind and value, in small letters, of everything a search can ask for by name."""
    incident = document(tables, "incident")
    owners = {line(action.get("owner")) for action in tables.get("actions", {}).values() if is_open(action)}
    for kind, values in (
        ("service", entry.services),
        ("tag", tuple(_words(incident.get("tags")))),
        ("severity", (entry.severity,)),
        ("status", (entry.status,)),
        ("owner", tuple(owners)),
    ):
        yield from ((kind, storable(value.casefold())) for value in values if value)


def _words(value: Any) -> Iterator[str]:
    several = cast("list[object]", value) if isinstance(value, list) else [value]
    yield from filter(None, (storable(line(one)) for one in several))
