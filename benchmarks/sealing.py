"""What sealing costs an append, and how fast `verify` is: `python -m benchmarks.sealing`.

The baseline of the same run is the same append by the same code with leaves that nobody has computed
(there is no such switch in the product: the table is put in its place here), append by append in
turns, on SQLite and on PostgreSQL; and for `verify`, reading the rows alone.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import Engine

from domain.cluster import AnnualReportFiled
from domain.events import Source
from monitor.audit.log.log_check import check_log
from monitor.audit.log.log_rows import LogRows
from monitor.codec import Envelope
from monitor.database import driving, open_database
from monitor.event_log import EventLog
from monitor.event_tables import EventTable, NewRow
from monitor.events_in_postgresql import PostgresEvents, append_rows
from monitor.events_in_sqlite import SqliteEvents
from monitor.migrate import initialise
from monitor.sealing import Leaves

AT = datetime(2026, 1, 1, tzinfo=UTC)
ROUNDS, SINGLES, BATCHES, BATCH = 5, 400, 4, 1_000
VERIFIED = 100_000
UNSEALED = "leaf_position, leaf_sha256, leaf_sm3"
INSERT = f"""
INSERT INTO events (position, originator_id, originator_version, topic, state, key, recorded_at, {UNSEALED})
VALUES (?, ?, ?, ?, ?, ?, ?, 1, zeroblob(32), zeroblob(32))
"""  # noqa: S608 - our own words
ROWS = "SELECT position, originator_version, recorded_at, originator_id, topic, key, state FROM events"
numbers = count()


class UnsealedSqlite(SqliteEvents):
    """The table with the checks of the product, and leaves that nobody has computed."""

    def __init__(self, engine: Engine) -> None:
        """Use the connections of an engine."""
        super().__init__(engine)
        self._pool = engine

    def add(self, rows: Sequence[NewRow], expected: Mapping[str, int]) -> list[int]:
        """Do the checks and the insertion of the product, and nothing for seals."""
        with driving(self._pool) as connection:
            connection.execute("BEGIN IMMEDIATE")
            for cluster, version in expected.items():
                query = "SELECT coalesce(max(originator_version), 0) FROM events WHERE originator_id = ?"
                (found,) = connection.execute(query, (cluster,)).fetchone()
                if found != version:
                    raise ValueError(cluster)
            query = "SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1"
            used, at = connection.execute(query).fetchone() or (0, 0)
            if rows[0].recorded_at < at:
                raise ValueError(at)
            connection.executemany(INSERT, ((used + n, *row[:6]) for n, row in enumerate(rows, start=1)))
            connection.commit()
        return list(range(used + 1, used + 1 + len(rows)))


class UnsealedPostgres(PostgresEvents):
    """The table and its function, handed leaves that nobody has computed."""

    def __init__(self, engine: Engine) -> None:
        """Use the connections of an engine."""
        super().__init__(engine)
        self._pool = engine

    def add(self, rows: Sequence[NewRow], expected: Mapping[str, int]) -> list[int]:
        """Call the function of the product, and hash nothing."""
        void = [bytes(32)] * len(rows)
        with driving(self._pool) as connection:
            return append_rows(connection, rows, Leaves(void, void), expected)


def entry() -> Envelope:
    """Return a fact of common size, the first of its cluster."""
    number = next(numbers)
    body = AnnualReportFiled(year=2025, narrative="本年度集群运行平稳，产值与研发投入均有增长。" * 3)
    return Envelope(
        id=f"{number:032x}",
        cluster=f"fj-cluster-{number}",
        effective_on=date(2025, 3, 28),
        recorded_at=AT,
        recorded_by="officer",
        body=body,
        source=Source(number="泉工信〔2025〕12号", issuer="泉州市工信局"),
    )


def log_of(engine: Engine, table: EventTable | None = None) -> EventLog:
    """Return the log of a new database, with another table in place of its own."""
    log = EventLog(engine)
    if table is not None:
        log._recorder._table = table  # noqa: SLF001 - the one place where sealing is left out
    return log


def seconds(log: EventLog, size: int) -> float:
    """Return how long one append takes."""
    batch = [entry() for _ in range(size)]
    began = perf_counter()
    log.append(batch, {})
    return perf_counter() - began


def compare(name: str, sealed: EventLog, unsealed: EventLog) -> None:
    """Append in turns, and print the medians over the rounds."""
    for what, times, size in (("single", SINGLES, 1), (f"batch of {BATCH:,}", BATCHES, BATCH)):
        ratios, rates = [], []
        for _ in range(ROUNDS):
            pairs = [(seconds(sealed, size), seconds(unsealed, size)) for _ in range(times)]
            with_seals, without = map(median, zip(*pairs, strict=True))
            ratios.append(with_seals / without)
            rates.append((size / with_seals, size / without))
        fast, faster = map(median, zip(*rates, strict=True))
        print(  # noqa: T201 - its purpose
            f"{name:10} {what:14} sealed {fast:9,.0f}/s, unsealed {faster:9,.0f}/s: "
            f"{median(ratios):.2f}x the time ({min(ratios):.2f} to {max(ratios):.2f})"
        )


def verify(path: str) -> None:
    """Print how fast the whole log is checked, against reading its rows alone."""
    driver = sqlite3.connect(path)
    for _ in range(3):
        began = perf_counter()
        rows = sum(1 for _ in driver.execute(ROWS))
        reading = perf_counter() - began
        began = perf_counter()
        verdict = check_log(LogRows(driver))
        checking = perf_counter() - began
        if not verdict.ok:
            raise ValueError(verdict.problems)
        print(  # noqa: T201 - its purpose
            f"verify     SQLite         {rows / checking:9,.0f} events/s (SHA-256 and SM3), "
            f"{checking / reading:.1f}x reading the rows alone ({rows / reading:,.0f}/s)"
        )
    driver.close()


@contextmanager
def engines(first: str, second: str) -> Iterator[tuple[Engine, Engine]]:
    """Initialise two databases, and close them at the end."""
    opened = [open_database(url, create=True) for url in (first, second)]
    for engine in opened:
        initialise(engine, simulation=False, at=AT)
    yield opened[0], opened[1]
    for engine in opened:
        engine.dispose()


def on_sqlite(folder: Path) -> None:
    """Measure on two files in one folder, then `verify` on a third."""
    with engines(str(folder / "sealed.db"), str(folder / "unsealed.db")) as (sealed, unsealed):
        compare("SQLite", log_of(sealed), log_of(unsealed, UnsealedSqlite(unsealed)))
    with engines(str(folder / "verified.db"), str(folder / "other.db")) as (engine, _):
        log = EventLog(engine)
        for _ in range(VERIFIED // BATCH):
            log.append([entry() for _ in range(BATCH)], {})
        verify(str(folder / "verified.db"))


def on_postgres() -> None:
    """Measure on two databases of a server of our own."""
    folders = [tempfile.mkdtemp(prefix="run"), tempfile.mkdtemp(prefix="pg")]
    os.environ.setdefault("XDG_RUNTIME_DIR", folders[0])
    from pgserver.postgres_server import get_server  # noqa: PLC0415 - warns where it is not set

    server: Any = get_server(folders[1], cleanup_mode="delete")
    server.psql("CREATE DATABASE sealed; CREATE DATABASE unsealed;")
    socket = server.get_postmaster_info().socket_dir
    urls = [f"postgresql+psycopg://postgres@/{name}?host={socket}" for name in ("sealed", "unsealed")]
    with engines(*urls) as (sealed, unsealed):
        compare("PostgreSQL", log_of(sealed), log_of(unsealed, UnsealedPostgres(unsealed)))
    server.cleanup()
    shutil.rmtree(folders[0])


def main() -> None:
    """Measure on both databases."""
    with tempfile.TemporaryDirectory() as name:
        on_sqlite(Path(name))
    on_postgres()


if __name__ == "__main__":
    main()
