"""One simulated world: its people, its clock, its two processes, and what happens on each day.

Promise: each step has random numbers of its own, from the seed and its number, so that the same seed does
the same again, and a step may be left out without changing the dice of the others.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from domain.events import SHANGHAI
from monitor.notify.webhooks import Webhooks, Wish
from tests.office import LIBRARY
from tests.simulation.clerk import File
from tests.simulation.ledger import Ledger
from tests.simulation.options import Options
from tests.simulation.process import Process

RECEIVER = "receiver"
DAY = timedelta(days=1)


class Step(NamedTuple):
    """One thing that happens: its number, when, what, and the dice for it."""

    number: int
    at: datetime
    what: str
    rng: Random


class World:
    """The state of one simulation."""

    def __init__(self, options: Options, path: str) -> None:
        self.options = options
        self.ledger = Ledger()
        self.processes = [Process(path, LIBRARY), Process(path, LIBRARY)]
        counted = range(1, options.size.clusters + 1)
        self.files = [File(programme, number) for programme in options.programmes for number in counted]
        self.at = opening(options)
        self.tail: list[str] = []
        with self.first.running() as monitor:
            Webhooks(monitor).add(Wish(webhook=RECEIVER, url="https://example.org/a"), by="lin", at=self.at)

    @property
    def first(self) -> Process:
        return self.processes[0]

    @property
    def deaths(self) -> int:
        return sum(process.deaths for process in self.processes)

    def stop(self) -> None:
        """Close the database."""
        for process in self.processes:
            process.stop()


def opening(options: Options) -> datetime:
    """Return the first instant of a world."""
    return datetime.combine(options.first_day, time(1), SHANGHAI).astimezone(UTC)


def steps(options: Options, left_out: AbstractSet[int] = frozenset()) -> Iterator[Step]:
    """Yield what happens, day by day; numbers count from 1 and stay the same where others are left out."""
    number = 0
    for count in range(options.size.days):
        day = options.first_day + count * DAY
        for at, what in _happenings(options, day, count):
            number += 1
            if number not in left_out:
                yield Step(number, at, what, Random(f"{options.seed}/{number}"))  # noqa: S311 - reproducible, no secret


def _happenings(options: Options, day: date, count: int) -> list[tuple[datetime, str]]:
    """Return what happens on a day, in the order of the clock."""
    rng = Random(f"day/{options.seed}/{day}")  # noqa: S311 - reproducible, no secret
    names = [*_acts(options, rng), *_rare(options, rng)]
    found = [(_clock(day, rng), name) for name in names]
    found += [(datetime.combine(day, time(20), SHANGHAI), name) for name in _ticks(options, rng, count)]
    if count == 0:
        found = [(_clock(day, rng), "found") for _ in range(len(options.programmes) * options.size.clusters)]
    return sorted((at.astimezone(UTC), name) for at, name in found)


def _clock(day: date, rng: Random) -> datetime:
    return datetime.combine(day, time(9), SHANGHAI) + timedelta(seconds=rng.randrange(8 * 3600))


def _acts(options: Options, rng: Random) -> list[str]:
    expected = options.size.acts_a_year * options.size.clusters * options.size.programmes / 365
    return ["act"] * (int(expected) + (rng.random() < expected % 1))


def _rare(options: Options, rng: Random) -> list[str]:
    a_year = {
        "notice": options.notices_a_year,
        "override": options.overrides_a_year,
        "law": options.laws_a_year,
        "rebuild": options.rebuilds_a_year,
        "check": options.checks_a_year,
        "restart": options.rebuilds_a_year,
        "deliver": 12.0 * options.size.busy,
        "ask": 6.0 * options.size.busy,
    }
    appeals = ["appeal"]  # somebody looks every day whether a window is about to close
    return [*appeals, *(name for name, rate in a_year.items() if rng.random() < rate / 365)]


def _ticks(options: Options, rng: Random, count: int) -> list[str]:
    if count % max(1, options.size.hours_between_ticks // 24) or rng.random() < options.missed_ticks:
        return []
    return ["tick"] * (2 if rng.random() < options.doubled_ticks else 1)
