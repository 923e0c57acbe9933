"""What every board can do: ask for edits of the part in hand."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import ValidationError
from textual import events
from textual.binding import Binding, BindingType
from textual.worker import Worker

from pmfacil.clock import Clock
from pmfacil.dialogs.choose import Choice, Choose
from pmfacil.dialogs.dialog import answer
from pmfacil.messages import EditRequested, Said
from pmfacil.review.actions import Action
from pmfacil.review.edit import Add, Change, LinkParts, Move, Remove, Unlink
from pmfacil.review.lessons import Lesson
from pmfacil.review.links import LINKABLE
from pmfacil.review.part import Id, Part
from pmfacil.review.review import Review
from pmfacil.review.reword import reworded
from pmfacil.review.text import EditRefused
from pmfacil.typeahead import asks
from pmfacil.widgets.naming import a_kind, named, target
from pmfacil.widgets.walked import WALKING, WalkedRows

if TYPE_CHECKING:
    # Loaded when something is asked: a board that only shows needs no forms.
    from pmfacil.dialogs.fields import Field
    from pmfacil.dialogs.form import Answers
    from pmfacil.review.edits import AnyEdit


class Board(WalkedRows):
    """Fills the stage during an agenda item."""

    TITLE: ClassVar[str] = ""
    QUESTION: ClassVar[str] = ""
    """What the facilitator asks the room."""
    HELP: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="board.add", tooltip="Add one like the row in hand"),
        Binding("e,enter", "edit", "Edit", id="board.edit", key_display="e", tooltip="Change the row in hand"),
        Binding(
            "x",
            "remove",
            "Remove",
            id="board.remove",
            show=False,
            tooltip="Take the row in hand away; u brings it back",
        ),
        Binding("m", "move", "Move", id="board.move", show=False, tooltip="Put the row in hand elsewhere"),
        Binding("n", "link", "Link", id="board.link", show=False, tooltip="Link the row in hand, or unlink it"),
        Binding("i", "idea", "Idea", id="board.idea", show=False, tooltip="An action idea from the row in hand"),
        Binding("l", "lesson", "Lesson", id="board.lesson", show=False, tooltip="A lesson from the row in hand"),
        Binding("f", "factor", "Factor", id="board.factor", show=False, tooltip="Count it as a contributing factor"),
        Binding("v", "evidence", "Evidence", id="board.evidence", show=False, tooltip="What shows that it is so"),
        Binding("f10", "menu", "What to do", id="board.menu", show=False, tooltip="All that can be done with the row"),
        Binding("s", "state", "State", id="board.state", show=False, tooltip="The next state of the row in hand"),
    ]

    def __init__(self, review: Review, clock: Clock) -> None:
        super().__init__(review, clock)
        self._drafts: dict[tuple[str, Id | None], Mapping[str, Any]] = {}

    # asking for edits

    def on_click(self, event: events.Click) -> None:
        """Take the row under the pointer in hand; a second click edits it, the right button shows all it can do."""
        event.prevent_default()
        super().on_click(event)
        place = self.row_at(event.y)
        if place is None or place != self.cursor:
            return
        if event.button == RIGHT:
            self.action_menu()
        elif event.chain == 2:
            self.action_edit()

    @asks
    async def action_menu(self) -> None:
        """Ask what to do with the row in hand: all that keys do, for a hand on the mouse."""
        words = self.selected.says() if self.selected else ""
        if chosen := await answer(self, Choose("What to do here?", self.choices(), words)):
            await self.run_action(chosen)

    def choices(self) -> list[Choice]:
        """What the keys of the board do to the row in hand, by name."""
        works = [active.binding for active in self.screen.active_bindings.values() if active.node is self]
        keys = {key.action: key for key in reversed(works) if key.id and key.id not in (*WALKING, "board.menu")}
        return [
            Choice(action, f"{shown}  {key.description}: {_uncapital(key.tooltip)}", key=shown)
            for action, key in sorted(keys.items(), key=self._wanted)
            if (shown := self.app.get_key_display(key)) and self.suits(key) is not False
        ]

    def suits(self, key: Binding) -> bool | None:
        """Whether a key is the one for the row in hand, or none for it; `None` if it is as usual."""

    def _wanted(self, found: tuple[str, Binding]) -> int:
        return -1 if self.suits(found[1]) else FIRST.get(found[0], 1)

    @asks
    async def action_add(self) -> None:
        """Ask for a new part like the row in hand."""
        row = self.row
        kind = row.adds if row else self.adds()
        if kind is None:
            self.say("Nothing is added here; go to a row that takes one.")
            return
        await self.ask_new(kind, row.given if row else {})

    def adds(self) -> type[Part] | None:
        """What `a` adds while no row is in hand."""
        return None

    async def ask_new(self, kind: type[Part], given: Mapping[str, Any], advice: str = "") -> None:
        """Ask for the fields of a new part and for the edit that adds it."""
        fields = [field for field in fields_of(kind) if field.name not in given]
        values = {**_defaults(kind), **given}

        def becomes(answers: "Answers") -> "AnyEdit":
            return Add(part=self.made(kind, {**given, **answers.values}))

        above = str(given.get("category") or given.get("layer") or "")
        title = f"New {kind.noun}: {self.review.find(above).says()}" if self.review.has(above) else f"New {kind.noun}"
        await self.ask(title, fields, values, (kind.table, None), becomes, advice)

    def made(self, kind: type[Part], values: Mapping[str, Any]) -> Part:
        """A new part from what was answered.

        Raises:
            EditRefused: If something does not fit.
        """
        try:
            return kind.model_validate({name: value for name, value in values.items() if value is not None})
        except ValidationError as error:
            names = {field.name: field.label for field in fields_of(kind)}
            wrong = [names.get(str(problem["loc"][0]), kind.noun) for problem in error.errors() if problem["loc"]]
            raise EditRefused(f"{' and '.join(wrong) or 'Something'}: missing, or it does not fit.") from error

    @asks
    async def action_edit(self) -> None:
        """Ask for other values of the part in hand."""
        if (part := self.selected) is None:
            self.action_add()
            return
        await self.ask_change(part, fields_of(type(part)))

    async def ask_change(self, part: Part, fields: "Sequence[Field]") -> None:
        """Ask for other values of some fields of a part."""

        def becomes(answers: "Answers") -> "AnyEdit | None":
            changes = answers.changes()
            return reworded(part, changes) if changes else None

        name = named(part)
        await self.ask(name[:1].upper() + name[1:], fields, part.__dict__, (part.table, part.id), becomes)

    def action_remove(self) -> None:
        """Take the part in hand away."""
        if part := self.held():
            self.request(Remove(id=part.id))

    @asks
    async def action_move(self) -> None:
        """Ask where the part in hand goes."""
        if not (part := self.held()):
            return
        places = self.places(part)
        if not places:
            self.say("There is nowhere else to put it.")
        elif where := await answer(self, Choose("Move it where?", places, part.says())):
            under, _, before = where.partition(":")
            self.request(Move(id=part.id, under=under or None, before=before or None))

    def places(self, part: Part) -> list[Choice]:
        """Where a part may go, as `under:before` with the words that say it."""
        beside = [other for other in self.review.parts(part.table) if other.id != part.id]
        return [*(Choice(f":{o.id}", f"before {o.says()}") for o in beside), Choice(":", "to the end")]

    @asks
    async def action_link(self) -> None:
        """Ask what to link the part in hand with; what is linked already comes apart."""
        part = self.held()
        if part is None:
            return
        if part.table not in LINKABLE:
            self.say(f"{a_kind(part).capitalize()} cannot be linked.")
            return
        linked = {other.id for other in self.review.linked(part.id)}
        others = [o for table in LINKABLE_ORDER for o in self.review.parts(table) if o.id != part.id]
        choices = [Choice(o.id, f"{'unlink ' if o.id in linked else ''}{target(o, self.review)}") for o in others]
        choices.sort(key=lambda choice: not choice.words.startswith("unlink "))
        if end := await answer(self, Choose("Link it with what?", choices, part.says())):
            self.request((Unlink if end in linked else LinkParts)(source=part.id, target=end))

    @asks
    async def action_idea(self) -> None:
        """Ask for an action idea that comes from the part in hand."""
        await self._from_here(Action, "What could be done about it?")

    @asks
    async def action_lesson(self) -> None:
        """Ask for a lesson that comes from the part in hand."""
        await self._from_here(Lesson, "What could another team learn from it?")

    def action_factor(self) -> None:
        """Count the part in hand as a contributing factor, or no longer."""
        part = self.held()
        if part is not None and (factor := getattr(part, "factor", None)) is not None:
            self.request(Change(id=part.id, changes={"factor": not factor}))
        elif part is not None:
            self.say("Whys, causes and holes count as contributing factors; this is something else.")

    @asks
    async def action_evidence(self) -> None:
        """Ask what shows that the part in hand is so."""
        if part := self.held():
            names = ("evidence", "speculation", "source", "basis", "known")
            fields = [field for field in fields_of(type(part)) if field.name in names]
            if fields:
                await self.ask_change(part, fields)
            else:
                self.say(f"{a_kind(part).capitalize()} takes no evidence.")

    def action_state(self) -> Worker[None] | None:
        """Give the part in hand its next state."""
        if part := self.held():
            self.say(f"{a_kind(part).capitalize()} has no state.")

    async def ask(
        self,
        title: str,
        fields: "Sequence[Field]",
        values: Mapping[str, Any],
        draft: tuple[str, Id | None],
        becomes: "Callable[[Answers], AnyEdit | None]",
        advice: str = "",
        begin: str = "",
    ) -> None:
        """Ask with a form, from `begin` on, and for the edit it becomes; what was typed into a closed one waits."""
        from pmfacil.dialogs.fields import Asking
        from pmfacil.dialogs.form import Form

        def fits(answers: "Answers") -> None:
            if edit := becomes(answers):
                edit.apply(self.review)

        form = Form(
            title,
            fields,
            values,
            Asking(self.review, self.today(), self.policies, self.hints),
            fits,
            self._drafts.pop(draft, None),
            advice,
            begin,
        )
        answers: Answers | None = await answer(self, form)
        if answers is None:
            return
        if not answers.kept and answers.draft != form.opened_with:
            self._drafts[draft] = answers.draft
            self.say("What you typed waits in the form; nothing else changed.")
        elif answers.kept and (edit := becomes(answers)):
            self.request(edit)

    def waiting(self) -> list[str]:
        """What was typed into forms that were closed, in a few words each."""
        typed = [[str(words) for words in draft.values() if isinstance(words, str)] for draft in self._drafts.values()]
        return [" · ".join(filter(None, words)) for words in typed if any(words)]

    def held(self) -> Part | None:
        """The part in hand; says so if there is none."""
        if self.selected is None:
            self.say("Take a row in hand first, with the arrow keys or a click.")
        return self.selected

    def today(self) -> date:
        """The day of today in the review's zone."""
        return self.clock.now().astimezone(self.review.incident.zone()).date()

    def request(self, edit: "AnyEdit") -> None:
        """Ask for an edit, and take a part that it adds in hand."""
        if isinstance(edit, Add):
            self._coming = edit.part.id
        self.post_message(EditRequested(edit))

    def say(self, text: str) -> None:
        """Say one sentence."""
        self.post_message(Said(text))

    async def _from_here(self, kind: type[Part], question: str) -> None:
        from pmfacil.review.edits import Together

        part = self.held()
        if part is None:
            return

        def becomes(answers: "Answers") -> "AnyEdit":
            new = self.made(kind, answers.values)
            link = [LinkParts(source=part.id, target=new.id)] if part.table in LINKABLE else []
            return Together(edits=(Add(part=new), *link))

        await self.ask(f"New {kind.noun}", fields_of(kind)[:1], {}, (kind.table, part.id), becomes, question)


RIGHT = 3
"""The button of the mouse that asks what can be done."""
FIRST = {"edit": 0, "remove": 2}
"""The most wanted on top, and the last wanted at the end."""
_OFTEN = ("actions", "lessons", "whys", "events", "holes", "causes")
LINKABLE_ORDER = [*_OFTEN, *(table for table in Review.tables if table in LINKABLE and table not in _OFTEN)]
"""What people link with, the usual first."""


def fields_of(kind: type[Part]) -> "Sequence[Field]":
    """What a form asks about a part of this kind."""
    from pmfacil.dialogs.fields import FIELDS

    return FIELDS[kind]


def _uncapital(words: str) -> str:
    return words[:1].lower() + words[1:]


def _defaults(kind: type[Part]) -> dict[str, Any]:
    return {name: f.default for name, f in kind.model_fields.items() if not f.is_required()}
