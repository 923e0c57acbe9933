"""What people typed, made harmless in GitHub-flavoured Markdown and still good to read as it stands."""

import re
from string import punctuation

_SPECIAL = re.compile(r"[\\~<&$\[]|`+|\*+|_+")
_ENTITY = re.compile(r"&#?\w+;")
_PIPE = re.compile(r"\\?\|")
_OPENS_BLOCK = re.compile(r"[#>]|[-+](?=\s|$)|[-=:| ]+$")
_OPENS_LIST = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")
_URL = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?'\"]")
_BACKTICKS = re.compile("`+")


def inline(text: str) -> str:
    """The text as it may stand inside a line; it is no safe beginning of one."""
    return _SPECIAL.sub(_escaped, text)


def line(text: str) -> str:
    """The text as it may stand anywhere but in a table, also at the beginning of a line."""
    return _begun(inline(text))


def cell(text: str) -> str:
    """The text as it may stand in a cell of a table."""
    return _PIPE.sub(_piped, inline(text.replace("\n", " ")))


def heading(text: str) -> str:
    """The text as it may stand in a heading."""
    return re.sub(r"(?<=\s)(?=#+$)", r"\\", line(text))


def paragraphs(text: str, indent: str = "") -> str:
    """The text with its paragraphs, line breaks and indentation, every line but the first after `indent`."""
    found = [
        f"\\\n{indent}".join(_kept_line(one) for one in paragraph.split("\n"))
        for paragraph in _BETWEEN_PARAGRAPHS.split(text)
    ]
    return f"\n\n{indent}".join(found)


def clickable(text: str) -> str:
    """What a link field holds, safe in a line and in a cell: web addresses as links, all else as text."""
    done, at = "", 0
    for found in _URL.finditer(text):
        done += f"{cell(text[at : found.start()])}<{found[0].replace('|', '%7C')}>"
        at = found.end()
    return _begun(done + cell(text[at:]))


def fenced(text: str, language: str) -> str:
    """The text as a code block that nothing inside it can end."""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}{language}", *(one.rstrip() for one in text.split("\n")), fence])


def _begun(escaped: str) -> str:
    if _OPENS_BLOCK.match(escaped):
        return f"\\{escaped}"
    return _OPENS_LIST.sub(r"\1\\\2", escaped, count=1) if escaped[:1].isdigit() else escaped


def _escaped(found: re.Match[str]) -> str:
    mark, text = found[0], found.string
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    match mark[0]:
        case "<":
            return "&lt;"
        case "&":
            return "&amp;" if _ENTITY.match(text, found.start()) else mark
        case "\\":
            harmless = after != "" and after not in punctuation
        case "*":
            harmless = before.isspace() and after.isspace()
        case "_":
            harmless = (before.isspace() and after.isspace()) or (before.isalnum() and after.isalnum())
        case "~":
            # One that cannot close a strike-through is only "about": ~200 users.
            harmless = (not before or before.isspace()) and after.isalnum()
        case "$":
            # One that cannot close a formula is only money.
            harmless = before.isspace() or after.isdigit() or (not before and after.isspace())
        case _:
            harmless = False
    return mark if harmless else "".join(f"\\{character}" for character in mark)


def _piped(found: re.Match[str]) -> str:
    # Parsers disagree about a pipe behind an escaped backslash; none is in doubt about the entity.
    return "\\|" if found[0] == "|" else "\\&#124;"


def _kept_line(text: str) -> str:
    words = text.strip()
    return "\u00a0" * (len(text) - len(text.lstrip())) + line(words)
