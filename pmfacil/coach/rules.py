"""Rules about words: data that a pack holds, read, and looked for in what people write.

A built-in pack is written in regular expressions made readable by lists of words:

    [words]
    role = ["engineer", "on-call"]
    forgot = ["forgot", "overlooked"]

    [[rule]]
    id = "person-forgot"
    category = "person"
    pattern = "{role} (really )?{!forgot}"

`{role}` is any of the list, as whole words, or the expression if it is no list. `{!forgot}` moreover marks the cue: the
rule is only tried on sentences that hold the words of one of these. A space is any white space. A pattern begins
where a word begins; it is looked for within each sentence, regardless of capitals. With `names = true` it is written in
small letters, and only words that the pack has are read so: a capital is left where there may be a name. A person's own
pack has words and `*` (up to a few words) instead, and no lists.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, cast

from pmfacil.coach.hints import Hint
from pmfacil.coach.word_lists import Expression, WordLists, words_of
from pmfacil.review.text import clean_text, short

LOOKED_AT = 4_000
"""The most characters of a text that are looked at."""
CATEGORIES = frozenset(
    (
        *("person", "team", "hindsight", "carelessness", "human-error", "failed-to", "be-careful", "minimising"),
        *("speculation", "amount", "name"),
        *("vague", "investigate", "owner", "due", "check", "long"),
        *("cause", "uninformative"),
    )
)
"""What a rule can be about: wording, actions and titles."""

Problem = tuple[tuple[str, ...], str]
"""What is wrong in a pack: the keys that lead there (rules are counted from 0), and one sentence."""

_KEPT = 2_000
_LONGEST = 1_000
_FEW = 5
_MOST_REWORDINGS = 20
_NEEDED = ("id", "category", "pattern", "message", "rewordings")
_KEYS = frozenset((*_NEEDED, "unless", "source"))
_CAPITAL = re.compile(r"\b[A-Z](?!\.)\w*")
_KNOWN = re.compile(r"(?<![A-Za-z])[a-z]+")
_MAY_END = re.compile(r"([a-z]+)[a-z]\?")
# The point after an initial ends no sentence: "M. Curie", "A.K. merged it".
_CUE = re.compile(r"[\w'/ -]*\w[\w'/ -]*")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)\s+|\n+")
# What stands for the same thing, one character for one, so that places stay what they are.
_PLAIN = str.maketrans("’‘“”\u00a0*", "''\"\"  ")


class _Bad(Exception):
    """Why something in a pack cannot be used; `key` says where."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


@dataclass(frozen=True)
class Rule:
    """One thing to notice in a sentence, and what to say of it."""

    id: str
    category: str
    pattern: str
    """A regular expression in which lists go by their names."""
    message: str
    rewordings: tuple[str, ...]
    source: str = ""
    """Where the practice says so: `P4`."""
    unless: str = ""
    """Another; a sentence in which it is found is left alone."""
    cues: frozenset[str] = frozenset()
    """Words or phrases of which a sentence must hold all words of one, in lower case; empty if any sentence may do."""
    known: frozenset[str] = frozenset()
    """Words that are read in small letters while others keep theirs; if there are none, capitals mean nothing."""
    lists: WordLists = field(default_factory=lambda: WordLists({}), compare=False)
    """Those of its pack."""

    def find(self, sentence: str, words: Set[str]) -> tuple[int, int] | None:
        """Where a sentence says it, if it does; `words` are those of the sentence, in lower case."""
        found = self._pattern.search(sentence, words)
        return None if found is None or (self._unless and self._unless.search(sentence, words)) else found.span()

    def expect(self, words: Set[str]) -> None:
        """Be ready for a sentence of these words."""
        self._pattern.expect(words)

    def hint(self, start: int, end: int) -> Hint:
        """What there is to say of the words from `start` to `end`."""
        return Hint(self.id, self.category, self.message, self.rewordings, self.source, (start, end))

    @cached_property
    def _pattern(self) -> Expression:
        return Expression(self.pattern, self.lists, self._flags)

    @cached_property
    def _unless(self) -> Expression | None:
        return Expression(self.unless, self.lists, self._flags) if self.unless else None

    @property
    def _flags(self) -> re.RegexFlag:
        return re.NOFLAG if self.known else re.IGNORECASE


class Rules:
    """Rules that are looked for together; what was found in a text is kept."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules = tuple(rules)
        self._known: dict[str, tuple[Hint, ...]] = {}
        self._always = [place for place, rule in enumerate(self.rules) if not rule.cues]
        self._cued: dict[str, list[tuple[int, frozenset[str]]]] = {}
        cues = [(place, words_of(cue)) for place, rule in enumerate(self.rules) for cue in rule.cues]
        often = Counter(word for _, words in cues for word in words)
        for place, words in cues:
            # A long word that stands in few cues is the rarest: few sentences have to be looked at for the others.
            self._cued.setdefault(max(words, key=lambda word: len(word) ** 2 / often[word]), []).append((place, words))

    def with_own(self, rules: Iterable[Rule]) -> "Rules":
        """The same with a person's own rules, which stand in for those of the same id."""
        own = tuple(rules)
        return Rules({rule.id: rule for rule in (*self.rules, *own)}.values()) if own else self

    def hints(self, text: str) -> tuple[Hint, ...]:
        """What there is to say of a text, at most one thing of each category, as they stand in it."""
        text = text[:LOOKED_AT]
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[text] = self._look(text)
        return known

    def expect(self, texts: Iterable[str]) -> None:
        """Be ready for texts that will be looked at: what they have in common is then worked out once."""
        for text in texts:
            if text not in self._known:
                for _, sentence in sentences(text[:LOOKED_AT]):
                    words = words_of(sentence)
                    for place in self._worth_trying(words):
                        self.rules[place].expect(words)

    def _look(self, text: str) -> tuple[Hint, ...]:
        found: dict[str, Hint] = {}
        for start, sentence in sentences(text):
            read: dict[frozenset[str], str] = {frozenset(): sentence}
            words = words_of(sentence)
            for place in self._worth_trying(words):
                rule = self.rules[place]
                if rule.category in found:
                    continue
                if rule.known not in read:
                    read[rule.known] = _in_small_letters(sentence, rule.known)
                if span := rule.find(read[rule.known], words):
                    found[rule.category] = rule.hint(start + span[0], start + span[1])
        return tuple(sorted(found.values(), key=lambda hint: hint.span))

    def _worth_trying(self, words: Set[str]) -> list[int]:
        found = [place for word in self._cued.keys() & words for place, all_of in self._cued[word] if all_of <= words]
        return sorted({*self._always, *found}) if found else self._always


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text and where each begins, with typographic signs made plain."""
    text, start = text.translate(_PLAIN), 0
    for end in _SENTENCE_END.finditer(text):
        yield start, text[start : end.start()]
        start = end.end()
    yield start, text[start:]


def _in_small_letters(sentence: str, known: frozenset[str]) -> str:
    def small(found: re.Match[str]) -> str:
        word = found[0].lower()
        return word if word in known and len(word) == len(found[0]) else found[0]

    return _CAPITAL.sub(small, sentence)


def rules_of(data: Mapping[str, Any], *, own: bool = False) -> tuple[list[Rule], list[Problem]]:
    """The rules of a pack that can be used, and what is wrong with the others; `own` packs use words and `*`."""
    rules: dict[str, Rule] = {}
    problems: list[Problem] = []
    keys = ("rule",) if own else ("rule", "words", "names")
    for key in data:
        if key not in keys:
            problems.append(((key,), f"There is no {_said(key)} in a pack of rules."))
    lists = WordLists({} if own else _lists_of(data.get("words"), problems))
    known = _known(data) if data.get("names") and not own else frozenset[str]()
    given: Any = data.get("rule", [])
    if not isinstance(given, list):
        return [], [*problems, (("rule",), "Rules are written below [[rule]].")]
    for place, table in enumerate(cast(list[Any], given)):
        try:
            rule = _rule_of(table, lists, known, own)
            if rule.id in rules:
                raise _Bad("id", f"There are two rules {_said(rule.id)}; the first one is used.")
            rules[rule.id] = rule
        except _Bad as bad:
            problems.append((tuple(filter(None, ("rule", str(place), bad.key))), str(bad)))
    return list(rules.values()), problems


def _known(data: Any) -> frozenset[str]:
    """Every word that the patterns of a pack are made of."""
    said = "\n".join(_texts(data))
    return frozenset((*_KNOWN.findall(said), *_MAY_END.findall(said)))


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        yield from chain.from_iterable(map(_texts, cast(Mapping[str, Any], data).values()))
    elif isinstance(data, list):
        yield from chain.from_iterable(map(_texts, cast(list[Any], data)))


def _lists_of(given: Any, problems: list[Problem]) -> dict[str, Sequence[str] | str]:
    lists: dict[str, Sequence[str] | str] = {}
    for name, words in cast(dict[str, Any], given if isinstance(given, dict) else {}).items():
        if (isinstance(words, str) or _strings(words)) and re.fullmatch("[a-z_]+", name):
            lists[name] = words
        else:
            problems.append((("words", name), f"The words {_said(name)} are no list of words."))
    return lists


def _rule_of(table: Any, lists: WordLists, known: frozenset[str], own: bool) -> Rule:
    given = _checked(table)
    name, category = clean_text(given["id"]), given["category"]
    if category not in CATEGORIES:
        raise _Bad("category", f"The rule {_said(name)} has the category {_said(category)}, which there is not.")
    rest = name.removeprefix(f"{category}-")
    if rest == name or not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", rest):
        raise _Bad(
            "id", f"The id {_said(name)} does not begin with {_said(f'{category}-')} and go on in small letters."
        )
    if other := next((other for other in sorted(CATEGORIES) if f"-{other}-" in f"-{rest}-"), ""):
        raise _Bad("id", f"The id {_said(name)} names another category, {_said(other)}.")

    def expression(key: str) -> str:
        pattern = given.get(key, "")
        return (_own_expression(key, pattern) if own else _written(key, pattern, lists)) if pattern else ""

    return Rule(
        id=name,
        category=category,
        pattern=rf"(?<!\w)(?:{expression('pattern')})",
        message=clean_text(given["message"]),
        rewordings=tuple(clean_text(text) for text in given["rewordings"]),
        source=clean_text(given.get("source", "")),
        unless=expression("unless"),
        cues=_own_cues(given["pattern"]) if own else _cues("pattern", given["pattern"], lists),
        known=known,
        lists=lists,
    )


def _checked(table: Any) -> dict[str, Any]:
    """The table of a rule, if each of its keys is known and holds what it should."""
    if not isinstance(table, dict):
        raise _Bad("", "A rule is written below [[rule]].")
    given = cast(dict[str, Any], table)
    told = _said(str(given.get("id", "without an id")))
    for key, value in given.items():
        if key not in _KEYS:
            raise _Bad(key, f"The rule {told} has {_said(key)}, which rules do not have.")
        if key == "rewordings":
            if not _strings(value) or not 2 <= len(value) <= _MOST_REWORDINGS or not all(map(str.strip, value)):
                raise _Bad(key, f"The rule {told} needs two or more rewordings.")
        elif not isinstance(value, str) or len(value) > (_LONGEST if key != "pattern" else LOOKED_AT):
            raise _Bad(key, f"The {key} of the rule {told} is no short text.")
    for key in _NEEDED:
        if not given.get(key) or not str(given[key]).strip():
            raise _Bad("", f"The rule {told} has no {key}.")
    return given


def _written(key: str, pattern: str, lists: WordLists) -> str:
    """The expression of a built-in pattern, in which lists still go by their names."""
    if missing := lists.missing(pattern):
        raise _Bad(key, f"There are no words {_said(missing[0])} for the {key} {_said(missing[1])}.")
    return pattern


def _cues(key: str, pattern: str, lists: WordLists) -> frozenset[str]:
    for name, cue in lists.cues(pattern):
        if not _CUE.fullmatch(cue):
            raise _Bad(key, f"{_said(name)} marks cues, so {_said(cue)} has to be plain words.")
    return frozenset(cue.lower() for _, cue in lists.cues(pattern))


def _own_expression(key: str, pattern: str) -> str:
    """The expression of words and `*`; it never goes back further than a few words, so any text takes linear time."""
    parts = [part.split() for part in pattern.replace("’", "'").split("*")]
    if odd := next((word for part in parts for word in part if not re.fullmatch(r"\w[\w'-]*", word)), ""):
        raise _Bad(key, f"The {key} {_said(pattern)} has {_said(odd)}; it is made of words and * only.")
    if not parts[0] or not parts[-1]:
        raise _Bad(key, f"The {key} {_said(pattern)} does not begin and end with a word.")
    gap = r"[^\w.!?]++"
    said = [gap.join(map(re.escape, part)) for part in parts if part]
    few = rf"(?:\w++{gap}){{0,{_FEW}}}?"
    expression = said[0] + "".join(rf"(?!\w){gap}(?>{few}{part}(?!\w))" for part in said[1:])
    return rf"{expression}(?!\w)"


def _own_cues(pattern: str) -> frozenset[str]:
    return frozenset(word.lower() for word in re.findall(r"\w+", pattern)[:1])


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in cast(list[Any], value))


def _said(text: str) -> str:
    return f"“{short(clean_text(text[:200]), 60)}”"
