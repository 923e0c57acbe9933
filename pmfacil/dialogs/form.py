"""A form: several short questions about one part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, Static, TextArea

from pmfacil.dialogs.dialog import Dialog
from pmfacil.dialogs.fields import Asking, Field
from pmfacil.review.text import EditRefused


@dataclass(frozen=True)
class Answers:
    """What came out of a form."""

    values: Mapping[str, Any]
    """By field name, as the model wants them; empty when the form was closed."""
    draft: Mapping[str, Any]
    """By field name, as they were typed, so that a closed form can be opened again with nothing lost."""
    kept: bool
    """Whether the answers are to be kept."""


class Flag(Checkbox):
    """A yes or a no that can be told apart without colour."""

    @property
    def BUTTON_INNER(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]
        """The tick, only for a yes."""
        return "✓" if self.value else " "


class Form(Dialog[Answers]):
    """Asks for the fields of a part."""

    DEFAULT_CSS = """
    Form {
        & VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
        & .form--row { height: auto; margin-bottom: 1; }
        & .form--label { width: 26; color: $text-muted; padding-right: 1; }
        & Input, & Select, & TextArea { width: 1fr; background: $panel; }
        & TextArea { height: 4; }
        & Input:focus, & TextArea:focus { background: $primary 18%; }
        & Flag { width: 1fr; margin-left: 26; background: $surface; }
        & #problem { color: $error; height: auto; display: none; }
        & #problem.shown { display: block; }
    }
    Form.-narrow .form--label { width: 18; }
    Form.-narrow Flag { margin-left: 18; }
    Form.-short .form--row { margin-bottom: 0; }
    """
    BINDINGS = [
        Binding("ctrl+s", "keep", "Keep", id="form.keep", tooltip="Keep the answers", priority=False),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        asking: Asking,
        draft: Mapping[str, Any] | None = None,
        advice: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._typed = {field.name: self._as_typed(field, values.get(field.name), asking) for field in fields}
        self.opened_with = dict(self._typed)
        """What the fields held at first, as they would be typed."""
        self._typed.update(draft or {})
        self._asking = asking
        self._advice = advice

    def compose(self) -> ComposeResult:
        """A row for each question."""
        with VerticalScroll(classes="dialog--box", can_focus=False) as box:
            box.border_title = Content(self._title)
            box.border_subtitle = "enter keeps · tab next · esc closes"
            if self._advice:
                yield Static(Content(self._advice), classes="form--row")
            for field in self._fields:
                with Horizontal(classes="form--row"):
                    if not field.flag:
                        yield Static(Content(field.label), classes="form--label")
                    yield self._asked(field)
            yield Static(id="problem")

    def on_input_submitted(self) -> None:
        """Enter in a line keeps the form."""
        self.action_keep()

    def action_keep(self) -> None:
        """Read every answer; keep them all, or say what does not fit."""
        values: dict[str, Any] = {}
        typed = self._now_typed()
        for field in self._fields:
            try:
                answer = typed[field.name]
                values[field.name] = answer if field.flag else field.read(answer, self._asking)
            except EditRefused as refused:
                problem = self.query_one("#problem", Static)
                problem.update(Content(f"{field.label}: {refused}"))
                problem.add_class("shown")
                self.query_one(f"#{field.name}").focus()
                return
        self.dismiss(Answers(values, typed, kept=True))

    def action_close(self) -> None:
        """Close, and hand back what was typed so that it can be taken up again."""
        self.dismiss(Answers({}, self._now_typed(), kept=False))

    def _asked(self, field: Field) -> Widget:
        typed = self._typed[field.name]
        if field.flag:
            return Flag(Content(field.label), value=bool(typed), id=field.name, compact=True)
        if field.choices:
            options = [(choice, choice) for choice in field.choices]
            value = typed if typed in field.choices else Select.NULL
            return Select[str](options, value=value, id=field.name, compact=True, prompt="–")
        if field.tall:
            return TextArea(typed, id=field.name, compact=True, placeholder=Content(field.hint), tab_behavior="focus")
        return Input(typed, id=field.name, compact=True, placeholder=field.hint, select_on_focus=False)

    def _now_typed(self) -> dict[str, Any]:
        typed: dict[str, Any] = {}
        for field in self._fields:
            widget = self.query_one(f"#{field.name}")
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
