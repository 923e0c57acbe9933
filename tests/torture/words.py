"""Hostile words: what people type, paste, pipe and name their files, as bad as it can be."""

import re

from hypothesis import strategies as st

PIECES = (
    *("\x1b[2J", "\x1b]52;c;cm0=\x07", "\x1b]0;x\x07", "\x9b2J", "\x9d0;x\x9c", "\x0e", "\x0f", "\x00", "\x7f", "\x08"),
    *("\u202e", "\u2066", "\u200b", "\u200f", "\ufeff", "\xad", "\ud800", "\udc1b", "\U000e0001", "\r", "\r\n", "\n"),
    *("\x85", "\u2028", "\u2029", "\t", "\x0b", "\x0c", "\u00a0", "\u3000", "\u200d", "\ufe0f", "\u0301", "\u0335"),
    *("[/]", "[bold]", "[@click=app.quit]x[/]", "[link=file:///]", "[", "]", "\\[", "{{", "}}", "{thing}", "%s"),
    *("<script>alert(1)</script>", "<!--", "-->", "&amp;", "&#27;", "<b>", "</", "```", "~~~", "# ", "- ", "1. ", "> "),
    *("|", "---", "===", "**", "__", "~~", "[a](javascript:x)", "![a](b)", "<https://a.b>", "https://a.b/c_d|e", "$$"),
    *("=1+1", "@SUM(A1)", "+1", "-1", '"', "'", ";", ",", "\\", "/", "..", "~", "$(x)", "`x`", "🙂", "👩\u200d🚒"),
    *("🏴\U000e0067\U000e0062\U000e007f", "日本", "שלום", "مرحبا", "ﷺ", "ﬁ", "ı", "İ", "ß", "e\u0301", "\u1100\u1161"),
    *("a", "pool", "Dana", "10:45", "2026-11-18", "P1", "A1", "L1", "1.2", "#1.2", "by:fri", "@Dana", "~detect", " "),
)
"""What was seen to harm a terminal, a document, a file name or a parser, and some plain words."""

pieces = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
anything = st.text(st.characters(exclude_categories=()), max_size=30)
words = pieces | st.text(max_size=20) | anything
"""Text as anybody might give it."""

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)

SAMPLES = (
    *(
        "\x1b]0;Zq\x07",
        "\x1b[4242mZq",
        "\x1b]52;c;Wnpx\x07",
        "\x1bPZq\x1b\\",
        "\x1b_Zq\x1b\\",
        "\x9b4242mZq",
        "\x9d0;Zq\x9c",
    ),
    *("\x0eZq\x0f", "nul\x00Zq", "del\x7fZq", "\x08\x08Zq", "\u202eZq\u202c", "\u2066Zq\u2069", "z\u200bw\ufeffZq\xad"),
    *(
        "half \ud800 Zq",
        "byte \udc9b Zq",
        "\rZq",
        "one\x85two\u2028three\u2029four",
        "two\nlines",
        "a\tb",
        "\U000e0041Zq",
    ),
    *(
        "[/]",
        "[bold]Zq[/bold]",
        "[@click=app.exit]Zq[/]",
        "[link=https://x.y]Zq[/link]",
        "[",
        "\\[",
        "{{Zq}} {thing} {",
        "%s %(Zq)s",
    ),
    *(
        "<script>Zq</script>",
        "<!-- Zq",
        "&#27;[31m",
        "# Zq",
        "| Zq | a |",
        "```Zq",
        "~~~",
        "[x](javascript:Zq)",
        "![x](Zq)",
    ),
    *(
        "=cmd|' /C calc'!A0",
        "👩\u200d🚒 🏳\ufe0f\u200d🌈",
        "接続プール",
        "שלום مرحبا",
        "Z\u0351a\u0334l\u0327 e\u0301",
        "../../Zq",
        "$(Zq) `Zq`",
    ),
)
"""Each with a sign or a word by which it is known again wherever it comes out; 4242 is no attribute of any terminal."""
TOGETHER = " ".join(SAMPLES)
"""All of them in one text."""

_COMMAND = re.compile(
    "\x1b\\[[0-9;]*4242|\x1b[]PX^_][^\x07\x1b]*(?:Zq|Wnpx)|[\x00-\x06\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]"
    "|[\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e001f\ud800-\udfff]"
)
"""What a program drawing a screen never sends by itself."""


_MEANT = re.compile("\x1b\\]52;c;(?!Wnpx)[A-Za-z0-9+/=]*\x07|\x1b\\]8;[^\x00-\x1f\x7f-\x9f]*\x1b\\\\")
"""What was copied, wrapped by the program itself, and links."""
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def smuggled(output: bytes, *, drawn: bool = False) -> list[str]:
    """What in the bytes that reach a terminal would command it, or hide something, and came from a text.

    Args:
        output: Every byte.
        drawn: Whether a screen was drawn, which takes commands of its own; else the bytes are words and line ends.
    """
    text = output.decode("utf-8", "surrogateescape")
    text = _MEANT.sub("", text) if drawn else text
    return [*_COMMAND.findall(text), *([] if drawn else _CONTROL.findall(text))]
