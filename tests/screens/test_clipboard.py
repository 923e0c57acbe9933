"""Copying tries what there is, waits for none of it, and says whether it is known to have worked."""

import threading
import time
from pathlib import Path

import pyperclip
import pytest

from pmfacil import clipboard
from pmfacil.clipboard import copy


def refuse(text: str) -> None:
    raise pyperclip.PyperclipException("no clipboard here")


def test_a_clipboard_program_that_takes_it_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", taken.append)
    assert copy("“Only” 漢字 🙂")
    assert taken == ["“Only” 漢字 🙂"]


def test_without_a_program_and_without_tmux_it_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyperclip, "copy", refuse)
    assert not copy("words")


def test_a_program_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def hang(text: str) -> None:
        over.wait(30)

    monkeypatch.setattr(pyperclip, "copy", hang)
    monkeypatch.setattr(clipboard, "PATIENCE", 0.05)
    began = time.monotonic()
    assert not copy("words")
    assert time.monotonic() - began < 10
    over.set()


@pytest.mark.parametrize(("code", "known"), [(0, True), (1, False)])
def test_inside_tmux_its_buffer_takes_the_text(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int, known: bool
) -> None:
    program, taken = tmp_path / "tmux", tmp_path / "taken"
    program.write_text(f'#!/bin/sh\necho "$@" > {taken}\ncat >> {taken}\nexit {code}\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    monkeypatch.setattr(pyperclip, "copy", refuse)
    assert copy("words 🙂") is known
    assert taken.read_text() == "load-buffer -w -\nwords 🙂"


def test_a_tmux_that_is_gone_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    monkeypatch.setattr(pyperclip, "copy", refuse)
    assert not copy("words")
