"""The program as the command line starts it, with an eye on its event loop and on what it should have kept.

Run as `python -m tests.torture.watched RESULT ARGUMENTS…`: what was seen is in the file RESULT once it has ended.
"""

import asyncio
import faulthandler
import gc
import json
import selectors
import signal
import sys
import threading
import time
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import pmfacil
import pmfacil.start
from pmfacil.cli import main
from pmfacil.review.tables import to_tables
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.schema import SCHEMA

OURS = str(Path(pmfacil.__file__).parent)
STEP = 0.004
"""Seconds between two looks at what the loop is doing."""
LONG = 0.06
"""Seconds after which a turn of the loop is remembered."""
_HANDS_ON = ("on_event", "_go_on", "_done")
"""What of ours only calls Textual, in whose hands a key is then."""


class Turns(selectors.DefaultSelector):
    """Lets the loop wait, and knows how long each turn between two waits held it.

    A turn is counted as it would be on a machine of its own: without the time in which others had the processor.
    """

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.holds: list[dict[str, Any]] = []
        self._main = threading.main_thread().ident or 0
        self._began = self._cpu = self._queued = self._collecting = self._collected = 0.0
        self._seen: list[tuple[str, str, bool]] = []
        self._in_turn = False
        self.skip = False
        """Whether the present turn does not count."""
        self._schedule = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat").open("rb", buffering=0)  # noqa: SIM115
        gc.callbacks.append(self._collects)
        threading.Thread(target=self._watch, daemon=True).start()

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait, between two turns."""
        self._end()
        ready = super().select(timeout)
        self._seen = []
        self._began, self._cpu, self._queued, self._collected = self._now()
        self._in_turn = True
        return ready

    def _end(self) -> None:
        self._in_turn = False
        self.count += 1
        wall, cpu, queued, collected = (now - then for now, then in zip(self._now(), self._then(), strict=True))
        seen = self._seen
        skip, self.skip = self.skip, False
        if skip or not self._began or wall - queued < LONG or not seen:
            return
        ours = [look for look in seen if look[0]]
        waited = 0.0 if any(parsing for _, _, parsing in seen) else max(0.0, wall - queued - cpu)
        self.holds.append(
            {
                "ours": round(max(0.0, cpu - collected) * len(ours) / len(seen), 4),
                "cpu": round(cpu, 4),
                "waited": round(waited, 4),
                "wall": round(wall, 4),
                "collecting": round(collected, 4),
                "where": Counter(where for where, _, _ in ours).most_common(3),
                "inside": Counter(inside for _, inside, _ in seen).most_common(3),
            }
        )
        self.holds.sort(key=lambda hold: (-hold["ours"], -hold["cpu"]))
        del self.holds[40:]

    def _now(self) -> tuple[float, float, float, float]:
        self._schedule.seek(0)
        queued = int(self._schedule.read().split()[1]) / 1e9
        return time.perf_counter(), time.thread_time(), queued, self._collecting

    def _then(self) -> tuple[float, float, float, float]:
        return self._began, self._cpu, self._queued, self._collected

    def _collects(self, phase: str, _: dict[str, int]) -> None:
        if threading.get_ident() == self._main:
            self._collecting += -time.thread_time() if phase == "start" else time.thread_time()

    def _watch(self) -> None:
        while True:
            time.sleep(STEP)
            if self._in_turn:
                frames = sys._current_frames()
                parsing = any(frame.f_code.co_filename.endswith("parser.py") for frame in frames.values())
                self._seen.append((*_where(frames[self._main]), parsing))


def _where(frame: FrameType | None) -> tuple[str, str]:
    """Which of our own lines holds the loop, with those that called it; and what it is in."""
    inside = _line(frame) if frame else ""
    ours: list[str] = []
    while frame and frame.f_code.co_name != "_run_once":
        if frame.f_code.co_filename.startswith(OURS) and frame.f_code.co_name not in _HANDS_ON:
            ours.append(_line(frame))
        frame = frame.f_back
    return " < ".join(ours[:4]), inside


def _line(frame: FrameType) -> str:
    return f"{'/'.join(Path(frame.f_code.co_filename).parts[-2:])}:{frame.f_lineno} {frame.f_code.co_name}"


class Watched(pmfacil.start.Starting):
    """The app, on a loop that is watched; it knows who asked it to leave."""

    seen: dict[str, Any] = {"left": "", "edits": 0}

    def run(self, **_: Any) -> None:
        """Run it."""
        turns = self.turns = Turns()
        try:
            with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(turns)) as runner:
                runner.run(self.run_async())
        finally:
            self.seen |= {
                "turns": turns.count,
                "holds": turns.holds,
                "edits": self.meeting._saver._given if isinstance(self.meeting, LiveMeeting) else 0,
                "tables": to_tables(self.meeting.review, SCHEMA),
                "error": repr(self._exception) if self._exception else "",
            }

    def hold(self, *about: Any, **how: Any) -> Any:
        """Show a meeting; what went before was loading it."""
        screen = super().hold(*about, **how)
        # Not by the loop, which may be what does not go on.
        signal.signal(signal.SIGUSR2, self._say)
        self.turns.holds.clear()
        self.turns.skip = True
        return screen

    def exit(self, *about: Any, **how: Any) -> None:
        """Leave."""
        self.seen["left"] = self.seen["left"] or sys._getframe(1).f_code.co_name
        super().exit(*about, **how)

    def _say(self, _: int, frame: FrameType | None) -> None:
        about = (self.screen_stack, self.focused, len(self._waiting), self._under_way, self.opening, list(self.workers))
        inside = {name: repr(value)[:200] for name, value in frame.f_locals.items()} if frame else {}
        print("STATE", *about, inside, file=sys.__stderr__, flush=True)

    def _handle_exception(self, error: Exception) -> None:
        if not self._exit:
            self.seen.setdefault("faults", []).append("".join(traceback.format_exception(error)))
        super()._handle_exception(error)


if __name__ == "__main__":
    pmfacil.start.Starting = Watched
    faulthandler.register(signal.SIGUSR1)
    try:
        code = main(sys.argv[2:])
    finally:
        Path(sys.argv[1]).write_text(json.dumps(Watched.seen))
    sys.exit(code)
