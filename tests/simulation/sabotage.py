"""Defects planted in the harness, each of which the simulation must find: the proof that it can see.

Each is a patch of the running service for as long as it is entered; no file of the product knows of it.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from typing import Any, NamedTuple
from unittest.mock import patch

import msgspec
from sqlalchemy import text

from domain import conclusions, windows
from monitor import application, event_tables, sealing
from monitor.access.guard import Guarded
from monitor.assessor import Assessor
from monitor.database import writing
from monitor.demo.almanac import DAY
from monitor.events_in_sqlite import SqliteEvents
from monitor.library import Library
from monitor.notify.filling import Filling
from monitor.recording import Recording
from projections import timeline
from tests.simulation import process

_APPENDS = 30
_TRIGGERS = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'")


class Defect(NamedTuple):
    """A planted defect: its name, how it is planted, and the invariants each of which must see it alone."""

    name: str
    planted: AbstractContextManager[Any]
    seen_by: tuple[str, ...]


def _counts_a_day_too_many() -> AbstractContextManager[Any]:
    real = windows.Period.due
    return patch.object(windows.Period, "due", lambda self, edition, **_: real(_longer(self), edition))


def _longer(period: windows.Period) -> windows.Period:
    is_short = period.unit == "working-days"
    return msgspec.structs.replace(period, length=period.length + 1) if is_short else period


def _closes_early() -> AbstractContextManager[Any]:
    real = windows._state  # noqa: SLF001 - sabotage

    def state(due_on: Any, met_on: Any, day: Any) -> Any:
        found = real(due_on, met_on, day)
        return "lapsed" if found == "open" and day >= due_on - 7 * DAY else found

    return patch.object(windows, "_state", state)


def _finds_twice() -> AbstractContextManager[Any]:
    """What was missed or needed attention is not recognised as recorded already."""
    return _both(
        patch.object(conclusions, "subject_of_attention", lambda *_: ("unseen",)),
        patch.object(conclusions, "subject_of_overdue", lambda *_: ("unseen",)),
    )


def _ignores_notices() -> AbstractContextManager[Any]:
    real = Library.calendar
    return patch.object(Library, "calendar", lambda self, _recorded: real(self, ()))


def _loses_a_commit() -> AbstractContextManager[Any]:
    """Every fortieth commit is acknowledged and rolled back."""
    number, real = count(1), process.MortalConnection.commit

    def commit(self: Any) -> None:
        if next(number) % 40:
            real(self)
        else:
            self.rollback()

    return patch.object(process.MortalConnection, "commit", commit)


def _loses_withdrawals() -> AbstractContextManager[Any]:
    """What is withdrawn is acknowledged and not recorded."""
    real = Recording._append  # noqa: SLF001 - sabotage

    def append(self: Any) -> Any:
        kept = [each for each in self._new if "withdrawn" not in type(each.body).__name__.lower()]
        if len(kept) == len(self._new):
            return real(self)
        return [each.placed(10_000 + n, 10_000 + n) for n, each in enumerate(self._new)]

    return patch.object(Recording, "_append", append)


def _passes_over_events() -> AbstractContextManager[Any]:
    real = timeline.apply
    return patch.object(
        timeline, "apply", lambda connection, generation, records: real(connection, generation, records[:1])
    )


def _knows_late_facts_early() -> AbstractContextManager[Any]:
    """A question about the past is answered with what was recorded since."""
    real = application.Monitor._known_stream  # noqa: SLF001 - sabotage

    def known(self: Any, cluster: str, known_at: Any) -> Any:
        return self.log.stream(cluster) or real(self, cluster, known_at)

    def assess(self: Any, stream: Any, on: Any, known_at: Any) -> Any:
        return told(self, stream, on, max(known_at, stream[-1].recorded_at))

    told = Assessor.assess
    return _both(
        patch.object(application.Monitor, "_known_stream", known),
        patch.object(Assessor, "assess", assess),
    )


@contextmanager
def _both(*patches: AbstractContextManager[Any]) -> Iterator[None]:
    with patches[0], patches[1]:
        yield


def _lets_strangers_record() -> AbstractContextManager[Any]:
    return patch.object(Guarded, "require_lines", lambda _self, _lines: None)


def _pins_nothing() -> AbstractContextManager[Any]:
    return patch.object(Recording, "_pinned", lambda *_: msgspec.UNSET)


def _forgets_to_tell() -> AbstractContextManager[Any]:
    """The outbox is not filled from a page that holds more than one event."""
    real = Filling._add  # noqa: SLF001 - sabotage

    def add(self: Any, connection: Any, page: Any, subscriptions: Any) -> None:
        real(self, connection, page[:1], subscriptions)

    return patch.object(Filling, "_add", add)


def _calls_every_appeal_late() -> AbstractContextManager[Any]:
    real = windows._state  # noqa: SLF001 - sabotage

    def state(due_on: Any, met_on: Any, day: Any) -> Any:
        return "late" if met_on is not None else real(due_on, met_on, day)

    return patch.object(windows, "_state", state)


def _seals_other_bytes() -> AbstractContextManager[Any]:
    real = sealing.entry
    return patch.object(event_tables, "entry", lambda *columns: real(*columns) + b" " * (columns[0] % 5 == 0))


def _forgets_its_first_event() -> AbstractContextManager[Any]:
    """The thirtieth append deletes what stands first in the log."""
    number, real = count(1), SqliteEvents.add

    def add(self: Any, rows: Any, expected: Any) -> Any:
        positions = real(self, rows, expected)
        if next(number) == _APPENDS:
            with writing(self._engine) as connection:
                for name in connection.scalars(_TRIGGERS).all():
                    connection.exec_driver_sql(f"DROP TRIGGER {name}")
                connection.exec_driver_sql("DELETE FROM events WHERE position = 1")
        return positions

    return patch.object(SqliteEvents, "add", add)


DEFECTS = (
    Defect("a commit lost", _loses_a_commit(), ("I1",)),
    Defect("a withdrawal lost", _loses_withdrawals(), ("I1",)),
    Defect("an event deleted", _forgets_its_first_event(), ("I2",)),
    Defect("an event passed over by a projection", _passes_over_events(), ("I3", "I4")),
    Defect("a window closed a week early", _closes_early(), ("I5",)),
    Defect("a working day too many", _counts_a_day_too_many(), ("I6",)),
    Defect("a finding recorded twice", _finds_twice(), ("I6",)),
    Defect("notices ignored", _ignores_notices(), ("I7",)),
    Defect("an appeal in time called late", _calls_every_appeal_late(), ("I7",)),
    Defect("a decision that names nothing", _pins_nothing(), ("I8",)),
    Defect("a stranger records", _lets_strangers_record(), ("I9",)),
    Defect("an event nobody is told of", _forgets_to_tell(), ("I10",)),
    Defect("a seal over other bytes", _seals_other_bytes(), ("I11",)),
    Defect("a late fact changes an earlier answer", _knows_late_facts_early(), ("I12",)),
)
