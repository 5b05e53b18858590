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
from monitor.backup.checking import NOTHING, Checked, check
from monitor.backup.form import About, BackupFile, Lines, line_of
from monitor.backup.making import sync_folder, table_rows
from monitor.backup.tables import EVENTS, SEALS, TABLES, Row, Table
from monitor.codec import instant
from monitor.database import driving, open_database, shown, writing
from monitor.event_tables import NewRow
from monitor.events_in_postgresql import append_rows
from monitor.migrate import REVISION, initialise, read_database_facts, require_current
from monitor.sealing import Edge, entry, extend, leaf_of, without_gaps

Advance = Callable[[int, int | None], None]
_BLOCK = 2_000
_PLACES = ("originator_id", "originator_version", "topic", "state", "key", "recorded_at", "position")


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
                elif table.name != SEALS.name:
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
    edge = NOTHING
    while block := list(islice(rows, _BLOCK)):
        edge = _add_block(connection, edge, block)
        reached(edge.size)


def _add_block(connection: Connection, edge: Edge, block: Sequence[Row]) -> Edge:
    """Add events with seals that are made anew, by the way into the log that its database has."""
    leaves = [leaf_of(entry(*row[1:])) for row in block]
    if connection.dialect.name == "postgresql":
        named = (dict(zip(EVENTS.columns, row, strict=True)) for row in block)
        events = [NewRow(*(row[name] for name in _PLACES)) for row in named]
        return append_rows(connection.connection.driver_connection, edge, events, leaves, {})[1]
    _add(connection, EVENTS, iter(block))
    seals, after = extend(edge, without_gaps(edge.size, leaves, [row[0] for row in block]))
    _add(connection, SEALS, iter(seals))
    return after


def _add(connection: Connection, table: Table, rows: Iterator[Row]) -> None:
    statement = table.insert("%s" if connection.dialect.name == "postgresql" else "?")
    while block := list(islice(rows, _BLOCK)):
        connection.exec_driver_sql(statement, [tuple(row) for row in block])


def _require_same(connection: Connection, backup: BackupFile) -> None:
    """Read back all that was restored, and compare it with the proof."""
    for table in backup.tables:
        lines = Lines()
        for row in table_rows(connection, table):
            lines.add(line_of(row))
        if lines.proof() != backup.proof.tables[table.name]:
            raise RefusedError(
                "backup-not-restored", kind="conflict", reason=f"{table.name}: {lines.proof()}"
            )
