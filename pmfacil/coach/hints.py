"""What a rule has to say about one text: quietly, about the words and never about who said them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hint:
    """One thing that could be worded better."""

    rule: str
    """The id of the rule; it begins with the category."""
    category: str
    message: str
    """One sentence on what the words do."""
    suggestions: tuple[str, ...] = ()
    """Rewordings that can be taken as they are, or nearly so."""
    source: str = ""
    """Where the practice says so: `P63`."""
    span: tuple[int, int] = (0, 0)
    """Where the words stand in the text."""
