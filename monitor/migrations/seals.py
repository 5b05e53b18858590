"""Seals as they were kept until step 0014: a row of a table of their own for each position.

Promise: steps that were released go on to work, and what was sealed before is checked before it moves.
A row holds the nodes that its position completes in either tree, 32 bytes each, its leaf first.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text

from domain.merkle import HASH_BYTES, Row
from domain.refusal import RefusedError
from monitor.sealing import NOTHING, VOID, Grown, Leaves, entry, extend, leaves_of, without_gaps

_PAGE = 2_000  # positions at a time
_EVENTS = text("""
SELECT position, originator_version, recorded_at, originator_id, topic, key, state
  FROM events WHERE position > :after ORDER BY position LIMIT :page
""")
_SEAL = text("INSERT INTO seals (position, sha256, sm3) VALUES (:position, :sha256, :sm3)")
_SEALS = text("SELECT position, sha256, sm3 FROM seals WHERE position > :after ORDER BY position LIMIT :page")
_GAPS = text("""
SELECT seals.position FROM seals LEFT JOIN events ON events.position = seals.position
 WHERE seals.position > :after AND seals.position <= :until AND events.position IS NULL ORDER BY 1
""")
_ENDS = text("SELECT (SELECT max(position) FROM events), (SELECT max(position) FROM seals)")
_FIRST = text("SELECT min(position) FROM events")
_ADD_GAP = text("INSERT INTO gaps (first, last) VALUES (:first, :last)")


class Seal(NamedTuple):
    """A row of the former table."""

    position: int
    sha256: bytes
    sm3: bytes


def rows_of(grown: Grown) -> list[Seal]:
    """Return the former rows of a part of the trees."""
    begin, end = grown.before.size, grown.after.size
    columns = (_completed(begin, rows) for rows in (grown.sha256, grown.sm3))
    return list(map(Seal._make, zip(range(begin + 1, end + 1), *columns, strict=True)))


def _completed(size: int, rows: Sequence[Row]) -> list[bytes]:
    """Return the nodes that each leaf completes, joined from its own upwards."""
    joined = list(rows[0][1]) if rows else []
    for level, (first, nodes) in enumerate(rows[1:], start=1):
        for index, node in enumerate(nodes, start=first):
            joined[((index + 1) << level) - size - 1] += node
    return joined


def seal_recorded(connection: Connection) -> None:
    """Seal what a database recorded before there were seals, a page at a time; step 0003."""
    edge = NOTHING
    while rows := connection.execute(_EVENTS, {"after": edge.size, "page": _PAGE}).all():
        leaves = leaves_of(entry(*columns) for _, *columns in rows)
        grown = extend(edge, without_gaps(edge.size, leaves, [row.position for row in rows]))
        connection.execute(_SEAL, [each._asdict() for each in rows_of(grown)])
        edge = grown.after


def move_gaps(connection: Connection) -> int:
    """Check that every position is sealed, and by sound nodes; note those that are sealed as empty.

    Returns the last position. What the events themselves hold is not looked at: a record that was
    changed stays what `verify` finds.

    Raises:
        RefusedError: "seals-broken"; nothing can be moved of which the seals do not hold.
    """
    edge = NOTHING
    gap: tuple[int, int] | None = None
    while rows := connection.execute(_SEALS, {"after": edge.size, "page": _PAGE}).all():
        grown = extend(edge, _leaves([Seal(*row) for row in rows]))
        if [(each.position, bytes(each.sha256), bytes(each.sm3)) for each in rows] != rows_of(grown):
            raise _broken()
        bounds = {"after": edge.size, "until": grown.after.size}
        for position in connection.execute(_GAPS, bounds).scalars():
            _require_void(rows[position - edge.size - 1])
            gap = _widened(connection, gap, position)
        edge = grown.after
    _note(connection, gap)
    _require_one_end(connection)
    return edge.size


def _leaves(rows: Sequence[Seal]) -> Leaves:
    try:
        return Leaves(
            *(
                [bytes(nodes)[:HASH_BYTES] for nodes in column]
                for column in zip(*(r[1:] for r in rows), strict=True)
            )
        )
    except TypeError:
        raise _broken() from None


def _require_void(row: Seal) -> None:
    if tuple(bytes(nodes)[:HASH_BYTES] for nodes in row[1:]) != VOID:
        raise _broken()  # an event was deleted: its seal cannot stand without it any more


def _widened(connection: Connection, gap: tuple[int, int] | None, position: int) -> tuple[int, int]:
    if gap is not None and gap[1] == position - 1:
        return gap[0], position
    _note(connection, gap)
    return position, position


def _note(connection: Connection, gap: tuple[int, int] | None) -> None:
    if gap is not None:
        connection.execute(_ADD_GAP, {"first": gap[0], "last": gap[1]})


def _require_one_end(connection: Connection) -> None:
    """Refuse events that are not sealed, seals after the last event, and events before the first position."""
    last_event, last_seal = connection.execute(_ENDS).one()
    if last_event != last_seal or (connection.execute(_FIRST).scalar() or 1) < 1:
        raise _broken()


def _broken() -> RefusedError:
    return RefusedError("seals-broken", kind="unavailable")
