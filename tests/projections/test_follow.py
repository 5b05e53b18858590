import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import msgspec
import pytest
from sqlalchemy import Connection, Engine, delete, select, text

from domain.administration import CalendarNoticeRecorded
from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.assessor import Assessor
from monitor.database import reading, writing
from monitor.event_recorder import event_table
from monitor.event_tables import NewRow
from monitor.feed import LogFeed
from projections.follow import Follower, live_generation
from projections.tables import METADATA, progress, roster
from projections.view import ClusterView, Poison
from tests.given import noon
from tests.office import LIBRARY, Office, evening, line, recognised


def rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return all that the live generation says, by table, without the number of the generation."""
    found = {}
    with reading(engine) as connection:
        generation = live_generation(connection)
        for table in METADATA.sorted_tables:
            if table is progress:
                continue
            query = select(*table.c[1:]).where(table.c.generation == generation)
            found[table.name] = sorted(map(tuple, connection.execute(query)), key=repr)
    return found


@pytest.fixture
def office(engine: Engine) -> Office:
    working = Office(engine)
    working.record("2024-08-01", *(recognised(f"c{number}") for number in range(5)))
    working.record("2025-03-01", line("annual-report-filed", "2025-02-20", "c1", year=2024))
    working.tick("2025-04-01")
    return working


def test_a_rebuild_comes_to_the_same_rows(office: Office, engine: Engine) -> None:
    before = rows(engine)
    assert len(before["roster"]) == 5
    office.monitor.rebuild()
    assert rows(engine) == before
    office.monitor.rebuild()
    assert rows(engine) == before


def test_a_rebuild_that_was_cut_off_leaves_the_live_rows_and_can_be_done_again(
    office: Office, engine: Engine
) -> None:
    before = rows(engine)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        office.monitor.rebuild(stop)
    assert rows(engine) == before
    office.monitor.rebuild()
    assert rows(engine) == before
    with reading(engine) as connection:
        assert len(connection.execute(select(progress)).all()) == 1


def test_facts_recorded_during_a_rebuild_are_in_the_new_rows(office: Office, engine: Engine) -> None:
    def record(_: int) -> None:
        if not any(each["cluster"] == "new" for each in office.roster("2025-04-02")):
            office.record("2025-04-02", recognised("new"))

    office.monitor.rebuild(record)
    assert "new" in [each["cluster"] for each in office.roster("2025-04-02")]
    assert rows(engine)["projection_quarantine"] == []


def test_of_two_rebuilds_at_once_the_newer_goes_on_and_the_other_is_refused(
    office: Office, engine: Engine
) -> None:
    before = rows(engine)
    newer: list[str] = []

    def begin_another(_: int) -> None:
        if not newer:
            newer.append("begun")
            Office(engine).monitor.rebuild()

    with pytest.raises(RefusedError, match="rebuild-overtaken"):
        office.monitor.rebuild(begin_another)
    assert rows(engine) == before
    with reading(engine) as connection:
        assert len(connection.execute(select(progress)).all()) == 1


def test_a_comparison_during_which_a_rebuild_took_over_leaves_its_rows_alone(
    office: Office, engine: Engine
) -> None:
    before = rows(engine)
    with pytest.raises(RefusedError, match="rebuild-overtaken"):
        office.monitor.shadow(evening("2025-04-01"), lambda _: Office(engine).monitor.rebuild())
    assert rows(engine) == before


def test_a_rebuild_asks_for_a_new_look_at_whatever_a_notice_may_have_changed(
    office: Office, engine: Engine
) -> None:
    notice = CalendarNoticeRecorded(year=2028, off=(date(2028, 1, 1),), work=())
    office.monitor.record_calendar(notice, date(2025, 5, 1), at=evening("2025-05-01"), by="clerk")
    office.record("2025-05-02", line("annual-report-filed", "2025-05-02", "c2", year=2024))
    office.monitor.rebuild()
    with reading(engine) as connection:
        told = connection.execute(select(roster).order_by(roster.c.cluster)).all()
    assert [each.cluster for each in told if each.stale_from != each.assessed_on] == ["c2"]
    for each in office.roster("2025-05-02"):
        assert each["calendar"] == office.status("2025-05-02", each["cluster"])["calendar"]


class CutOffError(Exception):
    """Stands for the end of a process: nothing after it happens, what was not committed is gone."""


def test_a_follower_killed_at_any_statement_loses_and_doubles_nothing(office: Office, engine: Engine) -> None:
    office.record(
        "2025-05-01", recognised("late"), line("annual-report-filed", "2025-04-20", "c2", year=2024)
    )
    office.monitor.catch_up()
    expected = rows(engine)
    with writing(engine) as connection:
        for table in METADATA.sorted_tables:
            if table is not progress:
                connection.execute(delete(table))
        connection.execute(text("UPDATE projection_progress SET position = 0"))
    for statements in range(1, 60):
        follower = Follower(
            LogFeed(office.monitor.log),
            Assessor(office.monitor.log, LIBRARY, office.monitor.archive, "test").view,
            lambda: _cut_off_after(engine, statements),  # noqa: B023
        )
        try:
            follower.catch_up()
        except CutOffError:
            continue
        break
    else:
        pytest.fail("the follower never came to its end")
    assert rows(engine) == expected


@contextmanager
def _cut_off_after(engine: Engine, statements: int) -> Iterator[Connection]:
    """Open a transaction that ends, uncommitted, after some statements."""
    left = [statements]

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise CutOffError

    from sqlalchemy import event  # noqa: PLC0415

    with writing(engine) as connection:
        event.listen(connection, "before_cursor_execute", count)
        yield connection


def test_two_followers_at_once_do_each_page_once(office: Office, engine: Engine) -> None:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    office.record("2025-05-01", *(recognised(f"d{number}") for number in range(30)))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: Office(engine).monitor.catch_up(), range(4)))
    assert len(rows(engine)["roster"]) == 35
    assert len(rows(engine)["timeline"]) == len(set(rows(engine)["timeline"]))


# --- poison -----------------------------------------------------------------------------------


def poison(engine: Engine, cluster: str) -> None:
    """Store, as a newer release would, a form that this release cannot read."""
    table = event_table(engine)
    last = table.last()
    recorded_at = last.recorded_at if last else 0
    state = json.dumps({"body": {"type": "annual-report-filed.v2"}}).encode()
    table.add([NewRow(cluster, 90, "annual-report-filed.v2", state, None, recorded_at)], {})


def test_an_event_that_cannot_be_read_stops_its_own_cluster_only(office: Office, engine: Engine) -> None:
    poison(engine, "c3")
    office.record("2025-05-01", line("annual-report-filed", "2025-04-20", "c2", year=2024))
    lines = {each["cluster"]: each for each in office.roster("2025-05-01")}
    assert len(lines) == 5
    assert lines["c3"]["standing"] == "unknown"
    assert lines["c3"]["quarantine"]["reason"] == "event-form-newer: annual-report-filed.v2"
    assert lines["c2"]["open_grounds"] == []
    assert list(office.monitor.quarantined()) == ["c3"]
    assert office.tick("2025-12-31") != []
    assert "c3" not in {
        each["cluster"]
        for each in office.monitor.due(on=date(2025, 12, 31), known_at=evening("2025-12-31"), within=None)
    }


def test_all_that_can_be_read_is_told_of_however_the_log_was_read(office: Office, engine: Engine) -> None:
    poison(engine, "c3")
    office.record("2025-05-01", line("annual-report-filed", "2025-04-20", "c2", year=2024))
    office.monitor.catch_up()
    followed = rows(engine)
    assert [each[0] for each in followed["projection_quarantine"]] == ["c3"]
    assert "c3" in {each[2] for each in followed["timeline"]}
    office.monitor.rebuild()
    rebuilt = rows(engine)
    assert {name: rebuilt[name] for name in ("timeline", "alerts", "projection_quarantine")} == {
        name: followed[name] for name in ("timeline", "alerts", "projection_quarantine")
    }


def test_asking_for_another_day_tells_of_the_unreadable_cluster_too(office: Office, engine: Engine) -> None:
    poison(engine, "c3")
    found = list(office.monitor.roster(on=date(2025, 1, 1), known_at=noon("2025-06-01"), is_now=False))
    assert {each["cluster"]: each["standing"] for each in found}["c3"] == "unknown"
    assert len(found) == 5


# --- answers ----------------------------------------------------------------------------------


def test_the_roster_is_right_on_a_later_day_without_a_tick(office: Office) -> None:
    assert {each["standing"] for each in office.roster("2027-07-10")} == {"recognised"}
    assert {each["standing"] for each in office.roster("2027-07-11")} == {"lapsed"}


def test_the_roster_of_a_day_equals_the_status_of_each_cluster(office: Office) -> None:
    for on in ("2025-04-01", "2026-04-01", "2027-08-01"):
        for each in office.roster(on):
            full = office.status(on, each["cluster"])
            assert {
                key: each[key] for key in ("standing", "stage", "grounds", "attention", "next_change_on")
            } == {key: full[key] for key in ("standing", "stage", "grounds", "attention", "next_change_on")}


def test_what_is_due_comes_earliest_first_with_days_left(office: Office) -> None:
    found = office.monitor.due(on=date(2025, 4, 1), known_at=evening("2025-04-01"), within=None)
    assert [each["due_on"] for each in found] == sorted(each["due_on"] for each in found)
    overdue = [each for each in found if each["state"] == "overdue"]
    assert {(each["cluster"], each["days_left"]) for each in overdue} == {(f"c{n}", -2) for n in (0, 2, 3, 4)}
    soon = office.monitor.due(on=date(2025, 4, 1), known_at=evening("2025-04-01"), within=30)
    assert {each["state"] for each in soon} == {"overdue"}


def test_alerts_come_newest_first_and_page_on(office: Office) -> None:
    newest = office.monitor.alerts(limit=3)
    older = office.monitor.alerts(limit=3, before=newest[-1]["position"])
    positions = [each["position"] for each in (*newest, *older)]
    assert positions == sorted(positions, reverse=True)
    assert len(set(positions)) == 6
    assert {each["acknowledged"] for each in newest} == {None}
    assert {each["cluster"] for each in office.monitor.alerts(limit=100, cluster="c2")} == {"c2"}


def test_the_activity_lists_every_event_newest_first(office: Office) -> None:
    found = office.monitor.activity(limit=1000)
    assert [each["position"] for each in found] == list(range(office.monitor.log.last_position(), 0, -1))
    assert office.monitor.activity(limit=2, before=3) == found[-2:]


def test_the_statistics_count_by_region_and_year(office: Office) -> None:
    found = {(each["year"], each["measure"]): each["count"] for each in office.monitor.statistics()}
    assert found[2024, "recognised"] == 5
    assert found[2025, "report-met"] == 1
    assert found[2025, "report-overdue"] == 4
    assert found[2025, "ground-established"] == 4


def test_the_scheduler_finds_whom_to_wake_by_an_index(engine: Engine, office: Office) -> None:
    del office
    query = "SELECT cluster FROM roster WHERE generation = 1 AND wake_on <= '2025-01-01'"
    with reading(engine) as connection:
        if engine.dialect.name == "sqlite":
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all()
            assert "USING INDEX roster_by_wake" in str(plan)
        else:
            names = connection.exec_driver_sql(
                "SELECT indexname FROM pg_indexes WHERE tablename = 'roster'"
            ).all()
            assert "roster_by_wake" in str(names)
        assert connection.execute(select(roster.c.cluster)).all()


def test_two_deadlines_of_one_kind_on_one_day_are_both_due(office: Office) -> None:
    rounds = [
        line("review-round-opened", on, "c2", apply_by="2025-12-01") for on in ("2025-05-01", "2025-05-02")
    ]
    office.record("2025-05-02", *rounds)
    found = office.monitor.due(on=date(2025, 5, 2), known_at=evening("2025-05-02"), within=None)
    assert [each["kind"] for each in found if each["cluster"] == "c2"].count("review-application") == 2


def test_an_unreadable_event_beyond_the_page_stops_its_own_cluster_only(
    engine: Engine, office: Office
) -> None:
    poison(engine, "c0")
    with writing(engine) as connection:
        connection.execute(text("UPDATE projection_progress SET position = 0"))
    follower = Follower(
        _SmallPages(LogFeed(office.monitor.log)),
        Assessor(office.monitor.log, LIBRARY, office.monitor.archive, "test").view,
        lambda: writing(engine),
    )
    with writing(engine) as connection:
        for table in METADATA.sorted_tables:
            if table is not progress:
                connection.execute(delete(table))
    follower.catch_up()
    assert list(office.monitor.quarantined()) == ["c0"]
    assert {each["cluster"] for each in office.roster("2025-04-01")} == {f"c{number}" for number in range(5)}


class _SmallPages:
    """The feed, three events a page."""

    def __init__(self, feed: LogFeed) -> None:
        self._feed = feed
        self.streams = feed.streams
        self.last_position = feed.last_position
        self.clusters = feed.clusters
        self.readable = feed.readable

    def page(self, after: int, limit: int) -> Sequence[Recorded | Poison]:
        return self._feed.page(after, min(limit, 3))


def test_rows_the_database_refuses_stop_their_own_cluster_only(engine: Engine, office: Office) -> None:
    def assess(cluster: str, stream: Sequence[Recorded], day: date) -> ClusterView:
        view = Assessor(office.monitor.log, LIBRARY, office.monitor.archive, "test").view(
            cluster, stream, day
        )
        return msgspec.structs.replace(view, wake_on="never") if cluster == "c4" else view

    follower = Follower(LogFeed(office.monitor.log), assess, lambda: writing(engine))
    follower.refresh([f"c{number}" for number in range(5)], date(2025, 4, 2))
    assert list(office.monitor.quarantined()) == ["c4"]
