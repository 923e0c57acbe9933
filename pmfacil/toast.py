"""Sentences that stay on the screen for some seconds."""

from dataclasses import dataclass
from time import monotonic

from textual.notifications import Notification

_AT_LEAST = 0.01
"""Seconds: Textual's timer for less than no time would turn for ever, and hold every key."""


@dataclass
class Sentence(Notification):
    """A notification that ends when its time is over, whatever is done to the clock of the machine meanwhile."""

    def __post_init__(self) -> None:
        self._ends = monotonic() + self.timeout

    @property
    def time_left(self) -> float:
        """Seconds until it ends, never none."""
        return max(self._ends - monotonic(), _AT_LEAST)

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return monotonic() >= self._ends
