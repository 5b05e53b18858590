"""Seals: the leaf hashes of an event, stored in its own row, and the Merkle trees that they make.

Promise: a seal covers the exact bytes that are stored, of every column but the position; a position
without an event (of a restored export) counts as an empty leaf.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from domain.merkle import Row, grow, leaf_hash, peaks, root_of
from monitor.digests import DIGESTS, Algorithm, sha256, sm3

TILE_LEVELS = (8, 16, 24)  # the inner nodes that are kept: each stands for 256 of the kept ones below
TILE_WIDTH = 256


class Leaf(NamedTuple):
    """The two leaf hashes of one position."""

    sha256: bytes
    sm3: bytes


VOID = Leaf(leaf_hash(sha256, b""), leaf_hash(sm3, b""))  # of a position without an event


class Leaves(NamedTuple):
    """The leaf hashes of neighbouring positions, a list for each tree."""

    sha256: Sequence[bytes]
    sm3: Sequence[bytes]


class Edge(NamedTuple):
    """The hashes of the peaks of either tree at one size, left to right: all that is needed to go on."""

    size: int
    sha256: Sequence[bytes]
    sm3: Sequence[bytes]

    def root(self, algorithm: Algorithm) -> bytes:
        """Return the root of a tree of this size."""
        return root_of(DIGESTS[algorithm], getattr(self, algorithm))


NOTHING = Edge(0, (), ())


class Grown(NamedTuple):
    """A part of the trees: their edge before, the complete nodes that the part adds, their edge after."""

    before: Edge
    sha256: Sequence[Row]
    sm3: Sequence[Row]
    after: Edge

    def root(self, algorithm: Algorithm, size: int) -> bytes:
        """Return the root of a size that ends in this part."""
        begin = self.before.size
        earlier = dict(zip(peaks(begin), getattr(self.before, algorithm), strict=True))
        edge = []
        for level, index in peaks(size):
            if (index + 1) << level <= begin:
                edge.append(earlier[level, index])
            else:
                first, nodes = getattr(self, algorithm)[level]
                edge.append(nodes[index - first])
        return root_of(DIGESTS[algorithm], edge)

    def tiles(self) -> dict[tuple[int, int], Leaf]:
        """Return the kept nodes that this part completes, by level and number."""
        return {
            (level, first + n): Leaf(*both)
            for level in TILE_LEVELS
            if level < len(self.sha256)
            for first in [self.sha256[level][0]]
            for n, both in enumerate(zip(self.sha256[level][1], self.sm3[level][1], strict=True))
        }


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


def leaves_of(sealed: Iterable[bytes]) -> Leaves:
    """Return the leaf hashes of many entries, as `leaf_of` does of one."""
    prefixed = [b"\x00" + each for each in sealed]
    return Leaves([sha256(each) for each in prefixed], [sm3(each) for each in prefixed])


def extend(edge: Edge, leaves: Leaves) -> Grown:
    """Return what the trees gain by the next leaves."""
    nodes, edge_sha256 = grow(sha256, edge.size, edge.sha256, leaves.sha256)
    other_nodes, edge_sm3 = grow(sm3, edge.size, edge.sm3, leaves.sm3)
    after = Edge(edge.size + len(leaves.sha256), edge_sha256, edge_sm3)
    return Grown(edge, nodes, other_nodes, after)


def without_gaps(size: int, leaves: Leaves, positions: Sequence[int]) -> Leaves:
    """Return the leaf of each position after a size, up to the last of these: an empty one where none is."""
    if not positions or positions[-1] - size == len(positions):
        return leaves
    places = range(size + 1, positions[-1] + 1)
    columns = zip(leaves, VOID, strict=True)
    return Leaves(*(_filled(dict(zip(positions, made, strict=True)), places, void) for made, void in columns))


def _filled(placed: Mapping[int, bytes], places: range, void: bytes) -> list[bytes]:
    return [placed.get(place, void) for place in places]


def gaps_between(size: int, positions: Sequence[int]) -> list[tuple[int, int]]:
    """Return the runs of positions that are left out after a size, as (first, last).

    >>> gaps_between(2, [3, 6, 7, 9])
    [(4, 5), (8, 8)]
    """
    starts = [size, *positions[:-1]]
    pairs = zip(starts, positions, strict=False)
    return [(earlier + 1, later - 1) for earlier, later in pairs if later - earlier > 1]
