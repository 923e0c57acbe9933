"""What people type, made safe once, at the edge of the model."""

import re
import unicodedata

LINE_LIMIT = 4_000
"""The most characters that one line may have; longer text belongs in a note."""

CONTROLS = dict.fromkeys(
    [
        *(c for c in range(0x20) if c not in (0x09, 0x0A)),
        *range(0x7F, 0xA0),
        0xAD,
        0x061C,
        0x180E,
        0x200B,
        *range(0x200E, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFFF9, 0xFFFC),
        0xFEFF,
        *range(0xE0000, 0xE0020),
    ]
)
"""Control, bidi-override and invisible characters, as `str.translate` drops them."""
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


class EditRefused(Exception):
    """An edit that would break the review; `str()` is the one sentence to show."""


def clean_text(text: str) -> str:
    """The text in NFC without control, bidi-override and invisible characters, its line breaks as newlines."""
    text = _BREAKS.sub("\n", text).replace("\t", "    ")
    text = _SURROGATES.sub("\ufffd", text.translate(CONTROLS))
    return unicodedata.normalize("NFC", text).strip()


def clean_line(text: str) -> str:
    """The text as one clean line: line breaks become spaces.

    Raises:
        EditRefused: If it is longer than `LINE_LIMIT` characters.
    """
    line = clean_text(text).replace("\n", " ")
    if len(line) > LINE_LIMIT:
        raise EditRefused(f"That line has {len(line):,} characters and {LINE_LIMIT:,} is the most; put it in a note.")
    return line


def slug(name: str) -> str:
    """The name as one lower-case word with hyphens, as it is typed after `#`."""
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-")


def same_name(one: str, other: str) -> bool:
    """Whether two names would be typed alike; names of signs alone, such as an emoji, are alike only if equal."""
    return (slug(one) or one) == (slug(other) or other)


def short(text: str, limit: int = 60) -> str:
    """The text on one line, at most `limit` characters long, for labels and messages only."""
    line = " ".join(text[: limit * 4].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
