"""What the program remembers by itself, in a small file of its own: people's settings are never written to."""

import os
from pathlib import Path
from threading import Lock
from typing import Any

from pmfacil import toml
from pmfacil.sessions.errors import quoted, reason
from pmfacil.sessions.place import sweep_beside, temporary_for
from pmfacil.sessions.system import SYSTEM, System, make_folders, put_over

FILE = "state.toml"
SETTINGS = "settings.toml"
DEFAULT_THEME = "pmfacil-dark"
_WRITING = Lock()


def config_folder() -> Path | None:
    """The folder in `PMFACIL_CONFIG`, if it names one."""
    chosen = Path(os.environ.get("PMFACIL_CONFIG", ""))
    try:
        return chosen.expanduser().absolute() if chosen.parts else None
    except RuntimeError:
        # There is nobody of that name: then it is a folder that is called so.
        return chosen.absolute()


def settings_path() -> Path:
    """Where the settings are: in `PMFACIL_CONFIG`, else in the platform's own folder for that."""
    if folder := config_folder():
        return folder / SETTINGS
    from platformdirs import user_config_path

    return user_config_path("pmfacil", appauthor=False) / SETTINGS


def chosen_theme(written: str | None = None) -> tuple[str, str]:
    """Which theme is chosen, and where: in the environment, on the screen, or written in the settings.

    Without what is written there, the settings are looked into for this alone; what is wrong with them is not told.
    """
    if written is None:
        try:
            found = toml.read(settings_path())[1].get("theme")
        except toml.Unusable:
            found = None
        written = found if isinstance(found, str) else ""
    state = read_state()
    chosen = state.get("theme") if state.get("instead_of", "") == written else ""
    possible = {"PMFACIL_THEME": os.environ.get("PMFACIL_THEME"), "chosen": chosen, "file": written}
    themes = [(theme, source) for source, theme in possible.items() if theme and isinstance(theme, str)]
    return themes[0] if themes else (DEFAULT_THEME, "")


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
            make_folders(path.parent, system)
            put_over(path, "".join(lines).encode(), temporary_for(path), system)
            sweep_beside(path, system)
    except OSError as error:
        return f"{quoted(str(path), 300)} cannot be written: {reason(error)}; the choice holds until you leave."
    return None
