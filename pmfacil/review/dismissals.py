"""What the one who leads does not want to hear of again."""

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from pmfacil.review.part import Id, Part


class Dismissal(Part):
    """A rule of the coach that is quiet from now on, in one place or in the whole review."""

    table: ClassVar[str] = "dismissals"
    noun: ClassVar[str] = "dismissal"

    rule: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9.-]{0,79}$")]
    """The id of the rule."""
    of: Id | None = None
    """The part of which it said something; `None` for the whole review."""

    def says(self) -> str:
        """Which rule, and where."""
        return f"{self.rule} {'here' if self.of else 'in this review'}"

    def refers(self) -> tuple[Id, ...]:
        """The part, without which there is nothing to be quiet about."""
        return (self.of,) if self.of else ()
