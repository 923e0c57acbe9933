"""What the coach knows: the packs that come with the program, and a person's own beside the settings."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from pmfacil import toml
from pmfacil.coach.action_lines import action_hints, expect_actions
from pmfacil.coach.findings.facts import Facts
from pmfacil.coach.findings.finding import Context
from pmfacil.coach.hints import Hint
from pmfacil.coach.patterns.squares import Square, squares_of
from pmfacil.coach.phrases import Phrases, phrases_of
from pmfacil.coach.rules import Rules, rules_of
from pmfacil.coach.title_lines import title_hints
from pmfacil.coach.wording import wording_hints
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.sessions.system import SYSTEM, System
from pmfacil.settings import TOLD, settings_path
from pmfacil.state import read_state, remember

PHRASES = "phrases.toml"
RULES = "rules.toml"
MOST_PHRASES = 200
"""How many phrases are remembered as used."""
OFTEN = 99
"""Counts that would be higher are all halved, so that old habits fade."""

_COUNT = re.compile(r"([a-z0-9.-]{1,40}):([1-9]\d?)", re.ASCII)


@dataclass(frozen=True)
class Packs:
    """Phrases and rules, with a sentence for each thing of one's own that is not used."""

    phrases: Phrases = field(default_factory=Phrases)
    wording: Rules = field(default_factory=Rules)
    actions: Rules = field(default_factory=Rules)
    titles: Rules = field(default_factory=Rules)
    problems: tuple[str, ...] = ()

    def context(self, policies: Policies, review: Review | None = None) -> Context:
        """What the coach needs to know besides a review, whose people are known and whose texts will be looked at."""
        if review:
            said = (said.text for said in Facts(review, Context()).said)
            self.wording.expect((*said, *(part.text for part in (*review.parked, *review.notes))))
            expect_actions((action.text for action in review.actions), self.actions)
        names = [person.name for person in review.people] if review else []
        wording = partial(self.of_wording, people=names)
        return Context(policies, wording, titles=self.of_title, actions=self.of_action)

    def of_wording(self, text: str, people: Sequence[str] = ()) -> tuple[Hint, ...]:
        """What there is to say of a sentence."""
        return wording_hints(self.wording, text, people)

    def of_action(self, text: str) -> tuple[Hint, ...]:
        """What there is to say of an action in one line."""
        return action_hints(text, self.actions)

    def of_title(self, text: str) -> tuple[Hint, ...]:
        """What there is to say of a title."""
        return title_hints(text, self.titles)


def read_packs(system: System = SYSTEM) -> Packs:
    """Every pack, with what this person wrote and used; whatever is wrong is told, and the rest is there."""
    phrases, problems = read_phrases(system)
    wording = _built_in_rules("wording")
    text, data, unusable = _own(RULES, system)
    own, wrong = rules_of(data, own=True)
    return Packs(
        phrases=phrases,
        wording=wording.with_own(own),
        actions=_built_in_rules("actions"),
        titles=_built_in_rules("titles"),
        problems=(*problems, *unusable, *_told(RULES, text, wrong)),
    )


def read_phrases(system: System = SYSTEM) -> tuple[Phrases, tuple[str, ...]]:
    """The phrases alone, in the order that this facilitator taught them, and what is wrong with one's own."""
    usual, _ = phrases_of(built_in("phrases"), Phrases(used=learnt()))
    text, data, unusable = _own(PHRASES, system)
    phrases, wrong = phrases_of(data, usual)
    return phrases, (*unusable, *_told(PHRASES, text, wrong))


def read_squares() -> tuple[Square, ...]:
    """The squares of the bingo card."""
    return squares_of(built_in("bingo"))


def learnt() -> dict[str, int]:
    """How often each phrase was used on this machine, by id; a damaged memory is an empty one."""
    counts = read_state().get("phrases")
    pairs = counts.split(" ")[:MOST_PHRASES] if isinstance(counts, str) else []
    return {found[1]: int(found[2]) for found in map(_COUNT.fullmatch, pairs) if found}


def learn(phrase: str) -> str | None:
    """Count one more use of a phrase on this machine, and nothing else; a sentence if that failed."""
    counts = learnt()
    counts[phrase] = counts.get(phrase, 0) + 1
    if counts[phrase] > OFTEN:
        counts = {id: (count + 1) // 2 for id, count in counts.items()}
    most = sorted(counts.items(), key=lambda item: (item[0] != phrase, -item[1]))[:MOST_PHRASES]
    return remember(phrases=" ".join(f"{id}:{count}" for id, count in most))


@cache
def built_in(name: str) -> dict[str, Any]:
    """A pack that comes with the program: the files of a folder in `coach/packs`, in the order of their names."""
    pack: dict[str, Any] = {}
    folder = files("pmfacil.coach").joinpath("packs", name)
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        for key, value in tomllib.loads(file.read_text("utf-8")).items():
            if toml.is_table(value):
                pack[key] = {**pack.get(key, {}), **value}
            else:
                pack[key] = [*pack.get(key, []), *value] if isinstance(value, list) else value
    return pack


@cache
def _built_in_rules(name: str) -> Rules:
    return Rules(rules_of(built_in(name))[0])


def _own(name: str, system: System) -> tuple[str, dict[str, Any], tuple[str, ...]]:
    """A person's own pack beside the settings; empty, with a sentence, if it cannot be understood."""
    path: Path = settings_path().with_name(name)
    try:
        return *toml.read(path, system), ()
    except toml.Unusable as why:
        return "", {}, (f"{why}; what comes with pmfacil is used, and the file is as it was.",)


def _told(name: str, text: str, problems: Sequence[tuple[tuple[str, ...], str]]) -> tuple[str, ...]:
    """Each thing that is wrong, with the file and the line."""
    told: list[str] = []
    for keys, sentence in problems[:TOLD]:
        line = _line_of(text, keys)
        told.append(f"{name} line {line}: {sentence}" if line else f"{name}: {sentence}")
    return (*told, *([f"{name} says more that is not used."] if len(problems) > TOLD else []))


def _line_of(text: str, keys: Sequence[str]) -> int | None:
    """The line of a key; in `[[phrase]]` and the like the second key counts the tables from 0."""
    if len(keys) > 1 and keys[1].isdigit():
        header = re.compile(rf"^[ \t]*\[\[\s*{re.escape(keys[0])}\s*\]\]", re.MULTILINE)
        starts = [found.start() for found in header.finditer(text)]
        place = int(keys[1])
        if place < len(starts):
            end = starts[place + 1] if place + 1 < len(starts) else len(text)
            inside = toml.line_of(text[starts[place] : end], ".".join((keys[0], *keys[2:]))) or 1
            return text.count("\n", 0, starts[place]) + inside
    return toml.line_of(text, ".".join(keys))
