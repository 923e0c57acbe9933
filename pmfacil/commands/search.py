"""`search`: the sessions in which something stands."""

import dataclasses

import click

from pmfacil.commands.listing import say_entries
from pmfacil.commands.progress import up_to_date
from pmfacil.commands.saying import answer_json, say
from pmfacil.commands.session import library_of, library_option
from pmfacil.sessions.errors import quoted

_MOST = 50


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="As one JSON array.")
@click.option("--most", type=click.IntRange(1), default=_MOST, show_default=True, help="How many to show.")
@library_option
@click.pass_context
def search(context: click.Context, words: tuple[str, ...], as_json: bool, most: int) -> None:
    """Find sessions by anything written in them, newest first.

    All WORDS have to be there. "several words" in quotation marks stand together, restor* begins a word, and
    service: tag: severity: status: owner: before: after: open-actions: ask for what they say.

    \b
    Example:
      pmfacil search pool "out of memory" service:checkout after:2026-01 open-actions:yes
    """
    from pmfacil.sessions.search import COUNTED, read_query
    from pmfacil.sessions.search import search as find

    query = read_query(" ".join(map(_quoted, words)))
    if query.problems:
        raise click.UsageError(query.problems[0])
    library = library_of(context)
    with up_to_date(library) as index:
        hits, count = find(index, query, most)
        known = bool(index.entries(1))
    if as_json:
        answer_json(
            [
                {
                    **dataclasses.asdict(hit.entry),
                    "path": str(hit.entry.path),
                    "place": hit.place,
                    "around": "".join(text for text, _ in hit.around),
                }
                for hit in hits
            ],
            indent=2,
        )
    else:
        around = ["".join(click.style(text, bold=found) for text, found in hit.around) for hit in hits]
        below = [f"{hit.place}: {text}" if text else "" for hit, text in zip(hits, around, strict=True)]
        say_entries([hit.entry for hit in hits], below)
        if count > len(hits):
            say(f"{len(hits)} of {f'{COUNTED} or more' if count == COUNTED else count}; --most shows more.")
    if not known and not as_json:
        say(f"The library {quoted(str(library.folder), 300)} is empty; `pmfacil new TITLE` makes the first session.")
    if not hits and known:
        if not as_json:
            say("Nothing in the library fits that; fewer words, or the beginning of one with a star, find more.")
        raise click.exceptions.Exit(1)


def _quoted(word: str) -> str:
    """A word as the shell handed it over: one with spaces was in quotation marks."""
    key, colon, value = word.partition(":")
    if " " not in word or '"' in word:
        return word
    return f'{key}:"{value}"' if colon and " " not in key else f'"{word}"'
