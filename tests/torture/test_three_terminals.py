"""The real program in several terminals at once, whose people write, undo and reword while it is killed and cut off."""

import contextlib
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest

from pmfacil.review.review import Review
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.meeting_point import meeting_point
from tests.conftest import LONG
from tests.terminal import PROGRAM, Terminal
from tests.torture.glances import BOARDS, WORD, at_board, rows
from tests.torture.meeting import homes, new_session, opened_again
from tests.torture.seats import KEPT, LOOSE, PATIENCE, Seat

OTHER_WORDS = "Other words for"
"""How the note begins in which the second wording of two is kept."""
_ROUND = ("cut", "freeze", "kill the holder", "cut", "kill one who joined", "cut", "kill two")


class Company:
    """Those who are in one meeting, and what is done to them."""

    def __init__(self, folder: Path, session: Path, wire: str) -> None:
        self.session, self.counted, self.chance = session, Counter[str](), random.Random()
        self.everybody: list[Seat] = []
        self.there: list[Seat] = []
        self._folder, self._wire = folder, wire
        self.add("meeting")
        self.holder = self.there[0]
        self.all(lambda seat: seat.here())

    def add(self, view: str) -> None:
        """Have one more; the first one opens the meeting."""
        name = f"s{len(self.everybody) + 1}"
        seat = Seat(self._folder, name, view, self._wire, self.holder if self.there and view != "file" else None)
        self.everybody.append(seat)
        self.there.append(seat)

    def all(self, what: Callable[[Seat], object]) -> list[Any]:
        """Have all of them do something, at once."""
        futures = [seat.order(lambda seat=seat: what(seat)) for seat in self.there]
        return [future.result(PATIENCE) for future in futures]

    def edit(self, busy: bool) -> None:
        """Have everybody write, or nobody."""
        for seat in self.there:
            seat.busy = busy

    def calm_down(self) -> None:
        """Have nobody write any more, and wait until all that was written is saved."""
        self.edit(False)
        self.all(lambda seat: seat.settle())

    def let_write(self, words: int) -> None:
        """Wait until some more is written."""
        before, end = self.written(), time.monotonic() + PATIENCE
        while self.written() < before + words:
            for seat in self.there:
                if seat.error:
                    raise seat.error
            assert time.monotonic() < end, "nobody writes"
            time.sleep(0.01)

    def written(self) -> int:
        """How many words were done."""
        return sum(len(seat.done) for seat in self.everybody)

    def disturb(self, what: str) -> None:
        """Do one bad thing."""
        self.counted[what] += 1
        others = [seat for seat in self.there if seat is not self.holder]
        match what:
            case "cut":
                wire = self.chance.choice(others).wire
                assert wire
                wire.cut(self.chance.uniform(0, 0.6))
            case "freeze":
                seat = self.chance.choice(self.there)
                seat.terminal.signal(signal.SIGSTOP)
                time.sleep(self.chance.uniform(0.1, 0.6))
                seat.terminal.signal(signal.SIGCONT)
            case "kill one who joined":
                self._kill(self.chance.choice(others))
            case "kill two":
                victim = self.chance.choice(others)
                self._kill(self.holder, victim)
            case _:
                self._kill(self.holder)

    def _kill(self, *victims: Seat) -> None:
        for seat in victims:
            seat.kill()
        for seat in victims:
            seat.close()
            self.there.remove(seat)
        if self.holder in victims:
            heir = self.chance.choice(self.there)
            heir.order(heir.take_over).result(PATIENCE)
            self.holder = heir
            for seat in self.there:
                seat.holder = heir
        for seat in victims:
            view = "room" if seat.view == "room" else self.chance.choice(("notes", "desk"))
            notes = any(one.view == "notes" for one in self.there)
            self.add(view if notes or view == "room" else "notes")
            self.there[-1].order(self.there[-1].here).result(PATIENCE)
            self.there[-1].busy = self.there[0].busy


@pytest.mark.skipif(not LONG, reason="takes minutes; `make torture` does it")
def test_all_end_equal_and_nothing_accepted_is_missing(
    monkeypatch: pytest.MonkeyPatch, tell: Callable[[str], None]
) -> None:
    with in_meeting(monkeypatch) as company:
        for view in ("notes", "desk", "room"):
            company.add(view)
        company.all(lambda seat: seat.here())
        began, rounds = time.monotonic(), 0
        while rounds < 24 or time.monotonic() - began < 60:
            company.edit(True)
            company.let_write(company.chance.randrange(12))
            company.disturb(_ROUND[rounds % len(_ROUND)])
            rounds += 1
            if rounds % 6 == 0:
                company.calm_down()
                holds(everything(company.session), company)
        took = time.monotonic() - began
        company.calm_down()
        calm = [word for seat in company.there for word, _ in seat.done]
        seen = walked(company)
        company.there.remove(company.holder)
        assert not any(company.all(lambda seat: seat.leave()))
        assert company.holder.order(company.holder.leave).result(PATIENCE) == 0
        review = opened_again(company.session)
        holds(review, company)
        assert {word for word in calm if word[0] != LOOSE} <= set(words_in(review, twice=True))
        assert not list((company.session.parent.parent / "tmp").iterdir())
        for seat in company.everybody:
            assert b"Traceback" not in seat.terminal.written, seat.terminal.text
    accepted = [word for seat in company.everybody for word in seat.words()]
    done = sum((Counter(seat.counted) for seat in company.everybody), Counter[str]())
    others = len([words for words in texts(review.model_dump()) if words.startswith(OTHER_WORDS)])
    did = company.counted
    tell(
        f"{len(company.everybody)} programs, up to 5 at a time, had {company.written()} lines written, "
        f"{done['reword']} texts changed, {done['remove']} rows removed, {done['move']} moved, {done['undo']} lines "
        f"undone and {done['resize']} windows resized within {took:.0f} s; {did['cut']} times one was cut off, "
        f"{did['freeze']} times frozen; {did['kill the holder']} times the holder was killed, "
        f"{did['kill one who joined']} times another one, {did['kill two']} times both: all {len(accepted)} words "
        f"shown as saved are there, once, {others} of them as the other words of two people, and everybody and the "
        f"file showed the same {seen.total()} words on the boards"
    )


def test_two_terminals_show_and_keep_what_is_typed_in_each(tmp_path: Path) -> None:
    session, size = new_session(tmp_path, running=True), (120, 40)
    with contextlib.ExitStack() as stack:
        here = stack.enter_context(Terminal([PROGRAM, "open", "last"], size, homes(tmp_path)))
        here.wait(meeting_point(session).exists)
        joins = [PROGRAM, "join", "last", "--as", "notes", "--name", "Dana"]
        notes = stack.enter_context(Terminal(joins, size, homes(tmp_path)))
        notes.wait_for("esc Back")
        here.wait_for("with Dana")
        here.send(":n said here\r")
        notes.send("n said there\r")
        for terminal in (here, notes):
            terminal.wait(lambda on=terminal: {"said here", "said there"} <= said(on.text))
        for terminal in (notes, here):
            terminal.send("\x1b")
            terminal.wait(lambda on=terminal: at_board(on.text))
            terminal.send("q")
            assert terminal.ended() == 0
    assert sorted(note.text for note in opened_again(session).notes) == ["said here", "said there"]


def said(text: str) -> set[str]:
    """The notes on a board."""
    return {row.strip(" ·▌") for row in rows(text)}


@contextlib.contextmanager
def in_meeting(monkeypatch: pytest.MonkeyPatch) -> Generator[Company]:
    """A meeting that is open in one terminal; in the end all of them are gone."""
    # The name of a socket has room for a hundred bytes.
    with TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        (folder / "tmp").mkdir()
        monkeypatch.setenv("PMFACIL_RUNTIME", f"{folder}/run")
        session = new_session(folder, running=True)
        company = Company(folder, session, meeting_point(session).name)
        try:
            yield company
        except BaseException:
            for seat in company.there:
                held = "holds, " * (seat is company.holder)
                print(f"{seat.name}, {held}{seat.view}, {seat.doing}: {seat.error!r:.200}\n{seat.terminal.text}")
            raise
        finally:
            for seat in company.everybody:
                seat.kill()
            for seat in company.everybody:
                seat.close()


def walked(company: Company) -> Counter[str]:
    """Compare what everybody sees on the boards, and who only looks at the file, too; the words that are there."""
    company.add("file")
    company.all(lambda seat: seat.here())
    written = words_in(everything(company.session), twice=True)
    company.all(lambda seat: seat.spread(80 + written.total()))
    end = time.monotonic() + 2 * PATIENCE
    while True:
        # A board is drawn from its top: while its end is missing, nobody may have seen all of it.
        seen = Counter[str]()
        for key in BOARDS:
            while len(every := {" ".join(words) for words in company.all(lambda seat, key=key: seat.board(key))}) > 1:
                assert time.monotonic() < end, "\n\n".join(sorted(every))
            seen.update(WORD.findall(every.pop()))
        if seen == written:
            return seen
        assert time.monotonic() < end - PATIENCE, (seen - written, written - seen)


def everything(session: Path) -> Review:
    """What is in the file."""
    return LiveMeeting.open(session, write=False).review


def texts(value: object) -> Iterator[str]:
    """Everything that is written in a review."""
    match value:
        case str():
            yield value
        case dict():
            for one in cast(dict[str, object], value).values():
                yield from texts(one)
        case list() | tuple() | set() | frozenset():
            for one in cast(Iterable[object], value):
                yield from texts(one)
        case _:
            pass


def words_in(review: Review, *, twice: bool = False) -> Counter[str]:
    """How often each word is there; if asked for, also in what is kept of two wordings of one thing."""
    found = [words for words in texts(review.model_dump()) if twice or not words.startswith(OTHER_WORDS)]
    return Counter(word for words in found for word in WORD.findall(words))


def holds(review: Review, company: Company) -> None:
    """Make sure that all which was accepted is in a review, once."""
    accepted = {word for seat in company.everybody for word in seat.words() if word[0] != LOOSE}
    assert accepted <= set(words_in(review, twice=True)), accepted - set(words_in(review, twice=True))
    counts = words_in(review)
    assert {word: count for word, count in counts.items() if count > 1} == {}
    assert {word for word in accepted if word[0] == KEPT} <= set(counts)
    labels = [part.label() for part in (*review.lessons, *review.commitments())]
    assert len(labels) == len(set(labels)), labels
