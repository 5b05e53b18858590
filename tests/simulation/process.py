"""One process of the service, which may die at any write, and be opened again from its database.

Promise: everything is real but `sqlite3.Connection`, a subclass of itself that tells of each moment of a
writing transaction: before it takes the lock, before it commits, after it has committed. At such a moment
others may act, or the process dies; of what is dead nothing is written any more.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Literal
from unittest.mock import patch

from monitor.application import Monitor
from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.library import Library

Moment = Literal["before-lock", "before-commit", "after-commit"]
_RUNNING: list["Faults"] = []  # whose connections are being opened, innermost last


class KilledError(BaseException):
    """The process died here: nothing that follows was done."""


class Faults:
    """What happens to a process at the moments of its writes."""

    def __init__(self) -> None:
        self.dies_in: int | None = None
        self.others: Callable[[], None] | None = None
        self.is_dead = False

    def reach(self, moment: Moment) -> None:
        """Let others act where nothing is locked; die where it is time."""
        if self.is_dead:
            raise KilledError
        if moment == "before-lock" and self.others is not None:
            others, self.others = self.others, None
            others()
        if self.dies_in is not None:
            self.dies_in -= 1
            if self.dies_in <= 0:
                self.is_dead = True
                raise KilledError


class _Cursor(sqlite3.Cursor):
    def execute(self, sql: str, *values: Any) -> "_Cursor":
        if sql == "BEGIN IMMEDIATE" and isinstance(self.connection, MortalConnection):
            self.connection.begins()
        super().execute(sql, *values)
        return self


class MortalConnection(sqlite3.Connection):
    """A connection of a process that can die."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._faults = _RUNNING[-1] if _RUNNING else Faults()
        self._writes = False

    def begins(self) -> None:
        self._faults.reach("before-lock")
        self._writes = True

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, sql: str, *values: Any) -> Any:
        return self.cursor().execute(sql, *values)

    def commit(self) -> None:
        if not self._writes:
            super().commit()
            return
        self._writes = False
        self._faults.reach("before-commit")
        super().commit()
        self._faults.reach("after-commit")


@contextmanager
def mortal() -> Iterator[None]:
    """Open all SQLite connections as mortal ones."""
    real = sqlite3.connect
    with patch("sqlite3.connect", partial(real, factory=MortalConnection)):
        yield


class Process:
    """A service over a database, in a process that may die."""

    def __init__(self, path: str, library: Library) -> None:
        self.path = path
        self.library = library
        self.deaths = 0
        self._start()

    def _start(self) -> None:
        self.faults = Faults()
        self.engine = open_database(self.path)
        self.monitor = Monitor(
            self.engine, EventLog(self.engine), self.library, simulation=False, code_version="simulated"
        )

    @contextmanager
    def running(self) -> Iterator[Monitor]:
        """Do something in this process; where it dies, all it held is thrown away and it is opened again.

        Raises:
            KilledError: it died; it is running again.
        """
        _RUNNING.append(self.faults)
        try:
            yield self.monitor
        except KilledError:
            self.deaths += 1
            self.restart()
            raise
        finally:
            _RUNNING.pop()

    def restart(self, library: Library | None = None) -> None:
        """Throw away the state of the process and open the database again, perhaps as a later release."""
        self.engine.dispose()
        self.library = library or self.library
        self._start()

    def stop(self) -> None:
        """Close the database."""
        self.engine.dispose()
