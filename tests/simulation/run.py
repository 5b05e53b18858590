"""One seed from its beginning to its end, or to the first broken invariant, and the least that breaks it.

Promise: a failure says the seed and the step after which it is seen; running to that step sees it again.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from monitor.database import open_database
from monitor.migrate import initialise
from scheduler.tick import tick
from tests.simulation.happenings import take
from tests.simulation.invariants import INVARIANTS, Checker
from tests.simulation.options import Options
from tests.simulation.process import mortal
from tests.simulation.seen import look
from tests.simulation.world import Step, World, opening, steps

OnDay = Callable[[int], None]
Checkers = dict[str, Checker]


class Broken(msgspec.Struct, frozen=True):
    """An invariant that does not hold, after which step, and what was seen."""

    invariant: str
    step: int
    what: str
    tail: tuple[str, ...] = ()


class Report(msgspec.Struct, kw_only=True):
    """What a run did."""

    options: Options
    steps: int = 0
    events: int = 0
    deaths: int = 0
    checked: int = 0
    broken: Broken | None = None
    counts: Counter[str] = msgspec.field(default_factory=Counter)
    refused: Counter[str] = msgspec.field(default_factory=Counter)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Where a run stops, what it leaves out, and what it checks."""

    until: int | None = None
    left_out: AbstractSet[int] = frozenset()
    checkers: Checkers = msgspec.field(default_factory=lambda: dict(INVARIANTS))


def run(options: Options, limits: Limits | None = None, on_day: OnDay = lambda _: None) -> Report:
    """Run one world on a file system in memory where there is one."""
    limits = limits or Limits()
    shared = Path("/dev/shm")  # noqa: S108 - a file system in memory; else the usual place
    with TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder, mortal():
        path = f"{folder}/world.db"
        engine = open_database(path, create=True)
        initialise(engine, simulation=False, at=opening(options))
        engine.dispose()
        world = World(options, path)
        try:
            return _run(world, limits, on_day)
        finally:
            world.stop()


def _run(world: World, limits: Limits, on_day: OnDay) -> Report:
    report = Report(options=world.options)
    for step in steps(world.options, limits.left_out):
        take(world, step)
        report.steps = step.number
        on_day((step.at.date() - world.options.first_day).days)
        is_last = step.number == limits.until
        if step.what == "check" or is_last:
            _check(world, report, limits.checkers)
        if report.broken or is_last:
            break
    else:
        _check(world, report, limits.checkers)
    report.deaths, report.refused = world.deaths, world.ledger.refused
    report.counts = world.ledger.counts
    report.events = world.first.monitor.log.last_position()
    return report


def _check(world: World, report: Report, checkers: Checkers) -> None:
    """Let the scheduler come to rest, then check; what is broken is told with the steps that led there."""
    monitor = world.first.monitor
    found = tick(monitor, monitor.stamp(world.at))
    again = tick(monitor, monitor.stamp(world.at))
    world.ledger.acknowledge((*found, *again))
    broken = [("I6", f"a second tick found {each.cluster}: {each.body}") for each in again]
    seen = look(world, is_settled=True)
    for name, checker in checkers.items():
        broken += [(name, what) for what in checker(seen)]
        report.checked += 1
        if broken:
            first, what = broken[0]
            report.broken = Broken(first, report.steps, what, tuple(world.tail[-12:]))
            return


def shrink(options: Options, broken: Broken, tries: int = 12) -> tuple[int, ...]:
    """Return the fewest steps found, within so many runs, that still break the same invariant."""
    kept = tuple(step.number for step in steps(options) if step.number <= broken.step)
    size = len(kept) // 2
    while size and tries:
        fewer = _without_a_part(options, broken, kept, size)
        tries -= 1
        if fewer is None:
            size //= 2
        else:
            kept = fewer
    return kept


def _without_a_part(
    options: Options, broken: Broken, kept: tuple[int, ...], size: int
) -> tuple[int, ...] | None:
    """Return the steps without the first part of a size that is not needed."""
    for start in range(0, len(kept) - size, size):
        fewer = (*kept[:start], *kept[start + size :])
        if _breaks(options, broken, fewer):
            return fewer
    return None


def _breaks(options: Options, broken: Broken, kept: Sequence[int]) -> bool:
    left_out = frozenset(range(1, broken.step)) - frozenset(kept)
    checkers = {broken.invariant: INVARIANTS[broken.invariant]}
    found = run(options, Limits(until=broken.step, left_out=left_out, checkers=checkers)).broken
    return found is not None and found.invariant == broken.invariant


def tail(options: Options, numbers: Sequence[int]) -> list[Step]:
    """Return the steps with these numbers."""
    wanted = set(numbers)
    return [step for step in steps(options) if step.number in wanted]
