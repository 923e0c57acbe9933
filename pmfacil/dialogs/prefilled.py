"""A line with a proposal in it."""

from textual import events
from textual.widgets import Input


class Prefilled(Input):
    """One line in which something is proposed: whoever comes to it and types replaces the proposal."""

    def __init__(self, value: str, proposed: str, *, id: str, placeholder: str = "") -> None:
        """Hold `value`; only while it is what was proposed, it is marked for being replaced."""
        super().__init__(value, id=id, placeholder=placeholder, compact=True, select_on_focus=False)
        self._proposed = proposed

    def on_focus(self, event: events.Focus) -> None:
        """Mark the proposal, but not what somebody typed."""
        if self.value == self._proposed and not event.from_app_focus:
            self.select_all()
