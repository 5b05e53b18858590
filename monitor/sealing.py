"""Seals: what the Merkle trees gain by each event, made for the transaction that records it.

Promise: a seal covers the exact bytes that are stored, of every column, and seals follow one
another without a gap; a position without an event (of a restored export) is sealed as empty.
"""

from collections.abc import Sequence
from typing import NamedTuple, Self

from sqlalchemy import Connection, text

from domain.merkle import HASH_BYTES, grow, leaf_hash, peaks
from monitor.digests import sha256, sm3

_PAGE = 2_000  # events sealed at a time where a database is brought up to date


class Leaf(NamedTuple):
    """The two leaf hashes of one position."""

    sha256: bytes
    sm3: bytes


VOID = Leaf(leaf_hash(sha256, b""), leaf_hash(sm3, b""))  # of a position without an event


class Seal(NamedTuple):
    """A row of `seals`: the nodes that a position completes in either tree, 32 bytes each, its leaf first."""

    position: int
    sha256: bytes
    sm3: bytes


class Edge(NamedTuple):
    """The hashes of the peaks of either tree at one size, left to right: all that is needed to go on."""

    size: int
    sha256: Sequence[bytes]
    sm3: Sequence[bytes]

    @classmethod
    def of(cls, seals: Sequence[Seal]) -> Self | None:
        """Return the edge that the rows at the peaks (rising, the last is the log's last) state.

        None where they are not the rows at the peaks, or do not hold the nodes they should.
        """
        size = seals[-1].position if seals else 0
        if [seal.position for seal in seals] != peak_positions(size):
            return None
        if any(len(nodes) != nodes_at(seal.position) for seal in seals for nodes in seal[1:]):
            return None
        ends = [[nodes[-HASH_BYTES:] for nodes in column] for column in list(zip(*seals, strict=True))[1:]]
        return cls(size, *(ends or ((), ())))


def peak_positions(size: int) -> list[int]:
    """Return the positions whose seals hold the peaks of a size, rising; each peak is the last node there.

    >>> peak_positions(13)
    [8, 12, 13]
    """
    return [(index + 1) << level for level, index in peaks(size)]


def nodes_at(position: int) -> int:
    """Return how many bytes of nodes a position completes in one tree."""
    return (position & -position).bit_length() * HASH_BYTES


def entry(  # noqa: PLR0913, PLR0917 - the columns of an event, in the order in which they are sealed
    version: int, recorded_at: int, cluster: str, topic: str, key: str | None, state: bytes
) -> bytes:
    """Return the bytes of an event that its leaf covers: lengths first, so that no two events share them.

    `recorded_at` is in microseconds since 1970, UTC; of a missing key the length is -1.
    """
    who, what, held = cluster.encode(), topic.encode(), b"" if key is None else key.encode()
    length = -1 if key is None else len(held)
    header = b"%d %d %d %d %d\n" % (version, recorded_at, len(who), len(what), length)
    return b"".join((header, who, what, held, state))


def leaf_of(sealed: bytes) -> Leaf:
    """Return the leaf hashes of an entry (RFC 9162 2.1.1)."""
    prefixed = b"\x00" + sealed
    return Leaf(sha256(prefixed), sm3(prefixed))


def seal(edge: Edge, leaves: Sequence[Leaf], positions: Sequence[int]) -> tuple[list[Seal], Edge]:
    """Return the seals of leaves at rising positions after a size, the empty ones between, and the edge."""
    return extend(edge, without_gaps(edge.size, leaves, positions))


def without_gaps(size: int, leaves: Sequence[Leaf], positions: Sequence[int]) -> Sequence[Leaf]:
    """Return the leaf of each position after a size, up to the last of these: an empty one where none is."""
    if not positions or positions[-1] - size == len(positions):
        return leaves
    placed = dict(zip(positions, leaves, strict=True))
    return [placed.get(position, VOID) for position in range(size + 1, positions[-1] + 1)]


def extend(edge: Edge, leaves: Sequence[Leaf]) -> tuple[list[Seal], Edge]:
    """Return the seals of the next leaves, and the edge that they leave."""
    if not leaves:
        return [], edge
    first, second = zip(*leaves, strict=True)
    nodes, edge_sha256 = grow(sha256, edge.size, edge.sha256, first)
    other_nodes, edge_sm3 = grow(sm3, edge.size, edge.sm3, second)
    end = edge.size + len(leaves)
    numbered = zip(range(edge.size + 1, end + 1), nodes, other_nodes, strict=True)
    return list(map(Seal._make, numbered)), Edge(end, edge_sha256, edge_sm3)


_EVENTS = text("""
SELECT position, originator_version, recorded_at, originator_id, topic, key, state
  FROM events WHERE position > :after ORDER BY position LIMIT :page
""")
_SEAL = text("INSERT INTO seals (position, sha256, sm3) VALUES (:position, :sha256, :sm3)")


def seal_recorded(connection: Connection) -> None:
    """Seal what a database recorded before there were seals, a page at a time; for its migration."""
    edge = Edge(0, (), ())
    while rows := connection.execute(_EVENTS, {"after": edge.size, "page": _PAGE}).all():
        leaves = [leaf_of(entry(*columns)) for _, *columns in rows]
        seals, edge = seal(edge, leaves, [row.position for row in rows])
        connection.execute(_SEAL, [each._asdict() for each in seals])
