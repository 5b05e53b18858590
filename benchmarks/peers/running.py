"""Runs the peers: their environments are made on first use; one that cannot be installed is told so.

Promise: a peer whose answers are not ours stops the round.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy.engine import make_url

_ROOT = Path(__file__).parents[2]
_LONGEST = 600  # seconds of one peer
_HOME = _ROOT / ".venv" / "peers"
_PINNED = _ROOT / "requirements" / "peers.txt"
PROGRAMS = {
    "eventsourcing": "eventsourcing_peer.py",
    "eventsourcing-sqlalchemy": "eventsourcing_peer.py",
    "django-simple-history": "django_peer.py",
}


class Measured(msgspec.Struct, frozen=True):
    """What a peer printed: things a second by operation, and the hashes of its answers."""

    rates: dict[str, float]
    answers: list[str]


class Job(NamedTuple):
    """What a peer is to do: over which events, in which new database, as of which day, how often alone."""

    workload: Path
    url: str
    day: str
    singles: int


class Peers:
    """The peers that can be run here."""

    def __init__(self, names: Sequence[str]) -> None:
        """Make their environment, where there is none yet."""
        self.python = _HOME / "bin" / "python"
        self.missing = "" if not names or self._is_made() else self._make()
        self.names = [] if self.missing else list(names)

    def _is_made(self) -> bool:
        return (_HOME / "made").exists() and (_HOME / "made").read_text() == _PINNED.read_text()

    def _make(self) -> str:
        """Install what is pinned; return why it cannot be, or nothing."""
        for words in (
            [sys.executable, "-m", "venv", str(_HOME)],
            [str(self.python), "-m", "pip", "install", "--quiet", "--requirement", str(_PINNED)],
        ):
            done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - ours
            if done.returncode:
                return (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        (_HOME / "made").write_text(_PINNED.read_text())
        return ""

    def run(self, name: str, job: Job) -> Measured:
        """Run one peer over a workload in a new database.

        Raises:
            ValueError: it failed; with the end of what it printed.
        """
        program = Path(__file__).with_name(PROGRAMS[name])
        settings, states = _settings(name, job.url)
        words = [
            str(self.python),
            str(program),
            str(job.workload),
            json.dumps(settings),
            job.day,
            str(job.singles),
        ]
        environment = {**os.environ, "BENCH_STATES": states}
        done = subprocess.run(  # noqa: S603 - our own program
            words, capture_output=True, text=True, check=False, env=environment, timeout=_LONGEST
        )
        if done.returncode:
            raise ValueError(name, done.stderr[-2_000:])
        return msgspec.json.decode(done.stdout.splitlines()[-1], type=Measured)


def _settings(name: str, url: str) -> tuple[Mapping[str, str], str]:
    """Return how a peer is told its database, and where it keeps states beside its log."""
    address = make_url(url)
    is_file = address.get_backend_name() == "sqlite"
    path = str(address.database)
    socket = str(address.query.get("host", ""))
    states = f"{path}.states" if is_file else f"host={socket} dbname={path} user=postgres"
    if name == "eventsourcing-sqlalchemy":
        return {"PERSISTENCE_MODULE": "eventsourcing_sqlalchemy", "SQLALCHEMY_URL": url}, states
    if name == "django-simple-history":
        return {"engine": "sqlite3" if is_file else "postgresql", "name": path, "host": socket}, states
    if is_file:
        return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": path}, states
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": path,
        "POSTGRES_HOST": socket,
        "POSTGRES_PORT": "5432",
        "POSTGRES_USER": "postgres",
        "POSTGRES_PASSWORD": "none",
    }, states
