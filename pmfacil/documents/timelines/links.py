"""Links of Markdown in a text."""

import re

_LINK = re.compile(
    r"!?\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\(\s*<?(?P<address>(?:[a-z][a-z0-9+.-]*:|[./#])(?:[^\s()<>]|\([^\s()<>]*\))*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)",
    re.IGNORECASE,
)


def unlinked(text: str) -> str:
    """The text with the words of its links as they are read, and the address of each behind them in brackets."""
    return _LINK.sub(_said, text) if "](" in text else text


def _said(link: re.Match[str]) -> str:
    words, address = link["words"].strip(), link["address"]
    return f"{words} ({address})" if words and words != address else address
