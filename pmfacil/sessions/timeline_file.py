"""Reading a timeline from a file or folder of another tool."""

from datetime import date, datetime
from pathlib import Path

from pmfacil.documents.timelines.archive import LARGEST_MEMBER, MOST_UNPACKED, READ, is_archive
from pmfacil.documents.timelines.found import MOST_TEXT
from pmfacil.documents.timelines.imported import Imported
from pmfacil.documents.timelines.reading import read_folder, read_timeline
from pmfacil.review.review import Review
from pmfacil.sessions.errors import SessionError, quoted, reason

LARGEST_ARCHIVE = 512_000_000
"""Bytes of a ZIP."""
_MOST_FILES = 20_000


def read_timeline_file(path: Path, review: Review | None, today: date) -> Imported:
    """What a file, or an unpacked export in a folder, holds for a review.

    Raises:
        SessionError: If it cannot be read at all.
    """
    around = around_incident(review)
    try:
        if path.is_dir():
            return read_folder(list(_members(path)), today, path.name, around)
        with path.open("rb") as opened:
            content = opened.read(MOST_TEXT + 1)
            if is_archive(content):
                content += opened.read(LARGEST_ARCHIVE - len(content))
                if opened.read(1):
                    most = f"{LARGEST_ARCHIVE // 1_000_000} MB"
                    raise SessionError(f"This ZIP has more than {most}; nothing was changed, export fewer days.")
        return read_timeline(content, today, path.name, around)
    except OSError as error:
        raise SessionError(f"{quoted(str(path))} cannot be read: {reason(error)}; nothing was changed.") from error


def around_incident(review: Review | None) -> tuple[datetime, datetime] | None:
    """From when until when the incident was, as far as it is known."""
    if review is None or review.incident.start is None:
        return None
    return review.incident.start, review.incident.end or review.incident.start


def _members(folder: Path) -> list[tuple[str, bytes]]:
    """The files of an unpacked export; links are not followed."""
    members: list[tuple[str, bytes]] = []
    left = MOST_UNPACKED
    for path in sorted(folder.rglob("*"))[:_MOST_FILES]:
        if left > 0 and path.suffix.lower() in READ and path.is_file() and not path.is_symlink():
            with path.open("rb") as opened:
                data = opened.read(min(LARGEST_MEMBER, left))
            left -= len(data)
            members.append((path.relative_to(folder).as_posix(), data))
    return members
