"""Many at once: one wins, nobody overwrites, and who follows the log misses nothing."""

import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TypeVar

import pytest

from domain.refusal import RefusedError
from monitor.database import open_database, reading, writing
from monitor.event_log import ConflictError, EventLog
from monitor.migrate import initialise, read_database_facts
from tests.conftest import CREATED_AT
from tests.monitor.entries import entry

WRITERS = 8
Answer = TypeVar("Answer")


def at_once(work: Callable[[int], Answer]) -> list[Answer]:
    """Do the work in as many threads as there are writers, all starting together."""
    gate = threading.Barrier(WRITERS, timeout=60)

    def started(number: int) -> Answer:
        gate.wait()
        return work(number)

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(started, range(WRITERS)))


def append_or_lose(log: EventLog, cluster: str, version: int, number: int) -> bool:
    try:
        log.append([entry(f"{number}-{version}", cluster)], {cluster: version})
    except ConflictError:
        return False
    return True


def test_of_many_who_decided_on_the_same_stream_one_wins(log: EventLog) -> None:
    for version in range(10):
        won = at_once(partial(append_or_lose, log, "fj-a", version))
        assert won.count(True) == 1
    assert [each.version for each in log.stream("fj-a")] == list(range(1, 11))
    assert log.last_position() == 10


def test_of_many_batches_with_one_common_stream_one_is_recorded_whole(log: EventLog) -> None:
    def append(number: int) -> bool:
        own = [entry(f"{number}-{n}", f"own-{number}") for n in range(50)]
        try:
            log.append([*own, entry(f"{number}", "common")], {})
        except ConflictError:
            return False
        return True

    won = at_once(append).index(True)
    assert {each.cluster for each in log.after(0, 1000)} == {f"own-{won}", "common"}
    assert log.last_position() == 51


def test_of_many_with_the_same_key_one_records_it(log: EventLog) -> None:
    def append(number: int) -> str:
        try:
            return log.append([entry(f"{number}", f"c{number}", key="k")], {})[0].id
        except ConflictError as error:
            return error.values["key"]

    answers = at_once(append)
    (won,) = [each.id for each in log.after(0, 10)]
    assert sorted(answers) == sorted([won, *["k"] * (WRITERS - 1)])


def test_a_command_that_many_send_at_once_is_recorded_once_and_confirmed_to_all(log: EventLog) -> None:
    batch = [entry("1"), entry("2", "fj-b"), entry("3")]
    answers = at_once(lambda _: log.append(batch, {}))
    assert answers == [log.after(0, 10)] * WRITERS


def write(url: str, writer: int) -> list[str]:
    """Record 40 batches in a process of its own; return the ids that were confirmed."""
    engine = open_database(url)
    log = EventLog(engine)
    confirmed: list[str] = []
    for number in range(40):
        batch = [entry(f"{writer}-{number}-{n}", f"c{writer}") for n in range(1 + number % 3)]
        confirmed += [each.id for each in log.append(batch, {f"c{writer}": len(confirmed)})]
    engine.dispose()
    return confirmed


def test_who_follows_the_log_misses_nothing_while_eight_processes_write(database_url: str) -> None:
    engine = open_database(database_url)
    log = EventLog(engine)
    seen: list[str] = []
    position = 0
    with ProcessPoolExecutor(WRITERS, get_context("spawn")) as pool:
        written = [pool.submit(write, database_url, writer) for writer in range(WRITERS)]
        finished = False
        while not finished:
            # asked before reading, so that the last page is read after it
            finished = all(each.done() for each in written)
            while page := log.after(position, 50):
                assert [each.position for each in page] == list(range(position + 1, position + 1 + len(page)))
                seen += [each.id for each in page]
                position = page[-1].position
        confirmed = [name for each in written for name in each.result()]
    engine.dispose()
    assert sorted(seen) == sorted(confirmed)
    assert len(set(seen)) == len(seen) == 8 * 79


def test_many_who_initialise_at_once_make_one_database(bare_url: str) -> None:
    def make(_: int) -> str:
        engine = open_database(bare_url, create=True)
        initialise(engine, simulation=False, at=CREATED_AT)
        schema_note = read_database_facts(engine).schema_note
        engine.dispose()
        return schema_note

    assert len(set(at_once(make))) == 1


def test_increments_read_and_written_in_one_transaction_are_not_lost(database_url: str) -> None:
    engine = open_database(database_url)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE counter (n integer)")
        connection.exec_driver_sql("INSERT INTO counter VALUES (0)")

    def increment(_: int) -> None:
        for _ in range(25):
            with writing(engine) as connection:
                lock = "" if engine.dialect.name == "sqlite" else " FOR UPDATE"
                n = connection.exec_driver_sql(f"SELECT n FROM counter{lock}").scalar()  # noqa: S608 - fixed
                connection.exec_driver_sql(f"UPDATE counter SET n = {n} + 1")  # noqa: S608 - a number

    at_once(increment)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT n FROM counter").scalar() == 25 * WRITERS
    engine.dispose()


def test_a_reader_does_not_wait_for_a_writer(database_url: str) -> None:
    engine = open_database(database_url)
    log = EventLog(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE half_done (n integer)")
        assert log.last_position() == 0
        with reading(engine) as other:
            assert other.exec_driver_sql("SELECT count(*) FROM events").scalar() == 0
            with pytest.raises(RefusedError, match="database-not-initialised"):
                _read(database_url, "SELECT n FROM half_done")
    engine.dispose()


def _read(url: str, query: str) -> None:
    engine = open_database(url)
    try:
        with reading(engine) as connection:
            connection.exec_driver_sql(query)
    finally:
        engine.dispose()
