"""A month of reviews for everyone: what was learnt, what they have in common, what got done (P84)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from urllib.parse import quote

from pmfacil.coach.patterns.again import in_order, weak_layers
from pmfacil.coach.patterns.facts import ActionFacts, ReviewFacts, key
from pmfacil.coach.patterns.squares import Square
from pmfacil.coach.patterns.stems import grouped
from pmfacil.documents.blocks import Blocks, bullets, table
from pmfacil.documents.escaping import cell, inline, line
from pmfacil.documents.voice import say_day
from pmfacil.review.incident import Status
from pmfacil.review.times import say_length

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_OUT = (Status.PUBLISHED, Status.CLOSED)
_FEW = 5
"""Fewer reviews than this show no trend."""


@dataclass(frozen=True)
class Month:
    """What a digest is made of."""

    month: str
    """Year and month, ISO 8601."""
    reviews: Sequence[ReviewFacts]
    """With an incident in the month, or published in it; what is published comes first."""
    done: Sequence[tuple[ReviewFacts, ActionFacts]]
    """Actions that were completed in the month, whenever their incident was."""

    @property
    def name(self) -> str:
        """The month as people say it."""
        return f"{_MONTHS[int(self.month[5:7]) - 1]} {self.month[:4]}"


def month_of(month: str, known: Sequence[ReviewFacts]) -> Month:
    """The reviews and completed actions of a month.

    Args:
        month: `2026-11`.
        known: All reviews, as everybody may see them.
    """
    mine = [facts for facts in in_order(known) if month in (facts["day"][:7], facts["published"][:7])]
    mine.sort(key=lambda facts: facts["status"] not in _OUT)
    done = [(facts, action) for facts in known for action in facts["actions"] if action["done"][:7] == month]
    return Month(month, mine, sorted(done, key=lambda both: (both[1]["done"], both[1]["label"])))


def to_digest(month: Month, squares: Sequence[Square], links: Mapping[str, str]) -> str:
    """The digest in GitHub-flavoured Markdown; one sentence if there is nothing to tell.

    Args:
        month: Its reviews and actions.
        squares: Those of the card.
        links: For the ids of reviews, the names of files beside the digest.
    """
    if not (month.reviews or month.done):
        return f"No review belongs to {month.name}, and no action was completed in it.\n"
    linked = _Linked(links)
    blocks = [f"# What we learnt in {month.name}", _intro(month), "## Lessons"]
    blocks += [block for facts in month.reviews for block in _review(facts, linked)] or ["No review in this month."]
    sections = (
        ("## In common", bullets(_common(month.reviews, squares, linked))),
        ("## Actions completed", bullets(_done(month, linked))),
        ("## In numbers", table(("", ""), list(_numbers(month)), whole=True)),
    )
    blocks += [block for name, written in sections if written for block in (name, *written)]
    return "\n\n".join(blocks) + "\n"


class _Linked:
    """Titles as links."""

    def __init__(self, links: Mapping[str, str]) -> None:
        self._links = links

    def __call__(self, facts: ReviewFacts) -> str:
        title = inline(facts["title"] or "Untitled review").replace("]", "\\]")
        link = self._links.get(facts["id"])
        return f"[{title}]({quote(link)})" if link else title

    def several(self, reviews: Sequence[ReviewFacts]) -> str:
        return ", ".join(map(self, reviews))


def _intro(month: Month) -> str:
    out = sum(facts["status"] in _OUT for facts in month.reviews)
    left = len(month.reviews) - out
    counts = [f"{_counted(out, 'review')} published"] * bool(out) + [f"{_counted(left, 'draft')}"] * bool(left)
    said = f"{' and '.join(counts)}." if counts else ""
    draft = " What a draft says may still change." if left else ""
    return f"{said}{draft} These are about systems; nobody is named.".strip()


def _review(facts: ReviewFacts, linked: _Linked) -> Blocks:
    draft = "" if facts["status"] in _OUT else f" ({facts['status']})"
    about = [_day(facts["day"]), line(facts["severity"]), inline(", ".join(facts["services"]))]
    lessons = bullets(line(lesson) for lesson in facts["lessons"]) or ["No lesson is written down yet."]
    return [f"### {linked(facts)}{draft}", " · ".join(filter(None, about)), *lessons]


def _common(reviews: Sequence[ReviewFacts], squares: Sequence[Square], linked: _Linked) -> Iterator[str]:
    """What at least two of the reviews say, have, or hit."""
    lessons = [(facts, text) for facts in reviews for text in facts["lessons"]]
    factors = [(facts, factor["text"]) for facts in reviews for factor in facts["factors"]]
    for name, said in (("Lesson", lessons), ("Contributing factor", factors)):
        for places in grouped([text for _, text in said]):
            those = _once([said[place][0] for place in places])
            if len(those) > 1:
                yield f"{name}: {inline(said[places[0]][1])} ({linked.several(those)})"
    layers: dict[str, tuple[str, list[ReviewFacts]]] = {}
    for facts in reviews:
        for slug, layer in weak_layers(facts).items():
            layers.setdefault(slug, (layer, []))[1].append(facts)
    for layer, those in layers.values():
        if len(those) > 1:
            yield f"Layer with a hole: {inline(layer)} ({linked.several(those)})"
    for square in squares:
        those = [facts for facts in reviews if square.id in facts["squares"]]
        if len(those) > 1:
            yield f"{inline(square.name)}: {inline(square.counts)} ({linked.several(those)})"


def _done(month: Month, linked: _Linked) -> Iterator[str]:
    for facts, action in month.done:
        late = " after its date" if action["due"] and action["done"] > action["due"] else ""
        yield f"{action['label']} {inline(action['text'])} ({linked(facts)}, {_day(action['done'])}{late})"


def _numbers(month: Month) -> Iterator[tuple[str, str]]:
    reviews, done = month.reviews, [action for _, action in month.done]
    few = ", too few for a trend" if len(reviews) < _FEW else ""
    yield "**Reviews**", f"{len(reviews)}{few}"
    severities = {key(facts["severity"]): facts["severity"] for facts in reviews if facts["severity"]}
    for slug, name in sorted(severities.items()):
        yield f"**{cell(name)}**", str(sum(key(facts["severity"]) == slug for facts in reviews))
    for verb in ("detect", "mitigate", "recover"):
        minutes = [facts["minutes"][verb] for facts in reviews if verb in facts["minutes"]]
        if minutes:
            what = "median of " if len(minutes) > 1 else ""
            length = say_length(timedelta(minutes=median(minutes)))
            yield f"**Time to {verb}**", f"{length} ({what}{_counted(len(minutes), 'review')})"
    yield "**Lessons**", str(sum(len(facts["lessons"]) for facts in reviews))
    dated = [action for action in done if action["due"]]
    in_time = f", {sum(a['done'] <= a['due'] for a in dated)} of {len(dated)} by their date" if dated else ""
    yield "**Actions completed**", f"{len(done)}{in_time}"


def _once(reviews: Sequence[ReviewFacts]) -> list[ReviewFacts]:
    return list({facts["id"]: facts for facts in reviews}.values())


def _day(iso: str) -> str:
    return say_day(date.fromisoformat(iso))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
