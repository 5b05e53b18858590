"""Backups made under a writer, some of them killed, and each restored: `python -m tests.faults.restores`.

Before each backup a witness outside holds the root of the log, and what was acknowledged is noted in a file.
By that root a backup is proved to be complete: what it restores has all that was acknowledged before. An
older one must be told by it. With `--stale` the one before is restored and nobody asks: that must be found.
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
from datetime import timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from domain.events import Recorded
from monitor.audit.log.claims import Claim
from monitor.audit.log.tree import LogTree
from monitor.backup.making import make_backup
from monitor.backup.restoring import restore_backup
from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.migrate import initialise
from tests.conftest import CREATED_AT
from tests.faults import judging
from tests.faults.kills import be_child
from tests.faults.servers import MEMORY, database
from tests.faults.shift import note, noted
from tests.monitor.entries import entry

_REST = 0.02  # seconds between two batches, and between two looks at what the writer did


class Trial:
    """A database that is written to, its backups, and the witness outside."""

    def __init__(self, url: str, folder: Path, seed: int, *, stale: bool) -> None:
        self.engine = open_database(url, create=True)
        self.folder = folder
        self.acknowledged = folder / "acknowledged"
        self.chance = random.Random(seed)  # noqa: S311 - a fault need not be secret
        self.stale = stale
        self.whole: list[Path] = []
        self.counts: Counter[str] = Counter()
        self.broken: list[str] = []

    def run(self, backups: int) -> None:
        """Make and restore so many backups while another process writes."""
        initialise(self.engine, simulation=False, at=CREATED_AT)
        self.engine.dispose()
        writer = os.fork()
        if not writer:
            be_child(self._write)
        try:
            while len(self.whole) < backups:
                self._one_backup()
        finally:
            os.kill(writer, signal.SIGKILL)
            os.waitpid(writer, 0)
        self.counts["acknowledged"] = len(noted(self.acknowledged))

    def _write(self) -> None:
        log, number = EventLog(self.engine), 0
        while True:
            number += 1
            log.append([entry(f"{number}-{half}", f"c{number}", key=f"{number}-{half}") for half in "ab"], {})
            note(self.acknowledged, str(number))
            time.sleep(_REST)

    def _one_backup(self) -> None:
        before = self._acknowledged_anew()
        size = LogTree(self.engine).size()
        witnessed = Claim("sha256", size, LogTree(self.engine).root("sha256", size), "the witness")
        self.engine.dispose()
        file = self.folder / f"{self.counts['made'] + self.counts['killed']}.backup"
        made = self._made(file)
        self.counts["made" if made else "killed"] += 1
        if made or file.exists():  # one that was killed is whole, or it is not there
            self._restored(file, before, witnessed)
            self.whole.append(file)

    def _acknowledged_anew(self) -> list[str]:
        """Wait until the writer was told something more, and return all that it was told."""
        known = self.counts["witnessed"]
        while len(found := noted(self.acknowledged)) <= known:
            time.sleep(_REST)
        self.counts["witnessed"] = len(found)
        return found

    def _made(self, file: Path) -> bool:
        """Let a process make a backup, and tell whether it did; every other one is killed, if it can be."""
        began = time.monotonic()
        child = os.fork()
        if not child:
            be_child(lambda: self._make(file))
        if self.counts["made"] > self.counts["killed"]:
            time.sleep(self.chance.uniform(0, self.counts["microseconds"] / 2e6))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return False
        self.counts["microseconds"] = round(1e6 * (time.monotonic() - began))
        return os.WEXITSTATUS(status) == 0

    def _make(self, file: Path) -> None:
        make_backup(self.engine, file, at=CREATED_AT + timedelta(days=1))

    def _restored(self, file: Path, before: Sequence[str], witnessed: Claim) -> None:
        """Restore a backup elsewhere and compare; an older one must be refused."""
        older = self.whole[-1] if self.whole else None
        chosen = older if self.stale and older else file
        place = self.folder / f"{file.stem}.db"
        checked = restore_backup(str(place), chosen, [] if self.stale else [witnessed])
        self.broken += [f"I11: {file.name}: {problem}" for problem in checked.problems]
        if not checked.problems:
            self.broken += self._incomplete(place, before)
        if older and not self.stale:
            told = {each.code for each in restore_backup(f"{place}.older", older, [witnessed]).problems}
            self.counts["older_ones_told"] += told == {"rolled-back"}
            self.broken += [] if told == {"rolled-back"} else [f"I11: {older.name} was not told to be older"]

    def _incomplete(self, place: Path, before: Sequence[str]) -> list[str]:
        engine = open_database(str(place))
        try:
            records = judging.every_record(EventLog(engine))
            whole = judging.every_record(EventLog(self.engine))
            batches = {number: [f"{number}-{half}" for half in "ab"] for number in before}
            self.counts["restored"] += 1
            found = (
                judging.lost_or_doubled(records, batches),
                judging.torn(records, halves=2),
                judging.unsound_log(engine, records),
                _no_beginning(records, whole),
            )
            return [f"{place.stem}: {each}" for each in chain.from_iterable(found)]
        finally:
            engine.dispose()
            self.engine.dispose()


def _no_beginning(records: Sequence[Recorded], whole: Sequence[Recorded]) -> Iterator[str]:
    """Tell where what was restored is not a beginning of the log (I2)."""
    if list(records) != list(whole[: len(records)]):
        yield "I2: it is no beginning of the log"


def endured(url: str, folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Run a whole trial over an empty database; return its figures, with what is `broken`."""
    began = time.monotonic()
    trial = Trial(url, folder, asked.seed, stale=asked.stale)
    try:
        trial.run(asked.backups)
    finally:
        trial.engine.dispose()
    about = {"harness": "restores", "store": trial.engine.dialect.name, "stale": asked.stale}
    names = ("made", "killed", "restored", "older_ones_told", "acknowledged")
    figures = {name: trial.counts[name] for name in names}
    seconds = round(time.monotonic() - began, 1)
    return {**about, **figures, "seconds": seconds, "broken": judging.shortened(trial.broken)}


def main() -> int:
    """Run one trial and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--url", help="an empty database; without it one is made")
    parser.add_argument("--backups", type=int, default=20)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--stale", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory(dir=MEMORY) as folder, database(asked.store, asked.url, Path(folder)) as url:
        outcome = endured(url, Path(folder), asked)
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 1 if outcome["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
