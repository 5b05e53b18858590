"""A clock that is set back and forth between ticks: `python -m tests.faults.clocks`.

It jumps by up to ten days, back and forward again. What is recorded never goes back in time, and no
window closes before its last day has passed. With `--hasty` a tick judges by the day after: then some do.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import chain, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine

from domain.events import Recorded, legal_day
from domain.findings import WindowClosed
from domain.refusal import RefusedError
from monitor import assessor
from monitor.application import Monitor
from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.migrate import initialise
from scheduler.tick import tick
from tests.faults import judging
from tests.faults.schedulers import BEGIN, DAYS, early, windows, wrong_closings
from tests.faults.servers import database
from tests.office import LIBRARY

_WINDOWS = 20
_FARTHEST = timedelta(days=10)
_END = BEGIN + timedelta(days=DAYS + 3)


class Trial:
    """One service under a clock that is set."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self.engine = engine
        self.chance = random.Random(seed)  # noqa: S311 - a fault need not be secret
        initialise(engine, simulation=False, at=BEGIN - timedelta(days=60))
        self.monitor = Monitor(engine, EventLog(engine), LIBRARY, simulation=False, code_version="test")
        self.figures: Counter[str] = Counter()

    def run(self, jumps: int) -> None:
        """Set the clock so many times while the right one runs, then tick when all windows have ended."""
        self.monitor.record(windows(_WINDOWS), at=BEGIN, by="officer")
        for jump in range(jumps):
            right = BEGIN + timedelta(days=DAYS) * jump / jumps
            self._tick(right)
            self._tick(right - _FARTHEST * self.chance.random())
            self.figures["jumps"] += 2
        self._tick(_END)

    def _tick(self, at: Any) -> None:
        try:
            tick(self.monitor, at)
        except RefusedError as error:
            self.figures[error.code] += 1

    def judge(self) -> list[str]:
        """Return everything that does not hold."""
        records = judging.every_record(self.monitor.log)
        closed = [each for each in records if isinstance(each.body, WindowClosed)]
        self.figures["closed"] = len(closed)
        found = (
            early(closed),
            _fallen(records),
            wrong_closings(records, _WINDOWS),
            judging.unsound_log(self.engine, records),
            judging.unsound_rows(self.monitor, _END),
        )
        return judging.shortened([*chain.from_iterable(found)])


def _fallen(records: Sequence[Recorded]) -> Iterator[str]:
    """Tell of records that go back in time (I2)."""
    for one, other in pairwise(records):
        if other.recorded_at < one.recorded_at:
            yield f"I2: position {other.position} was recorded before the one before it"


def endured(url: str, asked: argparse.Namespace) -> dict[str, Any]:
    """Run a whole trial over an empty database; return its figures, with what is `broken`."""
    began = time.monotonic()
    engine = open_database(url, create=True)
    if asked.hasty:  # in this process only
        setattr(assessor, "legal_day", lambda at: legal_day(at) + timedelta(days=1))  # noqa: B010
    try:
        trial = Trial(engine, asked.seed)
        trial.run(asked.jumps // 2)
        broken = trial.judge()
    finally:
        engine.dispose()
    about = {"harness": "clocks", "store": engine.dialect.name, "hasty": asked.hasty}
    return {**about, **trial.figures, "seconds": round(time.monotonic() - began, 1), "broken": broken}


def main() -> int:
    """Run one trial and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--url", help="an empty database; without it one is made")
    parser.add_argument("--jumps", type=int, default=200)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--hasty", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder, database(asked.store, asked.url, Path(folder)) as url:
        outcome = endured(url, asked)
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 1 if outcome["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
