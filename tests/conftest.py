"""What all tests share: a SQLite file and a real PostgreSQL, a fresh database for every test.

`engine` and `log` come once for each of the two, and a test that takes them runs on both. Each
worker of pytest-xdist starts a server of its own, and only when a test needs it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.migrate import initialise

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

    def create_database(self, template: str = "template1") -> str:
        name = f"test_{next(self._numbers)}"
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return name

    def drop_database(self, name: str) -> None:
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Start a server; the suite fails where none can be had."""
    runtime = tempfile.mkdtemp(prefix="run")
    os.environ.setdefault("XDG_RUNTIME_DIR", runtime)
    import pgserver  # noqa: PLC0415 - it warns at import where the variable is not set

    running = pgserver.get_server(tempfile.mkdtemp(prefix="pg"), cleanup_mode="delete")
    yield Server(running.get_postmaster_info().socket_dir)
    running.cleanup()
    shutil.rmtree(runtime)


@pytest.fixture(scope="session")
def initialised_postgres(postgres: Server) -> str:
    """The name of a database that has its tables, to be copied."""
    name = postgres.create_database()
    engine = open_database(postgres.url(name))
    initialise(engine, simulation=False, at=CREATED_AT)
    engine.dispose()
    return name


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
def bare_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables; as a file it does not exist yet."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path}/monitor.db"
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.create_database()
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database that has its tables."""
    if backend == "sqlite":
        path = tmp_path / "monitor.db"
        shutil.copy(request.getfixturevalue("initialised_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.create_database(request.getfixturevalue("initialised_postgres"))
    yield server.url(name)
    server.drop_database(name)


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
