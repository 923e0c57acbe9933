"""Trends as people read them: sections of lines, with small plots that have their numbers beside them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from pmfacil.coach.completion import Figures
from pmfacil.coach.patterns.again import Named
from pmfacil.coach.patterns.trends import FEW, Counted, Culture, Marked, Middle, Timed, Trends
from pmfacil.review.text import short
from pmfacil.review.times import say_length

BAR = 12
"""Cells of the longest bar."""
MOST = 8
"""Lines of a list; what is left out is counted."""
MOST_REVIEWS = 5
MOST_QUARTERS = 8
_EIGHTHS = " ▏▎▍▌▋▊▉"
_BEHIND = 2
"""Words or moments of one review that are shown."""
_WORDS = 140


@dataclass(frozen=True)
class Line:
    """One line of a section, with what belongs below it."""

    text: str
    label: str = ""
    bar: str = ""
    below: tuple["Line", ...] = ()
    review: str = ""
    """The id of the review that it is about."""


@dataclass(frozen=True)
class Chapter:
    """One section: its heading, a sentence on how far it carries, and its lines."""

    heading: str
    note: str = ""
    lines: tuple[Line, ...] = field(default=())


def bar(share: float, width: int = BAR) -> str:
    """A bar for a share from 0 to 1; anything above nothing shows."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    eighths = max(eighths, 1) if share > 0 else 0
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()).ljust(width)


def counted(count: int, one: str, more: str = "") -> str:
    """A number with its noun: `1 review`, `3 reviews`."""
    return f"{count} {one if count == 1 else more or f'{one}s'}"


def headline(trends: Trends) -> str:
    """What the patterns are over, in one sentence."""
    if not trends.reviews:
        said = "No review to look at yet: patterns show once a few are there"
    else:
        first, last = trends.reviews[-1].day[:7], trends.reviews[0].day[:7]
        said = f"{counted(len(trends.reviews), 'review')}, {first if first == last else f'{first} to {last}'}"
        said += ": too few for a trend, but worth a look" if trends.few else ""
    if trends.withheld:
        said += f"; {counted(trends.withheld, 'restricted one')} left out"
    return f"{said}."


def chapters(trends: Trends) -> Iterator[Chapter]:
    """Every section that has something to say; the card is drawn elsewhere, and explained by the first one."""
    if not trends.reviews:
        return
    total = len(trends.reviews)
    yield Chapter("What came up, and where", _card_note(trends.card), tuple(_squares(trends.card)))
    yield Chapter("Layers with holes", _few(total), tuple(_over(trends.layers)))
    yield Chapter("Factors that came again", "", tuple(_factors(trends)))
    yield Chapter("Back after done actions", "", tuple(_repeats(trends)))
    yield Chapter("Services", "", tuple(_names(trends.services)))
    yield Chapter("Tags", "", tuple(_names(trends.tags)))
    yield Chapter("Fishbone", "", tuple(_ribs(trends.ribs)))
    yield Chapter("From the start of the incident", "", tuple(_times(trends.times)))
    yield Chapter("Actions in time", "", tuple(_actions(trends.actions)))
    yield Chapter("The meetings", "Counts only, never whose.", tuple(_culture(trends)))


def written(trends: Trends) -> list[Chapter]:
    """The sections that have lines."""
    return [chapter for chapter in chapters(trends) if chapter.lines]


def _card_note(card: Sequence[Marked]) -> str:
    full = [marked.square.name for marked in card if marked.full]
    return f"Three times or more: {', '.join(full)}." if full else "No square is hit three times."


def _squares(card: Sequence[Marked]) -> Iterator[Line]:
    for marked in sorted(card, key=lambda marked: -len(marked.hits)):
        if not marked.hits:
            continue
        below = [
            _review_line(hit.review, "; ".join(short(words, _WORDS) for words in hit.behind[:_BEHIND]))
            for hit in marked.hits
        ]
        meant = [Line(marked.square.three), Line(marked.square.ask, "Ask:")] if marked.full else []
        text = f"{counted(len(marked.hits), 'review')}. {marked.square.counts}"
        yield Line(text, marked.square.name, below=(*meant, *_first(below, MOST_REVIEWS)))


def _review_line(review: Named, text: str) -> Line:
    return Line(f"{review.title}: {text}" if text else review.title, review.day, review=review.id)


def _over(counts: Sequence[Counted]) -> Iterator[Line]:
    """How many of the reviews that looked at a layer found a hole, and in which quarters."""
    lines: list[Line] = []
    for one in counts:
        if one.count:
            parts = [f"{part.quarter}: {part.count} of {part.of}" for part in one.quarters[-MOST_QUARTERS:]]
            below = (Line(" · ".join(parts)),) if len(parts) > 1 else ()
            text = f"in {one.count} of {counted(one.of, 'review')} that looked at it"
            lines.append(Line(text, one.name, bar(one.count / one.of), below))
    yield from _first(lines, MOST)


def _names(counts: Sequence[Counted]) -> Iterator[Line]:
    """How many reviews have a name, and which was the last."""
    yield from _first(
        [
            Line(
                f"{one.count} of {counted(one.of, 'review')}, last on {one.reviews[0].day}",
                one.name,
                bar(one.count / one.of),
            )
            for one in counts
        ],
        MOST,
    )


def _factors(trends: Trends) -> Iterator[Line]:
    lines: list[Line] = []
    for factor in trends.factors:
        below = [_review_line(review, f"“{text}” ({where})") for review, text, where in factor.reviews]
        text = f"“{factor.text}”"
        lines.append(Line(text, f"{len(factor.reviews)}×", below=tuple(_first(below, MOST_REVIEWS))))
    yield from _first(lines, MOST)


def _repeats(trends: Trends) -> Iterator[Line]:
    yield from _first([_review_line(one.review, f"{one.says()}.") for one in trends.repeats], MOST)
    if trends.repeats:
        yield Line("What did these actions change, and which cause did they leave as it was?", "Ask:")


def _ribs(ribs: Sequence[tuple[str, int]]) -> Iterator[Line]:
    most = max((count for _, count in ribs), default=1)
    yield from _first([Line(counted(count, "cause"), name, bar(count / most)) for name, count in ribs], MOST)


def _times(times: Sequence[Timed]) -> Iterator[Line]:
    for time in times:
        quarters = time.quarters[-MOST_QUARTERS:]
        most = max([middle.minutes for middle in quarters] + [1.0])
        below = [Line(_middle(middle), middle.quarter, bar(middle.minutes / most)) for middle in quarters]
        yield Line(f"{_middle(time.all)}{_small(time.all.reviews)}", f"To {time.verb}", below=tuple(below))


def _middle(middle: Middle) -> str:
    length = say_length(timedelta(minutes=middle.minutes))
    return f"{length} (1 review)" if middle.reviews == 1 else f"median {length} ({middle.reviews} reviews)"


def _actions(figures: Figures) -> Iterator[Line]:
    for label, share in (("All", figures.all), ("P0 and P1", figures.urgent)):
        if share.of:
            few = f"; only {counted(share.of, 'action')}" if share.few else ""
            reached = "reached" if (share.percent or 0) >= share.target else "not reached yet"
            text = (
                f"{share.met} of {share.of} in time, {share.percent} %; the target is {share.target} %, {reached}{few}"
            )
            yield Line(text, label, bar(share.met / share.of))
    if left := sum(figures.open.values()):
        late = f", {figures.late} past their day" if figures.late else ""
        yield Line(f"{counted(left, 'action')}{late}", "Open")
    if figures.velocity.median is not None:
        done = counted(figures.velocity.of, "action")
        yield Line(f"median {figures.velocity.median:g} days from written down to done ({done})", "Velocity")
    if figures.uncounted:
        yield Line(f"{counted(figures.uncounted, 'action')} done without a date: in no share", "Not counted")


def _culture(trends: Trends) -> Iterator[Line]:
    if trends.meeting is not None:
        yield Line(f"median {trends.meeting:.0f} min", "Length")
    if not trends.culture:
        return
    every, *quarters = trends.culture
    counts: tuple[tuple[str, Callable[[Culture], int]], ...] = (
        ("Spoke", lambda culture: culture.spoke),
        ("Felt safe", lambda culture: culture.safe),
        ("Worth it", lambda culture: culture.worth),
    )
    for label, count_of in counts:
        parts = [f"{one.quarter}: {count_of(one)} of {one.present}" for one in quarters[-MOST_QUARTERS:]]
        below = (Line(" · ".join(parts)),) if len(parts) > 1 else ()
        people = counted(every.present, "person", "people")
        text = f"{count_of(every)} of {people} in {_meetings(every)}{_small(every.meetings)}"
        yield Line(text, label, bar(count_of(every) / every.present), below)
    yield Line(f"{counted(every.redirects, 'phrase')} back to the system in {_meetings(every)}", "Redirects")


def _meetings(culture: Culture) -> str:
    return counted(culture.meetings, "meeting")


def _few(count: int) -> str:
    return f"{counted(count, 'review')}: too few for a trend." if count < FEW else ""


def _small(count: int) -> str:
    return "; too few for a trend" if count < FEW else ""


def _first(lines: Iterable[Line], most: int) -> list[Line]:
    every = list(lines)
    return [*every[:most], *([Line(f"… and {len(every) - most} more")] if len(every) > most else [])]
