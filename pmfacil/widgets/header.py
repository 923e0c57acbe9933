"""The line on top of the meeting: what it is about, and the clock."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Digits, Static

from pmfacil.review.pace import Pace, pace
from pmfacil.review.review import Review
from pmfacil.review.text import short
from pmfacil.sessions.saver import SaveState
from pmfacil.widgets.rows import cells
from pmfacil.widgets.when import day

if TYPE_CHECKING:
    # Loaded when somebody joins.
    from pmfacil.sessions.wire import Seat

_MOST_NAMES = 3
_LONGEST_NAME = 20
_SEVERITY = 16
"""Signs of the severity: it may not push out when it was saved."""
_SOON = 2
"""Seconds in which everything is on disk, as a rule."""
_DIGIT = re.compile(r"\d")


class MeetingHeader(Horizontal):
    """Shows the title, what is saved, the item and the time left in it."""

    DEFAULT_CSS = """
    MeetingHeader {
        height: auto;
        min-height: 4;
        padding: 0 1;
        border-bottom: solid $foreground 25%;
        & .header--about { width: 1fr; height: auto; }
        & .header--pace { width: 34; height: 3; margin: 0 2; }
        & Static { width: 1fr; height: auto; max-height: 2; }
        & #title { text-style: bold; }
        & #meta { color: $text-muted; }
        & #item { text-align: right; text-style: bold; height: 1; }
        & #pace { text-align: right; color: $text-muted; }
        & Digits { width: auto; height: 3; color: $success; text-style: bold; }
        &.soon Digits, &.soon #item { color: $warning; }
        &.over Digits, &.over #item { color: $error; }
        &.still Digits { color: $foreground 70%; }
        &.problem #meta { color: $text-error; text-style: bold; max-height: 6; }
        &.left #meta { color: $text-warning; }
    }
    """
    review: var[Review] = var(Review.blank, init=False)
    saved: var[SaveState] = var(SaveState(), init=False)
    company: var[tuple[str, ...]] = var((), init=False)
    """The names of who else is connected."""
    leads: var[bool] = var(True, init=False)
    """Whether the clock is led from here."""
    away: var[str] = var("", init=False)
    """Why the meeting cannot be reached, while it cannot."""

    def __init__(self, review: Review, now: datetime, read_only: bool = False) -> None:
        super().__init__()
        self.set_reactive(MeetingHeader.review, review)
        self._now = now
        self._read_only = read_only
        self._waits_since: datetime | None = None
        """Since when something is not on disk, and nothing more has got there."""
        self._shown: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Words at the left, pace and clock at the right."""
        with Vertical(classes="header--about"):
            yield Static(id="title")
            yield Static(id="meta")
        with Vertical(classes="header--pace"):
            yield Static(id="item")
            yield Static(id="pace")
        yield Digits()

    def on_mount(self) -> None:
        """Show the first moment."""
        self.tick(self._now)

    def watch_review(self) -> None:
        """Show the review as it is now."""
        self.tick(self._now)

    def watch_saved(self, before: SaveState, saved: SaveState) -> None:
        """Show what is saved, or that it takes longer than usual."""
        if not saved.pending:
            self._waits_since = None
        elif not self._waits_since or before.saved_at != saved.saved_at:
            self._waits_since = self._now
        self.tick(self._now)

    def watch_company(self) -> None:
        """Show who else is connected."""
        self.tick(self._now)

    def watch_leads(self) -> None:
        """Show the keys of the clock, or not."""
        self.tick(self._now)

    def watch_away(self) -> None:
        """Show why the meeting cannot be reached."""
        self.tick(self._now)

    def tick(self, now: datetime) -> None:
        """Show this moment."""
        if not self.is_mounted:
            return
        self._now = now
        at = pace(self.review, now)
        left = clock_words(at)
        item, words = at.item.text if at.item else "", pace_words(at, now.astimezone(), self.leads)
        problem = self.away or self.saved.problem
        self._say("title", self.review.incident.title or "Untitled review")
        lead = ""
        kept, company = self._kept(), company_words(self.company)
        if self.screen.has_class("-notes"):
            lead = item
            meta = " · ".join(filter(None, (item, problem or kept, company)))
        elif self.screen.has_class("-narrow") or self.screen.has_class("-short"):
            lead = f"{item} {left}" if at.item else ""
            meta = " · ".join(filter(None, (lead, problem or words)))
            for more in (kept, company):
                with_more = " · ".join(filter(None, (meta, more)))
                fits = cells(with_more) <= self.size.width - 2 or (more is kept and self._waits)
                if not problem and fits:
                    meta = with_more
        else:
            meta = problem or " · ".join(filter(None, (self._meta(), company)))
        calm = self.screen.has_class("-notes") or not (at.over or at.soon)
        self._say("meta", meta, lead, "foreground" if calm else "error" if at.over else "warning")
        self._say("item", item)
        self._say("pace", words.replace(" · ends", "\nends"))
        if self._shown.get("clock") != left:
            self._shown["clock"] = left
            self.query_one(Digits).update(left)
        self.set_class(bool(problem), "problem")
        self.set_class(at.over, "over")
        self.set_class(at.soon, "soon")
        self.set_class(not at.running, "still")

    def on_resize(self) -> None:
        """Say it in the room there is."""
        self.tick(self._now)

    def _meta(self) -> str:
        incident = self.review.incident
        start = incident.start.astimezone(incident.zone()) if incident.start else None
        severity = short(incident.severity, _SEVERITY)
        words = (severity, f"{day(start)} {start.year}" if start else "", incident.status, self._kept())
        return " · ".join(filter(None, words))

    @property
    def _waits(self) -> bool:
        return self._waits_since is not None and (self._now - self._waits_since).total_seconds() >= _SOON

    def _kept(self) -> str:
        if self._read_only:
            return "to read only"
        if self._waits:
            return "not saved yet"
        return f"saved {self.saved.saved_at.astimezone():%H:%M:%S}" if self.saved.saved_at else ""

    def _say(self, id: str, words: str, lead: str = "", color: str = "") -> None:
        """Show words; the lead that they begin with stands out."""
        before, now = self._shown.get(id), words + color
        if before != now:
            self._shown[id] = now
            # A second that goes by takes the same room as the one before.
            moves = before is None or _DIGIT.sub("0", before) != _DIGIT.sub("0", now)
            shown = Content.assemble((lead, f"bold ${color}"), words[len(lead) :]) if lead else Content(words)
            self.query_one(f"#{id}", Static).update(shown, layout=moves)


def told_apart(seats: "Sequence[Seat]", own: str) -> tuple[str, ...]:
    """The names of all seats but the own one, with the view behind those that are the same."""
    same = Counter(seat.name for seat in seats)
    return tuple(_with_view(seat) if same[seat.name] > 1 else seat.name for seat in seats if seat.terminal != own)


def company_words(names: Sequence[str]) -> str:
    """Who else is connected: `with Dana, Kim`, or `with Dana and 3 others`; nothing if nobody is."""
    known = [short(name, _LONGEST_NAME) for name in dict.fromkeys(filter(None, names))]
    if len(known) > _MOST_NAMES:
        return f"with {known[0]} and {len(known) - 1} others"
    return f"with {', '.join(known)}" if known else ""


def _with_view(seat: "Seat") -> str:
    view = f" ({seat.view})"
    return short(seat.name or "somebody", _LONGEST_NAME - len(view)) + view


def clock_words(at: Pace) -> str:
    """The time left in the item as `7:12`, or `+1:07` once it is over; past an hour `+1:02:03`.

    Before the meeting it is the whole plan: `75:00`.
    """
    if at.item is None:
        return f"{at.total_planned / 60:.0f}:00"
    seconds = int(abs(at.left)) if at.over else int(at.left + 0.999)
    minutes, rest = divmod(seconds, 60)
    words = f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
    return f"+{words}" if at.over else words


def pace_words(at: Pace, now: datetime, leads: bool = True) -> str:
    """How the meeting stands: `8 of 15 min · ends 11:07, 6 min to spare`; the key that begins it is for who leads."""
    if at.item is None:
        return f"{at.total_planned / 60:.0f} min planned" + (" · space begins" if leads else "")
    words = [f"{int(at.spent // 60)} of {at.item.planned()} min"]
    if at.over:
        words.append("over")
    if at.soon:
        words.append("nearly over")
    if not at.running:
        words.append("paused")
    if at.too_long:
        words.append("past 90 min")
    if at.ends and at.spare is not None:
        ends = now + timedelta(seconds=(at.ends - now).total_seconds())
        spare = int(abs(at.spare) // 60)
        how = "to spare" if at.spare >= 0 else "behind"
        words.append(f"ends {ends:%H:%M}, {spare} min {how}" if spare else f"ends {ends:%H:%M}, on time")
    return " · ".join(words)
