"""Tables of Markdown, and files of comma-separated values: rows with a time."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from pmfacil.documents.timelines.columns import Columns, columns_of, events_of
from pmfacil.documents.timelines.emphasis import unpaired
from pmfacil.documents.timelines.found import Content, Draft, Found
from pmfacil.documents.timelines.lines import Line, Sort
from pmfacil.documents.timelines.stamps import leading, whole

_BAR = re.compile(r"(?<!\\)\|")
_HYPHENS = re.compile(r":?-+:?")
_ROW_OF_HYPHENS = re.compile(r"^[ >]{0,8}\|?[ ]{0,8}:?-{1,200}:?[ ]{0,8}\|[ |:-]*$", re.MULTILINE)
_LONGEST_CELL = 1_000_000
_SAMPLE = 200


def tables(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The tables among the lines, each with its heading first."""
    table: list[Line] = []
    for line in [*lines, Line(Sort.BLANK, "")]:
        if line.sort is Sort.ROW:
            table.append(line)
        elif table:
            yield table
            table = []


def table_events(table: Sequence[Line]) -> tuple[list[Found], list[str]] | None:
    """The events of a Markdown table and what to say about it; `None` if it has no times."""
    rows = [_cells(line.text) for line in table]
    rows = [row for row in rows if not all(_HYPHENS.fullmatch(cell) or not cell for cell in row)]
    if len(rows) < 2:
        return None
    header, body = (rows[0], rows[1:]) if not any(whole(cell) for cell in rows[0]) else ([], rows)
    header = [_clean(cell) for cell in header]
    columns = columns_of(header, body)
    if columns is None:
        return None
    found, _ = events_of(columns, header, body)
    return found, _unused(columns, header)


def read_csv(content: Content) -> Draft | None:
    """The events of a file of values with commas, semicolons, tabs or bars between them."""
    guess = _best(content.text)
    if guess is None:
        return None
    rows, columns, header = guess
    found, empty = events_of(columns, header, rows)
    left = _unused(columns, header)
    if empty:
        left.append(f"{len(empty)} rows say nothing, and are left out." if len(empty) > 1 else "One row says nothing.")
    return Draft(tuple(found), "a table", guessed=(columns.said(header),), left_out=tuple(left), written=True)


def _best(text: str) -> tuple[list[list[str]], Columns, list[str]] | None:
    """The rows below the heading, the columns and the heading, for the sign that makes the most even table."""
    sample = text[:200_000].splitlines()[:_SAMPLE]
    signs = sorted(",;\t|", key=lambda sign: -sum(sign in line for line in sample))
    csv.field_size_limit(_LONGEST_CELL)
    best: tuple[float, str] = (0.0, "")
    for sign in signs:
        rows = _parsed("\n".join(sample), sign)
        if len(rows) < 2:
            continue
        width = max({len(row) for row in rows}, key=[len(row) for row in rows].count)
        even = sum(len(row) == width for row in rows) / len(rows)
        if width > 1 and even > best[0] and _guess(rows):
            best = (even, sign)
    if best[0] < 0.6:
        return None
    return _guess(_parsed(text, best[1]))


def _guess(rows: list[list[str]]) -> tuple[list[list[str]], Columns, list[str]] | None:
    """The table below the first row that may be its heading: exports begin with titles and empty lines."""
    for start, row in enumerate(rows[:8]):
        if sum(bool(cell.strip()) for cell in row) < 2:
            continue
        header = [] if any(whole(cell) for cell in row) else [cell.strip() for cell in row]
        body = rows[start + bool(header) :]
        columns = columns_of(header, body[:_SAMPLE])
        return (body, columns, header) if columns else None
    return None


def _parsed(text: str, sign: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=sign):
            if any(cell.strip() for cell in row):
                rows.append(row)
    except csv.Error:
        pass
    return rows


def _unused(columns: Columns, header: Sequence[str]) -> list[str]:
    names = [f"“{header[place]}”" for place in columns.unused if place < len(header) and header[place]]
    return [f"Not read: the column{'s' if len(names) > 1 else ''} {', '.join(names)}."] if names else []


def _cells(row: str) -> list[str]:
    row = row.strip().removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return [_clean(cell) for cell in _BAR.split(row)]


def _clean(cell: str) -> str:
    return unpaired("", cell.replace("\\|", "|").strip())


def sure(content: Content) -> float:
    """How sure it is that this is a file of values: every line has as many of them."""
    if content.json.value is not None:
        return 0
    if _ROW_OF_HYPHENS.search(content.text[:50_000]):
        return 0
    guess = _best(content.text[:50_000])
    if guess is None or len(guess[0]) < 2:
        return 0
    # Without a heading, a comma may be part of the time that the lines of a log or of a chat begin with.
    return 0 if not guess[2] and _cuts_times(content.text[:5_000].splitlines()[:20]) else 0.8


def _cuts_times(lines: Sequence[str]) -> bool:
    """Whether the times at the beginning of the lines go on after the first comma."""
    found = [(line.partition(",")[2], stamped[1]) for line in lines if "," in line and (stamped := leading(line))]
    return bool(found) and all(len(text) + 1 < len(rest.strip()) for rest, text in found)


def has_columns(content: Content) -> bool:
    """Whether the lines have the same number of values each, whatever these are."""
    lines = [line for line in content.text[:5_000].splitlines()[:20] if line]
    return len(lines) > 1 and any(
        len({line.count(sign) for line in lines}) == 1 and sign in lines[0] for sign in ",;\t|"
    )
