"""The coach's panel: what helps the one who leads, closed while the screen is shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from pmfacil.clock import Clock
from pmfacil.coach.findings.finding import Finding, Severity
from pmfacil.coach.noticed import Thoughts, Worded
from pmfacil.messages import EditRequested
from pmfacil.review.dismissals import Dismissal
from pmfacil.review.edit import Add
from pmfacil.review.part import Id
from pmfacil.review.review import Review
from pmfacil.widgets.agenda import BoardAsked
from pmfacil.widgets.rows import SPACE, Row
from pmfacil.widgets.walked import WalkedRows

MOST = 3
"""Findings that show at once; of the others only their number."""
_GLYPHS = {Severity.BLOCKS: "■", Severity.SHOULD: "▲", Severity.HINT: "·"}


@dataclass
class QuestionAsked(Message):
    """A question is to be shown to the room."""

    question: str


@dataclass
class Reworded(Message):
    """Other words are to stand in a field of a part."""

    part: Id
    field: str
    words: str


@dataclass(frozen=True, kw_only=True)
class NoticeRow(Row):
    """Something that the coach says, with what enter does about it."""

    about: Finding | Worded | None = None
    question: str = ""
    """What enter shows to the room."""
    rewording: str = ""
    """What enter puts in the place of the text."""

    @property
    def id(self) -> Id:
        """What tells it from the others, whatever comes before it."""
        rule = self.about.hint.rule if isinstance(self.about, Worded) else self.about.rule if self.about else "next"
        return f"{rule}-{self.about.part if self.about else ''}-{self.rewording or self.question}"


class CoachPanel(WalkedRows):
    """Shows the one who leads what the room need not see."""

    DEFAULT_CSS = """
    CoachPanel { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Go there, ask, reword", id="coach.take", tooltip="What the row in hand is for"),
        Binding("x", "dismiss", "Not here", id="coach.dismiss", tooltip="No more of this in this place"),
        Binding("X", "dismiss(True)", "Not at all", id="coach.dismiss-all", tooltip="No more of this in this review"),
        Binding("escape", "screen.coach", "Close", id="coach.close", tooltip="Close the coach's panel"),
    ]
    heard: var[frozenset[Id]] = var(frozenset[Id], init=False)
    """Who has said something; kept nowhere but here (P2)."""
    thoughts: var[Thoughts] = var(Thoughts, init=False)

    def __init__(self, review: Review, clock: Clock) -> None:
        super().__init__(review, clock)
        self.set_classes("panel")

    def slice(self, review: Review) -> tuple[object, ...]:
        """What it says something about without having to think."""
        return (review.people,)

    def watch_heard(self) -> None:
        """Draw who is worth asking."""
        self._redraw()

    def watch_thoughts(self) -> None:
        """Draw what the coach thinks now."""
        self._redraw()

    def rows(self) -> Sequence[Row]:
        """The next question, three findings about this board, its words, and who was not heard yet."""
        noticed, question = self.thoughts.noticed, self.thoughts.question
        here = noticed.on(self.thoughts.board)
        rows = [_title("COACH")]
        if question:
            rows.append(NoticeRow(paragraphs=((question, "text"),), label="?", question=question))
        rows += [SPACE, _title("Worth a look here", str(len(here.findings)))]
        rows += [_finding(finding) for finding in here.findings[:MOST]] or [_quiet("Nothing on this board.")]
        more, elsewhere = len(here.findings[MOST:]), len(noticed) - len(here)
        counts = (f"{more} more here" if more else "", f"{elsewhere} on other boards" if elsewhere else "")
        rows += [_quiet(" · ".join(filter(None, counts)))] if any(counts) else []
        if here.worded:
            rows += [SPACE, _title("Words that could be kinder or clearer", str(len(here.worded)))]
            rows += [row for worded in here.worded[:MOST] for row in _wording(worded)]
        return [*rows, SPACE, *self._unheard()]

    def begin(self) -> None:
        """Take the first row in hand, as when a panel is opened."""
        self.action_walk(-len(self.shown))
        self.scroll_home(animate=False)

    def action_take(self) -> None:
        """Go to what was found, show the question to the room, or take the other wording."""
        row = self.row
        if not isinstance(row, NoticeRow):
            return
        if isinstance(row.about, Worded) and row.rewording:
            self.post_message(Reworded(row.about.part, row.about.field, row.rewording))
        elif row.question:
            self.post_message(QuestionAsked(row.question))
        elif row.about:
            self.post_message(BoardAsked(row.about.board, row.about.part))

    def action_dismiss(self, everywhere: bool = False) -> None:
        """Be quiet about what is in hand, in this place or in the whole review."""
        if isinstance(self.row, NoticeRow) and (about := self.row.about):
            rule = about.hint.rule if isinstance(about, Worded) else about.rule
            part = about.part if about.part and self.review.has(about.part) and not everywhere else None
            self.post_message(EditRequested(Add(part=Dismissal(rule=rule, of=part))))

    def on_click(self, event: events.Click) -> None:
        """Take a row in hand; a second click does what it is for."""
        event.prevent_default()
        super().on_click(event)
        if event.chain == 2:
            self.action_take()

    def _unheard(self) -> list[Row]:
        people = [person for person in self.review.people if person.id not in self.heard]
        title = _title("Not heard yet")
        if not self.review.people:
            return [title, _quiet("Nobody is on the list of people yet: it is on the board Open.")]
        if not self.heard:
            return [title, _quiet("On the board Open, s marks a person as heard; only the number is kept.")]
        names = [Row(((person.says(), "text"),), "·", reachable=False) for person in people]
        return [title, *(names or [_quiet("Everybody has been heard.")])]


def _finding(finding: Finding) -> Row:
    said = ((finding.text, "text"), (f"Ask: {finding.question}", "question"))
    return NoticeRow(paragraphs=said, label=_GLYPHS[finding.severity], about=finding)


def _wording(worded: Worded) -> list[Row]:
    start, end = worded.hint.span
    cut = worded.text if len(worded.text) <= 120 else f"… {worded.text[max(0, start - 30) : end + 30]} …"
    said = ((f"“{cut}”", "text"), (worded.hint.message, "question"))
    rows: list[Row] = [NoticeRow(paragraphs=said, label="≈", about=worded)]
    for words in worded.hint.suggestions:
        asks = words.rstrip().endswith("?")
        rows.append(
            NoticeRow(
                paragraphs=((words, "hint"),),
                label="?" if asks else "✎",
                guide="  ",
                guide_rest="  ",
                about=worded,
                question=words if asks else "",
                rewording="" if asks else words,
            )
        )
    return rows


def _title(words: str, *marks: str) -> Row:
    return Row(((words, "heading"),), marks=marks, reachable=False)


def _quiet(words: str) -> Row:
    return Row(((words, "hint"),), reachable=False)
