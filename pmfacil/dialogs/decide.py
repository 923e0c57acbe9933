"""Deciding between a few answers: each has a letter that takes it."""

from collections.abc import Iterator, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from pmfacil.dialogs.choose import Choice
from pmfacil.dialogs.dialog import Dialog


class Answers(OptionList):
    """Answers that are taken by their letters too."""

    def on_key(self, event: events.Key) -> None:
        """Take the answer whose letter this is."""
        typed = (event.character or "").casefold()
        if typed in (self.get_option_at_index(place).id for place in range(self.option_count)):
            event.stop()
            self.highlighted = self.get_option_index(typed)
            self.action_select()


class Decide(Dialog[str]):
    """Asks for one of a few answers; its letter takes it at once, enter the one in hand. Gives back its value."""

    DEFAULT_CSS = """
    Decide {
        & #question { height: auto; max-height: 20; margin-bottom: 1; scrollbar-size-vertical: 1; }
        & Answers {
            height: auto;
            max-height: 16;
            background: $surface;
            border: none;
            padding: 0;
            scrollbar-size-vertical: 1;
            &:focus { border: none; background-tint: $foreground 0%; }
            & > .option-list--option-highlighted, &:focus > .option-list--option-highlighted {
                background: $primary 25%;
                color: $foreground;
                text-style: none;
            }
        }
    }
    Decide.-short #question { max-height: 10; }
    Decide.-short Answers { max-height: 12; }
    """

    def __init__(self, title: str, choices: Sequence[Choice], question: str = "") -> None:
        super().__init__()
        self._title = title
        self._choices = dict(zip(letters(choices), choices, strict=True))
        self._question = question

    def compose(self) -> ComposeResult:
        """The question, and every answer behind its letter."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = Content(self._title)
            box.border_subtitle = "its letter, or enter, takes it · esc closes"
            if self._question:
                with VerticalScroll(id="question", can_focus=False):
                    yield Static(Content(self._question))
            answers = Answers(*(Option(choice.said(letter), id=letter) for letter, choice in self._choices.items()))
            answers.set_reactive(OptionList.highlighted, 0)
            yield answers

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take it."""
        self.give(self._choices[event.option.id or ""].value)


def letters(choices: Sequence[Choice]) -> Iterator[str]:
    """A letter of its own for each: the key that it has elsewhere, else the first of its words that is free."""
    taken = {choice.key.casefold() for choice in choices if choice.key}
    for choice in choices:
        initials = [word[0] for word in choice.words.casefold().split()]
        several = [*initials, *choice.words.casefold(), *"123456789"]
        free = (sign for sign in several if sign.isalnum() and sign not in taken)
        letter = choice.key.casefold() or next(free, "")
        taken.add(letter)
        yield letter
