"""The file of a backup: a zip of `backup.json`, a JSON array a line for each row of each table, `proof.json`.

Promise: written a row at a time, read a row at a time, and whatever a file holds, it is told as a refusal.

Bytes are base64; instants are microseconds since 1970, UTC. `docs/backup.md` describes the form.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256 as hasher
from pathlib import Path
from typing import Self

import msgspec

from domain.merkle import root_of
from domain.refusal import RefusedError
from monitor.backup.tables import EVENTS, FORMER, FORMER_SEALS, GAPS, TABLES, Kind, Row, Table
from monitor.digests import sha256, sm3
from monitor.sealing import Edge

FORM, VERSION = "cluster-monitor-backup", 2
_KNOWN: Mapping[int, Mapping[str, Table]] = {1: FORMER, VERSION: TABLES}
_LOG = frozenset({EVENTS.name, GAPS.name, FORMER_SEALS.name})
ABOUT, PROOF = "backup.json", "proof.json"
_LARGEST_ROW = 64 * 2**20  # bytes of a line; a state has at most 4 MiB, a text of law may have more
_LARGEST_HEAD = 2**20
_AT_ONCE = 2**20


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself before its tables; `revision` is that of the migrations.

    `made_at` and `created_at` (of the database) are RFC 3339 in UTC; `tables` names columns and kinds.
    """

    form: str
    version: int
    revision: str
    code_version: str
    made_at: str
    created_at: int
    simulation: bool
    tables: dict[str, dict[str, Kind]]


class TableProof(msgspec.Struct, frozen=True):
    """How many rows a table has, and the SHA-256 of its lines."""

    rows: int
    sha256: str


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What shows that a backup is complete: the trees of the log, and every table.

    `about` is the SHA-256 of `backup.json`, `size` the last position; the roots are "sha256:<hex>" and
    "sm3:<hex>" (RFC 9162 2.1.1).
    """

    size: int
    root: str
    root_sm3: str
    about: str
    tables: dict[str, TableProof]


def proof_of(edge: Edge, about: bytes, tables: dict[str, TableProof]) -> Proof:
    """Return the proof of a log with this edge, of these tables, and of what stands before them."""
    root, root_sm3 = root_of(sha256, edge.sha256), root_of(sm3, edge.sm3)
    return Proof(
        size=edge.size,
        root=f"sha256:{root.hex()}",
        root_sm3=f"sm3:{root_sm3.hex()}",
        about=hasher(about).hexdigest(),
        tables=tables,
    )


class Lines:
    """Counts and hashes the lines of a table."""

    def __init__(self) -> None:
        """Begin with no line."""
        self.rows = 0
        self._hashed = hasher()

    def add(self, line: bytes) -> bytes:
        """Take a line and return it."""
        self.rows += 1
        self._hashed.update(line)
        return line

    def proof(self) -> TableProof:
        """Return what was taken."""
        return TableProof(self.rows, self._hashed.hexdigest())


def line_of(row: Row) -> bytes:
    """Return the line of a row, with its end of line.

    >>> line_of((1, "a", None, b"x", True)).rstrip()
    b'[1,"a",null,"eA==",true]'
    """
    return msgspec.json.encode(row) + b"\n"


class BackupFile:
    """A backup that is read."""

    def __init__(self, zipped: zipfile.ZipFile, file: Path) -> None:
        """Read an open zip; `opened` does it all."""
        self._zip = zipped
        self._file = file
        self.about = self._head()
        self.tables = self._tables()
        self.proof = self._read(PROOF, Proof)

    @classmethod
    @contextmanager
    def opened(cls, file: Path) -> Iterator[Self]:
        """Open a backup.

        Raises:
            RefusedError: "file-not-read"; "backup-not-read", it is no backup, or damaged; "backup-newer".
        """
        with _translating(file), zipfile.ZipFile(file) as zipped:
            yield cls(zipped, file)

    def rows(self, table: Table, lines: "Lines | None" = None) -> Iterator[Row]:
        """Yield the rows of a table; `lines` is told each line as it stands.

        Raises:
            RefusedError: "backup-not-read".
        """
        read = msgspec.json.Decoder(table.row_type).decode
        taken = lines or Lines()
        yield from (read(taken.add(line)) for line in self._lines(table))

    def _lines(self, table: Table) -> Iterator[bytes]:
        with self._zip.open(f"{table.name}.jsonl") as member:
            stream = io.BufferedReader(member, _AT_ONCE)  # type: ignore[type-var]
            while line := stream.readline(_LARGEST_ROW + 1):
                if len(line) > _LARGEST_ROW or not line.endswith(b"\n"):
                    raise _not_read(self._file, table.name)
                yield line

    def head(self) -> bytes:
        """Return `backup.json` as it stands."""
        return self._content(ABOUT)

    def _head(self) -> About:
        stated = msgspec.json.decode(self.head())
        if stated.get("form") != FORM:
            raise _not_read(self._file, ABOUT)
        if stated.get("version") not in _KNOWN:
            raise RefusedError("backup-newer", file=self._file, version=stated.get("version"), known=VERSION)
        return msgspec.convert(stated, About)

    def _tables(self) -> list[Table]:
        """Return the tables in our order, each with the columns that the file has of it."""
        ours = _KNOWN[self.about.version]
        unknown = [name for name, columns in self.about.tables.items() if not _is_known(ours, name, columns)]
        members = [ABOUT, *(f"{name}.jsonl" for name in self.about.tables), PROOF]
        if sorted(members) != sorted(self._zip.namelist()):
            raise _not_read(self._file, "namelist")
        if unknown:
            raise RefusedError("backup-newer", file=self._file, version=unknown[0], known=VERSION)
        return [
            table._replace(columns=self.about.tables[name])
            for name, table in ours.items()
            if name in self.about.tables
        ]

    def _read(self, name: str, kind: type[Proof]) -> Proof:
        return msgspec.json.decode(self._content(name), type=kind)

    def _content(self, name: str) -> bytes:
        with self._zip.open(name) as member:
            content = member.read(_LARGEST_HEAD + 1)
        if len(content) > _LARGEST_HEAD:
            raise _not_read(self._file, name)
        return content


def _is_known(tables: Mapping[str, Table], name: str, columns: Mapping[str, Kind]) -> bool:
    """Tell whether a table is one of ours, with none but its columns, in their order; the log with all."""
    if name not in tables:
        return False
    known = tables[name].columns
    ours = [each for each in known.items() if each[0] in columns]
    return list(columns.items()) == ours and (name not in _LOG or columns == known)


@contextmanager
def _translating(file: Path) -> Iterator[None]:
    """Turn what a file that is no sound zip, or no backup, makes of its reader into a refusal."""
    try:
        yield
    except OSError as error:
        raise RefusedError("file-not-read", file=file, reason=error.strerror or error) from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        msgspec.MsgspecError,
        KeyError,
        AttributeError,
    ) as error:
        raise _not_read(file, f"{type(error).__name__}: {error}") from None
    except (NotImplementedError, RuntimeError) as error:  # another compression; an encrypted member
        raise _not_read(file, str(error)) from None


def _not_read(file: Path, reason: str) -> RefusedError:
    return RefusedError("backup-not-read", file=file, reason=reason[:200])
