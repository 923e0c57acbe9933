"""What a command says: answers on stdout, sentences about itself on stderr."""

import json
import sys

import click

from pmfacil.review.text import clean_text, short

_LONGEST = 2_000
"""The most characters of a sentence, which may quote what was typed."""


def one_line(text: str) -> str:
    """The text without control characters and line breaks, in full."""
    return clean_text(text).replace("\n", " ")


def say(sentence: str) -> None:
    """Put one clean sentence on stderr."""
    click.echo(short(clean_text(sentence[: 4 * _LONGEST]), _LONGEST), err=True)


def answer_json(value: object, indent: int | None = None) -> None:
    """Put a value on stdout as JSON, in plain ASCII: what people typed may hold signs that command a terminal."""
    click.echo(json.dumps(value, indent=indent))


def at_terminal() -> bool:
    """Whether a person sits at both ends, so that a screen can be shown (it is drawn through stderr)."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
