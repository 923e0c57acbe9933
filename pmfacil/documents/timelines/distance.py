"""Events far from the incident: how far, and that they are not taken unasked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pmfacil.documents.timelines.imported import ImportedEvent

Around = tuple[datetime, datetime]
"""From when until when the incident was."""
NEAR = timedelta(days=1)
"""How far from the incident something may be that belongs to it."""


def without_far(
    events: Sequence[ImportedEvent], around: Around, written: bool
) -> tuple[list[ImportedEvent], list[str]]:
    """The events, those far from the incident not ticked, and a sentence for those before it and those after it.

    Args:
        events: In the order of their file.
        around: When the incident was.
        written: Whether a person put them together: what stands far off beside what is near is there on purpose.
    """
    away = [_days(event, around) for event in events]
    taken = written and any(event.ticked and not days for event, days in zip(events, away, strict=True))
    far = [days for event, days in zip(events, away, strict=True) if event.ticked and days]
    said = [
        *_said([-days for days in far if days < 0], "before the incident's start", taken),
        *_said([days for days in far if days > 0], "after the incident", taken),
    ]
    if taken:
        return list(events), said
    near = [replace(event, ticked=False) if days else event for event, days in zip(events, away, strict=True)]
    return near, said


def _days(event: ImportedEvent, around: Around) -> int:
    """How many days after the incident it was, or before it, which counts below zero; 0 if it was near."""
    at = event.moment(UTC)
    if at is None:
        return 0
    if at < around[0] - NEAR:
        return -(around[0] - at).days
    return (at - around[1]).days if at > around[1] + NEAR else 0


def _said(days: Sequence[int], where: str, taken: bool) -> list[str]:
    if not days:
        return []
    several = len(days) > 1
    least, most = min(days), max(days)
    span = f"{least:,} to {most:,} days" if least < most else "1 day" if most == 1 else f"{most:,} days"
    rest = "" if taken else f" and {'were' if several else 'was'} not taken"
    return [f"{f'{len(days):,} events lie' if several else 'One event lies'} {span} {where}{rest}."]
