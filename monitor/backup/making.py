"""Making a backup: one unchanging state of the database, row by row into one file, which is read back.

Promise: the file appears only when it is whole and its proof holds; a log that does not hold gets none.
"""

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from domain.refusal import RefusedError
from monitor.audit.log.claims import Claim
from monitor.backup.checking import Checked, check
from monitor.backup.form import (
    ABOUT,
    FORM,
    PROOF,
    VERSION,
    About,
    BackupFile,
    Lines,
    Proof,
    TableProof,
    line_of,
    proof_of,
)
from monitor.backup.tables import EVENTS, TABLES, Row, Table
from monitor.codec import microseconds
from monitor.database import reading
from monitor.migrate import REVISION, read_database_facts
from monitor.sealing import NOTHING, Edge, Leaves, extend, without_gaps
from monitor.version import VERSION as RELEASE

Advance = Callable[[int, int | None], None]
_PAGE = 1_000
_DATED = (1980, 1, 1, 0, 0, 0)  # the earliest day of a zip: when it was made is told inside


def make_backup(
    engine: Engine,
    file: Path,
    at: datetime,
    claims: Iterable[Claim] = (),
    advance: Advance = lambda _done, _total: None,
) -> Checked:
    """Write a backup and return what reading it back has shown.

    The log of the backup is held against `claims` of checkpoints too. Where there are problems, no file
    is kept.

    Raises:
        RefusedError: "file-exists", "file-not-written"; "seals-broken".
    """
    if file.exists():
        raise RefusedError("file-exists", kind="conflict", file=file)
    partial = file.with_name(f"{file.name}.partial")
    try:
        with _translating(file):
            _write(engine, partial, at, advance)
            checked = _read_back(partial, claims, advance)
            if not checked.problems:
                partial.replace(file)
                sync_folder(file.parent)
    finally:
        partial.unlink(missing_ok=True)
    return checked


@contextmanager
def _translating(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RefusedError("file-not-written", file=file, reason=error.strerror or error) from None
    except OperationalError as error:
        if "decode" not in str(error.orig):
            raise
        raise RefusedError("seals-broken", kind="answer-is-no") from None  # text that nobody can have sealed


def _read_back(partial: Path, claims: Iterable[Claim], advance: Advance) -> Checked:
    with BackupFile.opened(partial) as backup:
        return check(backup, claims, lambda done, total: advance((done + (total or 0)) // 2, total))


def sync_folder(folder: Path) -> None:
    """Have the disk keep what a folder now names."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(engine: Engine, partial: Path, at: datetime, advance: Advance) -> None:
    facts = read_database_facts(engine)
    about = About(
        form=FORM,
        version=VERSION,
        revision=REVISION,
        code_version=RELEASE,
        made_at=at.isoformat().replace("+00:00", "Z"),
        created_at=microseconds(facts.created_at),
        simulation=facts.simulation,
        tables={name: dict(table.columns) for name, table in TABLES.items()},
    )
    partial.unlink(missing_ok=True)
    # For its owner only: it holds hashes of passwords.
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
            head = _document(about)
            zipped.writestr(_member(ABOUT), head)
            with reading(engine) as connection:
                edge, tables = _write_tables(zipped, connection, advance)
            zipped.writestr(_member(PROOF), _document(proof_of(edge, head, tables)))
        stream.flush()
        os.fsync(stream.fileno())


def _document(content: About | Proof) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _member(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _DATED)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o600 << 16
    return made


def _write_tables(
    zipped: zipfile.ZipFile, connection: Connection, advance: Advance
) -> tuple[Edge, dict[str, TableProof]]:
    trees = _Trees(connection)
    proofs: dict[str, TableProof] = {}
    for name, table in TABLES.items():
        lines = Lines()
        with zipped.open(_member(f"{name}.jsonl"), "w", force_zip64=True) as member:
            for row in table_rows(connection, table):
                member.write(lines.add(line_of(row)))
                if table is EVENTS:
                    trees.see(row, advance)
        proofs[name] = lines.proof()
    return trees.end(), proofs


def table_rows(connection: Connection, table: Table) -> Iterator[Row]:
    """Yield the rows of a table in their order, without holding more than a page of them."""
    found = connection.execution_options(yield_per=_PAGE).exec_driver_sql(
        table.select(connection.dialect.name)
    )
    for page in found.partitions(_PAGE):
        for row in page:
            yield table.typed(row)


class _Trees:
    """Grows the trees of the seals as they are stored, from which come the roots that a backup states."""

    def __init__(self, connection: Connection) -> None:
        self._given = connection.exec_driver_sql("SELECT max(position) FROM log_ends").scalar() or 0
        self._edge = NOTHING
        self._rows: list[Row] = []

    def see(self, row: Row, advance: Advance) -> None:
        self._rows.append(row)
        if len(self._rows) == _PAGE:
            self._grow()
            advance(self._edge.size // 2, self._given)

    def _grow(self) -> None:
        positions = [row[0] for row in self._rows]
        leaves = Leaves([row[-2] for row in self._rows], [row[-1] for row in self._rows])
        if any(not isinstance(leaf, bytes) for column in leaves for leaf in column):
            raise RefusedError("seals-broken", kind="answer-is-no")
        self._edge = extend(self._edge, without_gaps(self._edge.size, leaves, positions)).after
        self._rows = []

    def end(self) -> Edge:
        self._grow()
        if self._edge.size != self._given:
            raise RefusedError("seals-broken", kind="answer-is-no")  # the end of the log was cut off
        return self._edge
