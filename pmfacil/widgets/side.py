"""The panel at the right: what the team will do so far."""

from collections.abc import Sequence
from datetime import date, datetime

from textual.reactive import var

from pmfacil.clock import Clock
from pmfacil.coach.missing import missing
from pmfacil.review.actions import Action
from pmfacil.review.lessons import Lesson
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.review.whys import Why
from pmfacil.widgets.key_line import key_of
from pmfacil.widgets.marks import overdue, state_marks
from pmfacil.widgets.row_view import RowView
from pmfacil.widgets.rows import SPACE, Row
from pmfacil.widgets.when import day


class SidePanel(RowView):
    """Shows commitments and ideas as they come in."""

    review: var[Review] = var(Review.blank, init=False)
    noticed: var[int] = var(0, init=False)
    """How many things the coach has to say of the board that shows."""

    def __init__(self, review: Review, clock: Clock, policies: Policies) -> None:
        super().__init__(classes="panel")
        self._clock = clock
        self._policies = policies
        self.set_reactive(SidePanel.review, review)

    def on_mount(self) -> None:
        """Draw for the first time."""
        self._redraw()

    def watch_review(self, old: Review, new: Review) -> None:
        """Draw again if actions or their links changed."""
        if (old.actions, old.links) != (new.actions, new.links):
            self._redraw()

    def watch_noticed(self) -> None:
        """Draw the number."""
        self._redraw()

    def _redraw(self) -> None:
        # Most links are none of an action's.
        if (rows := self._rows()) != self.shown:
            self.show(rows)

    def _rows(self) -> Sequence[Row]:
        commitments, ideas = self.review.commitments(), self.review.ideas()
        rows = [Row(((f"ACTIONS {len(commitments)} · IDEAS {len(ideas)}", "heading"),))]
        today = self._clock.now().astimezone(self.review.incident.zone()).date()
        rows += [self._row(action, today) for action in commitments]
        if not commitments:
            rows.append(Row((("None yet. In the bar: a, a space, what will be done.", "hint"),)))
        if ideas:
            rows += [SPACE, *(Row(((idea.text, "question"),), "○") for idea in ideas)]
        if self.noticed:
            rows += [
                SPACE,
                Row(
                    ((f"COACH {self.noticed}", "heading"),),
                    marks=(f"{key_of(self.screen, 'meeting.coach')} shows",),
                ),
            ]
        return rows

    def _row(self, action: Action, today: date) -> Row:
        sort = " ".join(
            filter(None, (self._policies.priority_name(action.priority), str(action.type or "").capitalize()))
        )
        due = day(datetime.combine(action.due, datetime.min.time())) if action.due else ""
        causes = [part.label() for part in self.review.linked(action.id) if isinstance(part, Why | Lesson)]
        links = [f"for {', '.join(causes)}"] if causes else []
        details = [" · ".join(filter(None, (sort, action.owner))), " · ".join(filter(None, (due, *links)))]
        details.append(" · ".join(["overdue"] * overdue(action, today) + state_marks(action)))
        loose = [] if action.closed() else [what for what in missing(action) if what in ("no owner", "no date")]
        details += ["… " + ", ".join(loose)] if loose else []
        return Row(((action.text, "text"), *((line, "question") for line in details if line)), action.label())
