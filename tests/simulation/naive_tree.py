"""The root of a Merkle tree as RFC 9162 2.1.1 defines it, by recursion over all leaves."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Engine, text

from monitor.database import reading

_ROWS = text(
    "SELECT originator_version, recorded_at, originator_id, topic, key, state FROM events ORDER BY position"
)


def naive_leaves(engine: Engine) -> list[bytes]:
    """Return the leaf hash of every stored event, from its columns (`docs/evidence-formats.md`)."""
    with reading(engine) as connection:
        rows = connection.execute(_ROWS).all()
    return [hashlib.sha256(b"\x00" + _sealed(*row)).digest() for row in rows]


def _sealed(  # noqa: PLR0913, PLR0917 - the columns of an event, in the order in which they are sealed
    version: int, recorded_at: int, cluster: str, topic: str, key: str | None, state: bytes
) -> bytes:
    who, what, held = cluster.encode(), topic.encode(), (key or "").encode()
    lengths = f"{len(who)} {len(what)} {-1 if key is None else len(held)}"
    return f"{version} {recorded_at} {lengths}\n".encode() + who + what + held + state


def root(leaves: Sequence[bytes]) -> bytes:
    """Return MTH(leaves)."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root(leaves[:split]) + root(leaves[split:])).digest()
