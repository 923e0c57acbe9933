"""The one door for timelines from elsewhere: which shape is it, and which events does it hold."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pmfacil.documents.timelines import chat, ics, slack, tables, tools, written
from pmfacil.documents.timelines.archive import is_archive, unpacked
from pmfacil.documents.timelines.found import MOST_TEXT, Content, Draft
from pmfacil.documents.timelines.imported import Imported
from pmfacil.documents.timelines.offering import MOST_EVENTS, NEAR, Around, Context, offered


@dataclass(frozen=True)
class Reader:
    """A shape of file: how sure it is that a content has this shape, from 0 to 1, and how it is read."""

    sure: Callable[[Content], float]
    read: Callable[[Content], Draft | None]


READERS = (
    Reader(slack.sure, slack.read_slack),
    Reader(tools.sure, tools.read_tools),
    Reader(ics.sure, ics.read_ics),
    Reader(chat.sure, chat.read_chat),
    Reader(tables.sure, tables.read_csv),
    Reader(written.sure, written.read_written),
)
"""Every shape that is known."""


def read_timeline(content: bytes, today: date, name: str = "", around: Around | None = None) -> Imported:
    """The events of a file, by what is in it.

    Args:
        content: The bytes of the file: text, JSON, or a ZIP of these.
        today: The latest day that a date without a year may mean.
        name: The name of the file, which may hold a date; its ending says nothing.
        around: When the incident was: of what a tool exported, only what is near it is ticked.
    """
    context = Context(name, today, around)
    if is_archive(content):
        days = (around[0].date() - 2 * NEAR, around[1].date() + 2 * NEAR) if around else None
        members, problems = unpacked(content, days)
        return _together([Content(data, inner) for inner, data in members], context, problems)
    whole = Content(content, name)
    draft = _draft(whole)
    problems = [f"Only the first {MOST_TEXT // 1_000_000} MB were read."] if whole.too_long else []
    problems += [whole.json.problem] if whole.json.problem and not whole.too_long else []
    if draft is None:
        return Imported(left_out=tuple(problems) if whole.json.problem else (*problems, _nothing(whole)))
    return offered(draft, context, problems)


def read_folder(
    members: Iterable[tuple[str, bytes]], today: date, name: str = "", around: Around | None = None
) -> Imported:
    """The events of several files that belong together, such as an unpacked Slack export.

    Args:
        members: Path and bytes of each file.
        today: The latest day that a date without a year may mean.
        name: What the folder is called.
        around: When the incident was.
    """
    contents = [Content(data, inner) for inner, data in members]
    return _together(contents, Context(name, today, around), [])


def _together(contents: Sequence[Content], context: Context, problems: list[str]) -> Imported:
    if draft := slack.read_export(contents):
        damaged = [f"{one.name}: {one.json.problem}" for one in contents if one.json.problem]
        return offered(draft, context, [*problems, *damaged[:3]])
    drafts = [(one, draft) for one in contents if (draft := _draft(one))]
    read = [offered(draft, replace(context, name=one.name), []) for one, draft in drafts]
    if not read:
        return Imported(left_out=(*problems, "No file in it holds events with times."))
    return Imported(
        tuple(event for one in read for event in one.events)[:MOST_EVENTS],
        f"{len(read)} files" if len(read) > 1 else read[0].shape,
        read[0].zone,
        tuple(dict.fromkeys(guess for one in read for guess in one.guessed)),
        (*problems, *dict.fromkeys(left for one in read for left in one.left_out)),
    )


def _draft(content: Content) -> Draft | None:
    """What the surest reader that finds events makes of it."""
    if not content.text.strip() or content.binary:
        return None
    sure = [(reader.sure(content), reader) for reader in READERS]
    for confidence, reader in sorted(sure, key=lambda one: -one[0]):
        if confidence > 0 and (draft := reader.read(content)) and draft.found:
            return draft
    return None


def _nothing(content: Content) -> str:
    if not content.text.strip():
        return "The file is empty; nothing was imported."
    if content.binary:
        return "It is no text, such as a picture, a PDF or a program; nothing was imported."
    if content.json.value is not None:
        return "It is JSON of a shape without times and texts that is known here; nothing was imported."
    if tables.has_columns(content):
        return "No column of the table holds times; nothing was imported."
    return "No line begins or ends with a time; nothing was imported."
