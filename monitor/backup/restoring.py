"""Restoring a backup into an empty database of either kind, whole or not at all.

Promise: what was restored is read back and compared with the proof before it is committed: every event
byte for byte at its position, every seal made anew and found equal.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from domain.refusal import RefusedError
from monitor.audit.log.claims import Claim
from monitor.backup.checking import Checked, check
from monitor.backup.form import About, BackupFile, Lines, line_of
from monitor.backup.making import sync_folder, table_rows
from monitor.backup.tables import EVENTS, FORMER_SEALS, GAPS, TABLES, Row, Table
from monitor.codec import instant
from monitor.database import driving, open_database, writing
from monitor.database_errors import shown
from monitor.event_tables import NewRow
from monitor.events_in_postgresql import append_rows
from monitor.migrate import REVISION, initialise, read_database_facts, require_current
from monitor.sealing import entry, gaps_between, leaves_of

Advance = Callable[[int, int | None], None]
_BLOCK = 2_000
_MADE_ANEW = frozenset({GAPS.name, FORMER_SEALS.name})


def restore_backup(
    url: str,
    file: Path,
    claims: Iterable[Claim] = (),
    advance: Advance = lambda _done, _total: None,
) -> Checked:
    """Check a backup, and restore it where it has no problems; a database that lacks is made.

    Raises:
        RefusedError: "backup-not-read", "backup-newer"; "restore-into-used-database"; "already-initialised",
            the one is a simulation and the other is not; "backup-not-restored".
    """
    with BackupFile.opened(file) as backup:
        if backup.about.revision > REVISION:
            raise RefusedError("backup-newer", file=file, version=backup.about.revision, known=REVISION)
        checked = check(backup, claims, _half(advance, 0))
        if not checked.problems:
            with _database(url, backup.about) as engine:
                _restore(engine, backup, _half(advance, 1))
        return checked


def _half(advance: Advance, which: int) -> Advance:
    return lambda done, total: advance((done + which * (total or 0)) // 2, total)


@contextmanager
def _database(url: str, about: About) -> Iterator[Engine]:
    """Give the database to restore into; a new SQLite file appears only when all is in it."""
    engine = open_database(url)
    file = Path(str(engine.url.database)).absolute()
    if engine.dialect.name == "sqlite" and not file.exists():
        partial = file.with_name(f"{file.name}.partial")
        _remove(partial)
        try:
            with _engine(f"sqlite:///{partial}", about, create=True) as made:
                yield made
                with driving(made) as connection:
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            partial.replace(file)
            sync_folder(file.parent)
        finally:
            _remove(partial)
    else:
        with _engine(url, about, create=False) as made:
            yield made


def _remove(partial: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        partial.with_name(partial.name + ending).unlink(missing_ok=True)


@contextmanager
def _engine(url: str, about: About, *, create: bool) -> Iterator[Engine]:
    engine = open_database(url, create=create)
    try:
        _make(engine, about)
        yield engine
    finally:
        engine.dispose()


def _make(engine: Engine, about: About) -> None:
    """Make the tables where there are none; refuse a database that is of the other sort."""
    try:
        require_current(engine)
        stated = read_database_facts(engine).simulation
    except RefusedError as error:
        if error.code != "database-not-initialised":
            raise
        stated = None
    if stated != about.simulation:  # also refuses where the one is a simulation and the other is not
        initialise(engine, simulation=about.simulation, at=instant(about.created_at))


def _restore(engine: Engine, backup: BackupFile, advance: Advance) -> None:
    dbapi = engine.dialect.loaded_dbapi.Error
    try:
        with writing(engine) as connection:
            _require_empty(connection)
            for table in backup.tables:
                if table.name == EVENTS.name:
                    _add_events(connection, backup.rows(table), lambda done: advance(done, backup.proof.size))
                elif table.name not in _MADE_ANEW:
                    _add(connection, table, backup.rows(table))
            _require_same(connection, backup)
    except (DBAPIError, dbapi) as error:
        reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise RefusedError("backup-not-restored", kind="conflict", reason=reason) from None


def _require_empty(connection: Connection) -> None:
    for name in TABLES:
        if connection.exec_driver_sql(f"SELECT 1 FROM {name} LIMIT 1").first():  # noqa: S608 - our own names
            database = shown(connection.engine)
            raise RefusedError("restore-into-used-database", kind="conflict", database=database, table=name)


def _add_events(connection: Connection, rows: Iterator[Row], reached: Callable[[int], None]) -> None:
    last = 0
    while block := list(islice(rows, _BLOCK)):
        _add_block(connection, last, block)
        last = block[-1][0]
        reached(last)


def _add_block(connection: Connection, last: int, block: Sequence[Row]) -> None:
    """Add events with seals that are made anew, by the way into the log that its database has."""
    leaves = leaves_of(entry(*row[1:7]) for row in block)
    if connection.dialect.name == "postgresql":
        append_rows(connection.connection.driver_connection, [_new(row) for row in block], leaves, {})
        return
    _add(connection, EVENTS, ((*row[:7], row[0], *leaf) for row, *leaf in zip(block, *leaves, strict=True)))
    _add(connection, GAPS, iter(gaps_between(last, [row[0] for row in block])))


def _new(row: Row) -> NewRow:
    position, version, recorded_at, cluster, topic, key, state = row[:7]
    return NewRow(cluster, version, topic, state, key, recorded_at, position)


def _add(connection: Connection, table: Table, rows: Iterator[Row]) -> None:
    statement = table.insert("%s" if connection.dialect.name == "postgresql" else "?")
    while block := list(islice(rows, _BLOCK)):
        connection.exec_driver_sql(statement, [tuple(row) for row in block])


def _require_same(connection: Connection, backup: BackupFile) -> None:
    """Read back all that was restored, and compare it with the proof."""
    for table in (each for each in backup.tables if each.name in TABLES):
        lines = Lines()
        for row in table_rows(connection, table):
            lines.add(line_of(row))
        if lines.proof() != backup.proof.tables[table.name]:
            raise RefusedError(
                "backup-not-restored", kind="conflict", reason=f"{table.name}: {lines.proof()}"
            )
