"""Choosing one of several things by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from pmfacil.dialogs.dialog import Dialog


@dataclass(frozen=True)
class Choice:
    """One thing to choose, with the words that say what it is."""

    value: str
    words: str
    more: str = ""
    """What would come of it, or a longer explanation."""
    key: str = ""
    """The key that does it elsewhere: typed here, it puts this one first."""

    def said(self, letter: str = "") -> Content:
        """The words as they stand in a list, behind the letter that takes this one, if one does."""
        lead = ((letter, "bold $footer-key-foreground"), "  ") if letter else ()
        more = ("\n   " if letter else "\n  ", (self.more, "$text-muted")) if self.more else ()
        return Content.assemble(*lead, self.words, *more)


class Choose(Dialog[str]):
    """Asks which; typing narrows the list down. Gives back the chosen value."""

    DEFAULT_CSS = """
    Choose {
        & #question { height: auto; margin-bottom: 1; }
        & Input { background: $panel; margin-bottom: 1; }
        & OptionList {
            height: auto;
            max-height: 16;
            background: $surface;
            border: none;
            padding: 0;
            scrollbar-size-vertical: 1;
        }
        & .choose--more { color: $text-muted; }
    }
    Choose.-short OptionList { max-height: 10; }
    """
    BINDINGS = [
        Binding("down", "step(1)", "Next", id="choose.next", tooltip="The one below"),
        Binding("up", "step(-1)", "Previous", id="choose.previous", tooltip="The one above"),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], question: str = "") -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._question = question

    def compose(self) -> ComposeResult:
        """The question, a line to narrow it down, the list."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = Content(self._title)
            box.border_subtitle = "type to narrow · enter chooses · esc closes"
            if self._question:
                yield Static(Content(self._question), id="question")
            yield Input(placeholder="type to narrow down", compact=True)
            options = OptionList(*self._options(""))
            options.set_reactive(OptionList.highlighted, 0)
            yield options

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show those that hold what was typed."""
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(self._options(event.value))
        if not options.get_option_at_index(0).disabled:
            options.highlighted = 0

    def on_input_submitted(self) -> None:
        """Enter chooses the one in hand."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.give(options.get_option_at_index(options.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses."""
        self.give(event.option.id)

    def action_step(self, step: int) -> None:
        """Move the hand while the line keeps the focus."""
        options = self.query_one(OptionList)
        (options.action_cursor_down if step > 0 else options.action_cursor_up)()

    def _options(self, typed: str) -> list[Option]:
        found = [c for c in self._choices if all(word in c.words.casefold() for word in typed.casefold().split())]
        found.sort(key=lambda choice: not typed or choice.key != typed)
        nothing = [Option(Content("Nothing here holds these letters; fewer of them show more."), disabled=True)]
        return [Option(choice.said(), id=choice.value) for choice in found] or nothing
