"""The steps at which a process is killed: found by name in the product, which knows nothing of them.

Promise: `arm` changes the process that calls it only, and from then on the chosen step is its last.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import reduce
from importlib import import_module
from typing import Any, Literal, NamedTuple

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

When = Literal["before", "after", "uncommitted", "committed"]
Role = Literal["clerk", "follower", "ticker", "courier", "all of them"]
Chance = Literal["statement", "random"]


class Step(NamedTuple):
    """A moment: a name, where in the product (module:attribute), and when of it.

    Of a transaction (a context manager), "uncommitted" is its last moment, "committed" the next one.
    """

    name: str
    where: str
    when: When


class Kill(NamedTuple):
    """One kill: of a process that does a part of the work, when it comes to a step so often, or by chance."""

    role: Role
    at: Step | Chance
    passes: int = 1


_LOG = "monitor.event_log:EventLog"
_MONITOR = "monitor.application:Monitor"
_OUTBOX = "monitor.notify.outbox:Outbox"
_FOLLOWER = "projections.follow:Follower"
_RECORDING = (
    Step("command received", f"{_MONITOR}.record", "before"),
    Step("decided, before the append", f"{_LOG}.append", "before"),
    Step("appended, before the answer", f"{_LOG}.append", "after"),
    Step("answer given", "tests.faults.shift:Shift.acknowledge", "after"),
)
_FOLLOWING = (
    Step("projection page read, before its rows", f"{_FOLLOWER}._apply", "before"),
    Step("projection rows written, before the position", f"{_FOLLOWER}._apply", "after"),
    Step("outbox filled, before the commit", "monitor.notify.filling:Filling.fill", "after"),
    Step("projection page, before the commit", "monitor.upkeep:writing", "uncommitted"),
    Step("projection page, after the commit", "monitor.upkeep:writing", "committed"),
)
_TICKING = (
    Step("tick has chosen its clusters", f"{_MONITOR}.waking", "after"),
    Step("tick, before conclude", f"{_MONITOR}.conclude", "before"),
    Step("tick, after conclude", f"{_MONITOR}.conclude", "after"),
    Step("tick, after settle", f"{_MONITOR}.settle", "after"),
)
_DELIVERING = (
    Step("message taken", f"{_OUTBOX}.take", "after"),
    Step("message sent, not noted", f"{_OUTBOX}.note", "before"),
    Step("message noted, before the commit", "monitor.notify.outbox:writing", "uncommitted"),
    Step("message noted", f"{_OUTBOX}.note", "after"),
)
_EVERYWHERE = (*_RECORDING, *_FOLLOWING, *_TICKING, *_DELIVERING)
_SQLITE = Step("append written, before the commit", "monitor.events_in_sqlite:_immediate", "uncommitted")
_POSTGRESQL = Step("append written, before the commit", "monitor.events_in_postgresql:append_rows", "after")
STEPS = {"sqlite": (*_EVERYWHERE, _SQLITE), "postgresql": (*_EVERYWHERE, _POSTGRESQL)}
_MESSAGES = 3  # that a courier works on, so that they do not pile up


def one_round(store: str) -> tuple[Kill, ...]:
    """Return the kills of a round, in an order in which each finds work that those before left undone."""
    append, answered = STEPS[store][-1], _RECORDING[-1]
    return (
        *_kills("clerk", "statement", append, *_RECORDING),
        *_kills("follower", *_FOLLOWING),
        *_kills("clerk", answered),
        *_kills("follower", "random", "statement"),
        *_kills("ticker", *_TICKING[:-1]),
        *_kills("clerk", answered),
        *_kills("ticker", _TICKING[-1]),
        *_kills("clerk", "random", answered),
        *_kills("ticker", "random", "statement"),
        *(Kill("courier", step, passes=_MESSAGES) for step in _DELIVERING),
        *_kills("courier", "random", "statement"),
        *_kills("all of them", "random", "statement"),
    )


def _kills(role: Role, *moments: Step | Chance) -> tuple[Kill, ...]:
    return tuple(Kill(role, each) for each in moments)


def die() -> None:
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def arm(step: Step, passes: int) -> None:
    """Kill this process when it comes to a step for the so-manieth time."""
    owner, name = place_of(step)
    setattr(owner, name, wrapped(step, getattr(owner, name), counting(passes, die)))


def place_of(step: Step) -> tuple[Any, str]:
    """Return what a step is an attribute of, and its name there."""
    module, _, path = step.where.partition(":")
    *parents, name = path.split(".")
    return reduce(getattr, parents, import_module(module)), name


def wrapped(step: Step, work: Callable[..., Any], count: Callable[[], None]) -> Callable[..., Any]:
    """Return the same work, which counts when it comes to a step."""
    return (_around if step.when in {"before", "after"} else _within)(work, step.when, count)


def arm_statement(passes: int) -> None:
    """Kill this process before it sends its so-manieth statement, of any kind, to its database."""
    count = counting(passes, die)

    @event.listens_for(Engine, "connect")
    def listen(connection: Any, _entry: ConnectionPoolEntry) -> None:
        if hasattr(connection, "set_trace_callback"):
            connection.set_trace_callback(lambda _: count())

    for owner, name in ((psycopg.Cursor, "execute"), (psycopg.Connection, "commit")):
        setattr(owner, name, _around(getattr(owner, name), "before", count))


def counting(passes: int, then: Callable[[], None]) -> Callable[[], None]:
    """Return what does something once, when it is called for the so-manieth time."""
    left = [passes]

    def count() -> None:
        left[0] -= 1
        if not left[0]:
            then()

    return count


def _around(work: Callable[..., Any], when: When, count: Callable[[], None]) -> Callable[..., Any]:
    def done(*places: Any, **names: Any) -> Any:
        if when == "before":
            count()
        answer = work(*places, **names)
        if when == "after":
            count()
        return answer

    return done


def _within(work: Callable[..., Any], when: When, count: Callable[[], None]) -> Callable[..., Any]:
    @contextmanager
    def opened(*places: Any, **names: Any) -> Iterator[Any]:
        with work(*places, **names) as transaction:
            yield transaction
            if when == "uncommitted":
                count()
        if when == "committed":
            count()

    return opened
