"""Two processes beside one: how much faster they replay, against two that only spin.

Promise: both work through the same partitions in the same processes, started and warm, and the machine is
measured right before and after. A round in which two spinning processes come to less than 1.5 of one says
nothing of the product, for somebody else has the second core: it is left out, and that is told.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from typing import NamedTuple

from sqlalchemy import Engine

from benchmarks import ours
from benchmarks.places import Databases, initialised
from benchmarks.timing import Tally, seconds
from benchmarks.workload import events, name_of
from domain.events import legal_day
from monitor.audit.branching.passing import Asked
from monitor.audit.branching.supposition import Supposition
from monitor.bulk import replaying, supposing
from monitor.bulk.partitions import Place, partitions
from scheduler.tick import tick

TWO, LEAST_CEILING = 2, 1.5
_SPINS, _TURNS = 8, 400_000
_ASIDE = "not counted, for two spinning processes came to {0:.2f} of one: {1}"
Tell = Callable[[str], None]


class Share(NamedTuple):
    """Some work in parts: each is done by whichever process is free."""

    operation: str
    work: Callable[..., object]
    errands: Sequence[object]


def processes_round(databases: Databases, clusters: int, tally: Tally, at: datetime, tell: Tell) -> None:
    """Measure one round over a log of its own, looked at once."""
    with initialised(databases) as engine:
        monitor = ours.monitor_of(engine)
        ours.record(monitor.log, list(events(clusters)), 10_000, {})
        monitor.catch_up()
        tick(monitor, at)
        context = get_context("spawn")
        with (
            ProcessPoolExecutor(1, mp_context=context) as one,
            ProcessPoolExecutor(TWO, mp_context=context) as two,
        ):
            pools = Pools(one, two)
            for share in _shares(engine, clusters, at):
                pools.warm(share)
                _compare(pools, share, tally, tell)


def _shares(engine: Engine, clusters: int, at: datetime) -> list[Share]:
    """Return what is measured: the parts in which the commands hand it out."""
    place = Place(db=engine.url.render_as_string(hide_password=False), clock=at)
    runs = list(partitions(map(name_of, range(clusters)), clusters))
    replays = [replaying.Errand(place=place, at=at, has_gaps=False, clusters=names) for names in runs]
    supposed = Supposition(choices={"annual_date_roll": "next-working-day"})
    tries = [
        supposing.Errand(
            place=place,
            known_at=at,
            supposed=supposed,
            asked=Asked(on=legal_day(at), among=frozenset(names)),
        )
        for names in runs
    ]
    return [
        Share("two processes: replay", replaying.replay_part, replays),
        Share("two processes: what-if", supposing.try_part, tries),
    ]


class Pools(NamedTuple):
    """One process, and two: each is handed all parts at once, so that none waits for the next one."""

    one: ProcessPoolExecutor
    two: ProcessPoolExecutor

    def warm(self, share: Share) -> None:
        """Let every process do a part, so that all is loaded."""
        list(self.one.map(share.work, share.errands[:1]))
        list(self.two.map(share.work, share.errands[:TWO]))

    def speed_up(self, work: Callable[..., object], errands: Sequence[object]) -> float:
        """Return how many times faster the two are than the one."""
        alone, together = (seconds(partial(_all, pool, work, errands)) for pool in self)
        return alone / together


def _all(pool: ProcessPoolExecutor, work: Callable[..., object], errands: Sequence[object]) -> None:
    list(pool.map(work, errands))


def _compare(pools: Pools, share: Share, tally: Tally, tell: Tell) -> None:
    """Note how much faster two processes are, and how much faster two that spin."""
    before = pools.speed_up(spin, range(_SPINS))
    found = pools.speed_up(share.work, share.errands)
    ceiling = (before + pools.speed_up(spin, range(_SPINS))) / 2
    if ceiling < LEAST_CEILING:
        tell(_ASIDE.format(ceiling, share.operation))
    else:
        tally.note(share.operation, "two that spin", found, ceiling)


def spin(number: int) -> int:
    """Do nothing but count, from a number on."""
    for each in range(_TURNS):
        number += each
    return number
