"""The nodes of the trees as they are kept: leaves in the rows of events, and over every 256 of them a tile.

Promise: what is read is what is stored, and every tile whose 256 nodes are read is held against them; a
tile that nobody has filled in yet is computed from what is below it, so that a reader need not write.

Source: C2SP tlog-tiles (nodes kept at every eighth level).
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, text

from domain.merkle import grow
from domain.refusal import RefusedError
from monitor.database import reading, writing
from monitor.digests import DIGESTS, Algorithm
from monitor.sealing import TILE_LEVELS, TILE_WIDTH, VOID, Leaf

_SIZE = text("SELECT coalesce(max(position), 0) FROM events")
_NODES: dict[Algorithm, tuple[str, str]] = {
    "sha256": ("leaf_sha256", "sha256"),
    "sm3": ("leaf_sm3", "sm3"),
}
_LEAVES = {
    name: text(f"SELECT position, {leaf} FROM events WHERE position > :after AND position <= :until")  # noqa: S608
    for name, (leaf, _) in _NODES.items()
}
_TILES = {
    name: text(
        f"SELECT number, {column} FROM tiles"  # noqa: S608 - our own words
        " WHERE level = :level AND number >= :first AND number < :beyond"
    )
    for name, (_, column) in _NODES.items()
}
_GAPS = text("SELECT first, last FROM gaps WHERE last > :after AND first <= :until")
_KEPT = text("SELECT coalesce(max(number) + 1, 0) FROM tiles WHERE level = :level")
_KEEP = text(
    "INSERT INTO tiles (level, number, sha256, sm3) VALUES (:level, :number, :sha256, :sm3)"
    " ON CONFLICT DO NOTHING"
)
_AT_ONCE = 256  # tiles a transaction: 65,536 leaves


class Nodes:
    """The complete nodes of one tree up to a size, read 256 neighbours at a time."""

    def __init__(self, connection: Connection, algorithm: Algorithm, size: int) -> None:
        """Read within whatever transaction the connection is in; each block of nodes is read once."""
        self._connection = connection
        self._algorithm: Algorithm = algorithm
        self._size = size
        self._blocks: dict[tuple[int, int], Sequence[bytes]] = {}

    def __call__(self, level: int, index: int) -> bytes:
        """Return the hash of a node.

        Raises:
            RefusedError: "seal-lost", an event is not there or has no sound leaf, or a tile is not that
                of the nodes below it.
        """
        below = max(each for each in (0, *TILE_LEVELS) if each <= level)
        count = 1 << (level - below)
        first = index * count
        block = self._block(below, first // TILE_WIDTH)
        begin = first % TILE_WIDTH
        return self._over(block[begin : begin + count])

    def tile(self, level: int, number: int) -> bytes:
        """Return the node of a kept level, made of the 256 below it; raises as a call does."""
        return self._over(self._block(level - 8, number))

    def _over(self, nodes: Sequence[bytes]) -> bytes:
        return grow(DIGESTS[self._algorithm], 0, (), nodes)[1][0]

    def _block(self, level: int, number: int) -> Sequence[bytes]:
        """Return the complete nodes of a level under one tile of the next."""
        if (level, number) not in self._blocks:
            first = number * TILE_WIDTH
            count = min(TILE_WIDTH, (self._size >> level) - first)
            nodes = self._leaves(first, count) if level == 0 else self._tiles(level, first, count)
            self._require_tile(level, number, nodes)
            self._blocks[level, number] = nodes
        return self._blocks[level, number]

    def _leaves(self, first: int, count: int) -> list[bytes]:
        bounds = {"after": first, "until": first + count}
        found: dict[int, bytes] = {}
        void: bytes = getattr(VOID, self._algorithm)
        for begin, end in self._connection.execute(_GAPS, bounds):
            found |= dict.fromkeys(range(max(begin, first + 1), min(end, first + count) + 1), void)
        for position, leaf in self._connection.execute(_LEAVES[self._algorithm], bounds):
            found[position] = leaf
        return [_sound(found.get(position), position) for position in range(first + 1, first + count + 1)]

    def _tiles(self, level: int, first: int, count: int) -> list[bytes]:
        kept = self._kept(level, first, count)
        numbers = range(first, first + count)
        return [kept[number] if number in kept else self.tile(level, number) for number in numbers]

    def _kept(self, level: int, first: int, count: int) -> dict[int, bytes]:
        bounds = {"level": level, "first": first, "beyond": first + count}
        rows = self._connection.execute(_TILES[self._algorithm], bounds)
        return {number: _sound(node, (number + 1) << level) for number, node in rows}

    def _require_tile(self, level: int, number: int, nodes: Sequence[bytes]) -> None:
        """Refuse a tile that is not that of its nodes, wherever all of them were read."""
        if len(nodes) < TILE_WIDTH or level == TILE_LEVELS[-1]:
            return
        kept = self._kept(level + 8, number, 1)
        if kept and kept[number] != self._over(nodes):
            raise _lost((number + 1) << level + 8)


def log_size(connection: Connection) -> int:
    """Return the last position that holds an event; 0 where nothing is recorded."""
    return int(connection.execute(_SIZE).scalar_one())


def keep_tiles(engine: Engine) -> int:
    """Keep the tiles that were completed since this was done last; return how many.

    A database that only answers (a replica) is never asked; whoever appends leaves it to the job.

    Raises:
        RefusedError: "seal-lost"; the database cannot be used.
    """
    kept = 0
    for level in TILE_LEVELS:
        while made := _next_tiles(engine, level):
            with writing(engine) as connection:
                connection.execute(_KEEP, made)
            kept += len(made)
    return kept


def _next_tiles(engine: Engine, level: int) -> list[dict[str, int | bytes]]:
    with reading(engine) as connection:
        size = log_size(connection)
        first = int(connection.execute(_KEPT, {"level": level}).scalar_one())
        trees = [Nodes(connection, name, size) for name in DIGESTS]
        numbers = range(first, min(size >> level, first + _AT_ONCE))
        made = [(number, Leaf(*(nodes.tile(level, number) for nodes in trees))) for number in numbers]
    return [{"level": level, "number": number, **leaf._asdict()} for number, leaf in made]


def _sound(node: object, position: int) -> bytes:
    held = bytes(node) if isinstance(node, bytes | memoryview) else b""
    if len(held) != len(VOID.sha256):
        raise _lost(position)
    return held


def _lost(position: int) -> RefusedError:
    return RefusedError("seal-lost", kind="unavailable", position=position)
