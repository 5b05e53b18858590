"""The log on SQLite and on PostgreSQL: the same words, the same order, nothing half recorded."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from domain.events import Event, Recorded
from domain.refusal import RefusedError
from monitor.codec import Envelope
from monitor.database import open_database, reading
from monitor.event_log import ConflictError, EventLog
from monitor.event_recorder import event_table
from monitor.event_tables import NewRow
from tests.conftest import CREATED_AT
from tests.monitor.entries import entry
from tests.strategies import entries

SECOND = timedelta(seconds=1)


def places(records: list[Recorded]) -> list[tuple[str, str, int, int]]:
    return [(each.id, each.cluster, each.position, each.version) for each in records]


def test_an_empty_log_has_no_last_record(log: EventLog) -> None:
    assert log.last_position() == 0
    assert log.last_recorded_at() is None
    assert log.stream("fj-a") == []
    assert log.streams([]) == {}
    assert log.streams(["fj-a"]) == {"fj-a": []}
    assert log.after(0, 10) == []
    assert log.clusters() == []
    assert log.append([], {}) == []


def test_a_batch_is_recorded_in_its_order_and_read_back_equal(log: EventLog) -> None:
    recorded = log.append([entry("1"), entry("2", "fj-b"), entry("3", at=CREATED_AT + SECOND)], {})
    assert places(recorded) == [("1", "fj-a", 1, 1), ("2", "fj-b", 2, 1), ("3", "fj-a", 3, 2)]
    assert log.after(0, 10) == recorded
    assert log.stream("fj-a") == [recorded[0], recorded[2]]
    assert log.streams(["fj-b", "fj-a", "fj-c"]) == {
        "fj-b": [recorded[1]],
        "fj-a": [recorded[0], recorded[2]],
        "fj-c": [],
    }
    assert log.last_position() == 3
    assert log.last_recorded_at() == CREATED_AT + SECOND


def test_instants_keep_their_microseconds(log: EventLog) -> None:
    at = datetime(2026, 11, 21, 4, 5, 6, 789012, tzinfo=UTC)
    assert log.append([entry("1", at=at)], {})[0].recorded_at == at
    assert log.last_recorded_at() == at == log.stream("fj-a")[0].recorded_at


def test_the_log_is_read_from_a_position_in_pages(log: EventLog) -> None:
    log.append([entry(str(n), f"fj-{n % 3}") for n in range(10)], {})
    assert [each.position for each in log.after(0, 4)] == [1, 2, 3, 4]
    assert [each.position for each in log.after(4, 4)] == [5, 6, 7, 8]
    assert [each.position for each in log.after(8, 4)] == [9, 10]


def test_a_stream_is_read_as_it_stood_at_a_position(log: EventLog) -> None:
    log.append([entry("1"), entry("2", "fj-b"), entry("3")], {})
    assert [each.id for each in log.stream("fj-a", until_position=2)] == ["1"]
    assert log.stream("fj-a", until_position=0) == []


def test_the_clusters_are_listed_by_name_page_by_page(log: EventLog) -> None:
    names = ["fj-b", "Fj-a", "fj-a", ":c", "z"]
    log.append([entry(f"{name}{n}", name) for n in range(2) for name in names], {})
    assert log.clusters(limit=3) == [":c", "Fj-a", "fj-a"]
    assert log.clusters("fj-a", limit=3) == ["fj-b", "z"]
    assert log.clusters("z") == []


def test_a_stream_that_has_moved_on_refuses_the_whole_batch(log: EventLog) -> None:
    log.append([entry("1")], {})
    with pytest.raises(ConflictError, match="stream-changed") as refused:
        log.append([entry("2", "fj-b"), entry("3")], {"fj-a": 0})
    assert (refused.value.kind, refused.value.values["cluster"]) == ("conflict", "fj-a")
    assert places(log.after(0, 10)) == [("1", "fj-a", 1, 1)]


def test_a_version_that_was_never_reached_is_refused(log: EventLog) -> None:
    with pytest.raises(ConflictError, match="stream-changed"):
        log.append([entry("1")], {"fj-a": 5})
    assert log.last_position() == 0


def test_a_stream_that_was_only_read_must_not_have_moved_on_either(log: EventLog) -> None:
    log.append([entry("1")], {})
    with pytest.raises(ConflictError, match="stream-changed"):
        log.append([entry("2", "fj-b")], {"fj-b": 0, "fj-a": 0})


def test_positions_have_no_gaps_after_refusals(log: EventLog) -> None:
    log.append([entry("1")], {})
    for _ in range(3):
        with pytest.raises(ConflictError):
            log.append([entry("2", "fj-b"), entry("3")], {})
    assert log.append([entry("2")], {"fj-a": 1})[0].position == 2


def test_a_batch_whose_confirmation_was_lost_is_returned_as_recorded(log: EventLog) -> None:
    batch = [entry("1", key="k"), entry("2", "fj-b"), entry("3")]
    recorded = log.append(batch, {})
    log.append([entry("4", at=CREATED_AT + SECOND)], {"fj-a": 2})
    assert log.append(batch, {}) == recorded
    assert log.last_position() == 4


def test_a_batch_that_is_recorded_only_in_part_is_a_conflict(log: EventLog) -> None:
    log.append([entry("1")], {})
    with pytest.raises(ConflictError):
        log.append([entry("1"), entry("2")], {})
    with pytest.raises(ConflictError):
        log.append([entry("1"), entry("2", "fj-b")], {})
    assert log.last_position() == 1


def test_a_key_is_recorded_once_in_the_whole_log(log: EventLog) -> None:
    recorded = log.append([entry("1", key="k1"), entry("2"), entry("3", "fj-b", key="k2")], {})
    with pytest.raises(ConflictError, match="key-taken") as refused:
        log.append([entry("4", "fj-c", key="new"), entry("5", "fj-c", key="k2")], {})
    assert refused.value.values == {"key": "k2", "cluster": "fj-b"}
    assert log.find_keys(["k2", "new", "k1"]) == {"k1": recorded[0], "k2": recorded[2]}
    assert log.find_keys([]) == {}


def test_a_key_twice_in_one_batch_is_refused(log: EventLog) -> None:
    with pytest.raises(ConflictError, match="key-taken") as refused:
        log.append([entry("1", key="k"), entry("2", "fj-b", key="k")], {})
    assert refused.value.values == {"key": "k", "cluster": "fj-a"}


def test_a_clock_before_the_last_record_is_refused(log: EventLog) -> None:
    log.append([entry("1")], {})
    with pytest.raises(RefusedError, match="clock-before-last-record") as refused:
        log.append([entry("2", "fj-b", at=CREATED_AT - timedelta(microseconds=1))], {})
    assert (refused.value.kind, refused.value.values["last"]) == ("conflict", str(CREATED_AT))
    log.append([entry("2", "fj-b", at=CREATED_AT)], {})


def test_a_clock_that_falls_within_a_batch_is_refused(log: EventLog) -> None:
    with pytest.raises(RefusedError, match="clock-before-last-record"):
        log.append([entry("1"), entry("2", at=CREATED_AT - SECOND)], {})


def test_a_long_batch_is_one_transaction_too(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.events_in_postgresql._CHUNK", 7)
    batch = [entry(f"{n}", f"fj-{n % 4}", at=CREATED_AT + n * SECOND) for n in range(30)]
    assert log.append(batch, {}) == log.after(0, 100)

    late = CREATED_AT + 99 * SECOND
    log.append([entry("taken", "fj-t", at=late, key="k")], {})
    fifteen = [entry(f"k{n}", "fj-k", at=late) for n in range(15)]
    with pytest.raises(ConflictError, match="key-taken"):
        log.append([*fifteen, entry("late", "fj-l", at=late, key="k")], {})
    assert log.last_position() == 31


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(batch=st.lists(entries(Event), min_size=1, max_size=8))
def test_whatever_is_recorded_is_read_back_equal(log: EventLog, batch: list[Envelope]) -> None:
    last, at = log.last_position(), log.last_recorded_at() or CREATED_AT
    fresh = [
        msgspec.structs.replace(
            each, recorded_at=at, cluster=f"c{last}-{n % 3}", key=None if each.key is None else f"{last}-{n}"
        )
        for n, each in enumerate(batch)
    ]
    recorded = log.append(fresh, {})
    assert log.after(last, 10) == recorded
    assert [each.body for each in recorded] == [each.body for each in batch]


def test_a_newer_form_in_the_log_fails_closed(log: EventLog, engine: Engine) -> None:
    log.append([entry("1")], {})
    newer = NewRow("fj-a", 2, "major-change-filed.v2", b"{}", None, 2**60)
    event_table(engine).add([newer], {"fj-a": 1})
    with pytest.raises(RefusedError, match="event-form-newer") as refused:
        log.after(0, 10)
    assert refused.value.values["position"] == "2"
    assert log.after(0, 1)[0].id == "1"
    assert [row.topic for row in log.rows_after(1, 5)] == ["major-change-filed.v2"]


def test_a_log_without_tables_is_refused(bare_url: str) -> None:
    engine = open_database(bare_url, create=True)
    with pytest.raises(RefusedError, match="database-not-initialised"):
        EventLog(engine).append([entry("1")], {})
    with pytest.raises(RefusedError, match="database-not-initialised"):
        EventLog(engine).stream("fj-a")
    engine.dispose()


def test_a_reader_sees_one_state_while_others_write(log: EventLog, engine: Engine) -> None:
    log.append([entry("1")], {})
    with reading(engine) as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM events").scalar()
        log.append([entry("2")], {"fj-a": 1})
        after = connection.exec_driver_sql("SELECT count(*) FROM events").scalar()
    assert (before, after) == (1, 1)
