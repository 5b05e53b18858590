"""Several schedulers at once, killed and paused, over windows: `python -m tests.faults.schedulers`.

None asks for the lease: each believes that it leads. Days pass on a clock that all share. Beside the service
a naive effect, a line in a file for each closing about to be recorded, shows what versions prevent.
"""

import argparse
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain
from mmap import mmap
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from domain.events import Recorded, legal_day
from domain.findings import WindowClosed, WindowOpened
from domain.refusal import RefusedError
from monitor.application import Monitor
from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.intake.line import FactLine
from monitor.migrate import initialise
from scheduler import tick as pass_of_scheduler
from tests.faults import judging
from tests.faults.kills import be_child
from tests.faults.servers import database
from tests.faults.shift import note, noted
from tests.given import PLACES, noon
from tests.office import LIBRARY, line

BEGIN = noon("2026-03-02")
DAYS = 20
_SCHEDULERS = 4
_BATCH = 10  # clusters of a pass at a time, so that schedulers meet often
_HOURS = 24 * (DAYS + 3)


def windows(count: int) -> list[FactLine]:
    """Return the facts of so many public notices, one a cluster, whose windows end on different days."""
    stated = {"programme": "fujian", **PLACES}
    return [
        each
        for n in range(count)
        for each in (
            line("application-submitted", "2026-02-24", f"c{n}", **stated),
            line("application-recommended", "2026-02-26", f"c{n}", outcome="recommended"),
            line("public-notice-posted", "2026-03-02", f"c{n}", days=1 + n % DAYS),
        )
    ]


class Clock:
    """The hour that all processes share; only the parent moves it."""

    def __init__(self) -> None:
        self._shared = mmap(-1, 8)

    def move(self, hours: int) -> None:
        """Set the clock to so many hours after the beginning."""
        self._shared[:8] = hours.to_bytes(8, "little")

    def hours(self) -> int:
        """Return how many hours have passed."""
        return int.from_bytes(self._shared[:8], "little")

    def now(self) -> datetime:
        """Return the instant."""
        return BEGIN + timedelta(hours=self.hours())


class Trial:
    """Schedulers over one database, and who disturbs them."""

    def __init__(self, url: str, folder: Path, seed: int) -> None:
        self.engine = open_database(url, create=True)
        self.effects = folder / "effects"
        self.clock = Clock()
        self.chance = random.Random(seed)  # noqa: S311 - a fault need not be secret
        self.living: list[int] = []
        self.figures: Counter[str] = Counter()

    def prepare(self, count: int) -> None:
        """Record the facts of so many windows."""
        initialise(self.engine, simulation=False, at=BEGIN - timedelta(days=9))
        monitor = self._monitor()
        monitor.record(windows(count), at=BEGIN, by="officer")
        monitor.catch_up()
        self.engine.dispose()

    def run(self, moments: int) -> None:
        """Let all days pass in so many moments, with a fault at each second one or so."""
        pass_of_scheduler.BATCH = _BATCH
        self.living = [self._scheduler() for _ in range(_SCHEDULERS)]
        for moment in range(moments):
            self.clock.move(moment * _HOURS // moments)
            time.sleep(self.chance.uniform(0.01, 0.06))
            self.chance.choice((self._kill, self._pause, self._leave))()
        for child in self.living:
            _end(child)
        self.clock.move(_HOURS)
        pass_of_scheduler.tick(self._monitor(), self.clock.now())

    def _scheduler(self) -> int:
        child = os.fork()
        if not child:
            be_child(self._tick_for_ever)
        return child

    def _tick_for_ever(self) -> None:
        monitor = self._monitor()
        naive = _Naive(monitor.log, self.effects)
        monitor.log.append = naive.append  # type: ignore[method-assign] # in this process only
        while True:
            try:
                pass_of_scheduler.tick(monitor, self.clock.now())
            except RefusedError as error:
                if error.code != "clock-before-last-record":  # it was paused, and others went on
                    raise

    def _kill(self) -> None:
        victim = self.chance.randrange(_SCHEDULERS)
        _end(self.living[victim])
        self.living[victim] = self._scheduler()
        self.figures["kills"] += 1

    def _pause(self) -> None:
        paused = self.chance.choice(self.living)
        os.kill(paused, signal.SIGSTOP)
        time.sleep(self.chance.uniform(0.01, 0.15))
        os.kill(paused, signal.SIGCONT)
        self.figures["pauses"] += 1

    def _leave(self) -> None:
        self.figures["moments_left_alone"] += 1

    def _monitor(self) -> Monitor:
        return Monitor(self.engine, EventLog(self.engine), LIBRARY, simulation=False, code_version="test")

    def judge(self, count: int) -> list[str]:
        """Return everything that does not hold."""
        monitor = self._monitor()
        records = judging.every_record(monitor.log)
        closed = [each for each in records if isinstance(each.body, WindowClosed)]
        self.figures["closed"] = len(closed)
        naive = Counter(noted(self.effects))
        self.figures["naive_doubled"] = sum(times - 1 for times in naive.values())
        return judging.shortened(
            list(
                chain(
                    wrong_closings(records, count),
                    early(closed),
                    judging.unsound_log(self.engine, records),
                    judging.unsound_rows(monitor, self.clock.now()),
                )
            )
        )


class _Naive:
    """The append of a log, with an effect beside it that no version protects."""

    def __init__(self, log: EventLog, effects: Path) -> None:
        self._append = log.append
        self._effects = effects

    def append(self, entries: Sequence[Any], expected: Any) -> list[Recorded]:
        for each in entries:
            if isinstance(each.body, WindowClosed):
                note(self._effects, each.cluster)
        return self._append(entries, expected)


def wrong_closings(records: Sequence[Recorded], count: int) -> Iterator[str]:
    """Tell of windows that were not opened and closed once (I6)."""
    for kind in (WindowOpened, WindowClosed):
        times = Counter(each.cluster for each in records if isinstance(each.body, kind))
        wrong = {f"c{n}": times[f"c{n}"] for n in range(count) if times[f"c{n}"] != 1}
        for cluster, found in wrong.items():
            yield f"I6: {cluster} has {kind.__name__} {found} times"


def early(closed: Sequence[Recorded]) -> Iterator[str]:
    """Tell of windows that were closed before their last day had passed (I5)."""
    for each in closed:
        if isinstance(each.body, WindowClosed) and legal_day(each.recorded_at) <= each.body.due_on:
            yield f"I5: {each.cluster} was closed at {each.recorded_at}, due on {each.body.due_on}"


def _end(child: int) -> None:
    """Kill a scheduler.

    Raises:
        RuntimeError: it had ended before, by a fault of its own.
    """
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        message = f"a scheduler failed by itself: {status}"
        raise RuntimeError(message)


def endured(url: str, folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Run a whole trial over an empty database; return its figures, with what is `broken`."""
    began = time.monotonic()
    trial = Trial(url, folder, asked.seed)
    try:
        trial.prepare(asked.windows)
        trial.run(asked.moments)
        broken = trial.judge(asked.windows)
    finally:
        trial.engine.dispose()
    about = {"harness": "schedulers", "store": trial.engine.dialect.name, "windows": asked.windows}
    return {**about, **trial.figures, "seconds": round(time.monotonic() - began, 1), "broken": broken}


def main() -> int:
    """Run one trial and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--url", help="an empty database; without it one is made")
    parser.add_argument("--windows", type=int, default=400)
    parser.add_argument("--moments", type=int, default=400)
    parser.add_argument("--seed", type=int, default=6)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder, database(asked.store, asked.url, Path(folder)) as url:
        outcome = endured(url, Path(folder), asked)
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 1 if outcome["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
