"""What a reader found in a file, before days and zones are settled."""

import re
from dataclasses import dataclass
from functools import cached_property

from pmfacil.documents.timelines.damaged import Damaged, read_json
from pmfacil.documents.timelines.days import Day
from pmfacil.documents.timelines.emphasis import uncoloured
from pmfacil.documents.timelines.stamps import Stamp

MOST_TEXT = 16_000_000
"""The most bytes of one text that are read."""
_SAMPLE = 200_000
"""Characters that tell whether it is text at all."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
"""Signs that no text has many of; tabs, ends of pages and the colours of a log are text."""
_TOO_MANY = 0.07
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")


@dataclass(frozen=True)
class Found:
    """One event as it stands in the file."""

    stamp: Stamp
    text: str
    source: str = ""
    kind: str = ""
    noise: bool = False
    """Whether it is most likely of no interest, such as somebody joining a channel."""
    customer_facing: bool = False
    day: Day | None = None
    """The day of the heading above it."""
    above: Stamp | None = None
    """The time in the heading above it, which may tell morning from evening."""


@dataclass(frozen=True)
class Draft:
    """What one reader made of a file."""

    found: tuple[Found, ...]
    shape: str
    """What the file was taken for, as in “a Slack export”."""
    zone: str = ""
    """The zone that the file names for all its times."""
    days: tuple[tuple[Day, str], ...] = ()
    """Days that times without one may belong to, the likeliest first, each with the place it was found in."""
    guessed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    stated: tuple[Found, ...] = ()
    """The start and the end of the incident, as a trigger and a recovery, where it says these beside its events."""
    written: bool = False
    """Whether a person put these events together, rather than a tool."""


@dataclass(frozen=True)
class Content:
    """The bytes of a file, read as text or as JSON when a reader asks for it."""

    data: bytes
    name: str = ""
    """The name of the file, which may hold a date."""

    @property
    def too_long(self) -> bool:
        """Whether only its first part is read."""
        return len(self.data) > MOST_TEXT

    @cached_property
    def text(self) -> str:
        """Its text, whatever the encoding, without the colours that a log was printed in."""
        return uncoloured(self._decoded)

    @cached_property
    def binary(self) -> bool:
        """Whether it is no text at all, such as a picture or a program."""
        sample = self._decoded[:_SAMPLE]
        odd = len(_NO_TEXT.findall(sample)) > _TOO_MANY * len(sample)
        return odd or self.data.startswith(b"%PDF-")

    @cached_property
    def json(self) -> Damaged:
        """Its JSON, as much of it as is whole."""
        return read_json(self.text) if _JSON.match(self.text) else Damaged(None)

    @cached_property
    def _decoded(self) -> str:
        data = self.data[:MOST_TEXT]
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16", errors="replace").lstrip("\ufeff")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            # A cut in the middle of a letter is no sign of another encoding.
            if error.start > len(data) - 4 or b"\x00" in data[:1000]:
                return data.decode("utf-8-sig", errors="replace")
            return data.decode("cp1252", errors="replace")
