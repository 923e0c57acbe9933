"""Narrowing the library down: filters are words in the search line, so that what is asked for always shows."""

import asyncio
import re

from textual.screen import Screen

from pmfacil.dialogs.choose import Choice, Choose
from pmfacil.dialogs.dialog import answer
from pmfacil.sessions.librarian import LABELS, Found
from pmfacil.state import read_state, remember
from pmfacil.typeahead import asks
from pmfacil.widgets.library_list import SearchLine


class Narrowing(Screen[None]):
    """What the library does about filters."""

    found: Found

    def say(self, words: str) -> None:
        """Say something below the list."""
        raise NotImplementedError

    def _narrow(self, key: str, value: str) -> None:
        """Put a filter into the line, instead of another one of its kind."""
        line = self.query_one(SearchLine)
        others = _without(line.value, key)
        line.value = " ".join(filter(None, [others, f"{key}:{_quoted(value)}" if value else ""]))
        line.cursor_position = len(line.value)

    @asks
    async def action_filter(self) -> None:
        """Ask by what to narrow the list down, and do so."""
        choices = [
            Choice(f"{key}:{value}", f"{key}: {value} · {count} {'review' if count == 1 else 'reviews'}")
            for key in LABELS
            for value, count in self.found.labels.get(key, ())
        ]
        if not choices:
            self.say("There is nothing to narrow it down by yet.")
            return
        if chosen := await answer(self, Choose("Which reviews?", choices)):
            key, _, value = chosen.partition(":")
            self._narrow(key, value)

    @asks
    async def action_mine(self) -> None:
        """Show only reviews with actions of whoever sits here, or all again; ask once for the name."""
        if _without(typed := self.query_one(SearchLine).value, "owner") != typed.strip():
            self._narrow("owner", "")
            return
        name = read_state().get("name")
        if not (isinstance(name, str) and name):
            owners = self.found.labels.get("owner", ())
            if not owners:
                self.say("No open action has an owner yet.")
                return
            choices = [Choice(owner, owner, f"open actions in {count}") for owner, count in owners]
            name = await answer(self, Choose("Which of these is you? It is remembered on this machine.", choices))
            if not name:
                return
            if problem := await asyncio.to_thread(lambda: remember(name=name)):
                self.say(problem)
        self._narrow("owner", name)


def _without(typed: str, key: str) -> str:
    """What was typed without a filter of this kind."""
    return " ".join(re.sub(rf'(?<!\S){key}:("[^"]*"?|\S*)', "", typed).split())


def _quoted(value: str) -> str:
    """A whole value as it is typed behind its colon; no quotation mark can stand in it, so what comes before counts."""
    begun, mark, _ = value.partition('"')
    if mark:
        return f'"{begun}*"'
    return f'"{value}"'
