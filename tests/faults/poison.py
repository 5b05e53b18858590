"""Events that cannot be read, among others, while the service works: `python -m tests.faults.poison`.

Beside it the same facts are recorded in a database without any. The clusters that have such an event are told
by name, all others must come to the same rows. With `--silent` what cannot be read is passed over: that must
be found.
"""

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, select, text

from domain.events import Recorded
from monitor.application import Monitor
from monitor.audit.log.verification import verify_log
from monitor.database import open_database, reading
from monitor.event_log import EventLog
from monitor.event_recorder import event_table
from monitor.event_tables import NewRow
from monitor.feed import LogFeed
from monitor.migrate import initialise
from projections.follow import live_generation
from projections.tables import METADATA, progress
from projections.view import Poison
from scheduler.tick import tick
from tests.faults import judging
from tests.faults.servers import MEMORY, database
from tests.given import noon
from tests.office import LIBRARY, line, recognised

BEGIN = noon("2025-03-01")
_CLUSTERS = 30
_DAYS = 60  # in which reports fall due, and are late from the 30th on
_FORMS = (  # as a later release, a damaged disk or a stranger with the password may leave them
    ("annual-report-filed.v2", b'{"body":{"type":"annual-report-filed.v2"}}'),
    ("annual-report-filed.v1", b'{"body":{"type":"annual-report-filed.v1","year":"soon"}}'),
    ("annual-report-filed.v1", b"{"),
    ("annual-report-filed.v1", b'["\xed\xa0\x80"]'),
    ("os.system", b'{"body":{"type":"os.system"}}'),
    ("annual-report-filed.v1", b'{"body":{"type":"annual-report-filed.v1","year":NaN}}'),
    ("annual-report-filed.v1", b"null"),
)

_PLACES = re.compile(r'"(id|\w*position|previous)":("[^"]*"|\d+),?')  # of the log, or named by a place in it


class Trial:
    """The same days twice: with what cannot be read, and without."""

    def __init__(self, url: str, twin_url: str, asked: argparse.Namespace) -> None:
        self.engines = [open_database(each, create=True) for each in (url, twin_url)]
        self.chance = random.Random(asked.seed)  # noqa: S311 - a fault need not be secret
        stopped = [f"c{number}" for number in self.chance.sample(range(_CLUSTERS), asked.poisons)]
        self.poisoned = {name: self.chance.randrange(1, asked.days) for name in stopped}
        self.days: int = asked.days
        self.at = BEGIN

    def run(self) -> None:
        """Let the days pass in both databases."""
        for engine in self.engines:
            initialise(engine, simulation=False, at=BEGIN - timedelta(days=1))
            facts = [recognised(f"c{number}") for number in range(_CLUSTERS)]
            _monitor(engine).record(facts, at=BEGIN, by="officer")
        for day in range(self.days):
            self.at = BEGIN + timedelta(days=day)
            self._poison(day)
            rebuilds = self.chance.random() < 0.05
            for engine in self.engines:
                self._one_day(engine, day, rebuilds=rebuilds)

    def _poison(self, day: int) -> None:
        table = event_table(self.engines[0])
        for cluster in (name for name, on in self.poisoned.items() if on == day):
            topic, state = self.chance.choice(_FORMS)
            last = table.last()
            table.add([NewRow(cluster, 900, topic, state, None, last.recorded_at if last else 0)], {})

    def _one_day(self, engine: Engine, day: int, *, rebuilds: bool) -> None:
        monitor = _monitor(engine)
        files = f"c{day % _CLUSTERS}"
        if day % 2 and files not in self.poisoned:
            filed = line("annual-report-filed", "2025-02-20", files, year=2024)
            monitor.record([filed], at=self.at, by="officer", allow_repeats=True)
        if rebuilds:
            monitor.rebuild()
        tick(monitor, self.at)

    def judge(self) -> list[str]:
        """Return everything that does not hold."""
        engine, twin = self.engines
        found = (
            self._untold(),
            _unlike(rows(engine, self.poisoned), rows(twin, self.poisoned)),
            _unlike(findings(engine, self.poisoned), findings(twin, self.poisoned)),
            self._otherwise_unsound(engine),
        )
        return judging.shortened([*chain.from_iterable(found)])

    def _otherwise_unsound(self, engine: Engine) -> Iterator[str]:
        """Tell of what does not verify (I11) and is not one of the events that cannot be read."""
        for problem in verify_log(engine).problems:
            if problem.code != "unsigned" and problem.cluster not in self.poisoned:
                yield f"I11: {problem}"

    def _untold(self) -> Iterator[str]:
        """Tell of what is not told by name, and of projections that stand still (I4)."""
        monitor = _monitor(self.engines[0])
        with reading(monitor.engine) as connection:
            reached = connection.scalar(text("SELECT position FROM projection_progress WHERE live"))
        if reached != verify_log(monitor.engine).size:
            yield f"I4: the projections are at {reached}"
        if (named := {*monitor.quarantined()}) != {*self.poisoned}:
            yield f"I3: told to be unreadable: {sorted(named)}, are: {sorted(self.poisoned)}"


def _monitor(engine: Engine) -> Monitor:
    return Monitor(engine, EventLog(engine), LIBRARY, simulation=False, code_version="test")


def rows(engine: Engine, without: Sequence[str] | dict[str, int]) -> set[str]:
    """Return all that the live projections say of clusters but some, whatever the position it came from."""
    found: set[str] = set()
    with reading(engine) as connection:
        generation = live_generation(connection)
        for table in (each for each in METADATA.sorted_tables if each is not progress):
            said = [each for each in table.c if "position" not in each.name and each.name != "generation"]
            query = select(*said).where(table.c.generation == generation)
            for row in connection.execute(query).mappings():
                if "cluster" in row and row["cluster"] not in without:
                    found.add(_PLACES.sub("", f"{table.name} {dict(row)}"))
    return found


def findings(engine: Engine, without: Sequence[str] | dict[str, int]) -> set[str]:
    """Return the findings about clusters but some."""
    readable = [each for each in _records(engine) if each.cluster not in without]
    counted = judging.findings_of(readable)
    return {f"{name}: {said}, {times} times" for name in counted for said, times in counted[name].items()}


def _records(engine: Engine) -> list[Recorded]:
    feed = LogFeed(EventLog(engine))
    found: list[Recorded | Poison] = []
    while page := feed.page(found[-1].position if found else 0, judging.PAGE):
        found += page
    return [each for each in found if isinstance(each, Recorded)]


def _unlike(found: set[str], expected: set[str]) -> Iterator[str]:
    """Tell of what other clusters lack, or have besides, because of what cannot be read (I3, I6)."""
    yield from (f"I3: lacks {each[:200]}" for each in sorted(expected - found))
    yield from (f"I3: has besides {each[:200]}" for each in sorted(found - expected))


@contextmanager
def silent() -> Iterator[None]:
    """Pass over in silence what cannot be read."""
    page, streams = LogFeed.page, LogFeed.streams
    faults: dict[str, Any] = {
        "page": lambda *asked: [each for each in page(*asked) if not isinstance(each, Poison)],
        "streams": lambda *asked: (each for each in streams(*asked) if not isinstance(each[1], Poison)),
    }
    for name, fault in faults.items():
        setattr(LogFeed, name, fault)
    try:
        yield
    finally:
        LogFeed.page, LogFeed.streams = page, streams  # type: ignore[method-assign]


def endured(url: str, folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Run a whole trial over an empty database; return its figures, with what is `broken`."""
    began = time.monotonic()
    trial = Trial(url, f"sqlite:///{folder}/twin.db", asked)
    try:
        if asked.silent:
            with silent():
                trial.run()
        else:
            trial.run()
        broken = trial.judge()
        compared = len(rows(trial.engines[1], trial.poisoned))
    finally:
        for engine in trial.engines:
            engine.dispose()
    about = {"harness": "poison", "store": trial.engines[0].dialect.name, "silent": asked.silent}
    figures = {
        "poisons": len(trial.poisoned),
        "clusters": _CLUSTERS,
        "days": asked.days,
        "rows_compared": compared,
    }
    return {**about, **figures, "seconds": round(time.monotonic() - began, 1), "broken": broken}


def main(words: Sequence[str] | None = None) -> int:
    """Run one trial and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--url", help="an empty database; without it one is made")
    parser.add_argument("--poisons", type=int, default=14)
    parser.add_argument("--days", type=int, default=_DAYS)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--silent", action="store_true")
    asked = parser.parse_args(words)
    with TemporaryDirectory(dir=MEMORY) as folder, database(asked.store, asked.url, Path(folder)) as url:
        outcome = endured(url, Path(folder), asked)
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 1 if outcome["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
