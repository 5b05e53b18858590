"""A PostgreSQL server killed under load, with all its processes: `python -m tests.faults.server_kills`.

Writers send a batch until it is confirmed. What was confirmed must be there when the server is back. With
`--asynchronous` the service asks for commits that do not wait for the disk: then some must be lost.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor import database as of_service
from monitor.database import driving, open_database
from monitor.event_log import EventLog
from monitor.migrate import initialise
from tests.conftest import CREATED_AT
from tests.faults import judging
from tests.faults.kills import be_child
from tests.faults.servers import KillableServer
from tests.faults.shift import note, noted
from tests.monitor.entries import entry

_WRITERS = 3
_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


class Writer:
    """One process that records batches, whatever happens to the server."""

    def __init__(self, engine: Engine, folder: Path, name: str) -> None:
        self._log = EventLog(engine)
        self._folder = folder
        self._name = name

    def write(self) -> None:
        """Record batch after batch until the file "over" is there."""
        number = 0
        while not (self._folder / "over").exists():
            self._send(f"{self._name}.{number}", size=1 + number % 3)
            number += 1

    def _send(self, stream: str, size: int) -> None:
        """Send a batch until it is confirmed; each try names itself, so that one can tell which counted."""
        for attempt in range(1_000_000):
            plain = [entry(f"{stream}.{n}", stream) for n in range(size)]
            batch = [replace(each, recorded_by=f"try-{attempt}") for each in plain]
            try:
                recorded = self._log.append(batch, {stream: 0})
            except RefusedError as error:
                if error.kind != "unavailable":
                    raise
                note(self._folder / "refused", f"{error.code} {error.values}")
                time.sleep(0.02)
                continue
            if recorded[0].recorded_by != f"try-{attempt}":
                note(self._folder / "resolved", stream)
            for each in recorded:
                note(self._folder / "confirmed", each.id)
            return


class Trial:
    """Writers over one server, and who kills it."""

    def __init__(self, server: KillableServer, folder: Path, seed: int) -> None:
        self.server = server
        self.engine = open_database(server.url)
        self.folder = folder
        self.chance = random.Random(seed)  # noqa: S311 - a fault need not be secret
        self.figures: Counter[str] = Counter()

    def prepare(self, *, asynchronous: bool) -> dict[str, str]:
        """Make the tables; return the settings of the service's own sessions that say how durable it is."""
        if asynchronous:
            changed = of_service._SESSION.replace(  # noqa: SLF001 - a fault is put inside
                "'synchronous_commit', 'on'", "'synchronous_commit', 'off'"
            )
            setattr(of_service, "_SESSION", changed)  # noqa: B010 - as above
            self.server.set("wal_writer_delay", "10s")
        initialise(self.engine, simulation=False, at=CREATED_AT)
        with driving(self.engine) as connection:
            found = {name: connection.execute(f"SHOW {name}").fetchone()[0] for name in _DURABLE}
        self.engine.dispose()
        return found

    def run(self, kills: int) -> None:
        """Kill the server so many times under load, then let the writers end."""
        children = [self._writer(f"w{number}") for number in range(_WRITERS)]
        for _ in range(kills):
            time.sleep(self.chance.uniform(0.1, 0.6))
            self.server.kill()
            self.server.start()
            self.figures["kills"] += 1
        (self.folder / "over").touch()
        for child in children:
            _, status = os.waitpid(child, 0)
            if status:
                message = f"a writer failed by itself: {status}"
                raise RuntimeError(message)

    def _writer(self, name: str) -> int:
        child = os.fork()
        if not child:
            be_child(Writer(self.engine, self.folder, name).write)
        return child

    def judge(self) -> list[str]:
        """Return everything that does not hold."""
        log = EventLog(self.engine)
        records = judging.every_record(log)
        confirmed, there = Counter(noted(self.folder / "confirmed")), {each.id for each in records}
        lost = set(confirmed) - there
        refusals = Counter(noted(self.folder / "refused"))
        self.figures["confirmed"] = len(confirmed)
        self.figures["lost"] = len(lost)
        self.figures["resolved"] = len(noted(self.folder / "resolved"))
        self.figures["refused"] = refusals.total()
        broken = [f"I1: {len(lost)} of {len(confirmed)} confirmed events are lost"] if lost else []
        if surplus := there - set(confirmed):
            broken.append(f"I1: {len(surplus)} events were never confirmed")
        return judging.shortened([*broken, *judging.unsound_log(self.engine, records)])


def endured(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Run a whole trial on a server of its own; return its figures, with what is `broken`."""
    began = time.monotonic()
    with closing(KillableServer(folder)) as server:
        trial = Trial(server, folder, asked.seed)
        try:
            settings = trial.prepare(asynchronous=asked.asynchronous)
            trial.run(asked.kills)
            broken = trial.judge()
        finally:
            trial.engine.dispose()
    about = {"harness": "server_kills", "store": "postgresql", **settings}
    return {**about, **trial.figures, "seconds": round(time.monotonic() - began, 1), "broken": broken}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one trial and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--asynchronous", action="store_true")
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        outcome = endured(Path(folder), asked)
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 1 if outcome["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
