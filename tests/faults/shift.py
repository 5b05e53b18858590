"""What one process does before it is killed: record a batch, answer, follow, tick, deliver.

Promise: a batch has two facts under keys of their own, and what was answered or sent is noted outside
of the database, where no kill takes it back.
"""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from monitor.application import Monitor
from monitor.event_log import EventLog
from monitor.intake.line import FactLine
from monitor.notify.addresses import Origin, origin_of
from monitor.notify.delivery import Courier, Parts
from monitor.notify.outbox import Attempt
from monitor.notify.sending import Letter
from monitor.notify.webhooks import Webhooks, Wish
from scheduler.tick import tick
from tests.faults.steps import Role
from tests.given import PLACES, noon
from tests.office import LIBRARY, line

BEGIN = noon("2025-04-01")  # the report of 2024 is overdue since a day, so that each tick has work
HOOK = "https://hooks.example/"
ORIGIN: Origin = origin_of(HOOK)
OFFICER = "officer"
WANTED = "ground-established"  # what the webhook asks for


def instant_of(number: int) -> datetime:
    """Return the time of a shift: a minute after the one before."""
    return BEGIN + timedelta(minutes=number)


def batch(number: int) -> list[FactLine]:
    """Return the two facts of a shift, about two clusters that are new: recorded both or none."""
    stated = {"programme": "fujian", **PLACES}
    return [
        line("cluster-recognised", "2024-07-10", f"c{number}-{half}", key=f"k{number}-{half}", **stated)
        for half in "ab"
    ]


class Post:
    """Where messages go to: each line of a file is one that arrived."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def send(self, letter: Letter, at: datetime) -> Attempt:
        del at
        note(self._file, letter.message)
        return Attempt(milliseconds=1, status=200)


def note(file: Path, text: str) -> None:
    """Add a line to a file at once: it outlives this process."""
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, f"{text}\n".encode())
    os.close(handle)


def noted(file: Path) -> list[str]:
    """Return the lines of a file."""
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


class Shift:
    """The work of one process over one database; `folder` keeps what was answered and sent."""

    def __init__(self, engine: Engine, folder: Path, number: int) -> None:
        self.monitor = Monitor(engine, EventLog(engine), LIBRARY, simulation=False, code_version="test")
        self.folder = folder
        self.number = number
        self.at = instant_of(number)

    def prepare(self) -> None:
        """Add the webhook that everything is sent to."""
        self._webhooks().add(Wish(webhook="all", url=HOOK, types=(WANTED,)), by="lin", at=self.at)
        self.monitor.catch_up()

    def work(self, numbers: Sequence[int], role: Role = "all of them") -> None:
        """Record the batches of some numbers, and do all that follows, or one part of that."""
        everything = role == "all of them"
        if everything or role == "clerk":
            for number in numbers:
                self.file(number)
        if role == "follower":
            self.monitor.catch_up()
        if everything or role == "ticker":
            tick(self.monitor, self.at)
        if everything or role == "courier":
            self.courier().run()

    def file(self, number: int) -> None:
        """Record a batch and answer."""
        self.monitor.record(batch(number), at=self.at, by=OFFICER)
        self.acknowledge(number)

    def acknowledge(self, number: int) -> None:
        """Tell the officer that a batch is recorded."""
        note(self.folder / "answered", str(number))

    def deliver_all(self) -> None:
        """Deliver until nothing waits; one pass ends after some seconds."""
        while self.courier().run():
            pass

    def courier(self) -> Courier:
        """Return who delivers."""
        post = Post(self.folder / "arrived")
        return Courier(Parts(self.monitor, self._webhooks(), post, lambda: self.at))

    def _webhooks(self) -> Webhooks:
        return Webhooks(self.monitor, frozenset({ORIGIN}))
