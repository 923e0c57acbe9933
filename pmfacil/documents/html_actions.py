"""The committed actions as cards: what, who and when, how it is seen to be done (P61, P62)."""

from collections.abc import Callable

from pmfacil.documents.sections.actions import addressed, more, owner
from pmfacil.documents.svg import escaped, tag
from pmfacil.documents.voice import Voice, say_day
from pmfacil.review.actions import Action

Inline = Callable[[str], str]
"""Turns safe Markdown into HTML."""


def action_cards(voice: Voice, inline: Inline) -> str:
    """One card for each commitment, by number."""
    cards = [_card(voice, action, inline) for action in voice.review.commitments()]
    return tag("ul", *cards, looks="actions")


def _card(voice: Voice, action: Action, inline: Inline) -> str:
    mark = " (restricted)" if action.restricted else ""
    who = (
        voice.policies.priority_name(action.priority),
        action.type.capitalize() if action.type else "",
        owner(action) or "no owner yet",
        f"due {say_day(action.due)}" if action.due else "no date yet",
        str(action.status),
    )
    lessons, causes = addressed(voice, action)
    told = (
        ("Addresses", ", ".join(filter(None, (lessons, causes)))),
        ("Done when", voice.line(action.check)),
        ("Ticket", voice.clickable(action.ticket)),
        ("More", more(voice, action)),
    )
    return tag(
        "li",
        tag("p", f"{escaped(action.label())} {inline(voice.line(action.text))}{mark}", looks="what", dir="auto"),
        tag("p", " · ".join(inline(said) for said in who if said), looks="who", dir="auto"),
        *(tag("p", f"{name}: {inline(said)}", looks="more", dir="auto") for name, said in told if said),
        looks="closed" if action.closed() else "open",
    )
