"""The words of a Slack message: its signs decoded, its blocks and attachments read."""

import html
import re
from collections.abc import Iterator, Mapping

from pmfacil.documents.timelines.damaged import Value, at, dicts, words

_SIGN = re.compile(r"<([^<>\n]{1,2000})>")
_DEEPEST = 12


def decoded(text: str, names: Mapping[str, str]) -> str:
    """The text as people saw it: names for ids, labels for links."""
    return html.unescape(_SIGN.sub(lambda found: _sign(found[1], names), text)) if "<" in text or "&" in text else text


def said(message: Value, names: Mapping[str, str]) -> str:
    """What a message says: its text, else its blocks, else its attachments, else the names of its files."""
    text = decoded(words(message, "text"), names).strip()
    blocks = decoded(" ".join(_texts(at(message, "blocks"), 0)), names).strip()
    blocks = re.sub(r"[ \t]+", " ", blocks)
    if blocks and (not text or (len(blocks) > len(text) and blocks[:20] == text[:20] and not _same(blocks, text))):
        text = blocks
    own = [
        one
        for one in dicts(at(message, "attachments"))
        if not (text and (words(one, "from_url") or words(one, "service_name")))
    ]
    parts = [text, *(decoded(part, names) for one in own for part in _attachment(one))]
    if not any(parts):
        parts = [words(file, "title") or words(file, "name") for file in dicts(at(message, "files"))]
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W", "", one) == re.sub(r"\W", "", other)


def _sign(inside: str, names: Mapping[str, str]) -> str:
    body, _, label = inside.partition("|")
    if body.startswith("@"):
        return f"@{names.get(body[1:]) or label or body[1:]}"
    if body.startswith("#"):
        return f"#{label or names.get(body[1:]) or body[1:]}"
    if body.startswith("!"):
        name = body[1:].partition("^")[0]
        return label or f"@{name}"
    return label or body


def _attachment(attachment: Value) -> Iterator[str]:
    pretext, title, text = (words(attachment, key) for key in ("pretext", "title", "text"))
    parts = [pretext, title, text]
    yield from parts if any(parts) else [words(attachment, "fallback")]
    for field in dicts(at(attachment, "fields")):
        name, value = words(field, "title"), words(field, "value")
        yield f"{name}: {value}" if name and value else name or value


def _texts(value: Value, depth: int) -> Iterator[str]:
    """The texts of blocks, however deep they stand."""
    if depth > _DEEPEST:
        return
    for one in dicts(value):
        if words(one, "type") == "user":
            yield f"<@{words(one, 'user_id')}>"
        elif isinstance(text := one.get("text"), str):
            yield text if text.strip() else ""
        elif isinstance(text, dict):
            yield words(one, "text", "text")
        elif words(one, "type") == "emoji":
            yield f":{words(one, 'name')}:"
        elif words(one, "type") == "link":
            yield words(one, "url")
        yield from _texts(one.get("elements"), depth + 1)
        yield from _texts(one.get("fields"), depth + 1)
