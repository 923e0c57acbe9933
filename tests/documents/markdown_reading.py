"""Reads a document as a Markdown parser does."""

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_WIDE = re.compile(r"(?<!\\)\|")


def tokens(document: str) -> Iterator[Token]:
    """Every token, those inside of lines as well."""
    for token in PARSER.parse(document):
        yield token
        yield from token.children or ()


def kinds(document: str) -> set[str]:
    """The kinds of tokens that there are."""
    return {token.type for token in tokens(document)}


def headings(document: str) -> list[str]:
    """Every heading but the title, as it is written."""
    parsed = PARSER.parse(document)
    pairs = [(token, after) for token, after in pairwise(parsed) if token.type == "heading_open"]
    return [f"{token.markup} {after.content}" for token, after in pairs][1:]


def shown(document: str) -> str:
    """What a reader sees, without any markup; indentation that was kept reads as spaces again."""
    text = ""
    for token in tokens(document):
        if token.type in ("text", "text_special", "code_inline", "fence", "code_block"):
            text += token.content
        elif token.type in ("softbreak", "hardbreak", "inline"):
            text += "\n"
    return text.replace("\u00a0", " ")


def section(document: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    after = document.split(f"\n{heading}\n", 1)[1]
    return re.split(r"^#{1,6} ", after, maxsplit=1, flags=re.MULTILINE)[0].strip()


def mermaid(document: str) -> list[str]:
    """The diagrams of a document."""
    return [token.content for token in PARSER.parse(document) if token.type == "fence" and token.info == "mermaid"]


def widths(document: str) -> list[set[int]]:
    """How many cells the rows of each table have, counted in the text as it stands."""
    tables = re.findall(r"(?:^\|.*\|$\n?)+", document, re.MULTILINE)
    return [{len(_WIDE.findall(row)) for row in table.splitlines()} for table in tables]
