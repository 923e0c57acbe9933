"""The lists of words of a pack, and the expressions that are made of them: a list stands in many patterns.

Written out, the patterns of the English pack are a million and a half characters, and it takes seconds to compile them.
A sentence has few of these words, so an expression has only those that sentences had for which it was needed so far:
what it finds in them is the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple

MOST_TIMES = 8
"""So often an expression is made for more words, and then once for all, which takes ten times as long."""

_LIST = re.compile(r"\{(!?)([a-z_]+)\}")
_WORD = re.compile(r"\w+")
_SPACES = re.compile(r"(\[(?:\\.|[^\]\\])*\]|\\.)| +([?*]?)", re.DOTALL)
_NOT_PLAIN = re.compile(r"[^\w'/ -]")
_LETTER_FIRST = re.compile(r"[A-Za-z](?![?*+{])[^|]*")
_EITHER = re.compile(r"\(\?:([^()[\]\\]*)\)(?![?*+{])(.*)")
_MAY_END = re.compile(r"[\w'/ -]*\w\?")
_NOTHING = re.compile(r"(?!)")


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in lower case."""
    return frozenset(_WORD.findall(text.lower()))


class WordLists:
    """Lists by name; some are expressions themselves."""

    def __init__(self, lists: Mapping[str, Sequence[str] | str]) -> None:
        self._lists = lists
        self._whole: set[str] = set()
        self._alternatives = cache(self._read)

    def missing(self, pattern: str, within: tuple[str, ...] = ()) -> tuple[str, str] | None:
        """The first name that no list has or that leads back to itself, and the pattern in which it stands."""
        for _, name in _LIST.findall(pattern):
            if name not in self._lists or name in within:
                return name, pattern
            if name not in self._whole:
                of_it = self._lists[name]
                for each in (of_it,) if isinstance(of_it, str) else of_it:
                    if "{" in each and (found := self.missing(each, (*within, name))):
                        return found
                self._whole.add(name)
        return None

    def cues(self, pattern: str) -> Iterator[tuple[str, str]]:
        """Every alternative of the lists that are marked, after the name of its list."""
        for mark, name in _LIST.findall(pattern):
            inside = self._lists[name]
            if isinstance(inside, str):
                yield from self.cues(inside)
            elif mark:
                yield from ((name, alternative) for alternative in inside)

    def expression(self, pattern: str, words: Set[str] | None) -> str:
        """The regular expression of a pattern, for texts of these words; `None` if any may come."""
        listed = "\n".join(("", *words)) if words else ""
        made: dict[str, str] = {}

        def whole(pattern: str) -> str:
            return _LIST.sub(lambda found: made.get(found[2]) or any_of(found[2]), _spaced(pattern))

        def any_of(name: str) -> str:
            of_it = self._lists[name]
            if isinstance(of_it, str):
                made[name] = f"(?:{whole(of_it)})"
            else:
                said = of_it if words is None else self._alternatives(name).said(words, listed)
                made[name] = rf"(?<!\w)(?:{whole('|'.join(_by_letter(said)))})(?!\w)" if said else "(?!)"
            return made[name]

        return whole(pattern)

    def _read(self, name: str) -> "_Alternatives":
        return _Alternatives(_alternatives(self._lists[name]))


class Expression:
    """A pattern that is compiled when it is needed, and again for more words."""

    def __init__(self, pattern: str, lists: WordLists, flags: re.RegexFlag) -> None:
        self._pattern, self._lists, self._flags = pattern, lists, flags
        self._expected: frozenset[str] = frozenset()
        self._times = 0
        # Replaced as a whole: another thread may be searching.
        self._made: tuple[Set[str] | None, str, re.Pattern[str]] = (frozenset(), "", _NOTHING)

    def expect(self, words: Set[str]) -> None:
        """Make it for these words as well when it is made the next time."""
        self._expected |= words

    def search(self, text: str, words: Set[str]) -> re.Match[str] | None:
        """Where it is found in a text of these words."""
        met, written, compiled = self._made
        if compiled is _NOTHING or not (met is None or words <= met):
            met = None if self._times >= MOST_TIMES or met is None else words | met | self._expected
            expression = self._lists.expression(self._pattern, met)
            self._times += 1
            if expression != written:
                compiled = re.compile(expression, self._flags)
            self._made = (met, expression, compiled)
        return compiled.search(text)


class _Alternative(NamedTuple):
    """One of a list, and what a text has to have if it says that."""

    place: int
    pattern: str
    words: frozenset[str]
    """Words that it cannot be without, in lower case."""
    stem: str
    """How one more word begins."""


class _Alternatives:
    """A list, by a word that each of its alternatives cannot be without."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._by_word: dict[str, list[_Alternative]] = {}
        self._others: list[_Alternative] = []
        for place, pattern in enumerate(patterns):
            each = _Alternative(place, pattern, *_needs(pattern))
            (self._by_word.setdefault(max(each.words, key=len), []) if each.words else self._others).append(each)

    def said(self, words: Set[str], listed: str) -> list[str]:
        """Those that a text of these words can say, in their order; `listed` has each word on a line of its own."""
        some = [each for word in self._by_word.keys() & words for each in self._by_word[word] if each.words <= words]
        said = sorted(each for each in (*some, *self._others) if not each.stem or f"\n{each.stem}" in listed)
        return [each.pattern for each in said]


def _spaced(pattern: str) -> str:
    """The pattern with any white space for each space; possessive, so that a long run of it is walked once."""
    return _SPACES.sub(lambda found: found[1] or (r"\s*+" if found[2] else r"\s++"), pattern)


def _alternatives(patterns: Iterable[str]) -> Iterator[str]:
    """What a list has, as plain as it can be said."""
    for pattern in patterns:
        if either := pattern.startswith("(") and _EITHER.fullmatch(pattern):
            yield from _alternatives(first + either[2] for first in either[1].split("|"))
        elif _MAY_END.fullmatch(pattern):
            yield from (pattern[:-1], pattern[:-2])
        else:
            yield pattern


def _needs(pattern: str) -> tuple[frozenset[str], str]:
    """The words that an alternative cannot be without, by its plain beginning, and how one more begins."""
    end = len(_NOT_PLAIN.split(pattern, 1)[0])
    if end == len(pattern):
        return words_of(pattern), ""
    # A bar outside of all brackets: it need not begin as it does.
    before = [pattern[: bar.start()] for bar in re.finditer(r"\|", pattern)]
    if any(part.count("(") == part.count(")") for part in before):
        return frozenset(), ""
    # What follows may make the last letter one that can be left out, and goes on with the last word.
    sure = pattern[:end][: -1 if pattern[end] in "?*{" else None]
    *whole, last = re.split(r"\W+", sure.lower())
    return frozenset(filter(None, whole)), last


def _by_letter(patterns: Sequence[str]) -> list[str]:
    """The branches of a tree of their first letters: most of a long list is then passed over at once."""
    by_letter: dict[str, list[str]] = {}
    branches: list[str] = []
    others: list[str] = []
    for pattern in dict.fromkeys(patterns):
        if _LETTER_FIRST.fullmatch(pattern):
            by_letter.setdefault(pattern[0], []).append(pattern[1:])
        else:
            others.append(pattern)
    for letter, rest in by_letter.items():
        inside = _by_letter(rest)
        branches.append(letter + (inside[0] if len(inside) == 1 else f"(?:{'|'.join(inside)})"))
    return [*branches, *others]
