"""What an object of JSON says: when, what, and who."""

import re
from datetime import UTC, datetime

from pmfacil.documents.timelines.damaged import Value, at, fields, words
from pmfacil.documents.timelines.stamps import Stamp, whole

Entry = dict[str, Value]
TIMES = (
    *("occurred_at", "occurredat", "eventtime", "event_time", "timestamp", "time", "datetime", "date_time", "event_at"),
    *("display_at", "happened_at", "published_at", "created_at", "createdat", "created", "date", "at", "ts", "when"),
    *(
        "started_at",
        "startedat",
        "start_time",
        "starttime",
        "start",
        "activedat",
        "updated_at",
        "updatedat",
        "@timestamp",
    ),
)
_TEXTS = (
    *("text", "message", "summary", "title", "description", "body", "content", "note", "details", "event", "name"),
    *("comment", "action", "msg", "subject", "label", "what", "log", "annotation", "cause", "data"),
)
SOURCES = (
    "actor",
    "author",
    "user",
    "creator",
    "agent",
    "source",
    "by",
    "owner",
    "username",
    "service",
    "host",
    "channel",
)


def moment(value: Value) -> Stamp | None:
    """The time that a JSON value says."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float) or (
        isinstance(value, str) and re.fullmatch(r"\d{9,10}(?:\.\d{1,9})?|\d{13}", value)
    ):
        seconds = float(value)
        seconds = seconds / 1000 if seconds > 1e11 else seconds
        return Stamp(at=datetime.fromtimestamp(seconds, UTC)) if 3e8 < seconds < 1e10 else None
    return whole(value) if isinstance(value, str) and 3 < len(value) < 60 and re.search(r"\d", value) else None


def text_of(value: Value, depth: int) -> str:
    """What an object says under the likeliest of its keys."""
    entry = fields(value)
    if not entry or depth > 2:
        return ""
    keys = {key.lower(): key for key in entry}
    for key in _TEXTS:
        if key in keys and (text := words(entry, keys[key])) and moment(text) is None:
            return text
    nested = (
        text_of(entry[keys[key]], depth + 1)
        for key in (*_TEXTS, "data", "attributes", "payload", "fields")
        if key in keys
    )
    return next(filter(None, nested), "")


def who(value: Value) -> str:
    """The name of whoever, or whatever, did it."""
    if isinstance(value, str):
        return value.strip()
    keys = ("name", "summary", "login", "username", "full_name", "display_name", "email")
    own = next((name for key in keys if (name := words(value, key))), "")
    return own or next((name for key in ("user", "api_key", "alert", "actor") if (name := _one(at(value, key)))), "")


def _one(value: Value) -> str:
    return words(value, "name") or words(value, "summary") or words(value, "title")
