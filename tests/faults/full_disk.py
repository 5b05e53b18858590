"""A disk that is full for a while, then has room again: `python -m tests.faults.full_disk`, as root.

The database lies on a small file system in memory beside a ballast. What is refused meanwhile must be refused
by name and not be recorded by half; the same process goes on when the ballast is gone.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.database import open_database
from monitor.migrate import initialise
from tests.faults.kills import broken_after
from tests.faults.sabotage import SABOTAGES
from tests.faults.servers import KillableServer
from tests.faults.shift import BEGIN, Shift, noted

_SIZE = 48 << 20  # bytes
_LEFT = 400 << 10  # bytes, beside the ballast
_REFUSALS = 20
_MOST_SHIFTS = 200
NO_RIGHT = "no right to mount"


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a small file system in a folder, for as long as it is needed.

    Raises:
        PermissionError: this process may not mount.
    """
    disk = folder / "disk"
    disk.mkdir()
    if os.geteuid() != 0:
        raise PermissionError(NO_RIGHT)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", disk], check=True)  # noqa: S603, S607 - fixed
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)  # noqa: S603, S607 - fixed


def fill(disk: Path) -> Path:
    """Put a ballast on a disk that leaves little room, and return it."""
    found = os.statvfs(disk)
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(found.f_bavail * found.f_frsize - _LEFT))
    return ballast


@contextmanager
def database_on(store: str, disk: Path, folder: Path) -> Iterator[str]:
    """Give the address of a database whose files, but for PostgreSQL's own log, are on a disk."""
    if store == "sqlite":
        yield f"sqlite:///{disk}/monitor.db"
        return
    server = KillableServer(folder)
    try:
        place = disk / "place"
        place.mkdir()
        os.chown(place, (folder / "pg").stat().st_uid, -1)
        server.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
        server.execute("CREATE DATABASE monitor TABLESPACE small")
        yield server.url.replace("/postgres?", "/monitor?")
        server.execute("DROP DATABASE monitor WITH (FORCE)")
        server.execute("DROP TABLESPACE small")
    finally:
        server.close()


class Trial:
    """Shifts on a disk that is full and then is not."""

    def __init__(self, url: str, folder: Path) -> None:
        self.engine: Engine = open_database(url, create=True)
        self.folder = folder
        self.number = 0
        self.refusals: Counter[str] = Counter()
        self.unnamed: list[str] = []

    def prepare(self) -> None:
        """Make the tables and the webhook."""
        initialise(self.engine, simulation=False, at=BEGIN - timedelta(days=1))
        Shift(self.engine, self.folder, 0).prepare()

    def fill_up(self) -> None:
        """Work until enough was refused."""
        while self.refusals.total() < _REFUSALS and not self.unnamed and self.number < _MOST_SHIFTS:
            self.number += 1
            try:
                Shift(self.engine, self.folder, self.number).work([self.number])
            except RefusedError as error:
                self.refusals[error.code] += 1
            except Exception as error:  # noqa: BLE001 - that it is no refusal is what is looked for
                self.unnamed.append(f"not refused by name: {error!r}")

    def go_on(self) -> None:
        """Send again what was not answered, in the same process."""
        answered = set(noted(self.folder / "answered"))
        again = [number for number in range(1, self.number + 1) if str(number) not in answered]
        self.number += 3  # minutes: messages that were held when the disk was full are free again
        Shift(self.engine, self.folder, self.number).work(again)

    def broken(self) -> list[str]:
        """Return everything that does not hold."""
        odd = [f"refused by another name: {code}" for code in self.refusals if code != "database-unavailable"]
        few = [] if self.refusals.total() == _REFUSALS else ["the disk never was full"]
        return [*self.unnamed, *odd, *few, *broken_after(self.engine, self.folder, self.number)]


def endured(asked: argparse.Namespace, folder: Path, disk: Path) -> dict[str, Any]:
    """Run a whole trial; return its figures, with what is `broken`."""
    began = time.monotonic()
    with database_on(asked.store, disk, folder) as url:
        trial = Trial(url, folder)
        try:
            trial.prepare()
            if asked.sabotage is not None:
                SABOTAGES[asked.sabotage]()
            ballast = fill(disk)
            trial.fill_up()
            answered = len(noted(folder / "answered"))
            ballast.unlink()
            trial.go_on()
            broken = trial.broken()
        finally:
            trial.engine.dispose()
    after = len(noted(folder / "answered")) - answered
    about = {"harness": "full_disk", "store": asked.store, "sabotage": asked.sabotage}
    figures = {"refused": trial.refusals.total(), "answered": answered, "answered_with_room": after}
    return {**about, **figures, "seconds": round(time.monotonic() - began, 1), "broken": broken}


def main() -> int:
    """Run one trial and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--sabotage", choices=SABOTAGES)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        try:
            with small_disk(Path(folder)) as disk:
                outcome = endured(asked, Path(folder), disk)
        except PermissionError as error:
            if NO_RIGHT not in error.args:
                raise
            outcome = {"harness": "full_disk", "store": asked.store, "skipped": NO_RIGHT, "broken": []}
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 1 if outcome["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
