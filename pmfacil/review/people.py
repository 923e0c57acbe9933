"""Who takes part in a review (P2); names stay out of the analysis (P5)."""

import re
from typing import ClassVar

from pmfacil.review.part import Line, Part, Words

ROLES = (
    "facilitator",
    "note-taker",
    "incident commander",
    "responder",
    "subject expert",
    "support / customer voice",
    "product",
    "observer",
)
"""The usual roles; the room may use its own words."""

EVERYDAY = frozenset(
    re.findall(
        r"\S+",
        """
    Will Mark May June April August Grace Hope Faith Joy Art Bill Drew Sue Rich Frank Chase Page Price
    Max Pat Rob Bob Jack Dawn Eve Ray Summer Guy Miles Chance Sky Penny Ruby Rust Basil Cliff Dean Wade
    Tab Iris Jade Amber
        """,
    )
)
"""Names that are everyday words as well: at the beginning of a sentence nobody can tell which."""
NOT_FIRST = r"(?<![.!?:;]\s)(?<!^)"
"""An expression for any place but the beginning of a sentence."""
NOBODY = frozenset(
    re.findall(
        r"\S+",
        """
    nobody no-one noone none someone somebody anyone anybody everyone everybody all us we them they who
    me you team tbd tba todo unknown unassigned n/a
        """,
    )
)
"""What is written where a name belongs, and is none."""


class Person(Part):
    """Somebody in the meeting, with the role that stands for the name in documents."""

    table: ClassVar[str] = "people"
    noun: ClassVar[str] = "person"

    name: Words
    role: Line = ""

    def says(self) -> str:
        """The name, and the role if there is one."""
        return f"{self.name}, {self.role}" if self.role else self.name
