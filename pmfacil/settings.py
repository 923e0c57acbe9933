"""The settings: one TOML file that people write and the program only reads."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pmfacil import toml
from pmfacil.review.policies import Policies
from pmfacil.review.text import EditRefused
from pmfacil.sessions.errors import quoted
from pmfacil.sessions.system import SYSTEM, System
from pmfacil.state import DEFAULT_THEME, SETTINGS, chosen_theme, read_state, remember, settings_path

TOLD = 20
"""The most sentences about one file."""


@dataclass(frozen=True)
class Settings:
    """Everything that was chosen, and what is wrong with it."""

    path: Path = Path(SETTINGS)
    theme: str = DEFAULT_THEME
    keymap: Mapping[str, str] = field(default_factory=dict[str, str])
    """Keys by the id of the binding that they are for."""
    policies: Policies = field(default_factory=Policies)
    sources: Mapping[str, str] = field(default_factory=dict[str, str])
    """Where each value comes from that is no default: `file`, `chosen`, or an environment variable."""
    problems: tuple[str, ...] = ()
    """A sentence for each thing that is not used, and what is used instead."""
    welcomed: bool = False
    """Whether the program has been seen on this machine before."""
    text: str = field(default="", repr=False)
    """The file as it was read."""
    written_theme: str = ""
    """The theme that the file names."""

    def values(self) -> dict[str, Any]:
        """Every value by its name in the file."""
        return {"theme": self.theme, **self.policies.model_dump(mode="json"), "keymap": dict(self.keymap)}

    def told(self, sentence: str, *keys: str) -> "Settings":
        """The same with one more problem: the line of a key, and what is wrong there."""
        if len(self.problems) > TOLD:
            return self
        line = toml.line_of(self.text, ".".join(keys))
        where = f"{SETTINGS} line {line}" if line else SETTINGS
        more = f"{where}: {sentence}" if len(self.problems) < TOLD else f"{SETTINGS} says more that is not used."
        return replace(self, problems=(*self.problems, more))

    def remember_theme(self, theme: str) -> str | None:
        """Keep a theme until the file names another one than now; a sentence if that failed."""
        return remember(theme=theme, instead_of=self.written_theme)

    def remember_welcome(self) -> str | None:
        """Keep that the first words were said; a sentence if that failed."""
        return remember(welcomed=True)


def read_settings(system: System = SYSTEM) -> Settings:
    """The settings of this person; whatever is wrong with them is told, and a default is in its place."""
    settings = Settings(settings_path())
    data: dict[str, Any] = {}
    try:
        text, data = toml.read(settings.path, system)
        settings = replace(settings, text=text)
    except toml.Unusable as why:
        settings = replace(settings, problems=(f"{why}; the usual settings are used, and the file is as it was.",))
    names = settings.values()
    for name in [name for name in data if name not in names]:
        near = difflib.get_close_matches(name, names, 1)
        more = f"did you mean {near[0]}?" if near else "`pmfacil settings` shows all there are."
        settings = settings.told(f"there is no setting {quoted(name, 40)}; {more}", name)
        del data[name]
    settings = _with_keymap(settings, data.pop("keymap", {}))
    settings = _with_theme(settings, data.pop("theme", ""))
    return _with_policies(settings, data)


def _with_keymap(settings: Settings, entries: Any) -> Settings:
    """The settings with all keys that are words; which of them are keys is known where the bindings are."""
    if not toml.is_table(entries):
        return settings.told(f"keymap must be a table of keys, not {_shown(entries)}; no key is changed.", "keymap")
    keymap: dict[str, str] = {}
    for name, value in entries.items():
        # `meeting.run = "f5"` without quotation marks around the id is a table in a table.
        inside = {f"{name}.{rest}": key for rest, key in value.items()} if toml.is_table(value) else {name: value}
        for id, key in inside.items():
            if isinstance(key, str):
                keymap[id] = key
                continue
            must = f"the key of {quoted(id, 40)} must stand in quotation marks, not be {_shown(key)}"
            settings = settings.told(f"{must}; it is not changed.", "keymap", id)
    return replace(settings, keymap=keymap, sources={**settings.sources, **({"keymap": "file"} if keymap else {})})


def _with_theme(settings: Settings, written: Any) -> Settings:
    """The settings with the theme of the environment, else the one chosen last, on the screen or in the file."""
    if not isinstance(written, str):
        must = f"theme must be a name in quotation marks, not {_shown(written)}"
        settings, written = settings.told(f"{must}; {DEFAULT_THEME} is used.", "theme"), ""
    theme, source = chosen_theme(written)
    return replace(
        settings,
        theme=theme,
        sources={**settings.sources, **({"theme": source} if source else {})},
        written_theme=written,
        welcomed=read_state().get("welcomed") is True,
    )


def _with_policies(settings: Settings, data: Mapping[str, Any]) -> Settings:
    """The settings with every policy that fits; of a table, every entry that does."""
    usual, good = settings.values(), dict[str, Any]()
    for name, value in data.items():
        if not (toml.is_table(usual[name]) and toml.is_table(value)):
            instead = f"{toml.dumps(usual[name])} is used."
            settings, fits = _checked(settings, name, value, value, instead, name)
            good.update({name: value} if fits else {})
            continue
        for key, entry in value.items():
            tried = {**good.get(name, {}), key: entry}
            settings, fits = _checked(settings, name, tried, entry, "it is left out.", name, key)
            good.update({name: tried} if fits else {})
    sources = {**settings.sources, **dict.fromkeys(good, "file")}
    return replace(settings, policies=Policies.model_validate(good), sources=sources)


def _checked(settings: Settings, name: str, tried: Any, value: Any, instead: str, *keys: str) -> tuple[Settings, bool]:
    """Whether a policy can be what is tried; the settings with a word about it if not."""
    try:
        Policies.model_validate({name: tried})
    except (ValidationError, EditRefused) as why:
        must = f"must be {Policies.model_fields[name].description}, not {_shown(value)}"
        said = must if isinstance(why, ValidationError) else f"does not fit: {why}"
        what = " ".join([name, *(quoted(key, 40) for key in keys[1:])])
        return settings.told(f"{what} {said}; {instead}", *keys), False
    return settings, True


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "this table" if isinstance(value, dict) else "this list"
    if isinstance(value, str):
        return quoted(value, 40)
    # Python refuses to write a number with thousands of digits.
    huge = isinstance(value, int) and abs(value) > 10**15
    return "a number so large" if huge else str(value).lower() if isinstance(value, bool) else str(value)
