"""Where is measured: new databases in a folder of our own, or on a PostgreSQL server of our own.

Promise: both are durable as they come: nothing of fsync or of the journal is turned off.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine

from benchmarks.workload import BEGAN
from monitor.database import open_database
from monitor.migrate import initialise


class Databases(Protocol):
    """One of the two databases, as many times as needed."""

    name: str

    def make(self) -> str:
        """Return the URL of a new and empty database."""


class SqliteFiles:
    """Files in a folder."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        """Make the files there."""
        self._folder = folder
        self._numbers = count(1)

    def make(self) -> str:
        """Return the URL of a new file."""
        return f"sqlite:///{self._folder}/{next(self._numbers)}.db"


class PostgresDatabases:
    """Databases of one server."""

    name = "PostgreSQL"

    def __init__(self, server: Any) -> None:  # noqa: ANN401 - pgserver has no types
        """Make the databases there."""
        self._server = server
        self._socket = server.get_postmaster_info().socket_dir
        self._numbers = count(1)

    def make(self) -> str:
        """Return the URL of a new database."""
        database = f"bench_{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {database};")
        return f"postgresql+psycopg://postgres@/{database}?host={self._socket}"


@contextmanager
def sqlite_files() -> Iterator[Databases]:
    """Give files, and delete them at the end."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        yield SqliteFiles(Path(folder))


@contextmanager
def postgres_databases() -> Iterator[Databases]:
    """Start a server, and end it and delete what it holds at the end."""
    folders = [tempfile.mkdtemp(prefix="run"), tempfile.mkdtemp(prefix="pg")]
    os.environ.setdefault("XDG_RUNTIME_DIR", folders[0])
    from pgserver.postgres_server import get_server  # noqa: PLC0415 - warns where it is not set

    server: Any = get_server(folders[1], cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET shared_buffers = '512MB'; ALTER SYSTEM SET max_wal_size = '4GB';")
    try:
        yield PostgresDatabases(server)
    finally:
        server.cleanup()
        shutil.rmtree(folders[0])


STORES = {"sqlite": sqlite_files, "postgresql": postgres_databases}


@contextmanager
def initialised(databases: Databases) -> Iterator[Engine]:
    """Give a new database with the tables of the product."""
    engine = open_database(databases.make(), create=True)
    initialise(engine, simulation=True, at=BEGAN)
    try:
        yield engine
    finally:
        engine.dispose()
