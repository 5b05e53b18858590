"""The recorder passes the cases that the library sets for every application recorder.

Of the library's other cases these do not apply: those of an aggregate recorder demand that writing
returns no positions, where an application recorder must return them; those of tracking and process
recorders concern projections, which keep their position in tables of their own; the optional case
of subscriptions, which nothing here uses (who follows the log pulls, on both databases alike).
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.database import open_database
from monitor.event_recorder import EventRecorder, KeyedEvent

# The library keeps its cases of encryption in the same module, and they import a cipher we do not use.
sys.modules.setdefault("eventsourcing.cipher", ModuleType("eventsourcing.cipher")).__dict__.setdefault(
    "AESCipher", None
)
from eventsourcing.tests import persistence  # noqa: E402 - after the cipher


class LibraryCases(persistence.ApplicationRecorderTestCase[EventRecorder]):
    """The library's cases; ids of originators are text."""

    __test__ = False
    engine: Engine

    def new_originator_id(self) -> str:
        return str(uuid4())

    def create_recorder(self) -> EventRecorder:
        return EventRecorder(self.engine)


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Open a database, and close it when the threads of a case are done: it does not wait for its readers."""
    before = set(threading.enumerate())
    engine = open_database(url)
    yield engine
    for reader in set(threading.enumerate()) - before:
        reader.join(60)
    engine.dispose()


class TestOnSqlite(LibraryCases):
    __test__ = True

    @pytest.fixture(autouse=True)
    def _on_a_fresh_file(self, sqlite_url: str) -> Iterator[None]:
        with opened(sqlite_url) as self.engine:
            yield


class TestOnPostgres(LibraryCases):
    __test__ = True

    @pytest.fixture(autouse=True)
    def _on_a_fresh_database(self, postgresql_url: str) -> Iterator[None]:
        with opened(postgresql_url) as self.engine:
            yield


def stored(version: int, *, stream: str = "a") -> StoredEvent:
    return StoredEvent(originator_id=stream, originator_version=version, topic="t", state=b"s")


def test_a_stream_is_read_in_part_and_backwards(engine: Engine) -> None:
    recorder = EventRecorder(engine)
    recorder.insert_events([stored(version) for version in (1, 2, 3)])
    assert recorder.select_events("a", gt=1, lte=3) == [stored(2), stored(3)]
    assert recorder.select_events("a", desc=True, limit=1) == [stored(3)]
    assert recorder.select_events("b") == []


def test_writing_nothing_writes_nothing(engine: Engine) -> None:
    recorder = EventRecorder(engine)
    assert recorder.insert_events([]) == []
    assert recorder.max_notification_id() is None


def test_a_version_twice_in_one_batch_is_the_librarys_integrity_error(engine: Engine) -> None:
    recorder = EventRecorder(engine)
    with pytest.raises(IntegrityError):
        recorder.insert_events([stored(1), stored(1)])
    assert recorder.max_notification_id() is None


def test_events_without_an_instant_are_refused_behind_events_with_one(engine: Engine) -> None:
    recorder = EventRecorder(engine)
    recorder.insert_events(
        [KeyedEvent(originator_id="a", originator_version=1, topic="t", state=b"s", recorded_at=1)]
    )
    with pytest.raises(RefusedError, match="clock-before-last-record"):
        recorder.insert_events([stored(2)])


def test_there_are_no_subscriptions(engine: Engine) -> None:
    with pytest.raises(NotImplementedError):
        EventRecorder(engine).subscribe()
