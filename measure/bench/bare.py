"""The least a Textual app can be: one widget, which a key changes."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Counts keys."""

    count = 0

    def compose(self) -> ComposeResult:
        """Draw the one widget."""
        yield Static("bare 0")

    def on_key(self, event: events.Key) -> None:
        """Draw it again."""
        self.count += 1
        self.query_one(Static).update(f"bare {self.count}", layout=False)


if __name__ == "__main__":
    Bare().run()
