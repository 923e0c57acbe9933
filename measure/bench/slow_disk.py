"""The program on a disk that takes its time: `slow_disk.py MILLISECONDS ARGUMENTS…`."""

import os
import sys
import time

SECONDS = float(sys.argv[1]) / 1000
_fsync = os.fsync


def _slow(descriptor: int) -> None:
    time.sleep(SECONDS)
    _fsync(descriptor)


os.fsync = _slow

from pmfacil.cli import main  # noqa: E402 - it takes `fsync` as it finds it

sys.exit(main(sys.argv[2:]))
