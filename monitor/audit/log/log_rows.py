"""The rows of the log as they lie in the database, for whoever trusts none of them.

Promise: whatever a database can hold is returned, never converted; the connection is the caller's,
so that a check sees what its transaction sees. A state too large to be ours is read as None.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from monitor.sealing import TILE_LEVELS

_BLOCK = 512  # positions read at a time; a power of two
_PAGE = 4_096  # gaps read at a time
_LARGEST_STATE = 4_194_304  # bytes; an imported line has at most a quarter of it
_EVENTS = f"""
SELECT position, originator_version, recorded_at, originator_id, topic, key,
       CASE WHEN length(state) <= {_LARGEST_STATE} THEN state END, leaf_position, leaf_sha256, leaf_sm3
  FROM events WHERE position > ? AND position <= ? ORDER BY position
"""  # noqa: S608 - a number of our own
_GAPS = "SELECT first, last FROM gaps WHERE last > ? AND first <= ?"
_ALL_GAPS = f"SELECT first, last FROM gaps WHERE first > ? ORDER BY first LIMIT {_PAGE}"  # noqa: S608 - as above
_TILES = "SELECT number, sha256, sm3 FROM tiles WHERE level = ? AND number >= ? AND number < ?"
_STRAY_TILES = """
SELECT level, number FROM tiles
 WHERE NOT ((level = 8 AND number >= 0 AND number < ?) OR (level = 16 AND number >= 0 AND number < ?)
            OR (level = 24 AND number >= 0 AND number < ?)) LIMIT 100
"""
_KEPT_TILES = "SELECT coalesce(max(number), -1) FROM tiles WHERE level = ?"
_ENDS = """
SELECT (SELECT min(position) FROM events), (SELECT max(position) FROM events),
       (SELECT max(position) FROM log_ends), (SELECT max(last) FROM gaps)
"""
_NEXT = "SELECT min(position) FROM events WHERE position > ?"
_LAW_TEXTS = f"""
SELECT sha256, CASE WHEN length(content) <= {_LARGEST_STATE} THEN content END
  FROM law_texts ORDER BY sha256 LIMIT 16 OFFSET ?
"""  # noqa: S608 - a number of our own
_CHECKPOINTS = "SELECT origin, size, note FROM checkpoints ORDER BY size, origin"
_LAW_LACKING = """
SELECT sha256 FROM (SELECT rulebook_sha256 AS sha256 FROM adoptions
                    UNION SELECT statutes_sha256 FROM adoptions) AS used
 WHERE NOT EXISTS (SELECT 1 FROM law_texts WHERE law_texts.sha256 = used.sha256) ORDER BY sha256
"""

Row = tuple[Any, ...]


class Ends(NamedTuple):
    """The first position that holds an event, or None; the last one, and the last that was ever given, or 0.

    `last_gap` is the end of the last gap; `tiles` holds the number of the last tile of each level, or -1.
    """

    first: int | None
    last_event: int
    given: int
    last_gap: int
    tiles: dict[int, int]

    @property
    def last(self) -> int:
        """The last position of all."""
        return max(self.last_event, self.given)


class Block(NamedTuple):
    """Neighbouring positions after `begin` up to `end`, with what lies there.

    An event is (position, version, recorded_at, cluster, topic, key, state, leaf_position, leaf_sha256,
    leaf_sm3); they rise. `gaps` are (first, last); `tiles` (sha256, sm3) by level and number.
    """

    begin: int
    end: int
    events: Sequence[Row]
    gaps: Sequence[Row]
    tiles: dict[tuple[int, int], Row]

    def voids(self) -> set[int]:
        """Return the positions that are stated to hold no event."""
        return {
            position
            for first, last in self.gaps
            for position in range(max(first, self.begin + 1), min(last, self.end) + 1)
        }


class LogRows:
    """The log in a database, read through a connection of its driver."""

    def __init__(self, driver: Any) -> None:  # noqa: ANN401 - sqlite3's or psycopg's connection
        """Read within whatever transaction the connection is in."""
        self._driver = driver

    def ends(self) -> Ends:
        """Return where the log begins and ends."""
        ((first, last_event, given, last_gap),) = self._select(_ENDS, ())
        tiles = {level: self._select(_KEPT_TILES, (level,))[0][0] for level in TILE_LEVELS}
        return Ends(first, last_event or 0, _whole(given), _whole(last_gap), tiles)

    def blocks(self, ends: Ends) -> Iterator[Block]:
        """Yield the log from position 1, as far as there is anything in each block."""
        for begin in range(0, ends.last_event, _BLOCK):
            end = min(begin + _BLOCK, ends.last_event)
            events = self._select(_EVENTS, (begin, end))
            gaps = self._gaps(begin, end) if begin < ends.last_gap else ()
            if not events and not gaps:
                return
            yield Block(begin, end, events, gaps, self._tiles(begin, end))

    def _gaps(self, begin: int, end: int) -> list[Row]:
        return [row for row in self._select(_GAPS, (begin, end)) if set(map(type, row)) == {int}]

    def _tiles(self, begin: int, end: int) -> dict[tuple[int, int], Row]:
        """Return the kept nodes that are complete within a block."""
        found = {}
        for level in TILE_LEVELS:
            if begin >> level != end >> level:
                for number, *nodes in self._select(_TILES, (level, begin >> level, end >> level)):
                    found[level, number] = tuple(nodes)
        return found

    def gaps(self) -> Iterator[Row]:
        """Yield all gaps by their first position."""
        after = -(2**63)
        while rows := self._select(_ALL_GAPS, (after,)):
            yield from rows
            after = rows[-1][0]

    def stray_tiles(self, size: int) -> Sequence[Row]:
        """Return tiles that no tree of this size can have, as (level, number); a hundred at most."""
        return self._select(_STRAY_TILES, [size >> level for level in TILE_LEVELS])

    def next_after(self, position: int) -> int:
        """Return the next position that holds an event."""
        return int(self._select(_NEXT, (position,))[0][0])

    def law_texts(self) -> Iterator[Row]:
        """Yield the stored texts of law as (hash, content)."""
        read = 0
        while rows := self._select(_LAW_TEXTS, (read,)):
            yield from rows
            read += len(rows)

    def checkpoints(self) -> Sequence[Row]:
        """Return the stored checkpoints as (origin, size, note), by size."""
        return self._select(_CHECKPOINTS, ())

    def lacking_law_texts(self) -> list[object]:
        """Return the hashes of texts of law that were adopted and are not there."""
        return [row[0] for row in self._select(_LAW_LACKING, ())]

    def _select(self, query: str, values: Sequence[int]) -> Sequence[Row]:
        if not isinstance(self._driver, sqlite3.Connection):
            rows: list[Row] = self._driver.execute(query.replace("?", "%b"), values, binary=True).fetchall()
            return rows
        try:
            return self._driver.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            if "decode" not in str(error):
                raise
        return self._undecodable(query, values)

    def _undecodable(self, query: str, values: Sequence[int]) -> Sequence[Row]:
        """Read text that is not UTF-8: what cannot be decoded becomes what cannot be encoded."""
        usual = self._driver.text_factory
        self._driver.text_factory = lambda text: text.decode(errors="surrogateescape")
        try:
            rows: list[Row] = self._driver.execute(query, values).fetchall()
        finally:
            self._driver.text_factory = usual
        return rows


def _whole(number: object) -> int:
    """Return a number, or 0 where something else is stored."""
    return number if isinstance(number, int) else 0
