"""Processes killed at every named step, before any statement, and at random: `python -m tests.faults.kills`.

A parent that has everything in memory, without threads or connections, forks a child for each kill. The
child opens its connections, does a part of the work, a clerk's or another's, and dies. The next clerk sends
again what was not answered. At the end, or after a thousand kills, one child works to its end and everything
is compared; then another database is made. With `--sabotage` a fault is put in, and the same comparison must
find it.
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
from typing import Any

from sqlalchemy import Engine

from domain.events import type_name
from monitor.database import open_database
from monitor.migrate import initialise
from tests.faults import judging
from tests.faults.sabotage import SABOTAGES
from tests.faults.servers import MEMORY, database
from tests.faults.shift import BEGIN, WANTED, Shift, batch, instant_of, noted
from tests.faults.steps import STEPS, Kill, Role, Step, arm, arm_statement, one_round

_STATEMENTS: dict[Role, int] = {"clerk": 12, "follower": 25, "ticker": 30, "courier": 40, "all of them": 120}
_STEP_NAMES = frozenset(step.name for steps in STEPS.values() for step in steps)
_OF_ONE_DATABASE = 1_000  # kills, then everything is compared, and another database is made


class Trial:
    """Kills over one database."""

    def __init__(self, url: str, folder: Path, seed: int, sabotage: str | None) -> None:
        self.engine = open_database(url, create=True)
        self.folder = folder
        self.chance = random.Random(seed)  # noqa: S311 - a fault need not be secret
        self.sabotage = sabotage
        self.number = 0
        self.unanswered: list[int] = []
        self.killed: Counter[str] = Counter()
        self.broken: list[str] = []
        self.seconds: dict[Role, float] = {}  # that the last process of a kind worked, if it was not killed

    def prepare(self) -> None:
        """Make the tables and do one whole shift, so that every child is born warm."""
        initialise(self.engine, simulation=False, at=BEGIN - timedelta(days=1))
        Shift(self.engine, self.folder, 0).prepare()
        self.number = 1
        Shift(self.engine, self.folder, 1).work([1])
        self._be_ready()

    def run(self, kills: int) -> None:
        """Kill so many processes, let one work to its end, and compare everything."""
        kinds, turn = one_round(self.engine.dialect.name), 0
        while self.killed.total() < kills:
            kill = kinds[turn % len(kinds)]
            turn += 1
            if self._dies(kill):
                self.killed[kill.at.name if isinstance(kill.at, Step) else kill.at] += 1
        self.number += 3  # minutes: messages held by the dead are free again
        self._dies(Kill("all of them", "random"), is_spared=True)
        self.broken = broken_after(self.engine, self.folder, self.number)

    def _be_ready(self) -> None:
        """Let go of what no child may inherit, and keep the collector from writing to what it shares."""
        self.engine.dispose()
        gc.collect()
        gc.freeze()

    def _dies(self, kill: Kill, *, is_spared: bool = False) -> bool:
        """Let one process work, and tell whether it was killed; a clerk sends again what was not answered."""
        self.number += 1
        batches = self._batches(kill.role)
        began = time.monotonic()
        child = os.fork()
        if not child:
            be_child(lambda: self._work(kill, batches, is_spared=is_spared))
        if kill.at == "random" and not is_spared:
            time.sleep(self.chance.uniform(0, self.seconds.get(kill.role, 0.03)))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return os.WTERMSIG(status) == signal.SIGKILL
        self.seconds[kill.role] = time.monotonic() - began
        if os.WEXITSTATUS(status):
            message = f"shift {self.number} failed by itself"
            raise RuntimeError(message)
        return False

    def _batches(self, role: Role) -> Sequence[int]:
        """Return the batches that a process sends: the last two unanswered ones again, then its own."""
        if role not in {"clerk", "all of them"}:
            return []
        answered = {int(line) for line in noted(self.folder / "answered")[-4:]}
        again = [number for number in self.unanswered if number not in answered]
        self.unanswered = [*again[-1:], self.number]
        return [self.number] if self.sabotage else [*again, self.number]

    def _work(self, kill: Kill, batches: Sequence[int], *, is_spared: bool) -> None:
        if self.sabotage is not None:
            SABOTAGES[self.sabotage]()
        if isinstance(kill.at, Step):
            arm(kill.at, kill.passes)
        elif kill.at == "statement" and not is_spared:
            chosen = random.Random(self.number)  # noqa: S311 - as above
            arm_statement(chosen.randint(1, _STATEMENTS[kill.role]))
        shift = Shift(self.engine, self.folder, self.number)
        shift.work(batches, kill.role)
        if is_spared:
            shift.deliver_all()

    def figures(self) -> dict[str, Any]:
        """Return what is counted."""
        arrived = noted(self.folder / "arrived")
        by_chance = self.killed["statement"] + self.killed["random"]
        steps = STEPS[self.engine.dialect.name]
        return {
            "kills": self.killed.total(),
            "at_steps": self.killed.total() - by_chance,
            "at_statements": self.killed["statement"],
            "at_random": self.killed["random"],
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


def endured(url: str, folder: Path, kills: int, seed: int, sabotage: str | None) -> dict[str, Any]:
    """Run a whole trial over an empty database; return its figures, with what is `broken`."""
    trial = Trial(url, folder, seed, sabotage)
    try:
        trial.prepare()
        trial.run(kills)
    finally:
        trial.engine.dispose()
    return {**trial.figures(), "broken": trial.broken}


def in_parts(asked: argparse.Namespace) -> dict[str, Any]:
    """Run trials one after another until there are so many kills; return the sums of their figures."""
    total: dict[str, Any] = {}
    for part, done in enumerate(range(0, asked.kills, _OF_ONE_DATABASE)):
        kills = min(_OF_ONE_DATABASE, asked.kills - done)
        with (
            TemporaryDirectory(dir=MEMORY) as folder,
            database(asked.store, asked.url, Path(folder)) as url,
        ):
            found = endured(url, Path(folder), kills, asked.seed + part, asked.sabotage)
        unreached = set(found.pop("unreached")) & set(total.get("unreached", _STEP_NAMES))
        summed = {name: total.get(name, type(value)()) + value for name, value in found.items()}
        total = {**summed, "unreached": sorted(unreached)}
        sys.stderr.write(f"{total['kills']} kills, broken: {total['broken']}\n")
    return total


def main() -> int:
    """Run what is asked for and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--url", help="an empty database, for 1,000 kills at most; without it one is made")
    parser.add_argument("--kills", type=int, default=_OF_ONE_DATABASE)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--sabotage", choices=SABOTAGES)
    asked = parser.parse_args()
    began = time.monotonic()
    figures = in_parts(asked)
    about = {"harness": "kills", "store": asked.store, "sabotage": asked.sabotage}
    outcome = {**about, **figures, "seconds": round(time.monotonic() - began, 1)}
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 1 if outcome["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
