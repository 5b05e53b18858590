"""What all tests share: a SQLite file and a real PostgreSQL, a fresh database for every test.

`engine` and `log` come once for each of the two, and a test that takes them runs on both. Each
worker of pytest-xdist starts a server of its own, and only when a test needs it. What holds for
every test, a limit of time and no leak, is in `tests/limits.py`.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.migrate import initialise
from tests.limits import pytest_collection_finish as pytest_collection_finish  # noqa: PLC0414 - a hook
from tests.limits import (
    pytest_collection_modifyitems as pytest_collection_modifyitems,  # noqa: PLC0414 - a hook
)
from tests.limits import pytest_configure as pytest_configure  # noqa: PLC0414 - a hook
from tests.limits import pytest_runtest_call as pytest_runtest_call  # noqa: PLC0414 - a hook
from tests.limits import pytest_runtest_setup as pytest_runtest_setup  # noqa: PLC0414 - a hook
from tests.limits import pytest_runtest_teardown as pytest_runtest_teardown  # noqa: PLC0414 - a hook

CREATED_AT = datetime(2026, 1, 1, tzinfo=UTC)


class Server:
    """A running PostgreSQL server, reached as its superuser."""

    def __init__(self, socket_folder: str) -> None:
        self.socket_folder = socket_folder
        self._numbers = count(1)

    def url(self, database: str, user: str = "postgres") -> str:
        return f"postgresql+psycopg://{user}@/{database}?host={self.socket_folder}"

    def connect(self, database: str = "postgres", user: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(host=self.socket_folder, dbname=database, user=user, autocommit=True)

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """Make a database for as long as it is needed, and give its name."""
        name = f"test_{next(self._numbers)}"
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
            yield name
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Start a server; the suite fails where none can be had."""
    runtime = tempfile.mkdtemp(prefix="run")
    os.environ.setdefault("XDG_RUNTIME_DIR", runtime)
    from pgserver.postgres_server import get_server  # noqa: PLC0415 - warns where it is not set

    running = get_server(tempfile.mkdtemp(prefix="pg"), cleanup_mode="delete")
    server = Server(str(running.get_postmaster_info().socket_dir))
    with server.connect() as connection:  # no test cuts the power of the machine, only kills processes
        for saved in (b"fsync = off", b"full_page_writes = off"):
            connection.execute(b"ALTER SYSTEM SET " + saved)
        connection.execute(b"SELECT pg_reload_conf()")
    yield server
    running.cleanup()
    shutil.rmtree(runtime)


@pytest.fixture(scope="session")
def initialised_postgres(postgres: Server) -> Iterator[str]:
    """The name of a database that has its tables, to be copied."""
    with postgres.database() as name:
        engine = open_database(postgres.url(name))
        initialise(engine, simulation=False, at=CREATED_AT)
        engine.dispose()
        yield name


@pytest.fixture(scope="session")
def initialised_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that has its tables, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "initialised.db"
    engine = open_database(str(path), create=True)
    initialise(engine, simulation=False, at=CREATED_AT)
    engine.dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which of the two databases the test runs on."""
    return str(request.param)


@pytest.fixture
def bare_url(backend: str, request: pytest.FixtureRequest) -> str:
    """The address of a database without tables; as a file it does not exist yet."""
    return str(request.getfixturevalue(f"bare_{backend}_url"))


@pytest.fixture
def bare_sqlite_url(tmp_path: Path) -> str:
    """The address of a file that does not exist yet."""
    return f"sqlite:///{tmp_path}/monitor.db"


@pytest.fixture
def bare_postgresql_url(postgres: Server) -> Iterator[str]:
    """The address of a database without tables."""
    with postgres.database() as name:
        yield postgres.url(name)


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest) -> str:
    """The address of a fresh database that has its tables."""
    return str(request.getfixturevalue(f"{backend}_url"))


@pytest.fixture
def sqlite_url(initialised_sqlite: Path, tmp_path: Path) -> str:
    """The address of a fresh file that has its tables."""
    return f"sqlite:///{shutil.copy(initialised_sqlite, tmp_path / 'monitor.db')}"


@pytest.fixture
def postgresql_url(postgres: Server, initialised_postgres: str) -> Iterator[str]:
    """The address of a fresh PostgreSQL database that has its tables."""
    with postgres.database(initialised_postgres) as name:
        yield postgres.url(name)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The engine of a fresh database that has its tables."""
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine: Engine) -> EventLog:
    """An empty log."""
    return EventLog(engine)
