"""The sign of life of a running meeting: how long it was really away."""

import contextlib
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from pmfacil.sessions.place import temporary_for
from pmfacil.sessions.system import SYSTEM, System, discard, put_over, read_whole

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Sign:
    """A moment on all the clocks there are."""

    wall: datetime
    """Aware, UTC."""
    boot: float | None = None
    """Seconds since the machine was started, sleep included; `None` where there is no such clock."""
    boot_id: str | None = None
    """Which start of the machine that counts from; `None` where it cannot be known."""

    @classmethod
    def now(cls) -> Self:
        """The present moment."""
        boot = time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else None
        boot_id = None
        with contextlib.suppress(OSError):
            boot_id = _BOOT_ID.read_text().strip() or None
        return cls(datetime.now(UTC), boot, boot_id)


def gap(last: Sign, now: Sign) -> float:
    """The seconds that really went by, whatever was done to the wall clock; never negative."""
    if last.boot_id and last.boot_id == now.boot_id and last.boot is not None and now.boot is not None:
        return max(0.0, now.boot - last.boot)
    return max(0.0, (now.wall - last.wall).total_seconds())


def beat(path: Path, sign: Sign, system: System = SYSTEM) -> None:
    """Leave a sign of life; a disk that refuses it is no reason to stop the meeting."""
    said = {"wall": sign.wall.isoformat(), "boot": sign.boot, "boot_id": sign.boot_id}
    with contextlib.suppress(OSError):
        put_over(path, f"{json.dumps(said)}\n".encode(), temporary_for(path), system, sync=False)


def last_sign(path: Path) -> Sign | None:
    """The last sign of life, or `None` if there is none that makes sense."""
    try:
        said: dict[str, Any] = json.loads(read_whole(path)[0])
        wall = datetime.fromisoformat(said["wall"]).astimezone(UTC)
        boot = said.get("boot")
        if boot is not None and not 0 <= float(boot) < 1e10:
            return None
        boot_id = said.get("boot_id")
        return Sign(wall, None if boot is None else float(boot), boot_id if isinstance(boot_id, str) else None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def forget(path: Path, system: System = SYSTEM) -> None:
    """Remove the sign of life of a meeting that has ended."""
    discard(path, system)
