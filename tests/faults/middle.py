"""Law and calendar that change in the middle of a tick or a rebuild: `python -m tests.faults.middle`.

While one process looks at its clusters, another one adopts another edition of the law, or records a holiday
notice or an override. The first goes on by what it had read. After its next pass nothing may be left undone.
With `--deaf` nobody looks at a cluster again because law or calendar changed: that must be found.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from domain.administration import CalendarNoticeRecorded, CalendarOverridden
from domain.events import legal_day
from monitor.application import Monitor
from monitor.audit.replaying.replay import Replay
from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.migrate import initialise
from projections import follow, roster
from scheduler import tick as pass_of_scheduler
from tests.faults import judging
from tests.faults.servers import MEMORY, database
from tests.faults.steps import Step, counting, place_of, wrapped
from tests.given import noon
from tests.office import LIBRARY, line, recognised
from tests.simulation.happenings import edited

BEGIN = noon("2025-04-01")
_CLUSTERS = 6
_OF_A_PAGE = 2  # records of a page, clusters of a pass at a time: so that there is a middle
_MOMENTS = 5
_BETWEEN = (  # outside of every transaction: there another process may do something whole
    Step("clusters chosen", "monitor.application:Monitor.waking", "after"),
    Step("assessed, before the append", "monitor.event_log:EventLog.append", "before"),
    Step("appended", "monitor.event_log:EventLog.append", "after"),
    Step("looked at", "monitor.application:Monitor.settle", "after"),
    Step("page committed", "monitor.upkeep:writing", "committed"),
)


@contextmanager
def interrupted(passes: int, then: Callable[[], None]) -> Iterator[None]:
    """Let something be done once, when this process has come to some of its steps so often."""
    count = counting(passes, then)
    with ExitStack() as undone:
        for step in _BETWEEN:
            owner, name = place_of(step)
            work = getattr(owner, name)
            undone.callback(setattr, owner, name, work)
            setattr(owner, name, wrapped(step, work, count))
        yield


class Trial:
    """Days on each of which something changes under a process at work."""

    def __init__(self, url: str, seed: int) -> None:
        self.engine = open_database(url, create=True)
        self.chance = random.Random(seed)  # noqa: S311 - a fault need not be secret
        self.library = LIBRARY
        self.at = BEGIN
        self.counts: Counter[str] = Counter()
        self.broken: list[str] = []

    def prepare(self) -> None:
        """Record some clusters, one of which has filed its report."""
        initialise(self.engine, simulation=False, at=BEGIN - timedelta(days=1))
        facts = [recognised(f"c{number}") for number in range(_CLUSTERS)]
        filed = line("annual-report-filed", "2025-02-20", "c0", year=2024)
        self._monitor().record([*facts, filed], at=self.at, by="officer")

    def one_day(self, number: int) -> None:
        """Let something change while a process works; then a pass is made, and the next finds nothing."""
        self.at += timedelta(days=1)
        working = self._monitor()
        working.waking(self.at, 1)  # it judges by the law that it was released with
        working.record([recognised(f"d{number}", "2024-12-10")], at=self.at, by="officer")
        under = ("tick", "rebuild")[number % 2]
        change = list(_CHANGES)[number // 2 % len(_CHANGES)]
        with interrupted(self.chance.randint(1, _MOMENTS), lambda: self._change(change, under)):
            self._work(working, under)
        pass_of_scheduler.tick(self._monitor(), self.at)
        again = pass_of_scheduler.tick(self._monitor(), self.at)
        self.broken += [f"I6: a second pass found {each.cluster}: {each.body}" for each in again]
        wrong = unlike_folds(self._monitor(), self.at)
        self.broken += [f"{each} after {change} in a {under}" for each in wrong]

    def _work(self, monitor: Monitor, under: str) -> None:
        if under == "tick":
            pass_of_scheduler.tick(monitor, self.at)
        else:
            monitor.rebuild()

    def _change(self, change: str, under: str) -> None:
        _CHANGES[change](self)
        self.counts[f"{change}_in_a_{under}"] += 1

    def law(self) -> None:
        """Start a later release, whose edition has another term."""
        terms = [years for years in (2, 3, 4) if edited(years, _THROUGH).laws != self.library.laws]
        self.library = edited(self.chance.choice(terms), _THROUGH)
        self._monitor().waking(self.at, 1)

    def notice(self) -> None:
        """Record that some days to come are off."""
        first = legal_day(self.at) + timedelta(days=self.chance.randint(1, 20))
        off = tuple(first + timedelta(days=n) for n in range(4))
        self._declare(CalendarNoticeRecorded(year=first.year, off=off, work=(), amends=first.year))

    def override(self) -> None:
        """Record that a day to come is worked on, or not, in one province."""
        day = legal_day(self.at) + timedelta(days=self.chance.randint(1, 20))
        working = self.chance.random() < 0.5
        self._declare(CalendarOverridden(region="*", day=day, working=working, basis="公告"))

    def _declare(self, body: CalendarNoticeRecorded | CalendarOverridden) -> None:
        self._monitor().record_calendar(body, legal_day(self.at), at=self.at, by="lin")

    def _monitor(self) -> Monitor:
        return Monitor(
            self.engine, EventLog(self.engine), self.library, simulation=False, code_version="test"
        )

    def judge(self) -> list[str]:
        """Return everything that does not hold."""
        monitor = self._monitor()
        records = judging.every_record(monitor.log)
        replayed = (each for each in Replay(monitor, self.at).everything() if each.then != "same")
        found = (
            self.broken,
            judging.unsound_log(self.engine, records),
            judging.unsound_rows(monitor, self.at),
            (f"I12: {each.cluster} at {each.position}: {each.then}" for each in replayed),
        )
        return judging.shortened([*chain.from_iterable(found)])


def unlike_folds(monitor: Monitor, at: datetime) -> Iterator[str]:
    """Tell of lines in the roster that are not what the cluster's own events come to (I3)."""
    on = legal_day(at)
    for row in monitor.roster(on=on, known_at=at, is_now=True):
        folded = monitor.status(row["cluster"], on=on, known_at=at)
        wrong = [name for name in _SHOWN if row[name] != folded[name]]
        if wrong:
            yield f"I3: on {on} the roster says of {row['cluster']} another {wrong} than its events"


_SHOWN = ("standing", "stage", "valid_from", "valid_to", "next_change_on")
_THROUGH = date(2027, 12, 6)
_CHANGES: Mapping[str, Callable[[Trial], None]] = {
    "law": Trial.law,
    "notice": Trial.notice,
    "override": Trial.override,
}


@contextmanager
def small_pages() -> Iterator[None]:
    """Let pages and passes be so small that they have a middle."""
    before = follow.PAGE, pass_of_scheduler.BATCH
    follow.PAGE = pass_of_scheduler.BATCH = _OF_A_PAGE
    try:
        yield
    finally:
        follow.PAGE, pass_of_scheduler.BATCH = before


@contextmanager
def deaf() -> Iterator[None]:
    """Let nobody look at a cluster again because the law changed."""
    wake = roster.wake
    setattr(roster, "wake", lambda *_: None)  # noqa: B010 - of another type
    try:
        yield
    finally:
        setattr(roster, "wake", wake)  # noqa: B010 - as above


def endured(url: str, asked: argparse.Namespace) -> dict[str, Any]:
    """Run a whole trial over an empty database; return its figures, with what is `broken`."""
    began = time.monotonic()
    trial = Trial(url, asked.seed)
    try:
        trial.prepare()
        with small_pages(), ExitStack() as faults:
            if asked.deaf:
                faults.enter_context(deaf())
            for number in range(asked.days):
                trial.one_day(number)
        broken = trial.judge()
    finally:
        trial.engine.dispose()
    about = {"harness": "middle", "store": trial.engine.dialect.name, "deaf": asked.deaf, "days": asked.days}
    changes = {"changes": trial.counts.total(), **trial.counts}
    return {**about, **changes, "seconds": round(time.monotonic() - began, 1), "broken": broken}


def main(words: Sequence[str] | None = None) -> int:
    """Run one trial and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--url", help="an empty database; without it one is made")
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--deaf", action="store_true")
    asked = parser.parse_args(words)
    with TemporaryDirectory(dir=MEMORY) as folder, database(asked.store, asked.url, Path(folder)) as url:
        outcome = endured(url, asked)
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 1 if outcome["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
