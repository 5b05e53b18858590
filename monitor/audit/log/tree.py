"""The Merkle trees over the log as they are stored: roots and proofs.

Promise: made of the stored leaves and tiles; whether they are those of the stored events is the question
of `monitor.audit.log.log_check`. No path leaves here that does not lead to the root.
"""

from sqlalchemy import Connection, Engine

from domain.merkle import consistency_proof, inclusion_proof, peaks, root_from_inclusion, root_of
from domain.refusal import RefusedError
from monitor.audit.log.tiles import Nodes, log_size
from monitor.database import reading
from monitor.digests import DIGESTS, Algorithm


class LogTree:
    """The trees of a log; a leaf is named by its position, from 1, and a size is the last position in it."""

    def __init__(self, engine: Engine) -> None:
        """Read from a database that is initialised and current."""
        self._engine = engine

    def size(self) -> int:
        """Return the last position; 0 where nothing is recorded."""
        with reading(self._engine) as connection:
            return log_size(connection)

    def root(self, algorithm: Algorithm, size: int) -> bytes:
        """Return the root of the first `size` leaves.

        Raises:
            RefusedError: "position-not-sealed", the log is shorter; "seal-lost", a leaf is not there or
                a tile is not that of its leaves.
        """
        with reading(self._engine) as connection:
            return _root(_nodes(connection, algorithm, size), algorithm, size)

    def leaf(self, algorithm: Algorithm, position: int) -> bytes:
        """Return the stored leaf hash of a position.

        Raises:
            RefusedError: as `root`.
        """
        with reading(self._engine) as connection:
            return _nodes(connection, algorithm, position)(0, position - 1)

    def inclusion(self, algorithm: Algorithm, position: int, size: int) -> list[bytes]:
        """Return the path from the leaf of a position to the root of a size (RFC 9162 2.1.3.1).

        Raises:
            RefusedError: as `root`; also where the position is not in the tree of that size.
        """
        with reading(self._engine) as connection:
            read = _nodes(connection, algorithm, size)
            if not 1 <= position <= size:
                raise RefusedError("position-not-sealed", kind="not-found", position=position, last=size)
            digest, index = DIGESTS[algorithm], position - 1
            path = inclusion_proof(digest, read, index, size)
            led = root_from_inclusion(digest, read(0, index), index, size, path)
            if led != _root(read, algorithm, size):
                raise RefusedError("seal-lost", kind="unavailable", position=position)
            return path

    def consistency(self, algorithm: Algorithm, old: int, new: int) -> list[bytes]:
        """Return the proof that the tree of size `old` begins that of size `new` (RFC 9162 2.1.4.1).

        Raises:
            RefusedError: as `root`.
        """
        with reading(self._engine) as connection:
            return consistency_proof(DIGESTS[algorithm], _nodes(connection, algorithm, new), old, new)


def _root(read: Nodes, algorithm: Algorithm, size: int) -> bytes:
    return root_of(DIGESTS[algorithm], [read(*peak) for peak in peaks(size)])


def _nodes(connection: Connection, algorithm: Algorithm, size: int) -> Nodes:
    last = log_size(connection)
    if not 0 <= size <= last:
        raise RefusedError("position-not-sealed", kind="not-found", position=size, last=last)
    return Nodes(connection, algorithm, last)
