"""One order of edits for everybody in a meeting: what every engine has to do, and the one in this process."""

from collections import deque
from collections.abc import Callable, Mapping
from typing import Annotated, Literal, Protocol

from pydantic import Field

from pmfacil.review.edits import AnyEdit
from pmfacil.review.part import Frozen

Terminal = Annotated[str, Field(pattern=r"^[a-z0-9]{1,20}$")]
"""The random id of one terminal in a meeting."""


class Asked(Frozen):
    """An edit as one terminal asks for it: the same terminal and count are the same edit, however often they come."""

    kind: Literal["asked"] = "asked"
    terminal: Terminal
    count: int = Field(ge=1)
    """How many edits that terminal has asked for, with this one."""
    edit: AnyEdit

    def same(self, other: "Asked") -> bool:
        """Whether the other one is this very edit."""
        return (self.terminal, self.count) == (other.terminal, other.count)


Told = Callable[[int, Asked], None]
"""Takes an edit and its position, which is 1 for the first."""


class OutOfOrder(ValueError):
    """A terminal left out one of its edits."""


class Transport(Protocol):
    """Carries edits to an engine, and in its order to everybody; the edits are applied by each on their own.

    Whatever the engine is, all who receive are told the same edits at the same positions, none twice and none left
    out; those of one terminal keep the order in which it asked for them; and an edit that comes again, because nobody
    knew whether it had arrived, has no second place. An edit that does not fit has its place, too: applying it is
    refused for everybody alike.
    """

    def publish(self, asked: Asked) -> None:
        """Give an edit a place in the order, now or as soon as the engine can be reached.

        Raises:
            OutOfOrder: If the one before it, of the same terminal, is missing.
        """
        ...

    def receive(self, position: int, told: Told) -> Callable[[], None]:
        """Have all edits after a position told, and every one that comes; calling what is given back ends that."""
        ...

    def withdraw(self, asked: Asked) -> bool:
        """Whether an edit had not left for the engine, and never will."""
        ...


def is_new(counts: Mapping[str, int], asked: Asked) -> bool:
    """Whether an edit is the next of its terminal, not one that is counted already.

    Raises:
        OutOfOrder: If one before it is missing. A terminal that is not known may begin anywhere: only the latest are
            remembered, and what one that was forgotten made before is in the review.
    """
    last = counts.get(asked.terminal, asked.count - 1)
    if asked.count > last + 1:
        raise OutOfOrder(f"edit {last + 1} of this terminal is missing")
    return asked.count > last


class Order:
    """The engine for one process: the order is that in which edits are published."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Begin behind the edits that are in the review already, by terminal."""
        self.counts = dict(counts)
        self.log: list[Asked] = []
        self._receivers: list[Told] = []
        self._untold = deque[tuple[Told, int, Asked]]()
        self._telling = False

    def publish(self, asked: Asked) -> None:
        """Give an edit the next place, and tell everybody."""
        if is_new(self.counts, asked):
            self.counts[asked.terminal] = asked.count
            self.log.append(asked)
            self._untold.extend((told, len(self.log), asked) for told in self._receivers)
            self._tell()

    def receive(self, position: int, told: Told) -> Callable[[], None]:
        """Tell the edits after a position, then every one that comes."""
        while position < len(self.log):
            position += 1
            told(position, self.log[position - 1])
        self._receivers.append(told)
        return lambda: self._receivers.remove(told) if told in self._receivers else None

    def withdraw(self, asked: Asked) -> bool:
        """Nothing can be: it has its place at once."""
        return False

    def _tell(self) -> None:
        # Whoever is told may publish at once; the others hear of that after this one.
        if self._telling:
            return
        self._telling = True
        try:
            while self._untold:
                told, position, asked = self._untold.popleft()
                if told in self._receivers:
                    told(position, asked)
        finally:
            self._telling = False
