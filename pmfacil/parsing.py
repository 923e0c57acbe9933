"""What comes from a terminal, read so that nothing in it can end the program or make it deaf."""

import contextlib
import re
from collections.abc import Iterable
from time import monotonic

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END as END
from textual._xterm_parser import BRACKETED_PASTE_START as START
from textual._xterm_parser import XTermParser
from textual.geometry import Size
from textual.keys import Keys
from textual.message import Message

from pmfacil.review.text import CONTROLS
from pmfacil.typeahead import MOST_PASTED

ESC = "\x1b"
LARGEST = Size(1000, 400)
"""Cells; no terminal has more."""
PAUSE = 0.3
"""Seconds without a character that end a paste which nobody announced."""
SILENCE = 1.0
"""Seconds without a character, after which a paste that has no end yet is ended by the next key."""
FLOOD = 300
"""Characters that come at once only from a paste, though the terminal does not say so."""
_KEY = 8
"""Characters that one key sends at most."""
_BREAKS = re.compile(r"\r\n?")


class PatientParser(XTermParser):
    """Takes a sequence that no terminal means for nothing, and a paste in one piece.

    The parser of Textual 8.2.8 fails on a key or a mouse whose numbers make no sense, which ends the program; it takes
    a paste sign by sign, at a second for a megabyte, has what follows an escape in it typed as keys, and waits for
    ever for an end that does not come.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasted: list[str] | None = None
        self._flooded = False
        """Whether the paste was never announced."""
        self._length = 0
        self._cut = ""
        """The last characters of a paste, in which its end may have begun."""
        self._heard = 0.0

    def feed(self, data: str) -> Iterable[Message]:
        """Everything that some characters mean, together with those before."""
        if not data:
            yield from super().feed(data)
            return
        now, before = monotonic(), self._heard
        self._heard = now
        text, esc, rest = data.partition(ESC)
        if self._pasted is None and len(text) >= FLOOD:
            self._begin(flooded=True)
        elif self._pasted is not None and now - before > SILENCE and len(data) <= _KEY and END not in self._cut + data:
            yield self._paste(self._cut)
        if self._flooded and esc:
            yield self._paste(self._cut + text)
            data = esc + rest
        while data:
            if self._pasted is None:
                keys, start, data = data.partition(START)
                if keys:
                    yield from filter(_can_be, super().feed(keys))
                if start:
                    # What may still become a key with more to come was pressed before.
                    yield from (key for key in super().feed(START + END) if not isinstance(key, events.Paste))
                    self._begin(flooded=False)
            else:
                text, end, data = (self._cut + data).partition(END)
                if end:
                    yield self._paste(text)
                else:
                    kept = len(text) - len(END) + 1
                    self._keep(text[: max(0, kept)])
                    self._cut = text[max(0, kept) :]

    def tick(self) -> Iterable[Message]:
        """What it means that nothing came any more."""
        if self._flooded and monotonic() - self._heard > PAUSE:
            yield self._paste(self._cut)
        yield from super().tick()

    def parse_mouse_code(self, code: str) -> Message | None:
        """What the mouse did."""
        with contextlib.suppress(ArithmeticError, ValueError):
            return super().parse_mouse_code(code)
        return None

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        try:
            yield from super()._sequence_to_key_events(sequence, alt)
        except (ArithmeticError, ValueError):
            yield events.Key(Keys.Ignore, sequence)

    def _begin(self, flooded: bool) -> None:
        self._pasted, self._length, self._cut, self._flooded = [], 0, "", flooded

    def _keep(self, text: str) -> None:
        # What is longer than can be taken is not worth its memory; that it is longer is all that counts.
        if self._pasted is not None and self._length <= MOST_PASTED:
            self._pasted.append(text)
            self._length += len(text)

    def _paste(self, rest: str) -> events.Paste:
        self._keep(rest)
        text = "".join(self._pasted or [])
        self._pasted, self._cut, self._flooded = None, "", False
        return events.Paste(_BREAKS.sub("\n", text).translate(CONTROLS))


def _can_be(message: Message) -> bool:
    """Whether a size that a terminal says it has is one that can be drawn."""
    return not isinstance(message, events.Resize) or (all(message.size) and LARGEST.contains_point(message.size))
