"""Which file holds the timeline: whatever is wrong with it is said where its name was typed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pmfacil.dialogs.fields import Asking, Field
from pmfacil.dialogs.form import AnswerRefused, Answers, Form
from pmfacil.review.text import EditRefused, short
from pmfacil.sessions.errors import SessionError
from pmfacil.typeahead import asks

if TYPE_CHECKING:
    from pmfacil.documents.timelines.imported import Imported

_FILE = "file"


@dataclass(frozen=True)
class ReadFile:
    """A file with events in it."""

    path: Path
    imported: "Imported"


class ImportFile(Form):
    """Asks for a file, and stays until one is named that holds events; its answer `file` is a `ReadFile`."""

    def __init__(self, asking: Asking, read: Callable[[Path], Awaitable["Imported"]]) -> None:
        """Ask; `read` raises `SessionError` for a file out of which nothing can be taken."""
        field = Field(_FILE, "File or folder", "such as ~/Downloads/incident.json")
        super().__init__("Import a timeline", [field], {}, asking, _is_there)
        self._read = read

    @asks
    async def finish(self, answers: Answers) -> None:
        """Read the file, which may take a while: what is typed meanwhile waits."""
        path = named_file(answers.values[_FILE])
        if path is None:
            return
        try:
            imported = await self._read(path)
        except SessionError as problem:
            self.refuse(AnswerRefused(_FILE, str(problem)))
            return
        self.give(replace(answers, values={_FILE: ReadFile(path, imported)}))


def _is_there(answers: Answers) -> None:
    try:
        there = named_file(answers.values[_FILE])
    except EditRefused as refused:
        raise AnswerRefused(_FILE, str(refused)) from refused
    if not there:
        raise AnswerRefused(_FILE, "name one first: a chat export, a log, a table, a calendar, or a text.")


def named_file(typed: str) -> Path | None:
    """The file that somebody typed the name of, as a shell or a file manager would have it; `None` if nothing was.

    Raises:
        EditRefused: If there is none of that name.
    """
    name = typed.strip().removeprefix("file://").strip("'\"")
    if not name:
        return None
    try:
        path = Path(name).expanduser().absolute()
        if path.exists():
            return path
    except (OSError, RuntimeError, ValueError):
        pass
    raise EditRefused(f"There is no file “{short(name, 80)}”; a full path always works.")
