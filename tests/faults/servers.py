"""A database of either kind for one trial: a file, or a PostgreSQL server of its own."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

MEMORY = next((str(path) for path in (Path("/dev/shm"),) if path.is_dir()), None)  # noqa: S108 - a file system in memory, else the usual place
PREPARED = "postgresql+psycopg://postgres@/postgres?host="


@contextmanager
def database(store: str, url: str | None, folder: Path) -> Iterator[str]:
    """Give the address of an empty database: the one that was named, or one in a folder."""
    if url is not None:
        yield url
    elif store == "sqlite":
        yield f"sqlite:///{folder}/monitor.db"
    else:
        with server(folder) as socket_folder:
            yield PREPARED + socket_folder


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Start a server with its settings as they come, durable, and give the folder of its socket."""
    started = KillableServer(folder)
    try:
        yield started.socket_folder
    finally:
        started.close()


class KillableServer:
    """A PostgreSQL server of its own in a folder, with its settings as they come."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        from pgserver.postgres_server import get_server  # noqa: PLC0415 - warns where it is not set

        self._server = get_server(folder / "pg", cleanup_mode="delete")

    @property
    def socket_folder(self) -> str:
        """The folder of its socket; the same after it was killed."""
        return str(self._server.get_postmaster_info().socket_dir)

    @property
    def url(self) -> str:
        """The address of its first database."""
        return PREPARED + self.socket_folder

    def set(self, name: str, value: str) -> None:
        """Change a setting, and let the server read it."""
        self.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        self.execute("SELECT pg_reload_conf()")

    def execute(self, statement: str) -> None:
        """Do one statement as its superuser."""
        with psycopg.connect(host=self.socket_folder, user="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def kill(self) -> None:
        """Kill all its processes at once, as `kill -9` does; the first one may start no other meanwhile."""
        first = self._server.get_postmaster_info().pid
        os.kill(first, signal.SIGSTOP)
        children = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii").split()
        for process in (*map(int, children), first):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        for process in (*map(int, children), first):
            _wait_for_end(process)

    def start(self) -> None:
        """Start it again over the files that it left, its locks apart: they name a dead process."""
        for left in (self._server.pgdata / "postmaster.pid", *Path(self.socket_folder).glob(".s.*.lock")):
            left.unlink()
        self._server.ensure_postgres_running()

    def close(self) -> None:
        """Stop it and delete its files."""
        self._server.cleanup()


def _wait_for_end(process: int) -> None:
    """Wait until a process is gone, or only its parent has not asked for its end yet."""
    status = Path(f"/proc/{process}/stat")
    with suppress(FileNotFoundError, ProcessLookupError):
        while ") Z " not in status.read_text(encoding="ascii"):
            time.sleep(0.005)
