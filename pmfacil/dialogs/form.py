"""A form: several short questions about one part."""

from asyncio import sleep, to_thread
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Checkbox, Input, OptionList, Select, Static, TextArea

from pmfacil.dialogs.dialog import Dialog
from pmfacil.dialogs.fields import Asking, Field
from pmfacil.review.text import EditRefused

_PAUSE = 0.1
"""Seconds without a key after which the coach looks at a field."""


@dataclass(frozen=True)
class Answers:
    """What came out of a form."""

    values: Mapping[str, Any]
    """By field name, as the model wants them; empty when the form was closed."""
    draft: Mapping[str, Any]
    """By field name, as they were typed, so that a closed form can be opened again with nothing lost."""
    kept: bool
    """Whether the answers are to be kept."""
    touched: Collection[str] = ()
    """The names of the fields in which something else was typed than stood there at first."""

    def changes(self) -> dict[str, Any]:
        """The answers that are new."""
        return {name: self.values[name] for name in self.touched}


class AnswerRefused(EditRefused):
    """An answer that does not fit, and the name of its field."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


class Flag(Checkbox):
    """A yes or a no that can be told apart without colour; space changes it, enter keeps the form."""

    BINDINGS = [Binding("enter", "screen.keep", "Keep", show=False)]

    @property
    def BUTTON_INNER(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]
        """The tick, only for a yes."""
        return "✓" if self.value else " "


class Sentence(TextArea):
    """One line of any length, wrapped so that all of it is seen; enter keeps the form."""

    def on_focus(self) -> None:
        """Go on where the words end."""
        self.move_cursor(self.document.end)

    def action_delete_to_start_of_line(self) -> None:
        """Delete all that stands before the cursor: to whoever types it is one line."""
        self.delete((0, 0), self.cursor_location)

    async def action_delete_to_end_of_line_or_delete_line(self) -> None:
        """Delete all that stands behind the cursor."""
        self.delete(self.cursor_location, self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.post_message(self.Submitted())

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert(" ".join(event.text.splitlines()))

    class Submitted(Message):
        """Enter was pressed."""


class Form(Dialog[Answers]):
    """Asks for the fields of a part."""

    DEFAULT_CSS = """
    Form {
        & VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
        & .form--row { height: auto; margin-bottom: 1; }
        & .form--label { width: 26; color: $text-muted; padding-right: 1; }
        & Input, & Select, & TextArea { width: 1fr; background: $panel; }
        & TextArea { padding: 0; height: auto; min-height: 4; max-height: 12; scrollbar-size-vertical: 1; }
        & .text-area--placeholder { color: $text-disabled; }
        & Sentence { min-height: 1; max-height: 6; }
        & Select > SelectOverlay {
            background: $panel;
            max-height: 9;
            constrain: none inflect;
            scrollbar-size-vertical: 1;
        }
        & Input:focus, & TextArea:focus { background: $primary 18%; }
        & Flag { width: 1fr; margin-left: 26; background: $surface; }
        & #problem { dock: bottom; height: auto; display: none; background: $surface; color: $text-error; }
        & #problem.shown { display: block; }
    }
    Form.-narrow .form--label { width: 18; }
    Form.-narrow Flag { margin-left: 18; }
    Form.-short .form--row { margin-bottom: 0; }
    Form.-short .form--row:even { & Input, & TextArea { background: $panel 50%; } }
    """
    AUTO_FOCUS = ".form--begin"
    BINDINGS = [
        Binding("ctrl+s", "keep", "Keep", id="form.keep", tooltip="Keep the answers", priority=False),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        asking: Asking,
        fits: Callable[[Answers], None],
        draft: Mapping[str, Any] | None = None,
        advice: str = "",
        begin: str = "",
    ) -> None:
        """Ask for `fields`, from `begin` on; `fits` raises `EditRefused` if the answers together would be refused."""
        super().__init__()
        self._title = title
        self._fields = fields
        self._typed = {field.name: self._as_typed(field, values.get(field.name), asking) for field in fields}
        self.opened_with = dict(self._typed)
        """What the fields held at first, as they would be typed."""
        self._typed.update(draft or {})
        self._asking = asking
        self._fits = fits
        self._advice = advice
        self._begin = begin or fields[0].name
        self._worded: set[str] = set()
        """The fields for whose words the coach has others."""

    def compose(self) -> ComposeResult:
        """A row for each question."""
        with VerticalScroll(classes="dialog--box", can_focus=False) as box:
            box.border_title = Content(self._title)
            box.border_subtitle = f"{self._keys_to_keep()} · tab next · esc closes"
            if self._advice:
                yield Static(Content(self._advice), classes="form--row")
            for field in self._fields:
                with Horizontal(classes="form--row"):
                    if not field.flag:
                        yield Static(Content(field.label), classes="form--label")
                    yield self._field(field)
            yield Static(id="problem")

    @on(Input.Changed)
    @on(TextArea.Changed)
    def mark_wording(self, event: Input.Changed | TextArea.Changed) -> None:
        """Show a small mark while the coach has other words for what is typed."""
        words = event.value if isinstance(event, Input.Changed) else event.text_area.text
        name = str(event.control.id)
        self.run_worker(partial(self._look_at, name, words), group=f"wording-{name}", exclusive=True, description=name)

    async def _look_at(self, name: str, words: str) -> None:
        # Rules that are looked at for the first time take longer than a key may.
        await sleep(_PAUSE)
        found = words and await to_thread(self._asking.hints, words)
        before, field = bool(self._worded), {name}
        self._worded = self._worded | field if found else self._worded - field
        if bool(self._worded) != before:
            for box in self.query(".dialog--box"):
                box.border_title = Content(self._title + ("  ≈" if self._worded else ""))

    def on_resize(self) -> None:
        """Keep the field that is typed into in sight."""
        if self.focused:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    @on(Input.Submitted)
    @on(Sentence.Submitted)
    def keep_on_enter(self) -> None:
        """Enter in a line keeps the form."""
        self.action_keep()

    def action_keep(self) -> None:
        """Read every answer; keep them all, or say what does not fit and stay open."""
        if not self.query("#problem"):
            # A key can come before the form is there.
            return
        values: dict[str, Any] = {}
        typed = self._now_typed()
        for field in self._fields:
            try:
                answer = typed[field.name]
                values[field.name] = answer if field.flag else field.read(answer, self._asking)
            except EditRefused as refused:
                self.refuse(AnswerRefused(field.name, str(refused)))
                return
        touched = [name for name in values if typed[name] != self.opened_with[name]]
        answers = Answers(values, typed, kept=True, touched=touched)
        try:
            self._fits(answers)
        except EditRefused as refused:
            self.refuse(refused)
            return
        self.finish(answers)

    def finish(self, answers: Answers) -> object:
        """Close with answers that fit."""
        self.give(answers)

    def action_close(self) -> None:
        """Close, and hand back what was typed so that it can be taken up again."""
        self.give(Answers({}, self._now_typed(), kept=False))

    def on_descendant_focus(self) -> None:
        """Say which key keeps the form from here."""
        for box in self.query(".dialog--box"):
            box.border_subtitle = f"{self._keys_to_keep()} · tab next · esc closes"

    def _keys_to_keep(self) -> str:
        here = self.focused
        if isinstance(here, OptionList):
            return "enter takes it"
        if isinstance(here, Select):
            return "ctrl+s keeps · enter opens the list"
        several_lines = isinstance(here, TextArea) and not isinstance(here, Sentence)
        return "ctrl+s keeps · enter begins a line" if several_lines else "enter keeps"

    def refuse(self, refused: EditRefused) -> None:
        """Say what does not fit, and go to the field that it is in, if it is one."""
        words = str(refused)
        if isinstance(refused, AnswerRefused):
            words = f"{next(field.label for field in self._fields if field.name == refused.field)}: {words}"
            self.query_one(f"#{refused.field}").focus()
        problem = self.query_one("#problem", Static)
        problem.update(Content(words))
        problem.add_class("shown")

    def _field(self, field: Field) -> Widget:
        widget = self._asked(field)
        return widget.add_class("form--begin") if field.name == self._begin else widget

    def _asked(self, field: Field) -> Widget:
        typed = self._typed[field.name]
        if field.flag:
            return Flag(Content(field.label), value=bool(typed), id=field.name, compact=True)
        if field.choices:
            options = [(self._named(choice), choice) for choice in field.choices]
            value = typed if typed in field.choices else Select.NULL
            return Select[str](options, value=value, id=field.name, compact=True, prompt="–")
        if field.long:
            return Sentence(typed, id=field.name, compact=True, placeholder=Content(field.hint), tab_behavior="focus")
        if field.tall:
            return TextArea(typed, id=field.name, compact=True, placeholder=Content(field.hint), tab_behavior="focus")
        return Input(typed, id=field.name, compact=True, placeholder=field.hint, select_on_focus=False)

    def _named(self, choice: str) -> str:
        """A choice with the name that the team has for it."""
        names = {str(priority): name for priority, name in self._asking.policies.priority_names.items()}
        name = names.get(choice, choice)
        return choice if name == choice else f"{choice} · {name}"

    def _now_typed(self) -> dict[str, Any]:
        typed = dict(self._typed)
        for field in self._fields:
            widget = next(iter(self.query(f"#{field.name}")), None)
            if isinstance(widget, TextArea):
                typed[field.name] = widget.text
            elif isinstance(widget, Select):
                value: Any = widget.value  # pyright: ignore[reportUnknownVariableType]
                typed[field.name] = value if isinstance(value, str) else ""
            elif isinstance(widget, Input | Checkbox):
                typed[field.name] = widget.value
        return typed

    @staticmethod
    def _as_typed(field: Field, value: Any, asking: Asking) -> Any:
        return bool(value) if field.flag else field.write(value, asking)
