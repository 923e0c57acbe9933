"""The board of whys: chains of questions and answers, with branches."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from pmfacil.dialogs.choose import Choice
from pmfacil.review.edit import Add, Change
from pmfacil.review.part import Id, Part
from pmfacil.review.review import Review
from pmfacil.review.text import short
from pmfacil.review.whys import Gate, Leaf, Why, purpose_of
from pmfacil.typeahead import asks
from pmfacil.widgets.board import Board, fields_of
from pmfacil.widgets.marks import links_mark, state_marks
from pmfacil.widgets.rows import Row, hint

_ASKED = {"question", "text", "evidence", "factor"}
_LEAVES = list(Leaf)
_WHY = re.compile(r"\s*why\b", re.IGNORECASE)


class WhyBoard(Board):
    """Shows the whys as a tree and lets the room add to it."""

    TITLE = "Why analysis"
    QUESTION = "What made this possible?"
    HELP = (
        "## Whys\n\nAsk *what made that possible?* and stop at something the team can change, "
        "never at a person or at bad luck. One answer may have several whys below it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "ask", "Ask why", id="why.ask", tooltip="Answer the why in hand with a deeper one"),
        Binding("b", "branch", "Branch", id="why.branch", tooltip="Another answer beside the one in hand"),
        Binding("a", "add", "Chain", id="board.add", tooltip="Begin a chain of its own"),
        Binding("f", "factor", "Factor", id="board.factor", tooltip="Count it as a contributing factor"),
        Binding("g", "gate", "And / or", id="why.gate", show=False, tooltip="How the answers below belong together"),
    ]

    def slice(self, review: Review) -> tuple[object, ...]:
        """The whys, and what they are linked with."""
        return (review.whys, review.links, review.incident, review.actions, review.lessons)

    def rows(self) -> Sequence[Row]:
        """The problem, and below it the tree."""
        review = self.review
        rows = [Row(((review.incident.title or "The problem customers met", "heading"),), adds=Why, reachable=False)]
        tree = review.tree()
        if not tree:
            rows.append(hint("Ask why customers were hit, and write the first answer down: press a.", adds=Why))
            rows.append(hint("Example: Why was checkout down? No server could reach the database.", adds=Why))
            return rows
        last_child = _last_children(tree)
        has_children = {why.parent for _, why in tree}
        open_guides: list[bool] = []
        for depth, why in tree:
            del open_guides[depth:]
            last = last_child[why.parent] == why.id
            before = "".join("│ " if goes_on else "  " for goes_on in open_guides)
            below = "│ " if why.id in has_children else "  "
            rows.append(self._row(why, before + ("└ " if last else "├ "), before + ("  " if last else "│ ") + below))
            open_guides.append(not last)
        return rows

    def adds(self) -> type[Part]:
        """A chain."""
        return Why

    @asks
    async def action_add(self) -> None:
        """Ask for the head of a new chain."""
        await self._ask(None, "A new chain", "The first why asks about what customers met.", "question")

    @asks
    async def action_ask(self) -> None:
        """Ask for a deeper answer under the why in hand."""
        why = self.selected
        if isinstance(why, Why):
            await self._ask(why.id, f"Below {why.number}: {short(why.says())}", "What made that possible?")
        else:
            self.action_add()

    @asks
    async def action_branch(self) -> None:
        """Ask for another answer beside the why in hand."""
        why = self.selected
        if not isinstance(why, Why) or why.parent is None:
            self.action_add()
            return
        above = self.review.get(Why, why.parent)
        await self._ask(above.id, f"Below {above.number}: {short(above.says())}", "What else made that possible?")

    def action_state(self) -> None:
        """Say what the room thinks of the end of the branch: keep asking, actionable, parked."""
        if isinstance(why := self.held(), Why):
            if self.review.answers(why.id):
                self.say(f"{why.number} has answers below it; only the end of a branch has a state.")
                return
            after = _LEAVES[(_LEAVES.index(why.leaf) + 1) % len(_LEAVES)]
            self.request(Change(id=why.id, changes={"leaf": after}))

    def action_gate(self) -> None:
        """Say whether the answers below were needed all together, or any one of them."""
        if isinstance(why := self.held(), Why):
            gates = list(Gate)
            after = gates[(gates.index(why.gate) + 1) % len(gates)]
            self.request(Change(id=why.id, changes={"gate": after}))

    def places(self, part: Part) -> list[Choice]:
        """Under any why that is not below the one in hand, beside the others, or as a chain."""
        if not isinstance(part, Why):
            return []
        mine = {part.id, *(below.id for below in self.review.below(part.id))}
        others = [why for _, why in self.review.tree() if why.id not in mine]
        under = [Choice(f"{w.id}:", f"under {w.number} {short(w.says())}") for w in others if w.id != part.parent]
        beside = [w for w in others if w.parent == part.parent]
        before = [Choice(f"{part.parent or ''}:{w.id}", f"before {w.number} {short(w.says())}") for w in beside]
        chain = [] if part.parent is None else [Choice(":", "as a chain of its own")]
        return [*under, *before, *chain]

    async def _ask(self, parent: Id | None, title: str, advice: str, begin: str = "text") -> None:
        fields = [field for field in fields_of(Why) if field.name in _ASKED]
        await self.ask(
            title,
            fields,
            {},
            ("whys", parent),
            lambda answers: Add(part=self.made(Why, {"parent": parent, **_in_place(answers.values)})),
            advice,
            begin,
        )

    def _row(self, why: Why, guide: str, guide_rest: str) -> Row:
        words = [(why.question, "question")] if why.question else []
        words += [(why.text, "text")] if why.text else [("no answer yet", "hint")]
        words += [(f"[evidence] {why.evidence}", "question")] if why.evidence else []
        marks: list[str] = []
        if why.parent is None:
            marks.append(f"{purpose_of(why)} chain")
        marks += [*state_marks(why), links_mark(self.review, why)]
        return Row(
            tuple(words),
            label=why.number.ljust(4),
            guide=guide,
            guide_rest=guide_rest,
            marks=tuple(mark for mark in marks if mark),
            part=why,
            adds=Why,
        )


def _in_place(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was answered, with a question and an answer that were typed into one field put into their own."""
    question, text = values["question"], values["text"]
    if (question and text) or not (question or _WHY.match(text)):
        return values
    # A board that only shows needs nothing that reads.
    from pmfacil.capture.whys import asked_and_answered

    asked, answered = asked_and_answered(question or text)
    return {**values, "question": asked, "text": answered} if asked else values


def _last_children(tree: Sequence[tuple[int, Why]]) -> dict[Id | None, Id]:
    return {why.parent: why.id for _, why in tree}
