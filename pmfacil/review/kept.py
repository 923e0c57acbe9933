"""What a review becomes on its way to a file."""

from typing import Any


class Kept(dict[str, Any]):
    """A part as it is kept, or a table of them; nobody changes it."""

    text: bytes | None = None
    """What stands in the file for it, once it was written: most is written again with every edit as it was."""
