"""A load of writers with faults on their way, into the log or into a plain table, and who follows it."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Engine, text

from monitor import events_in_postgresql
from monitor.database import writing
from monitor.event_log import ConflictError, EventLog
from tests.monitor.entries import entry

_STREAM = 200  # events, then a writer begins another stream
_LONGEST_HOLD = 0.004  # seconds
_COMMON = "common"

Page = Callable[[int], Sequence[tuple[int, str]]]
Record = Callable[[str, int, Sequence[str]], None]


class BrokenOffError(Exception):
    """A fault that was put in: the transaction, or the confirmation of one, is lost."""


class Load(NamedTuple):
    """How much is written: by how many at once, how many events in all, how many at most in a batch."""

    writers: int
    events: int
    most: int


class Faults:
    """What goes wrong on the way of one writer, by chance, and how often it did."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a fault need not be secret
        self.counts: Counter[str] = Counter()

    def strike(self) -> None:
        """Hold a transaction open for a while, or break it off."""
        drawn = self.chance.random()
        if drawn < 0.10:
            self.counts["held"] += 1
            time.sleep(self.chance.uniform(0, _LONGEST_HOLD))
        elif drawn < 0.13:
            self.counts["broken_off"] += 1
            raise BrokenOffError


def into_log(engine: Engine, faults: Faults) -> Record:
    """Return what records a batch in the log, with faults between its rows and its commit."""
    log, append_rows = EventLog(engine), events_in_postgresql.append_rows

    def struck(*places: Any) -> Any:
        answer = append_rows(*places)
        faults.strike()
        return answer

    setattr(events_in_postgresql, "append_rows", struck)  # noqa: B010 - of other types

    def record(stream: str, version: int, names: Sequence[str]) -> None:
        if faults.chance.random() < 0.02:
            _decided_on_old(log, faults)
        log.append([entry(name, stream) for name in names], {stream: version})

    return record


def _decided_on_old(log: EventLog, faults: Faults) -> None:
    """Try to record on top of a version that is past."""
    try:
        log.append([entry("never", _COMMON)], {_COMMON: 7})
    except ConflictError:
        faults.counts["refused"] += 1


def into_plain_table(engine: Engine, faults: Faults) -> Record:
    """Return what records a batch in the plain table, with the same faults."""

    def record(stream: str, version: int, names: Sequence[str]) -> None:
        del stream, version
        with writing(engine) as connection:
            connection.execute(text("INSERT INTO plain (name) VALUES (:name)"), [{"name": n} for n in names])
            faults.strike()

    return record


def write(record: Record, faults: Faults, load: Load, writer: str) -> Iterator[str]:
    """Record a writer's share of the load; yield the names that were confirmed."""
    share, written = load.events // load.writers, 0
    while written < share:
        stream, version = f"{writer}-{written // _STREAM}", written % _STREAM
        size = min(faults.chance.randint(1, load.most), share - written, _STREAM - version)
        names = [f"{writer}-{written + n}" for n in range(size)]
        while True:
            try:
                record(stream, version, names)
                break
            except BrokenOffError:
                continue
        yield from names
        written += size


def follow(page: Page, is_over: Callable[[], bool], after: int) -> list[str]:
    """Read page by page, as a projection does, until the writers have ended; return the names seen."""
    seen: list[str] = []
    while True:
        over = is_over()  # asked before reading, so that the last page is read after it
        while found := page(after):
            seen += [name for _, name in found]
            after = found[-1][0]
        if over:
            return seen
