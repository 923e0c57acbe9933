"""The program as a shell would call it, in this process, with a library of its own."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from pmfacil.cli import main
from pmfacil.review.begin import new_review
from pmfacil.review.incident import Incident
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting


class Program(click.Command):
    """All of the program, its edge included, in the shape that the runner asks for."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        sys.exit(main(kwargs["args"]))


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the library, which does not exist yet."""
    monkeypatch.setenv("PMFACIL_LIBRARY", str(tmp_path / "library"))
    monkeypatch.delenv("COLUMNS", raising=False)
    return tmp_path / "library"


@pytest.fixture
def run(library: Path) -> Callable[..., Result]:
    """Runs the program with arguments and, if given, stdin."""

    def run(*args: str, stdin: str | bytes = b"") -> Result:
        return CliRunner().invoke(Program("pmfacil"), args, input=stdin)

    return run


@pytest.fixture
def make(library: Path) -> Callable[..., Path]:
    """Makes a session with these fields of its incident and gives its file."""

    def make(title: str = "Users could not check out", id: str | None = None, **fields: Any) -> Path:
        start = fields.pop("start", datetime(2026, 11, 18, 9, 2, tzinfo=UTC))
        review = new_review(Incident(title=title, start=start, **fields), datetime(2026, 11, 19, tzinfo=UTC), id=id)
        meeting = LiveMeeting.create(Library(library), review)
        meeting.close()
        return meeting.file.path

    return make


@pytest.fixture
def everything(tmp_path: Path) -> Callable[[], dict[Path, bytes]]:
    """Reads all there is in the test's folder."""
    return lambda: {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
