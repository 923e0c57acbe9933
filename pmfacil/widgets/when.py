"""Times as boards show them: in the review's zone, with the day where it is not the incident's first."""

from datetime import datetime

from pmfacil.review.review import Review


def when(at: datetime | None, review: Review) -> str:
    """`23:27`, or `1 Feb 00:36` on another day than the incident's first; `··:··` if it has none."""
    if at is None:
        return "··:··"
    zone = review.incident.zone()
    local, start = at.astimezone(zone), review.incident.start
    time = f"{local:%H:%M}"
    return time if start and start.astimezone(zone).date() == local.date() else f"{day(local)} {time}"


def day(moment: datetime) -> str:
    """`18 Nov`, whatever language the machine speaks."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{moment.day} {months[moment.month - 1]}"
