"""Writers that are killed at any moment."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from pmfacil.sessions.library import Library
from pmfacil.sessions.session_file import create_session, open_session
from pmfacil.sessions.tables import Tables

KILLS = 15
WRITE = """
import pathlib, sys
from pmfacil.sessions.session_file import open_session
session = open_session(pathlib.Path(sys.argv[1]), write=True)
number = session.tables["notes"]["n"]["number"]
while True:
    number += 1
    filler = {str(key): {"text": "x" * 50} for key in range(number * 7919 % 400)}
    session.write({**session.tables, "notes": {"n": {"number": number}}, "filler": filler})
    print(number, flush=True)
"""


def test_what_was_acknowledged_before_a_kill_is_there_after_it(library: Library, tables: Tables) -> None:
    with create_session(library, {**tables, "notes": {"n": {"number": 0}}}) as session:
        path = session.path
    chance = random.Random(7)
    acknowledged = 0
    for _ in range(KILLS):
        before = acknowledged
        acknowledged = killed_writer(path, chance.uniform(0.001, 0.05))
        with open_session(path, write=True) as session:
            number: int = session.tables["notes"]["n"]["number"]
            assert acknowledged <= number <= acknowledged + 1
            assert len(session.tables["filler"]) == number * 7919 % 400
            acknowledged = number
        assert acknowledged > before
        assert not list(path.parent.rglob("*.tmp"))
        assert not list(path.parent.rglob("*.lock"))


def killed_writer(path: Path, seconds: float) -> int:
    """Let another program write, kill it so many seconds after its first save; the last number it acknowledged."""
    with subprocess.Popen([sys.executable, "-c", WRITE, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        said = writer.stdout.readline()
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        # `communicate` would pass over what was read together with the first line.
        said += writer.stdout.read()
    # The last line may be cut off in the middle of a number.
    return int(said[: said.rindex("\n")].split()[-1])
