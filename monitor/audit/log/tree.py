"""The Merkle trees over the log as they are stored: roots, proofs, and the rows with their seals.

Promise: only read, never recomputed; whether the stored nodes are those of the stored events is
the question of `monitor.audit.log.log_check`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, Engine, text

from domain.merkle import HASH_BYTES, Read, consistency_proof, inclusion_proof, peaks, root_of
from domain.refusal import RefusedError
from monitor.database import reading
from monitor.digests import DIGESTS, Algorithm
from monitor.sealing import entry

_PAGE = 1_000
_SIZE = text("SELECT coalesce(max(position), 0) FROM seals")
_NODES = {
    "sha256": text("SELECT sha256 FROM seals WHERE position = :position"),
    "sm3": text("SELECT sm3 FROM seals WHERE position = :position"),
}
_ROWS = text("""
SELECT events.position, originator_version, originator_id, topic, key, recorded_at, state, sha256, sm3
  FROM events LEFT JOIN seals ON seals.position = events.position
 WHERE events.position > :after AND events.position <= :until
 ORDER BY events.position LIMIT :page
""")


class SealedRow(NamedTuple):
    """An event as stored, with its stored seal; `recorded_at` in microseconds since 1970, UTC.

    The seals are the nodes that the position completes, 32 bytes each, its leaf first; None where
    the event has none (which `verify` reports).
    """

    position: int
    version: int
    cluster: str
    topic: str
    key: str | None
    recorded_at: int
    state: bytes
    sha256: bytes | None
    sm3: bytes | None

    @property
    def entry(self) -> bytes:
        """The bytes that the leaf of the event covers."""
        return entry(self.version, self.recorded_at, self.cluster, self.topic, self.key, self.state)


class LogTree:
    """The trees of a log; a leaf is named by its position, from 1, and a size is the last position in it."""

    def __init__(self, engine: Engine) -> None:
        """Read from a database that is initialised and current."""
        self._engine = engine

    def size(self) -> int:
        """Return the last sealed position; 0 where nothing is recorded."""
        with reading(self._engine) as connection:
            return _size(connection)

    def root(self, algorithm: Algorithm, size: int) -> bytes:
        """Return the root of the first `size` leaves.

        Raises:
            RefusedError: "position-not-sealed", the log is shorter; "seal-lost", a node is not there.
        """
        with reading(self._engine) as connection:
            _require(connection, size)
            read = _reader(connection, algorithm)
            return root_of(DIGESTS[algorithm], [read(*peak) for peak in peaks(size)])

    def leaf(self, algorithm: Algorithm, position: int) -> bytes:
        """Return the stored leaf hash of a position.

        Raises:
            RefusedError: as `root`.
        """
        with reading(self._engine) as connection:
            _require(connection, position)
            return _reader(connection, algorithm)(0, position - 1)

    def inclusion(self, algorithm: Algorithm, position: int, size: int) -> list[bytes]:
        """Return the path from the leaf of a position to the root of a size (RFC 9162 2.1.3.1).

        Raises:
            RefusedError: as `root`; also where the position is not in the tree of that size.
        """
        with reading(self._engine) as connection:
            _require(connection, size)
            if not 1 <= position <= size:
                raise RefusedError("position-not-sealed", kind="not-found", position=position, last=size)
            return inclusion_proof(DIGESTS[algorithm], _reader(connection, algorithm), position - 1, size)

    def consistency(self, algorithm: Algorithm, old: int, new: int) -> list[bytes]:
        """Return the proof that the tree of size `old` begins that of size `new` (RFC 9162 2.1.4.1).

        Raises:
            RefusedError: as `root`.
        """
        with reading(self._engine) as connection:
            _require(connection, new)
            return consistency_proof(DIGESTS[algorithm], _reader(connection, algorithm), old, new)

    def rows(self, after: int, until: int) -> Iterator[SealedRow]:
        """Yield the events after a position up to another, in pages, of one state of the log."""
        with reading(self._engine) as connection:
            while page := _page(connection, after, until):
                yield from page
                after = page[-1].position


def _size(connection: Connection) -> int:
    return int(connection.execute(_SIZE).scalar_one())


def _require(connection: Connection, size: int) -> None:
    last = _size(connection)
    if not 0 <= size <= last:
        raise RefusedError("position-not-sealed", kind="not-found", position=size, last=last)


def _reader(connection: Connection, algorithm: Algorithm) -> Read:
    query = _NODES[algorithm]

    def read(level: int, index: int) -> bytes:
        position = (index + 1) << level
        nodes = connection.execute(query, {"position": position}).scalar()
        node = bytes(nodes or b"")[HASH_BYTES * level : HASH_BYTES * (level + 1)]
        if len(node) != HASH_BYTES:
            raise RefusedError("seal-lost", kind="unavailable", position=position)
        return node

    return read


def _page(connection: Connection, after: int, until: int) -> list[SealedRow]:
    found = connection.execute(_ROWS, {"after": after, "until": until, "page": _PAGE})
    return [SealedRow(*row) for row in found]
