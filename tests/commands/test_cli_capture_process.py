import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from pmfacil.sessions.live import LiveMeeting

Make = Callable[..., Path]
Start = Callable[..., "subprocess.Popen[bytes]"]
CAPTURE = [sys.executable, "-m", "pmfacil", "capture", "last"]


@pytest.fixture
def start(make: Make) -> Iterator[Start]:
    """Starts a capture with its three pipes; what still runs at the end of the test is killed."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*args: str, limit: int | None = None) -> "subprocess.Popen[bytes]":
        def narrow() -> None:
            if limit:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        pipe = subprocess.PIPE
        running.append(subprocess.Popen([*CAPTURE, *args], stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=narrow))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def write(process: "subprocess.Popen[bytes]", *lines: str) -> None:
    stdin = pipe(process.stdin)
    stdin.write("".join(f"{line}\n" for line in lines).encode())
    stdin.flush()


def read(process: "subprocess.Popen[bytes]") -> str:
    return pipe(process.stdout).readline().decode()


def pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream
    return stream


def notes(path: Path) -> list[str]:
    """The notes that are on disk at this moment."""
    return [note["text"] for note in json.loads(path.read_bytes())["notes"].values()]


def test_a_pipe_that_stays_open_is_answered_line_by_line(make: Make, start: Start) -> None:
    path = make()
    process = start()
    for number in range(1, 4):
        write(process, f"n note {number}")
        assert read(process) == f"{number} note {number} · note\n"
        assert sorted(notes(path)) == [f"note {n}" for n in range(1, number + 1)]
    out, error = process.communicate(b"n without a newline")
    assert (out.decode(), error, process.returncode) == ("4 without a newline · note\n", b"", 0)
    assert not list((path.parent / ".pmfacil").glob("*.lock"))


@pytest.mark.parametrize("seed", range(3))
def test_a_kill_in_the_middle_loses_no_acknowledged_line(make: Make, start: Start, seed: int) -> None:
    path = make()
    process = start()
    write(process, *(f"n note {number}" for number in range(300)))
    wait = random.Random(seed).uniform(0, 0.15)
    acknowledged = [read(process)]
    time.sleep(wait)
    process.kill()
    acknowledged += pipe(process.stdout).read().decode().splitlines(keepends=True)
    said = {line.split(" ", 1)[1].removesuffix(" · note\n") for line in acknowledged if line.endswith("\n")}
    assert 0 < len(said) < 300
    assert said <= set(notes(path))
    assert len(notes(path)) <= len(said) + 1
    meeting = LiveMeeting.open(path)
    assert not meeting.read_only
    meeting.close()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_it_cleanly_and_quietly(make: Make, start: Start, number: int, code: int) -> None:
    path = make()
    process = start()
    write(process, "n one")
    assert read(process) == "1 one · note\n"
    process.send_signal(number)
    assert process.wait(10) == code
    assert pipe(process.stderr).read() == b""
    assert notes(path) == ["one"]
    assert not list((path.parent / ".pmfacil").glob("*.lock"))
    assert not list((path.parent / ".pmfacil").glob("*.tmp"))


def test_a_line_that_cannot_be_saved_is_not_acknowledged(make: Make, start: Start) -> None:
    """A limit on the size of a file stands for the disk that is full."""
    path = make()
    process = start(limit=path.stat().st_size + 500)
    write(process, "n fits", f"n {'too much ' * 100}", "n never read")
    assert read(process) == "1 fits · note\n"
    saved = path.read_bytes()
    out, error = process.communicate(timeout=10)
    assert (out, process.returncode) == (b"", 1)
    assert error.startswith(b"Not saved since ")
    assert error.endswith(b"; line 2 was not taken, and the lines acknowledged before it are safe.\n")
    assert error.count(b"\n") == 1
    assert path.read_bytes() == saved
    assert notes(path) == ["fits"]


def test_a_library_that_vanishes_is_one_sentence(make: Make, start: Start, tmp_path: Path) -> None:
    path = make()
    process = start()
    write(process, "n one")
    assert read(process) == "1 one · note\n"
    path.parent.rename(tmp_path / "elsewhere")
    path.parent.write_text("a file in its place")
    _, error = process.communicate(b"n two\n", timeout=10)
    assert process.returncode == 1
    assert b"line 2 was not taken" in error
    assert notes(tmp_path / "elsewhere" / path.name) == ["one"]


def test_a_reader_that_goes_away_ends_it_silently_with_its_session_closed(make: Make, start: Start) -> None:
    path = make()
    process = start()
    write(process, "n one")
    assert read(process) == "1 one · note\n"
    pipe(process.stdout).close()
    write(process, "n two", "n three")
    assert process.wait(10) == 141
    assert pipe(process.stderr).read() == b""
    assert notes(path)[0] in ("one", "two")
    assert not list((path.parent / ".pmfacil").glob("*.lock"))


def test_what_another_program_wrote_meanwhile_is_kept_and_that_is_said(make: Make, start: Start) -> None:
    path = make()
    process = start()
    write(process, "n one")
    assert read(process) == "1 one · note\n"
    theirs = path.read_bytes().replace(b'"one"', b'"theirs"')
    path.write_bytes(theirs)
    out, error = process.communicate(b"n two\n", timeout=10)
    assert (out.decode(), process.returncode) == ("2 two · note\n", 0)
    assert b"was changed by another program meanwhile" in error
    assert sorted(notes(path)) == ["one", "two"]
    assert theirs in [kept.read_bytes() for kept in (path.parent / ".pmfacil").glob("*.json")]


def test_a_session_that_another_program_writes_is_left_alone(make: Make, start: Start) -> None:
    path = make()
    first, second = start(), None
    write(first, "n one")
    assert read(first) == "1 one · note\n"
    saved = path.read_bytes()
    second = start("n lost")
    out, error = second.communicate(timeout=10)
    assert (out, second.returncode) == (b"", 1)
    assert f"(process {first.pid})".encode() in error
    assert error.count(b"\n") == 1
    assert path.read_bytes() == saved


def test_arguments_that_are_no_text_do_no_harm(make: Make) -> None:
    path = make()
    ran = subprocess.run([*map(os.fsencode, CAPTURE), b"n caf\xe9"], capture_output=True)
    assert (ran.stdout.decode(), ran.stderr, ran.returncode) == ("1 caf\ufffd · note\n", b"", 0)
    assert notes(path) == ["caf\ufffd"]
