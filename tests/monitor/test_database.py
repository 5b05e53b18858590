"""A database that cannot be used is refused by a sentence; readers never write and never wait."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from psycopg import Connection
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from domain.refusal import RefusedError
from monitor import database
from monitor.database import driving, open_database, reading, writing
from monitor.database_errors import translating
from monitor.event_log import EventLog
from monitor.wording.storage import STORAGE
from tests.conftest import Server
from tests.monitor.entries import entry


def refusal(url: str, *, create: bool = False) -> tuple[str, str]:
    """Return the code and the English sentence that using a database is refused with."""
    engine = open_database(url, create=create)
    with pytest.raises(RefusedError) as refused, reading(engine) as connection:
        connection.exec_driver_sql("SELECT count(*) FROM events")
    return refused.value.code, STORAGE[refused.value.code][1].format(**refused.value.values)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://localhost/x",
        "nothing://x",
        "sqlite://",
        "sqlite:///:memory:",
        ":memory:",
        "",
        "postgresql+psycopg2://localhost/x",
        "postgresql+nothing://localhost/x",
        "postgresql://localhost",
        "://",
        "postgresql://localhost:port/x",
    ],
)
def test_an_address_that_names_no_such_database_is_refused(url: str) -> None:
    with pytest.raises(RefusedError, match="database-url-unknown") as refused:
        open_database(url)
    assert refused.value.kind == "bad-input"


@pytest.mark.parametrize("name", ["monitor.db", "a b%20c?#d.db", "产业集群.db"])
@pytest.mark.parametrize("form", ["{}", "sqlite:///{}"])
def test_a_file_is_named_by_its_path_or_as_an_address(tmp_path: Path, name: str, form: str) -> None:
    if "?" in name and form != "{}":
        name = "a b.db"
    path = tmp_path / name
    engine = open_database(form.format(path), create=True)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (n integer)")
    engine.dispose()
    assert path.exists()


def test_an_address_of_postgres_needs_no_driver_name() -> None:
    assert open_database("postgresql://localhost/x").url.drivername == "postgresql+psycopg"


def test_a_file_that_is_missing_is_refused_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "missing.db"
    code, sentence = refusal(str(path))
    assert code == "database-not-initialised"
    assert str(path) in sentence
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_empty_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    assert refusal(str(path))[0] == "database-not-initialised"
    assert path.exists()


def test_a_file_in_a_folder_that_is_missing_is_refused(tmp_path: Path) -> None:
    code, sentence = refusal(str(tmp_path / "no/such.db"), create=True)
    assert code == "database-unavailable"
    assert "unable to open" in sentence


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir or Madam, " * 100)
    assert refusal(str(path))[0] == "database-unavailable"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(str(tmp_path))[0] == "database-unavailable"


def test_a_server_that_does_not_answer_is_refused_without_the_password() -> None:
    code, sentence = refusal("postgresql+psycopg://officer:s3cret@127.0.0.1:1/monitor")
    assert code == "database-unavailable"
    assert "officer:***@127.0.0.1:1/monitor" in sentence
    assert "s3cret" not in sentence


def test_a_password_that_a_driver_repeats_is_taken_out() -> None:
    engine = open_database("postgresql+psycopg://officer:s3cret@localhost/x")
    with pytest.raises(RefusedError) as refused, translating(engine):
        raise sqlite3_like(engine, "could not connect with s3cret\nsecond line")
    assert refused.value.values["reason"] == "could not connect with ***"


def sqlite3_like(engine: Engine, message: str) -> Exception:
    return engine.dialect.loaded_dbapi.OperationalError(message)


def test_a_database_that_the_server_does_not_have_is_refused(postgres: Server) -> None:
    code, sentence = refusal(postgres.url("no_such_database"))
    assert code == "database-unavailable"
    assert "does not exist" in sentence


def test_connections_that_the_server_closed_are_refused_once_and_then_made_anew(
    postgres: Server, postgresql_url: str
) -> None:
    engine = open_database(postgresql_url)
    log = EventLog(engine)
    log.append([entry("1")], {})
    with postgres.connect() as superuser:
        superuser.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [make_url(postgresql_url).database],
        )
    with pytest.raises(RefusedError, match="database-unavailable"):
        log.append([entry("2")], {"fj-a": 1})
    assert log.append([entry("2")], {"fj-a": 1})[0].position == 2
    engine.dispose()


def test_a_connection_given_back_after_its_engine_was_disposed_of_is_closed(postgresql_url: str) -> None:
    engine = open_database(postgresql_url)
    late = engine.raw_connection()
    driver = late.driver_connection
    assert isinstance(driver, Connection)
    engine.dispose()
    late.close()
    assert driver.closed
    with closing(engine.raw_connection()) as kept:
        driver = kept.driver_connection
        assert isinstance(driver, Connection)
    assert not driver.closed
    engine.dispose()
    assert driver.closed


def test_sqlite_is_set_to_lose_nothing(sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    with driving(engine) as connection:
        values = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "cache_size")
        }
    engine.dispose()
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
        "cache_size": -12_288,
    }


def test_a_sqlite_that_cannot_be_set_so_is_refused(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(database._PRAGMAS, "synchronous", "OFF")  # noqa: SLF001 - stands for another build
    code, sentence = refusal(sqlite_url)
    assert code == "database-unavailable"
    assert "['wal', 0]" in sentence


def test_postgres_steps_down_keeps_utc_and_waits_for_no_lock_for_ever(postgresql_url: str) -> None:
    engine = open_database(postgresql_url)
    shown = "current_user, current_setting('TimeZone'), current_setting('lock_timeout')"
    with reading(engine) as connection:
        row = connection.exec_driver_sql(f"SELECT {shown}").one()
    engine.dispose()
    assert tuple(row) == ("cluster_monitor_app", "UTC", "10s")


def test_who_reads_cannot_write(engine: Engine) -> None:
    with pytest.raises((DBAPIError, RefusedError)) as failed, reading(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (n integer)")
    said = failed.value.values["reason"] if isinstance(failed.value, RefusedError) else str(failed.value)
    assert "read-only" in said.replace("readonly", "read-only")
    EventLog(engine).append([entry("1")], {})


def test_what_was_written_before_an_exception_is_rolled_back(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(engine)
    with pytest.raises(RefusedError, match="database-not-initialised"), reading(engine) as connection:
        connection.exec_driver_sql("SELECT n FROM t")


def _write_and_fail(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (n integer)")
        connection.exec_driver_sql(f"DROP TABLE t{1 // 0}")


def test_an_error_of_the_program_stays_what_it_is(engine: Engine) -> None:
    with pytest.raises(Exception, match=r"(?i)syntax error"), reading(engine) as connection:
        connection.exec_driver_sql("SELEKT 1")


def test_a_quick_command_on_sqlite_imports_neither_alembic_nor_psycopg(sqlite_url: str) -> None:
    program = """if True:
        import sys
        from monitor.database import open_database
        from monitor.event_log import EventLog
        from monitor.migrate import require_current
        engine = open_database(sys.argv[1])
        require_current(engine)
        EventLog(engine).last_position()
        engine.dispose()
        print(sorted({"alembic", "psycopg", "mako", "pgserver"} & set(sys.modules)))
    """
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", program, sqlite_url],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    assert done.stdout.strip() == "[]"
