"""The seals of a block held against its events, position by position, once they are known to differ."""

from collections.abc import Iterator

from domain.merkle import HASH_BYTES
from monitor.audit.log.claims import Grown
from monitor.audit.log.log_rows import Block, Ends, Row
from monitor.audit.log.problems import Mismatch, Problem
from monitor.audit.log.row_checks import fault, named
from monitor.sealing import VOID, Leaf, Seal, entry, leaf_of, nodes_at

Difference = Problem | Mismatch


def leaf_found(row: Row) -> Leaf | None:
    """Return the leaf of an event as stored, or None where a column is not of its type."""
    if type(row[1]) is not int or type(row[2]) is not int:
        return None
    try:
        return leaf_of(entry(*row[1:]))
    except (TypeError, AttributeError, UnicodeEncodeError):
        return None


def leaf_sealed(row: Row) -> Leaf | None:
    """Return the leaf that a seal holds, or None where it is not as long as its position demands."""
    position, *columns = row
    if any(not isinstance(nodes, bytes) or len(nodes) != nodes_at(position) for nodes in columns):
        return None
    return Leaf(*(nodes[:HASH_BYTES] for nodes in columns))


def compare(block: Block, ends: Ends, found: Grown, sealed: Grown) -> Iterator[Difference]:
    """Yield where events and seals do not go together.

    `found` is grown of the events, `sealed` of the stored leaves; each ancestor is right if it is
    that of either: a changed leaf is told once, not at every node above it.
    """
    events = {row[0]: row for row in block.events}
    seals = {row[0]: row for row in block.seals}
    for made, stored_leaves in zip(found.seals, sealed.seals, strict=True):
        row, seal = events.get(made.position), seals.get(made.position)
        if seal is None:
            yield _unsealed(made.position, row, ends)
        elif leaf_sealed(seal) is None or not _fits(seal, made, stored_leaves):
            yield Problem("seal-changed", made.position, None, None if row is None else named(row))
        else:
            yield from _leaf_differences(made, row, seal, ends)


def _unsealed(position: int, row: Row | None, ends: Ends) -> Problem:
    if row is None:
        return Problem("position-missing", position)
    return Problem(
        "event-not-sealed" if position > ends.last_seal else "seal-missing", position, None, named(row)
    )


def _fits(seal: Row, *either: Seal) -> bool:
    """Tell whether all nodes above the leaf are those of one of the trees, and the two leaves go together."""
    columns = list(zip(seal[1:], *((each.sha256, each.sm3) for each in either), strict=True))
    same = {nodes[:HASH_BYTES] == found[:HASH_BYTES] for nodes, found, _ in columns}
    return len(same) == 1 and all(
        nodes[HASH_BYTES:] in {found[HASH_BYTES:], sealed[HASH_BYTES:]} for nodes, found, sealed in columns
    )


def _leaf_differences(made: Seal, row: Row | None, seal: Row, ends: Ends) -> Iterator[Difference]:
    sealed = leaf_sealed(seal)
    if row is None and sealed == VOID:
        if made.position > ends.last_event:
            yield Problem("seal-without-event", made.position)
    elif row is None:
        code = "tail-cut" if made.position > ends.last_event else "event-missing"
        yield Mismatch(made.position, None, seal[1][:HASH_BYTES], code, None)
    elif sealed == VOID:
        yield Mismatch(made.position, made.sha256[:HASH_BYTES], None, "event-inserted", named(row))
    elif seal[1][:HASH_BYTES] != made.sha256[:HASH_BYTES]:
        code = fault(row) or "event-changed"
        yield Mismatch(made.position, made.sha256[:HASH_BYTES], seal[1][:HASH_BYTES], code, named(row))
