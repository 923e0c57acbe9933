"""The one door for timelines from elsewhere: which shape is it, and which events does it hold."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pmfacil.documents.timelines import chat, ics, slack, tables, tools, written
from pmfacil.documents.timelines.archive import Unpacked, is_archive, unpacked
from pmfacil.documents.timelines.distance import NEAR, Around
from pmfacil.documents.timelines.found import MOST_TEXT, Content, Draft
from pmfacil.documents.timelines.imported import Imported
from pmfacil.documents.timelines.offering import MOST_EVENTS, Context, offered


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
        return _of_archive(unpacked(content, days), context)
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


def _of_archive(archive: Unpacked, context: Context) -> Imported:
    contents = [Content(data, inner) for inner, data in archive.members]
    if not archive.cut:
        return _together(contents, context, archive.problems)
    lost = [one.name for one in contents if one.name in archive.partial and not _gives(one)]
    there = [one for one in contents if one.name not in lost]
    part = [one.name for one in there if one.name in archive.partial]
    return _together(there, context, [_of_cut(len(there) - len(part), part, lost)], told=archive.partial)


def _gives(content: Content) -> bool:
    """Whether anything that can be read is in what is left of a file."""
    return content.json.value is not None if content.json.problem else bool(content.text.strip())


def _of_cut(whole: int, part: Sequence[str], lost: Sequence[str]) -> str:
    """What was read of an archive that is cut off or damaged, and what was not."""
    if not whole and not part:
        return "The ZIP is cut off or damaged; none of its files could be read."
    read = [f"{whole} of its files were read" if whole > 1 else "one of its files was read"] if whole else []
    read += [f"of {_named(part)} only the beginning was read"] if part else []
    read += [f"{_named(lost)} could not be read"] if lost else []
    return f"The ZIP is cut off or damaged; {', '.join(read[:-1])}{' and ' if read[1:] else ''}{read[-1]}."


def _named(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} others"


def _together(
    contents: Sequence[Content], context: Context, problems: list[str], told: Collection[str] = ()
) -> Imported:
    if draft := slack.read_export(contents):
        bad = (one for one in contents if one.json.problem and one.name not in told)
        damaged = [_of_file(one.name, one.json.problem) for one in bad]
        return offered(draft, context, [*problems, *damaged[:3]])
    drafts = [(one, draft) for one in contents if (draft := _draft(one))]
    read = [offered(draft, replace(context, name=one.name), []) for one, draft in drafts]
    if not read:
        # An archive of which nothing could be read says so itself.
        empty = ("No file in it holds events with times.",) if contents or not problems else ()
        return Imported(left_out=(*problems, *empty))
    return Imported(
        tuple(event for one in read for event in one.events)[:MOST_EVENTS],
        f"{len(read)} files" if len(read) > 1 else read[0].shape,
        read[0].zone,
        tuple(dict.fromkeys(guess for one in read for guess in one.guessed)),
        (*problems, *dict.fromkeys(left for one in read for left in one.left_out)),
        tuple(said for one in read for said in one.stated),
    )


def _of_file(name: str, problem: str) -> str:
    """What is wrong with one of several files; from the others something may have come."""
    return problem.replace("It ", f"{name} ", 1).replace("nothing was imported", "nothing of it was read")


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
