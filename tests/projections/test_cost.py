"""What the projections need for their work grows with what is asked, not with all there is."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event

from domain.assessment import Assessment, Law, assess
from domain.calendar import Calendar
from domain.events import Recorded
from domain.history import History
from monitor.assessor import Assessor
from monitor.database import open_database, reading, writing
from monitor.feed import LogFeed
from projections import roster
from projections.follow import Follower
from projections.view import ClusterView, Poison
from tests.office import LIBRARY, Office, evening, line, recognised


class SmallPages:
    """The feed, two events a page."""

    def __init__(self, feed: LogFeed) -> None:
        self._feed = feed
        self.streams = feed.streams
        self.last_position = feed.last_position
        self.clusters = feed.clusters
        self.readable = feed.readable

    def page(self, after: int, limit: int) -> Sequence[Recorded | Poison]:
        return self._feed.page(after, min(limit, 2))


def test_a_cluster_is_assessed_once_in_a_rebuild_however_many_pages_tell_of_it(engine: Engine) -> None:
    office = Office(engine)
    office.record("2024-08-01", recognised("a"), recognised("b"))
    for year in (2023, 2024):
        filed = [line("annual-report-filed", f"{year + 1}-02-20", name, year=year) for name in ("a", "b")]
        office.record("2025-03-01", *filed)
    assess = Assessor(office.monitor.log, LIBRARY, office.monitor.archive, "test").view
    assessed: list[str] = []

    def counted(cluster: str, stream: Sequence[Recorded], day: date) -> ClusterView:
        assessed.append(cluster)
        return assess(cluster, stream, day)

    Follower(SmallPages(LogFeed(office.monitor.log)), counted, lambda: writing(engine)).rebuild()
    assert assessed == ["a", "b"]
    assert [each["position"] for each in office.roster("2025-03-01")] == [5, 6]


@contextmanager
def statements(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Give the statements that are executed within, with their values."""
    found: list[tuple[str, Any]] = []

    def note(*told: Any) -> None:
        found.append((told[2], told[3]))

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    engine = open_database(sqlite_url)
    yield engine
    engine.dispose()


def test_whom_to_wake_is_found_without_a_look_at_those_who_sleep(sqlite_engine: Engine) -> None:
    for asked in (roster.waking, roster.stale):
        with statements(sqlite_engine) as executed, reading(sqlite_engine) as connection:
            asked(connection, 1, date(2025, 1, 1), 15, 200)
        ((query, values),) = [each for each in executed if "FROM roster" in each[0]]
        with reading(sqlite_engine) as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all()
        searched = [step[3] for step in plan if "roster" in step[3]]
        assert len(searched) == 3
        assert all(step.endswith(("<?)", ">?)")) for step in searched), searched


def test_where_nothing_changed_one_question_tells_it_and_no_lock_is_taken(engine: Engine) -> None:
    office = Office(engine)
    office.record("2024-08-01", recognised("a"), recognised("b"))
    asked: dict[str, Any] = {"on": date(2024, 8, 1), "known_at": evening("2024-08-01")}
    first = office.monitor.standings(**asked)
    with statements(engine) as executed:
        assert office.monitor.standings(**asked) == first
    assert [query.split()[0] for query, _ in executed if not query.startswith("PRAGMA")] in (
        ["BEGIN", "SELECT", "SELECT"],
        ["SELECT", "SELECT"],
    )
    assert not any("IMMEDIATE" in query for query, _ in executed)


def test_what_is_recorded_or_comes_to_pass_between_two_questions_is_in_the_second(engine: Engine) -> None:
    office = Office(engine)
    office.record("2024-08-01", recognised("a"))
    asked: dict[str, Any] = {"on": date(2027, 7, 11), "known_at": evening("2024-08-01")}
    assert [each["standing"] for each in office.monitor.standings(**asked)] == ["lapsed"]
    Office(engine).record("2024-08-01", recognised("b"), line("recognition-surrendered", "2024-08-01", "a"))
    assert [each["standing"] for each in office.monitor.standings(**asked)] == ["withdrawn", "lapsed"]


def test_a_pass_assesses_each_cluster_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(engine)
    office.record("2024-08-01", *(recognised(f"c{number}") for number in range(4)))
    office.monitor.catch_up()
    assessed: list[date] = []

    def counted(history: History, law: Law, calendar: Calendar, *days: date) -> Assessment:
        assessed.append(days[0])
        return assess(history, law, calendar, *days)

    monkeypatch.setattr("monitor.assessor.assess", counted)
    assert office.tick("2025-04-02") != []
    assert assessed == [date(2025, 4, 2)] * 4
