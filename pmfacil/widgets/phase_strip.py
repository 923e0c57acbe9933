"""The phases of the response as one bar, to scale (P33)."""

from collections.abc import Sequence
from datetime import timedelta

from pmfacil.review.review import Review
from pmfacil.review.times import Stretch, impact, say_length, stretches, times_to
from pmfacil.widgets.rows import Row, cells

PATTERNS = {"detect": "█", "acknowledge": "▓", "diagnose": "▒", "mitigate": "░", "recover": "▚"}
"""What each phase is drawn with; its word and its minutes stand below, so that nothing hangs on the look."""
UNKNOWN, IMPACT = "·", "━"


def phase_strip(review: Review, width: int, *, brief: bool = False) -> list[Row]:
    """The bar with its words, `width` cells wide, and the times from the start unless it is to be brief.

    There are no rows where no phase is known.
    """
    phases = stretches(review)
    if not phases:
        return []
    start, end = review.incident.start, review.incident.end
    begins = min(phases[0].begins, start or phases[0].begins)
    ends = max(phases[-1].ends, end or phases[-1].ends)
    parts = [(UNKNOWN, phases[0].begins - begins), *((PATTERNS[p.verb], p.length()) for p in phases)]
    rows = [_bar([*parts, (UNKNOWN, ends - phases[-1].ends)], width)]
    hit = impact(review)
    if start and end and hit is not None:
        rows.append(_bar([(" ", start - begins), (IMPACT, hit), (" ", ends - end)], width))
    legend = [*map(_word, phases), *([f"{IMPACT} impact {say_length(hit)}"] if hit is not None else [])]
    times = [] if brief else _said(_times(review), " · ", width, "question")
    return [*rows, *_said(legend, "  ", width, "phase"), *times]


def to_scale(lengths: Sequence[timedelta], width: int) -> list[int]:
    """How many of `width` cells each length gets: in proportion, but one at least where there is any length."""
    seconds = [length.total_seconds() for length in lengths]
    whole = sum(seconds) or 1
    exact = [one * width / whole for one in seconds]
    shares = [max(int(share), 1 if share else 0) for share in exact]
    places = range(len(shares))
    while any(seconds) and sum(shares) < width:
        shares[max(places, key=lambda place: exact[place] - shares[place])] += 1
    while sum(shares) > width:
        shares[max(places, key=lambda place: shares[place])] -= 1
    return shares


def _bar(parts: Sequence[tuple[str, timedelta]], width: int) -> Row:
    shares = to_scale([length for _, length in parts], width)
    bar = "".join(pattern * share for (pattern, _), share in zip(parts, shares, strict=True))
    return Row(((bar, "phase"),), reachable=False)


def _word(phase: Stretch) -> str:
    return f"{PATTERNS[phase.verb]} {phase.verb} {say_length(phase.length())}"


def _times(review: Review) -> list[str]:
    """What is counted from the start, where that is not what the phases say already."""
    times = [f"{verb} {say_length(length)}" for verb, length in times_to(review).items()]
    return ["From the start: to " + times[0], *times[1:]] if len(times) > 1 else []


def _said(pieces: Sequence[str], between: str, width: int, look: str) -> list[Row]:
    """The pieces in lines that never part a word from its minutes."""
    lines: list[str] = []
    for piece in pieces:
        if lines and cells(lines[-1]) + cells(between) + cells(piece) <= width:
            lines[-1] += between + piece
        else:
            lines.append(piece)
    return [Row(((line, look),), reachable=False) for line in lines]
