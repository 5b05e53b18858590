"""The steps at which a process is killed: found by name in the product, which knows nothing of them.

Promise: `arm` changes the process that calls it only, and from then on the chosen step is its last.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Literal, NamedTuple

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

When = Literal["before", "after", "uncommitted", "committed"]


class Step(NamedTuple):
    """A moment: a name, where in the product (module:attribute), and when of it.

    Of a transaction (a context manager), "uncommitted" is its last moment, "committed" the next one.
    """

    name: str
    where: str
    when: When


_LOG = "monitor.event_log:EventLog"
_MONITOR = "monitor.application:Monitor"
_OUTBOX = "monitor.notify.outbox:Outbox"
_FOLLOWER = "projections.follow:Follower"
_EVERYWHERE = (
    Step("command received", f"{_MONITOR}.record", "before"),
    Step("decided, before the append", f"{_LOG}.append", "before"),
    Step("appended, before the answer", f"{_LOG}.append", "after"),
    Step("answer given", "tests.faults.shift:Shift.acknowledge", "after"),
    Step("projection page read, before its rows", f"{_FOLLOWER}._apply", "before"),
    Step("projection rows written, before the position", f"{_FOLLOWER}._apply", "after"),
    Step("outbox filled, before the commit", "monitor.notify.filling:Filling.fill", "after"),
    Step("projection page, before the commit", "monitor.upkeep:writing", "uncommitted"),
    Step("projection page, after the commit", "monitor.upkeep:writing", "committed"),
    Step("tick has chosen its clusters", f"{_MONITOR}.waking", "after"),
    Step("tick, before conclude", f"{_MONITOR}.conclude", "before"),
    Step("tick, after conclude", f"{_MONITOR}.conclude", "after"),
    Step("tick, after settle", f"{_MONITOR}.settle", "after"),
    Step("message taken", f"{_OUTBOX}.take", "after"),
    Step("message sent, not noted", f"{_OUTBOX}.note", "before"),
    Step("message noted, before the commit", "monitor.notify.outbox:writing", "uncommitted"),
    Step("message noted", f"{_OUTBOX}.note", "after"),
)
STEPS = {
    "sqlite": (
        *_EVERYWHERE,
        Step("append written, before the commit", "monitor.events_in_sqlite:_immediate", "uncommitted"),
    ),
    "postgresql": (
        *_EVERYWHERE,
        Step("append written, before the commit", "monitor.events_in_postgresql:append_rows", "after"),
    ),
}


def die() -> None:
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def arm(step: Step, passes: int) -> None:
    """Kill this process when it comes to a step for the so-manieth time."""
    module, _, path = step.where.partition(":")
    owner: Any = import_module(module)
    *parents, name = path.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    count = _counting(passes)
    wrap = _around if step.when in {"before", "after"} else _within
    setattr(owner, name, wrap(getattr(owner, name), step.when, count))


def arm_statement(passes: int) -> None:
    """Kill this process before it sends its so-manieth statement, of any kind, to its database."""
    count = _counting(passes)

    @event.listens_for(Engine, "connect")
    def listen(connection: Any, _entry: ConnectionPoolEntry) -> None:
        if hasattr(connection, "set_trace_callback"):
            connection.set_trace_callback(lambda _: count())

    for owner, name in ((psycopg.Cursor, "execute"), (psycopg.Connection, "commit")):
        setattr(owner, name, _around(getattr(owner, name), "before", count))


def _counting(passes: int) -> Callable[[], None]:
    left = [passes]

    def count() -> None:
        left[0] -= 1
        if not left[0]:
            die()

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
