"""When each job ended last, and how: the heartbeat of the scheduler."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple

from sqlalchemy import Connection, text

_NOTE = text("""
INSERT INTO job_passes (name, holder, ended_at, trouble) VALUES (:name, :holder, :ended_at, :trouble)
    ON CONFLICT (name) DO UPDATE
   SET holder = excluded.holder, ended_at = excluded.ended_at, trouble = excluded.trouble
""")
_ALL = text("SELECT name, holder, ended_at, trouble FROM job_passes")
Transaction = Callable[[], AbstractContextManager[Connection]]


class Pass(NamedTuple):
    """The last pass of a job: by whom, until when (microseconds since 1970, UTC), and what went wrong."""

    name: str
    holder: str
    ended_at: int
    trouble: str | None


def note(writing: Transaction, ended: Pass) -> None:
    """Note how a pass ended, in place of the one before."""
    with writing() as connection:
        connection.execute(_NOTE, ended._asdict())


def last_passes(connection: Connection) -> dict[str, Pass]:
    """Return the last pass of each job, by its name; none of a job that never ended."""
    return {row.name: Pass(*row) for row in connection.execute(_ALL)}
