"""How the response went, phase by phase (P50), and the work that came after it (P51)."""

from typing import ClassVar

from pmfacil.review.part import Id, Line, Part, Text, Words

PHASES = ("detection", "diagnosis", "mitigation", "blast radius")


class Phase(Part):
    """What the room says about one phase of the response; its minutes come from the timeline."""

    table: ClassVar[str] = "phases"
    noun: ClassVar[str] = "response phase"

    text: Words
    """The name of the phase."""
    happened: Text = ""
    helped: Text = ""
    """What would have helped."""
    halved: Text = ""
    """How it could have been cut in half."""


class Aftermath(Part):
    """How the cause was found once customers were served again."""

    table: ClassVar[str] = "aftermath"
    noun: ClassVar[str] = "post-incident analysis"

    id: Id = "aftermath"
    found: Text = ""
    """How the cause was found."""
    took: Line = ""
    """How long that took."""


def preset_phases() -> tuple[Phase, ...]:
    """The four phases of a response, still empty."""
    return tuple(
        Phase(id=f"phase-{name.replace(' ', '-')}", order=place, text=name.capitalize())
        for place, name in enumerate(PHASES, 1)
    )
