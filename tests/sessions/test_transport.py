"""What every transport has to do, whatever its engine is: a new one is added to `ENGINES`."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmfacil.review.edit import Remove
from pmfacil.sessions.door import Door
from pmfacil.sessions.order import Asked, Order, OutOfOrder, Told, Transport
from pmfacil.sessions.wire import Seat
from tests.sessions.held import Held, new_meeting, note, wait_for

Heard = list[tuple[int, Asked]]


class Engine(ExitStack):
    """An engine that was just started, with nothing in its order."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.leaving: dict[str, Callable[[], None]] = {}

    def terminal(self, name: str, position: int = 0) -> tuple[Transport, Heard]:
        """A transport for one terminal, and what it is told from a position on."""
        heard: Heard = []
        transport, self.leaving[name] = self.reached(name, position, lambda place, one: heard.append((place, one)))
        self.callback(self.leaving[name])
        return transport, heard

    def reached(self, name: str, position: int, told: Told) -> tuple[Transport, Callable[[], None]]:
        """A transport that tells from a position on, and what ends that."""
        raise NotImplementedError


class InProcess(Engine):
    """Everything in one process."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.order = Order({})

    def reached(self, name: str, position: int, told: Told) -> tuple[Transport, Callable[[], None]]:
        return self.order, self.order.receive(position, told)


class OverSocket(Engine):
    """One process holds a meeting, the others have sockets."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.held = self.enter_context(Held(new_meeting(folder)))

    def reached(self, name: str, position: int, told: Told) -> tuple[Transport, Callable[[], None]]:
        door = Door(self.held.live.path, Seat(terminal=name, name=name, view="notes"), lambda message: None)
        door.epoch, door.position = self.held.host.epoch, position
        door.open()
        return door, door.receive(position, told)


ENGINES: Sequence[type[Engine]] = (InProcess, OverSocket)


@pytest.fixture(params=ENGINES, ids=lambda kind: kind.__name__)
def new_engine(request: pytest.FixtureRequest, meetings: Path) -> Callable[[], Engine]:
    return lambda: request.param(meetings)


@pytest.fixture
def engine(new_engine: Callable[[], Engine]) -> Iterator[Engine]:
    with new_engine() as engine:
        yield engine


def asked(terminal: str, count: int) -> Asked:
    return Asked(terminal=terminal, count=count, edit=note(f"{terminal} {count}"))


def who(heard: Heard) -> list[str]:
    return [f"{one.terminal}{one.count}" for _, one in heard]


def await_all(*heard: Heard, number: int) -> None:
    wait_for(lambda: all(len(one) >= number for one in heard))


def test_all_who_receive_are_told_the_same_edits_at_the_same_positions(engine: Engine) -> None:
    (a, heard_a), (b, heard_b) = engine.terminal("a"), engine.terminal("b")

    def write(name: str, transport: Transport) -> None:
        for count in range(1, 40):
            transport.publish(asked(name, count))

    writers = [threading.Thread(target=write, args=one) for one in (("a", a), ("b", b))]
    for writer in writers:
        writer.start()
        if a is b:
            # Of one process only one thread publishes.
            writer.join()
    await_all(heard_a, heard_b, number=78)
    assert heard_a == heard_b
    assert [position for position, _ in heard_a] == list(range(1, 79))
    for terminal in "ab":
        assert [one.count for _, one in heard_a if one.terminal == terminal] == list(range(1, 40))


def test_an_edit_that_comes_again_has_no_second_place(engine: Engine) -> None:
    (a, heard), (b, _) = engine.terminal("a"), engine.terminal("b")
    for count in (1, 1, 2, 1, 2, 3):
        a.publish(asked("a", count))
    await_all(heard, number=3)
    for count in (2, 3, 4):
        b.publish(asked("a", count))
    await_all(heard, number=4)
    assert who(heard) == ["a1", "a2", "a3", "a4"]


def test_an_edit_before_which_one_is_missing_is_refused(engine: Engine) -> None:
    a, heard = engine.terminal("a")
    a.publish(asked("a", 1))
    with pytest.raises(OutOfOrder, match="edit 2 of this terminal is missing"):
        a.publish(asked("a", 3))
    a.publish(asked("a", 2))
    a.publish(asked("a", 3))
    await_all(heard, number=3)
    assert who(heard) == ["a1", "a2", "a3"]


def test_a_terminal_that_is_not_known_may_begin_anywhere(engine: Engine) -> None:
    a, heard = engine.terminal("a")
    a.publish(asked("a", 41))
    a.publish(asked("a", 42))
    await_all(heard, number=2)
    assert who(heard) == ["a41", "a42"]


def test_whoever_comes_later_is_told_everything_from_a_position_on(engine: Engine) -> None:
    a, heard = engine.terminal("a")
    for count in range(1, 11):
        a.publish(asked("a", count))
    await_all(heard, number=10)
    _, late = engine.terminal("b", 0)
    _, later = engine.terminal("c", 7)
    a.publish(asked("a", 11))
    await_all(heard, late, number=11)
    await_all(later, number=4)
    assert late == heard
    assert later == heard[7:]


def test_an_edit_that_does_not_fit_has_its_place(engine: Engine) -> None:
    (a, heard), (_, other) = engine.terminal("a"), engine.terminal("b")
    a.publish(Asked(terminal="a", count=1, edit=Remove(id="gone")))
    a.publish(asked("a", 2))
    await_all(heard, other, number=2)
    assert who(heard) == who(other) == ["a1", "a2"]


def test_whoever_has_left_is_told_nothing_more_and_the_others_go_on(engine: Engine) -> None:
    (a, heard), (_, gone) = engine.terminal("a"), engine.terminal("b")
    a.publish(asked("a", 1))
    await_all(heard, gone, number=1)
    engine.leaving["b"]()
    a.publish(asked("a", 2))
    await_all(heard, number=2)
    assert (who(heard), who(gone)) == (["a1", "a2"], ["a1"])


def test_what_had_its_place_is_not_withdrawn(engine: Engine) -> None:
    a, heard = engine.terminal("a")
    one = asked("a", 1)
    a.publish(one)
    await_all(heard, number=1)
    assert not a.withdraw(one)


STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(-1, 2)), max_size=25)


@given(steps=STEPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_however_edits_come_the_order_holds_each_that_follows_once(
    new_engine: Callable[[], Engine], steps: list[tuple[str, int]]
) -> None:
    with new_engine() as engine:
        transports = {name: engine.terminal(name) for name in "abc"}
        last: dict[str, int] = {}
        for name, more in [*((name, 1) for name in "abc"), *steps]:
            count = max(1, last.get(name, 0) + more)
            with suppress(OutOfOrder):
                transports[name][0].publish(asked(name, count))
                last[name] = max(count, last.get(name, 0))
        every = [heard for _, heard in transports.values()]
        await_all(*every, number=sum(last.values()))
        assert every[0] == every[1] == every[2]
        for name, count in last.items():
            assert [one.count for _, one in every[0] if one.terminal == name] == list(range(1, count + 1))


def test_whoever_is_told_may_publish_and_everybody_hears_it_after_that() -> None:
    order, first, second = Order({}), list[str](), list[str]()

    def answer(position: int, one: Asked) -> None:
        first.append(f"{one.terminal}{one.count}")
        if one.terminal == "a":
            order.publish(asked("b", one.count))

    order.receive(0, answer)
    order.receive(0, lambda position, one: second.append(f"{one.terminal}{one.count}"))
    for count in (1, 2):
        order.publish(asked("a", count))
    assert first == second == ["a1", "b1", "a2", "b2"]


def test_somebody_who_fails_to_listen_takes_nothing_from_the_others() -> None:
    order, heard = Order({}), list[int]()

    def fail(position: int, one: Asked) -> None:
        if position == 1:
            raise RuntimeError

    order.receive(0, fail)
    order.receive(0, lambda position, one: heard.append(position))
    with pytest.raises(RuntimeError):
        order.publish(asked("a", 1))
    order.publish(asked("a", 2))
    assert heard == [1, 2]
