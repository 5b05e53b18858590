"""The events of a block held against their seals, position by position, once they are known to differ."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from monitor.audit.log.log_rows import Block, Ends, Row
from monitor.audit.log.problems import Mismatch, Problem
from monitor.audit.log.row_checks import fault, named
from monitor.sealing import VOID, Grown, Leaf, Leaves, entry, leaf_of, leaves_of

Difference = Problem | Mismatch
UNREADABLE = Leaf(bytes(32), bytes(32))  # of a row that nobody can have sealed: of no entry the hash


class Places(NamedTuple):
    """What each position of a block has: the event there, its leaf as computed, or that it is a gap."""

    events: Mapping[int, Row]
    leaves: Mapping[int, Leaf | None]
    voids: set[int]

    def found(self, position: int) -> Leaf:
        """Return the leaf of a position as its event has it."""
        if position in self.leaves:
            return self.leaves[position] or UNREADABLE
        return VOID if position in self.voids else UNREADABLE


def leaves_found(rows: Sequence[Row]) -> Leaves | None:
    """Return the leaves of a block as stored, or None where a column is not of its type."""
    if not {type(number) for row in rows for number in row[1:3]} <= {int}:
        return None
    try:
        return leaves_of(
            [
                entry(version, at, cluster, topic, key, state)
                for _, version, at, cluster, topic, key, state, *_ in rows
            ]
        )
    except (TypeError, AttributeError, UnicodeEncodeError):
        return None


def leaf_found(row: Row) -> Leaf | None:
    """Return the leaf of an event as stored, or None where a column is not of its type."""
    if type(row[1]) is not int or type(row[2]) is not int:
        return None
    try:
        return leaf_of(entry(*row[1:7]))
    except (TypeError, AttributeError, UnicodeEncodeError):
        return None


def as_sealed(block: Block, leaves: Leaves) -> bool:
    """Tell whether there is an event, with the seal that it should have, wherever there is no gap."""
    voids, rows = block.voids(), block.events
    places = [position for position in range(block.begin + 1, block.end + 1) if position not in voids]
    return (
        [row[0] for row in rows] == places
        and [row[7] for row in rows] == places
        and [row[8] for row in rows] == leaves.sha256
        and [row[9] for row in rows] == leaves.sm3
    )


def with_voids(block: Block, leaves: Leaves) -> Leaves:
    """Return the leaf of each position of a block from those of its events: an empty one in a gap."""
    if not block.gaps:
        return leaves
    made = {row[0]: Leaf(*leaf) for row, *leaf in zip(block.events, *leaves, strict=True)}
    return _columns([made.get(position, VOID) for position in range(block.begin + 1, block.end + 1)])


def places_of(block: Block) -> Places:
    """Return what lies at each position of a block."""
    events = {row[0]: row for row in block.events}
    leaves = {position: leaf_found(row) for position, row in events.items()}
    return Places(events, leaves, block.voids())


class Trees(NamedTuple):
    """The leaves of each position as the events have them, and as they were sealed.

    A seal counts for the position that it was made for: events that were swapped do not change the
    tree of the seals. `lost` is the first position of which the leaf is not known any more, or None.
    """

    found: Leaves
    sealed: Leaves
    lost: int | None


def trees_of(block: Block, places: Places) -> Trees:
    """Return the leaves of both trees."""
    positions = range(block.begin + 1, block.end + 1)
    found = {position: places.found(position) for position in positions}
    sealed = {row[7]: leaf for row in block.events if (leaf := leaf_sealed(row)) is not None}
    sealed = found | dict.fromkeys(places.voids, VOID) | {at: sealed[at] for at in found if at in sealed}
    known = places.events.keys() | places.voids | sealed_places(block)
    lost = next((position for position in positions if position not in known), None)
    return Trees(_columns([*found.values()]), _columns([sealed[position] for position in positions]), lost)


def sealed_places(block: Block) -> set[object]:
    """Return the positions that the seals of a block were made for."""
    return {row[7] for row in block.events if leaf_sealed(row) is not None}


def _columns(leaves: Sequence[Leaf]) -> Leaves:
    return Leaves([leaf.sha256 for leaf in leaves], [leaf.sm3 for leaf in leaves])


def leaf_sealed(row: Row) -> Leaf | None:
    """Return the leaf that a row holds, or None where it is none."""
    sound = all(isinstance(node, bytes) and len(node) == len(VOID.sha256) for node in row[8:])
    return Leaf(*row[8:]) if sound else None


def compare(block: Block, places: Places, ends: Ends) -> Iterator[Difference]:
    """Yield where events and seals do not go together."""
    for position in range(block.begin + 1, block.end + 1):
        row = places.events.get(position)
        if row is not None:
            yield from _differences(position, row, places, ends)
        elif position not in places.voids:
            yield Mismatch(position, None, None, "event-missing")


def _differences(position: int, row: Row, places: Places, ends: Ends) -> Iterator[Difference]:
    leaf, sealed = places.leaves[position], leaf_sealed(row)
    found = (leaf or UNREADABLE).sha256
    if position in places.voids:
        yield Mismatch(position, found, None, "event-inserted", named(row), _origin(row))
    elif position > ends.given:
        yield Problem("event-not-sealed", position, None, named(row))
    elif row[7] != position and _origin(row) is not None:
        yield Mismatch(position, found, None, "event-not-sealed", named(row), _origin(row))
    elif sealed is None or row[7] != position or _only_one_fits(leaf, sealed):
        yield Problem("seal-changed", position, None, named(row))
    elif leaf != sealed:
        yield Mismatch(position, found, sealed.sha256, fault(row) or "event-changed", named(row))


def _origin(row: Row) -> int | None:
    """Return the position that the seal of a row was made for, where it is another one."""
    origin = row[7]
    return origin if type(origin) is int and origin > 0 and origin != row[0] else None


def _only_one_fits(leaf: Leaf | None, sealed: Leaf) -> bool:
    """Tell whether the two hashes of a seal disagree about the event."""
    return leaf is not None and (leaf.sha256 == sealed.sha256) != (leaf.sm3 == sealed.sm3)


def tile_problems(block: Block, ends: Ends, found: Grown, sealed: Grown) -> Iterator[Problem]:
    """Yield the tiles of a block that are of neither tree, and those that are gone."""
    others = sealed.tiles()
    for place, node in found.tiles().items():
        level, number = place
        stored = block.tiles.get(place)
        gone = stored is None and number <= ends.tiles[level]
        if gone or (stored is not None and stored not in {node, others[place]}):
            yield Problem("tile-changed", (number << level) + 1, (number + 1) << level)
