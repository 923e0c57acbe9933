"""Signs of emphasis around a text."""

import re

_COLOUR = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()][0-9A-Za-z])")


def uncoloured(text: str) -> str:
    """The text without what a terminal reads as colours and bold letters."""
    return _COLOUR.sub("", text) if "\x1b" in text else text


def unpaired(begun: str, rest: str) -> str:
    """The rest of a line without the ends of emphasis that its beginning opened, and without bold signs."""
    for sign in ("**", "__"):
        if rest.count(sign) % 2:
            rest = rest[: -len(sign)].rstrip() if rest.endswith(sign) else rest.replace(sign, "", 1)
        rest = rest.replace(sign, "") if sign == "**" else rest
    for sign in ("*", "_", "`"):
        if sign in begun and rest.endswith(sign) and rest.count(sign) % 2:
            rest = rest[:-1].rstrip()
    return rest
