"""Nothing recorded can be changed, not even past the program, on either database."""

import sqlite3
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from domain.refusal import RefusedError
from monitor.audit.log.tiles import keep_tiles
from monitor.database import open_database, writing
from monitor.event_log import EventLog
from tests.conftest import Server
from tests.monitor.entries import entry

COLUMNS = (
    "(leaf_position, leaf_sha256, leaf_sm3,"
    " position, originator_id, originator_version, topic, state, key, recorded_at)"
)
CHANGES = [
    "UPDATE events SET state = state",
    "UPDATE events SET recorded_at = 0 WHERE position = 99",
    "DELETE FROM events",
    "DELETE FROM events WHERE position = 99",
    "UPDATE database_facts SET simulation = true",
    "DELETE FROM database_facts",
    "UPDATE gaps SET last = last",
    "DELETE FROM gaps",
    "UPDATE tiles SET sm3 = sm3",
    "DELETE FROM tiles",
]
INTO = f"INTO events {COLUMNS} VALUES (1, zeroblob(32), zeroblob(32), "
SQLITE_CHANGES = [
    *(change for change in CHANGES if "99" not in change),  # its triggers fire for each row
    *(
        f"{insert} {INTO} {values[1:]} {tail}"
        for insert, values, tail in [
            ("INSERT OR REPLACE", "(1, 'x', 1, 't', x'00', NULL, 0)", ""),
            ("REPLACE", "(9, 'fj-a', 1, 't', x'00', NULL, 0)", ""),
            ("REPLACE", "(9, 'x', 1, 't', x'00', 'k', 0)", ""),
            ("INSERT OR REPLACE", "(NULL, 'fj-a', 1, 't', x'00', NULL, 0)", ""),
            ("INSERT", "(NULL, 'x', 1, 't', x'00', NULL, 0)", ""),
            ("INSERT", "(0, 'x', 1, 't', x'00', NULL, 0)", ""),
            ("INSERT", "(1, 'x', 1, 't', x'00', NULL, 0)", "ON CONFLICT DO UPDATE SET topic = 'x'"),
            ("INSERT", "(9, 'fj-a', 1, 't', x'00', NULL, 0)", "ON CONFLICT DO UPDATE SET topic = 'x'"),
        ]
    ),
    "REPLACE INTO database_facts VALUES (1, 0, 1, '')",
    "REPLACE INTO gaps VALUES (3, 4)",
    "REPLACE INTO gaps VALUES (2, 2)",
    "REPLACE INTO gaps VALUES (300, 299)",
    "INSERT INTO gaps VALUES (400, 2000)",
    "REPLACE INTO tiles VALUES (8, 0, zeroblob(32), zeroblob(32))",
    "INSERT INTO tiles VALUES (8, 3, zeroblob(32), zeroblob(32))",
    "INSERT INTO tiles VALUES (8, 2, zeroblob(31), zeroblob(32))",
    "INSERT INTO log_ends VALUES (1)",
]
POSTGRES_CHANGES = [
    *CHANGES,
    "UPDATE log_ends SET position = 1",
    "DELETE FROM log_ends",
    *(f"TRUNCATE {name}" for name in ("events", "database_facts", "gaps", "tiles", "log_ends")),
]
INSERTIONS = [
    "INSERT INTO events VALUES (9, 1, 0, 9, '', '', 'x', 't', NULL, '')",
    "INSERT INTO gaps VALUES (1, 1)",
    "INSERT INTO log_ends VALUES (1)",
]


@pytest.fixture
def recorded(log: EventLog) -> EventLog:
    log.append([entry("1", key="k"), entry("2")], {})
    return log


@pytest.fixture
def service(postgres: Server) -> Iterator[str]:
    """A login that has nothing but the role of the service."""
    with postgres.connect() as connection:
        connection.execute("CREATE ROLE service LOGIN")
        connection.execute("GRANT cluster_monitor_app TO service")
        yield "service"
        connection.execute("DROP ROLE service")


@pytest.mark.parametrize("change", SQLITE_CHANGES)
def test_a_sqlite_file_refuses_every_change_by_any_program(sqlite_url: str, change: str) -> None:
    engine = open_database(sqlite_url)
    kept = [entry("1", key="k").placed(1, 1), entry("2").placed(2, 2)]
    EventLog(engine).restore([*kept, entry("3", "fj-b").placed(5, 1), entry("4", "fj-c").placed(600, 1)])
    assert keep_tiles(engine) == 2
    engine.dispose()
    path = str(make_url(sqlite_url).database)
    stranger = sqlite3.connect(path)
    before = list(stranger.iterdump())
    with pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError)) as refused:
        stranger.execute(change)
    assert isinstance(refused.value, sqlite3.IntegrityError) or "it is a view" in str(refused.value)
    stranger.rollback()
    assert list(stranger.iterdump()) == before
    stranger.close()


@pytest.mark.parametrize("change", POSTGRES_CHANGES)
def test_postgres_refuses_every_change_even_to_its_superuser(
    postgres: Server, postgresql_url: str, change: str
) -> None:
    name = str(make_url(postgresql_url).database)
    with postgres.connect(name) as superuser, pytest.raises(psycopg.DatabaseError, match="never changed"):
        superuser.execute(change.encode())


@pytest.mark.parametrize("change", [*POSTGRES_CHANGES, *INSERTIONS])
def test_the_role_of_the_service_has_no_right_to_change_the_log(
    postgres: Server, postgresql_url: str, service: str, change: str
) -> None:
    name = str(make_url(postgresql_url).database)
    with postgres.connect(name, service) as login, pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute(change.encode())


@pytest.mark.parametrize(
    "escape",
    [
        "ALTER TABLE events DISABLE TRIGGER ALL",
        "DROP TABLE events",
        "DROP FUNCTION append_cluster_events",
        "DROP TABLE gaps",
        "DROP TABLE tiles",
        "DROP TABLE log_ends",
        "SET ROLE cluster_monitor_owner",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS ''",
    ],
)
def test_the_service_cannot_free_itself(
    postgres: Server, postgresql_url: str, service: str, escape: str
) -> None:
    name = str(make_url(postgresql_url).database)
    with postgres.connect(name, service) as login, pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute(escape.encode())


def test_the_service_records_through_the_function_alone(
    postgres: Server, postgresql_url: str, service: str
) -> None:
    engine = open_database(postgres.url(str(make_url(postgresql_url).database), service))
    log = EventLog(engine)
    log.append([entry("1")], {})
    assert [each.id for each in log.after(0, 9)] == ["1"]
    engine.dispose()


def test_what_the_service_makes_cannot_mislead_the_function(
    postgres: Server, postgresql_url: str, service: str
) -> None:
    name = str(make_url(postgresql_url).database)
    with postgres.connect(name, service) as login:
        login.execute("CREATE TEMP TABLE events (LIKE public.events)")
        login.execute("CREATE TEMP TABLE log_ends (LIKE public.log_ends)")
        login.execute("CREATE FUNCTION public.max(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'")
        leaf = [b"a" * 32]
        login.execute(
            "SELECT append_cluster_events('{}', '{}', '{x}', '{1}', '{t}', '{NULL}', '{1}', %s, %s, '{a}',"
            " NULL)",
            (leaf, leaf),
        )
        assert login.execute("SELECT position FROM public.log_ends").fetchall() == [(1,)]
        assert login.execute("SELECT count(*) FROM public.events").fetchone() == (1,)
        assert login.execute("SELECT count(*) FROM pg_temp.events").fetchone() == (0,)
        login.execute("DROP OWNED BY CURRENT_USER")


def test_a_login_without_the_role_reads_nothing_and_records_nothing(
    postgres: Server, postgresql_url: str
) -> None:
    name = str(make_url(postgresql_url).database)
    with postgres.connect() as connection:
        connection.execute("CREATE ROLE stranger LOGIN")
    engine = open_database(postgres.url(name, "stranger"))
    with pytest.raises(RefusedError, match="database-unavailable") as refused:
        EventLog(engine).after(0, 1)
    assert "permission denied" in refused.value.values["reason"]
    with pytest.raises(RefusedError, match="database-unavailable"):
        EventLog(engine).append([entry("1")], {})
    engine.dispose()
    with postgres.connect() as connection:
        connection.execute("DROP ROLE stranger")


def test_the_program_itself_cannot_write_around_the_log(recorded: EventLog, engine: Engine) -> None:
    for change in ("UPDATE events SET topic = 'x'", "DELETE FROM events"):
        with pytest.raises((DBAPIError, RefusedError)), writing(engine) as connection:
            connection.exec_driver_sql(change)
    assert [each.id for each in recorded.after(0, 10)] == ["1", "2"]


def test_a_position_is_never_given_twice_in_sqlite_even_after_the_last_row_was_cut_off(
    sqlite_url: str,
) -> None:
    engine = open_database(sqlite_url)
    log = EventLog(engine)
    log.append([entry("1"), entry("2")], {})
    stranger = sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None)
    stranger.execute("DROP TRIGGER events_no_delete")
    stranger.execute("DELETE FROM events WHERE position = 2")
    stranger.close()
    assert log.append([entry("3")], {"fj-a": 1})[0].position == 3
    engine.dispose()
