"""Real PostgreSQL servers on loopback: one that is written, and one that follows it by streaming."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

FOLLOWER = "follower"  # what a follower calls itself, and what a primary waits for
LOOPBACK = "127.0.0.1"
_LOGIN = "pgserver"  # made by the server of the other tests: root itself may not run one
_NOT_DURABLE = {"fsync": "off", "full_page_writes": "off"}  # processes are killed here, the machine never
_CONFIGURED = {
    "shared_buffers": "16MB",
    "wal_keep_size": "64MB",
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "wal_retrieve_retry_interval": "100ms",
}


class Node:
    """One server and its folder."""

    def __init__(self, folder: Path, *, is_durable: bool = False) -> None:
        self.folder = folder
        self.is_durable = is_durable
        self.port = _free_port()

    @property
    def place(self) -> str:
        return f"host={LOOPBACK} port={self.port} user=postgres dbname=postgres"

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@{LOOPBACK}:{self.port}/postgres"

    def start(self) -> None:
        configured = _CONFIGURED if self.is_durable else {**_CONFIGURED, **_NOT_DURABLE}
        options = f"-p {self.port} " + " ".join(f"-c {name}={value}" for name, value in configured.items())
        log = str(self.folder.with_suffix(".log"))
        _program("pg_ctl", "-D", str(self.folder), "-w", "-s", "-l", log, "-o", options, "start")

    def die(self) -> None:
        """End at once, as by a crash; one that is dead already stays so."""
        if (self.folder / "postmaster.pid").exists():
            _program("pg_ctl", "-D", str(self.folder), "-s", "-m", "immediate", "stop")

    def promote(self) -> None:
        _program("pg_ctl", "-D", str(self.folder), "-w", "-s", "promote")

    def asks(self, statement: str) -> Any:
        """Return the first value that a statement gives, None where it gives nothing."""
        with psycopg.connect(self.place, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            row = cursor.fetchone() if cursor.description else None
        return row and row[0]

    def sets(self, name: str, value: str) -> None:
        """Set a parameter of the running server."""
        self.asks(f"ALTER SYSTEM SET {name} = '{value}'")
        self.asks("SELECT pg_reload_conf()")


def anew(folder: Path, *, is_durable: bool = False) -> Node:
    """Return a new server, running."""
    _program("initdb", "-D", str(folder), "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8")
    return _started(folder, is_durable=is_durable)


def following(primary: Node, folder: Path) -> Node:
    """Return a server that follows another, running."""
    source = f"{primary.place} application_name={FOLLOWER}"
    _program(
        "pg_basebackup", "-D", str(folder), "-d", source, "-R", "-c", "fast", "-X", "stream", "--no-sync"
    )
    return _started(folder, is_durable=primary.is_durable)


def both(*nodes: Node) -> str:
    """Return the address that leads to whichever of some servers takes writes."""
    hosts = "&".join(f"host={LOOPBACK}:{node.port}" for node in nodes)
    return f"postgresql+psycopg://postgres@/postgres?{hosts}&target_session_attrs=read-write"


@contextmanager
def room() -> Iterator[Path]:
    """Give a folder that the servers may use; whatever still runs in it is ended."""
    folder = Path(tempfile.mkdtemp(prefix="pair"))
    if os.geteuid() == 0:
        shutil.chown(folder, _LOGIN)
    try:
        yield folder
    finally:
        for running in folder.glob("*/postmaster.pid"):
            Node(running.parent).die()
        shutil.rmtree(folder)


def _started(folder: Path, *, is_durable: bool) -> Node:
    node = Node(folder, is_durable=is_durable)
    node.start()
    return node


def _program(name: str, *words: str) -> None:
    found = find_spec("pgserver")
    assert found is not None
    assert found.origin is not None
    program = Path(found.origin).parent / "pginstall" / "bin" / name
    user = _LOGIN if os.geteuid() == 0 else None
    subprocess.run(  # noqa: S603 - a program of the tests' own
        [str(program), *words], check=True, user=user, stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir()
    )


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        return int(taken.getsockname()[1])
