"""What the program remembers by itself, in a small file of its own: people's settings are never written to."""

import os
from pathlib import Path
from threading import Lock
from typing import Any

from pmfacil import toml
from pmfacil.sessions.errors import quoted, reason
from pmfacil.sessions.place import temporary_for
from pmfacil.sessions.system import SYSTEM, System, put_over

FILE = "state.toml"
_WRITING = Lock()


def config_folder() -> Path | None:
    """The folder in `PMFACIL_CONFIG`, if it names one."""
    chosen = Path(os.environ.get("PMFACIL_CONFIG", ""))
    try:
        return chosen.expanduser().absolute() if chosen.parts else None
    except RuntimeError:
        # There is nobody of that name: then it is a folder that is called so.
        return chosen.absolute()


def state_path() -> Path:
    """Where it is kept: in `PMFACIL_CONFIG`, else in the platform's own folder for that."""
    if folder := config_folder():
        return folder / FILE
    from platformdirs import user_state_path

    return user_state_path("pmfacil", appauthor=False) / FILE


def read_state() -> dict[str, Any]:
    """What is remembered by name; nothing if that cannot be read, for all of it can be chosen again."""
    try:
        return toml.read(state_path())[1]
    except toml.Unusable:
        return {}


def remember(system: System = SYSTEM, **facts: str | bool) -> str | None:
    """Remember these facts besides what is remembered already; a sentence if that failed."""
    path = state_path()
    try:
        # Two facts may be remembered at the same moment, in two threads.
        with _WRITING:
            known = {name: value for name, value in read_state().items() if isinstance(value, str | bool)}
            lines = (f"{name} = {toml.dumps(value)}\n" for name, value in {**known, **facts}.items())
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            put_over(path, "".join(lines).encode(), temporary_for(path), system)
    except OSError as error:
        return f"{quoted(str(path), 300)} cannot be written: {reason(error)}; the choice holds until you leave."
    return None
