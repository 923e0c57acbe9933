"""ZIP archives, which may be damaged, locked or hostile."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

MOST_MEMBERS = 20_000
MOST_UNPACKED = 64_000_000
"""The most bytes that are unpacked from one archive."""
LARGEST_MEMBER = 16_000_000
READ = (".json", ".jsonl", ".csv", ".tsv", ".md", ".txt", ".html", ".htm", ".ics", ".log", ".mdx", ".markdown")
"""The endings of files that may hold a timeline."""


class Unpacked(NamedTuple):
    """What came out of an archive."""

    members: list[tuple[str, bytes]]
    """Name and bytes of each file that could be read, at least in part."""
    problems: list[str]
    """What is wrong, a sentence each."""
    cut: bool = False
    """Whether the archive is cut off or damaged as a whole."""
    partial: frozenset[str] = frozenset()
    """The names of files of which only the beginning is there."""


def is_archive(content: bytes) -> bool:
    """Whether these are the bytes of a ZIP."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def unpacked(content: bytes, days: tuple[date, date] | None = None, most: int = MOST_UNPACKED) -> Unpacked:
    """The members that can be read, and what is wrong; nothing is written.

    Args:
        content: The bytes of the archive.
        days: From when until when: files that are named by another day stay packed.
        most: How many bytes are unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _members(archive, days, most)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
        rescued = list(_rescued(content, most))
        partial = frozenset(name for name, _, whole in rescued if not whole)
        return Unpacked([(name, data) for name, data, _ in rescued], [], cut=True, partial=partial)


def _members(archive: zipfile.ZipFile, days: tuple[date, date] | None, left: int) -> Unpacked:
    members: list[tuple[str, bytes]] = []
    problems: list[str] = []
    infos = [info for info in archive.infolist() if not info.is_dir() and info.filename.lower().endswith(READ)]
    far = [info for info in infos if days and not days[0] <= _day(info.filename, days[0]) <= days[1]]
    if far:
        infos = [info for info in infos if info not in far]
        problems.append(f"{_files(len(far))} of days far from the incident and stayed packed.")
    locked = [info for info in infos if info.flag_bits & 1]
    if locked:
        problems.append(f"{_files(len(locked))} locked with a password in the ZIP and left out.")
    damaged, most = 0, left
    for number, info in enumerate(sorted((i for i in infos if not i.flag_bits & 1), key=_first)):
        if number >= MOST_MEMBERS or left <= 0:
            problems.append(f"The ZIP holds more than {most // 1_000_000} MB; the rest of it was left out.")
            break
        try:
            with archive.open(info) as member:
                data = member.read(min(LARGEST_MEMBER, left) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            damaged += 1
            continue
        left -= len(data)
        members.append((info.filename.replace("\\", "/"), data))
    if damaged:
        problems.append(f"{_files(damaged)} damaged in the ZIP and left out.")
    return Unpacked(members, problems)


def _day(name: str, otherwise: date) -> date:
    """The day by which a file is named, as those of a Slack export are."""
    found = re.search(r"(?:^|/)(\d{4}-\d\d-\d\d)\.json$", name)
    try:
        return date.fromisoformat(found[1]) if found else otherwise
    except ValueError:
        return otherwise


def _files(count: int) -> str:
    return "One file was" if count == 1 else f"{count} files were"


def _first(info: zipfile.ZipInfo) -> tuple[bool, str]:
    """Who is who comes first, then everything by its name, which of a day's messages is the day."""
    return ("/" in info.filename.strip("/"), info.filename)


def _rescued(content: bytes, left: int) -> Iterator[tuple[str, bytes, bool]]:
    """The members of an archive whose table of contents, at its end, is lost, and whether each is whole."""
    place = content.find(b"PK\x03\x04")
    while place >= 0 and left > 0 and len(content) >= place + 30:
        head = content[place : place + 30]
        flags, method = int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
        names, extra = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
        start = place + 30 + names + extra
        name = content[place + 30 : place + 30 + names].decode("utf-8", errors="replace").replace("\\", "/")
        if name.lower().endswith(READ) and not flags & 1:
            data, whole = _inflated(content, start, head, method)
            left -= len(data)
            yield name, data, whole
        place = content.find(b"PK\x03\x04", start)


def _inflated(content: bytes, start: int, head: bytes, method: int) -> tuple[bytes, bool]:
    if method == zipfile.ZIP_STORED:
        size = int.from_bytes(head[18:22], "little")
        return content[start : start + min(size, LARGEST_MEMBER)], start + size <= len(content)
    if method != zipfile.ZIP_DEFLATED:
        return b"", False
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = stream.decompress(memoryview(content)[start:], LARGEST_MEMBER)
    except zlib.error:
        return b"", False
    return data, stream.eof or len(data) >= LARGEST_MEMBER
