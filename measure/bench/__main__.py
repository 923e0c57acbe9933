"""How fast it is, beside a bare Textual app in the same run: `python -m measure.bench [--only PART]`, on Linux."""

import argparse
import os
import tempfile
import time
from pathlib import Path

from measure.bench import commands, disk, idle, keys, startup, together
from measure.bench.table import HEAD

PARTS = {"startup": startup, "keys": keys, "disk": disk, "idle": idle, "commands": commands, "together": together}


def main() -> None:
    """Print the table, row by row as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="measure this part alone")
    only = parser.parse_args().only
    began = time.monotonic()
    print(HEAD, flush=True)
    for name, part in PARTS.items():
        if only in (None, name):
            with tempfile.TemporaryDirectory(prefix="pmfacil-bench-") as folder:
                for row in part.rows(Path(folder)):
                    print(row, flush=True)
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    busy = f"; others kept the machine busy (load {load:.1f} on {cores} cores)" if load > cores else ""
    print(f"\nMeasured in {time.monotonic() - began:.0f} s{busy}. Ratios compare from run to run, milliseconds do not.")


main()
