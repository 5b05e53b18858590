"""The rows of the log as they lie in the database, for whoever trusts none of them.

Promise: whatever a database can hold is returned, never converted; the connection is the caller's,
so that a check sees what its transaction sees. A state too large to be ours is read as None.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

_BLOCK = 512  # positions read at a time; a power of two
_LARGEST_STATE = 4_194_304  # bytes; an imported line has at most a quarter of it
_EVENTS = f"""
SELECT position, originator_version, recorded_at, originator_id, topic, key,
       CASE WHEN length(state) <= {_LARGEST_STATE} THEN state END
  FROM events WHERE position > ? AND position <= ? ORDER BY position
"""  # noqa: S608 - a number of our own
_SEALS = "SELECT position, sha256, sm3 FROM seals WHERE position > ? AND position <= ? ORDER BY position"
_ENDS = """
SELECT (SELECT min(position) FROM (SELECT min(position) AS position FROM events
                                   UNION ALL SELECT min(position) FROM seals) AS firsts),
       (SELECT max(position) FROM events), (SELECT max(position) FROM seals)
"""
_NEXT = """
SELECT min(position) FROM (SELECT min(position) AS position FROM events WHERE position > ?
                           UNION ALL SELECT min(position) FROM seals WHERE position > ?) AS rest
"""
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
    """The first position of all, or None; the last one of events, and of seals, or 0."""

    first: int | None
    last_event: int
    last_seal: int

    @property
    def last(self) -> int:
        """The last position of either."""
        return max(self.last_event, self.last_seal)


class Block(NamedTuple):
    """Neighbouring positions after `begin` up to `end`, with what lies there.

    An event is (position, version, recorded_at, cluster, topic, key, state), a seal (position,
    sha256, sm3); both rise.
    """

    begin: int
    end: int
    events: Sequence[Row]
    seals: Sequence[Row]


class LogRows:
    """The log in a database, read through a connection of its driver."""

    def __init__(self, driver: Any) -> None:  # noqa: ANN401 - sqlite3's or psycopg's connection
        """Read within whatever transaction the connection is in."""
        self._driver = driver

    def ends(self) -> Ends:
        """Return where the log begins and ends."""
        ((first, last_event, last_seal),) = self._select(_ENDS, ())
        return Ends(first, last_event or 0, last_seal or 0)

    def blocks(self, ends: Ends) -> Iterator[Block]:
        """Yield the log from position 1, as far as there is anything in each block."""
        for begin in range(0, ends.last, _BLOCK):
            end = min(begin + _BLOCK, ends.last)
            events, seals = self._select(_EVENTS, (begin, end)), self._select(_SEALS, (begin, end))
            if not events and not seals:
                return
            yield Block(begin, end, events, seals)

    def next_after(self, position: int) -> int:
        """Return the next position that holds an event or a seal."""
        return int(self._select(_NEXT, (position, position))[0][0])

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
