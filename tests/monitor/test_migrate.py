"""A database is made whole or not at all, once, and says for ever what it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlalchemy.engine import make_url

from domain.refusal import RefusedError
from monitor import migrate, migrations
from monitor.audit.log.verification import verify_log
from monitor.codec import encode, microseconds, topic_of
from monitor.database import APP_ROLE, OWNER_ROLE, open_database, reading, writing
from monitor.event_log import EventLog
from monitor.migrate import REVISION, initialise, read_database_facts, require_current
from monitor.wording.storage import STORAGE
from tests.conftest import CREATED_AT, Server
from tests.monitor.audit.intruder import Intruder
from tests.monitor.entries import entry


def sentence(refused: pytest.ExceptionInfo[RefusedError]) -> str:
    chinese, english = STORAGE[refused.value.code]
    assert chinese.format(**refused.value.values)
    return english.format(**refused.value.values)


@pytest.fixture
def bare_engine(bare_url: str) -> Iterator[Engine]:
    engine = open_database(bare_url, create=True)
    yield engine
    engine.dispose()


def test_the_revision_of_this_release_is_the_last_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


@pytest.mark.parametrize("simulation", [True, False])
def test_a_database_that_was_made_is_current_and_says_what_it_is(
    bare_engine: Engine, *, simulation: bool
) -> None:
    initialise(bare_engine, simulation=simulation, at=CREATED_AT)
    require_current(bare_engine)
    facts = read_database_facts(bare_engine)
    assert (facts.simulation, facts.created_at) == (simulation, CREATED_AT)


def test_a_database_is_made_once(bare_engine: Engine) -> None:
    initialise(bare_engine, simulation=True, at=CREATED_AT)
    EventLog(bare_engine).append([entry("1")], {})
    initialise(bare_engine, simulation=True, at=CREATED_AT + timedelta(days=1))
    assert read_database_facts(bare_engine).created_at == CREATED_AT
    assert EventLog(bare_engine).last_position() == 1


def test_a_simulation_never_becomes_real_nor_the_reverse(bare_engine: Engine) -> None:
    initialise(bare_engine, simulation=True, at=CREATED_AT)
    with pytest.raises(RefusedError, match="already-initialised") as refused:
        initialise(bare_engine, simulation=False, at=CREATED_AT)
    assert refused.value.kind == "conflict"
    assert "as a simulation one" in sentence(refused)
    assert read_database_facts(bare_engine).simulation


def test_a_database_without_tables_is_not_initialised(bare_engine: Engine) -> None:
    for question in (require_current, read_database_facts):
        with pytest.raises(RefusedError, match="database-not-initialised") as refused:
            question(bare_engine)
        assert "cluster-monitor init" in sentence(refused)


@pytest.mark.parametrize(("found", "code"), [("0000", "database-outdated"), ("9999", "database-newer")])
def test_tables_of_another_release_are_refused(bare_engine: Engine, found: str, code: str) -> None:
    initialise(bare_engine, simulation=False, at=CREATED_AT)
    with writing(bare_engine) as connection:
        if bare_engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL ROLE {OWNER_ROLE}")
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{found}'")  # noqa: S608 - fixed
    with pytest.raises(RefusedError, match=code) as refused:
        require_current(bare_engine)
    assert found in sentence(refused)
    if code == "database-newer":
        with pytest.raises(RefusedError, match=code):
            initialise(bare_engine, simulation=False, at=CREATED_AT)


def test_a_database_that_lost_its_revision_or_its_facts_is_not_initialised(bare_engine: Engine) -> None:
    with writing(bare_engine) as connection:
        if bare_engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL ROLE NONE")
            connection.exec_driver_sql("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC")
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num varchar(32))")
        columns = "created_at bigint, simulation boolean, schema_note text"
        connection.exec_driver_sql(f"CREATE TABLE database_facts ({columns})")
    for question in (require_current, read_database_facts):
        with pytest.raises(RefusedError, match="database-not-initialised") as refused:
            question(bare_engine)
        assert sentence(refused)


def test_a_database_that_could_not_be_made_whole_has_no_tables(
    bare_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "_SCHEMA_NOTE", None)  # the last statement fails
    with pytest.raises(Exception, match=r"(?i)not.null"):
        initialise(bare_engine, simulation=False, at=CREATED_AT)
    assert inspect(bare_engine).get_table_names() == []
    monkeypatch.undo()
    initialise(bare_engine, simulation=False, at=CREATED_AT)
    require_current(bare_engine)


def test_a_database_of_the_first_revision_is_brought_up_to_date_with_all_its_events(
    bare_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "REVISION", "0001")
    initialise(bare_engine, simulation=True, at=CREATED_AT)
    event = entry("1")
    values: dict[str, Any] = {
        "state": encode(event),
        "at": microseconds(event.recorded_at),
        "topic": topic_of(event),
    }
    Intruder(bare_engine).runs(
        "INSERT INTO events VALUES (1, 'fj-a', 1, :topic, :state, NULL, :at)", **values
    )
    monkeypatch.undo()
    with pytest.raises(RefusedError, match="database-outdated"):
        require_current(bare_engine)
    initialise(bare_engine, simulation=True, at=CREATED_AT + timedelta(days=400))
    require_current(bare_engine)
    assert EventLog(bare_engine).after(0, 10) == [event.placed(1, 1)]
    assert EventLog(bare_engine).append([entry("2")], {"fj-a": 1})[0].position == 2
    assert verify_log(bare_engine).ok
    assert read_database_facts(bare_engine).created_at == CREATED_AT


@contextmanager
def login(postgres: Server, options: str, granted: str = "") -> Iterator[str]:
    """Make a login for as long as it is needed."""
    with postgres.connect() as superuser:
        superuser.execute(f"CREATE ROLE officer LOGIN {options}".encode())
        if granted:
            superuser.execute(f"GRANT {granted} TO officer".encode())
        yield "officer"
        superuser.execute("DROP ROLE officer")


@contextmanager
def owned_database(postgres: Server, owner: str) -> Iterator[Engine]:
    """Make a database of a login, and the engine with which the login uses it."""
    with postgres.database() as name:
        with postgres.connect() as superuser:
            superuser.execute(f"ALTER DATABASE {name} OWNER TO {owner}".encode())
        engine = open_database(postgres.url(name, owner))
        yield engine
        engine.dispose()


@contextmanager
def without_roles(postgres: Server) -> Iterator[None]:
    """Let the server forget our roles for a while: other tests have made them."""
    names = (OWNER_ROLE, APP_ROLE)
    with postgres.connect() as superuser:
        for name in names:
            superuser.execute(f"ALTER ROLE {name} RENAME TO {name}_away".encode())
        yield
        for name in names:
            superuser.execute(f"DROP ROLE IF EXISTS {name}".encode())
            superuser.execute(f"ALTER ROLE {name}_away RENAME TO {name}".encode())


def owner_of_events(engine: Engine) -> object:
    with reading(engine) as connection:
        return connection.exec_driver_sql(
            "SELECT tableowner FROM pg_tables WHERE tablename = 'events'"
        ).scalar()


def test_a_login_that_may_create_roles_makes_them(postgres: Server, initialised_postgres: str) -> None:
    assert initialised_postgres
    with without_roles(postgres), login(postgres, "CREATEROLE") as name:
        with owned_database(postgres, name) as engine:
            initialise(engine, simulation=False, at=CREATED_AT)
            initialise(engine, simulation=False, at=CREATED_AT)
            assert owner_of_events(engine) == OWNER_ROLE
            assert EventLog(engine).append([entry("1")], {})[0].position == 1
        with postgres.connect() as superuser:
            superuser.execute(f"REVOKE {OWNER_ROLE}, {APP_ROLE} FROM {name} GRANTED BY {name}".encode())
            superuser.execute(f"REVOKE {OWNER_ROLE}, {APP_ROLE} FROM {name}".encode())


def test_a_login_that_may_not_create_roles_is_told_what_to_ask_for(
    postgres: Server, initialised_postgres: str
) -> None:
    assert initialised_postgres
    with (
        without_roles(postgres),
        login(postgres, "NOCREATEROLE") as name,
        owned_database(postgres, name) as engine,
    ):
        with pytest.raises(RefusedError, match="roles-missing") as refused:
            initialise(engine, simulation=False, at=CREATED_AT)
        assert refused.value.kind == "unavailable"
        assert f"GRANT {OWNER_ROLE}, {APP_ROLE} TO officer" in sentence(refused)
        with pytest.raises(RefusedError, match="database-not-initialised"):
            require_current(engine)


def test_a_login_that_was_granted_the_roles_needs_no_right_to_create_them(
    postgres: Server, initialised_postgres: str
) -> None:
    assert initialised_postgres
    with (
        login(postgres, "NOCREATEROLE", f"{OWNER_ROLE}, {APP_ROLE}") as name,
        owned_database(postgres, name) as engine,
    ):
        initialise(engine, simulation=False, at=CREATED_AT)
        require_current(engine)
        assert owner_of_events(engine) == OWNER_ROLE
        assert EventLog(engine).append([entry("1")], {})[0].position == 1


def test_a_login_that_was_not_granted_the_roles_is_told_so(
    postgres: Server, initialised_postgres: str
) -> None:
    assert initialised_postgres
    with (
        login(postgres, "NOCREATEROLE") as name,
        owned_database(postgres, name) as engine,
        pytest.raises(RefusedError, match="roles-missing"),
    ):
        initialise(engine, simulation=False, at=CREATED_AT)


def test_two_databases_of_one_server_do_not_know_each_other(postgres: Server) -> None:
    with postgres.database() as first, postgres.database() as second:
        engines = [open_database(postgres.url(name)) for name in (first, second)]
        for engine in engines:
            initialise(engine, simulation=False, at=CREATED_AT)
        EventLog(engines[0]).append([entry("1")], {})
        assert [EventLog(engine).last_position() for engine in engines] == [1, 0]
        for engine in engines:
            engine.dispose()


def test_a_schema_of_its_own_works_as_well(postgres: Server, bare_postgresql_url: str) -> None:
    name = make_url(bare_postgresql_url).database
    with postgres.connect(str(name)) as superuser:
        superuser.execute('CREATE SCHEMA "Zone 1"')
        superuser.execute(f'ALTER DATABASE {name} SET search_path = "Zone 1"'.encode())
    engine = open_database(bare_postgresql_url)
    initialise(engine, simulation=False, at=CREATED_AT)
    assert EventLog(engine).append([entry("1")], {})[0].position == 1
    engine.dispose()
