"""Processes killed at every named step, before any statement, and at random: `python -m tests.faults.kills`.

A parent without threads or connections forks a child for each kill; the child opens its connections,
works, and dies. The next one sends again what was not answered. At the end one child works to its end,
and everything is compared. With `--sabotage` a fault is put in, and the same comparison must find it.
"""

import argparse
import gc
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from domain.events import type_name
from monitor.database import open_database
from monitor.migrate import initialise
from tests.faults import judging
from tests.faults.sabotage import SABOTAGES
from tests.faults.servers import database
from tests.faults.shift import BEGIN, WANTED, Shift, batch, instant_of, noted
from tests.faults.steps import STEPS, Step, arm, arm_statement

_STATEMENTS = 120  # about as many as a shift sends
_WAYS = ("statement", "random")  # besides the steps


class Trial:
    """Kills over one database."""

    def __init__(self, url: str, folder: Path, seed: int, sabotage: str | None) -> None:
        self.engine = open_database(url, create=True)
        self.folder = folder
        self.chance = random.Random(seed)  # noqa: S311 - a fault need not be secret
        self.sabotage = sabotage
        self.number = 0
        self.killed: Counter[str] = Counter()
        self.seconds = 0.02  # that a shift lasts, as measured

    def prepare(self) -> None:
        """Make the tables and do one whole shift, so that every child is born warm."""
        initialise(self.engine, simulation=False, at=BEGIN - timedelta(days=1))
        Shift(self.engine, self.folder, 0).prepare()
        self.number = 1
        Shift(self.engine, self.folder, 1).work([1])
        self.engine.dispose()
        gc.freeze()

    def run(self, kills: int) -> None:
        """Kill so many processes."""
        ways: Sequence[Step | str] = (*STEPS[self.engine.dialect.name], *_WAYS * 4)
        while self.killed.total() < kills:
            way = ways[self.number % len(ways)]
            name = way.name if isinstance(way, Step) else way
            if self._shift(way):
                self.killed[name] += 1
        self.number += 3  # minutes: messages held by the dead are free again
        self._shift(None)

    def _shift(self, way: Step | str | None) -> bool:
        """Let one process work, and tell whether it was killed."""
        self.number += 1
        answered = {int(line) for line in noted(self.folder / "answered")[-8:]}
        again = [n for n in (self.number - 2, self.number - 1) if n > 0 and n not in answered]
        began = time.monotonic()
        child = os.fork()
        if not child:
            be_child(lambda: self._work(way, again if way and not self.sabotage else []))
        if way == "random":
            time.sleep(self.chance.uniform(0, self.seconds))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return os.WTERMSIG(status) == signal.SIGKILL
        self.seconds = time.monotonic() - began
        if os.WEXITSTATUS(status):
            message = f"shift {self.number} failed by itself"
            raise RuntimeError(message)
        return False

    def _work(self, way: Step | str | None, again: Sequence[int]) -> None:
        shift = Shift(self.engine, self.folder, self.number)
        if self.sabotage is not None:
            SABOTAGES[self.sabotage]()
        chosen = random.Random(self.number)  # noqa: S311 - as above
        if isinstance(way, Step):
            arm(way, chosen.choice((1, 1, 2)))
        elif way == "statement":
            arm_statement(chosen.randint(1, _STATEMENTS))
        shift.work([*again, self.number])

    def figures(self) -> dict[str, object]:
        """Return what is counted."""
        arrived = noted(self.folder / "arrived")
        steps = STEPS[self.engine.dialect.name]
        return {
            "kills": self.killed.total(),
            "at_steps": sum(n for name, n in self.killed.items() if name not in _WAYS),
            "at_statements": self.killed["statement"],
            "at_random": self.killed["random"],
            "steps": len(self.killed.keys() - set(_WAYS)),
            "unreached": [each.name for each in steps if each.name not in self.killed],
            "answered": len(set(noted(self.folder / "answered"))),
            "messages": len(set(arrived)),
            "repeated_messages": len(arrived) - len(set(arrived)),
        }


def broken_after(engine: Engine, folder: Path, number: int) -> list[str]:
    """Return everything that does not hold after the shifts up to a number."""
    monitor = Shift(engine, folder, number).monitor
    records = judging.every_record(monitor.log)
    answered = {n: [each.key or "" for each in batch(int(n))] for n in noted(folder / "answered")}
    wanted = [each.id for each in records if type_name(type(each.body)) == WANTED]
    found = (
        judging.lost_or_doubled(records, answered),
        judging.torn(records, halves=2),
        judging.unsound_log(engine, records),
        judging.unlike_findings(records),
        judging.unsound_rows(monitor, instant_of(number)),
        judging.undelivered(engine, wanted, noted(folder / "arrived")),
    )
    return judging.shortened([*chain.from_iterable(found)])


def be_child(work: Callable[[], None]) -> None:
    """Work as a child: nothing that the parent has to do at its end is done here."""
    status = 1
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001 - the child ends here, whatever it is
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(status)


def endured(url: str, folder: Path, kills: int, seed: int, sabotage: str | None) -> dict[str, object]:
    """Run a whole trial over an empty database; return its figures, with what is `broken`."""
    began = time.monotonic()
    trial = Trial(url, folder, seed, sabotage)
    try:
        trial.prepare()
        trial.run(kills)
        broken = broken_after(trial.engine, folder, trial.number)
    finally:
        trial.engine.dispose()
    seconds = round(time.monotonic() - began, 1)
    about = {"harness": "kills", "store": trial.engine.dialect.name, "sabotage": sabotage}
    return {**about, **trial.figures(), "seconds": seconds, "broken": broken}


def main() -> int:
    """Run one trial and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--url", help="an empty database; without it one is made")
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--sabotage", choices=SABOTAGES)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder, database(asked.store, asked.url, Path(folder)) as url:
        outcome = endured(url, Path(folder), asked.kills, asked.seed, asked.sabotage)
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 1 if outcome["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
