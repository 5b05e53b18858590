"""The record of attempts: complete, bounded, and never changed."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.refusal import RefusedError
from monitor.access.record import DONE, MOST_KINDS, AccessRecord, Attempt
from monitor.database import writing
from tests.monitor.access.service import START, Service

TRIED = Attempt("wang", "tick", None, "not-permitted", "s")


def total(record: AccessRecord) -> int:
    return sum(each.count for each in record.newest(limit=100_000))


def test_equal_attempts_of_a_minute_are_the_first_and_a_count_of_the_others(service: Service) -> None:
    record = service.access.record
    for second in range(50):
        record.note(TRIED, START + timedelta(seconds=second))
    assert [each.count for each in record.newest(limit=9)] == [1]
    record.note(TRIED, START + timedelta(seconds=60))
    found = record.newest(limit=9)
    assert [(each.count, each.at - START) for each in found] == [
        (1, timedelta(seconds=60)),
        (49, timedelta(seconds=49)),
        (1, timedelta(0)),
    ]
    assert found[0].user == "wang"
    assert record.newest(limit=1, before=found[0].number) == found[1:2]


def test_different_attempts_are_told_apart(quick: Service) -> None:
    record = quick.access.record
    for attempt in (
        TRIED,
        TRIED._replace(user="li"),
        TRIED._replace(cluster="x"),
        TRIED._replace(outcome=DONE),
    ):
        record.note(attempt, START)
    assert [each.count for each in record.newest(limit=9)] == [1, 1, 1, 1]


def test_a_flood_fills_neither_table_nor_memory_and_is_counted(quick: Service) -> None:
    record = quick.access.record
    for number in range(3 * MOST_KINDS):
        record.note(TRIED._replace(cluster=str(number)), START)
    record.flush()
    assert len(record.newest(limit=100_000)) == MOST_KINDS + 2
    assert total(record) == 3 * MOST_KINDS


def test_what_is_only_counted_is_written_when_the_service_stops(quick: Service) -> None:
    for _ in range(7):
        quick.access.record.note(TRIED, START)
    quick.access.close()
    quick.access.close()
    assert total(quick.access.record) == 7


def test_a_clock_that_was_set_back_begins_a_new_minute(quick: Service) -> None:
    record = quick.access.record
    record.note(TRIED, START)
    record.note(TRIED, START)
    record.note(TRIED, START - timedelta(hours=1))
    assert total(record) == 3


@pytest.mark.parametrize("change", ["UPDATE access_record SET count = 0", "DELETE FROM access_record"])
def test_no_row_is_ever_changed(service: Service, change: str) -> None:
    service.access.record.note(TRIED, START)
    with pytest.raises((DBAPIError, RefusedError)), writing(service.monitor.engine) as connection:
        connection.execute(text(change))
    assert total(service.access.record) == 1


def test_a_row_of_sqlite_is_not_replaced(quick: Service) -> None:
    quick.access.record.note(TRIED, START)
    replace = text("REPLACE INTO access_record VALUES (:number, 0, NULL, 'x', NULL, 'x', NULL, 1)")
    number = quick.access.record.newest(limit=1)[0].number
    with pytest.raises(DBAPIError), writing(quick.monitor.engine) as connection:
        connection.execute(replace, {"number": number})
