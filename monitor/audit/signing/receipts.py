"""Receipts: at which position something was recorded, with the leaf hashes that its bytes have.

A receipt can be given at once; once a checkpoint covers its position it carries the proofs that
join it to the log. Signed, it is a C2SP note whose text is `HEADER` and a line of JSON.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, text

from domain.refusal import RefusedError
from monitor.audit.log.tree import LogTree
from monitor.audit.signing.checkpoint_table import covering
from monitor.audit.signing.note import Signer, sign_note
from monitor.audit.signing.tlog_proof import write_proof
from monitor.codec import instant
from monitor.database import reading_once
from monitor.digests import Algorithm
from monitor.sealing import entry, leaf_of
from projections import timeline
from projections.follow import live_progress

HEADER = "cluster-monitor receipt v1"
ALGORITHMS: tuple[Algorithm, Algorithm] = ("sha256", "sm3")
_LONGEST_ID = 400
_COLUMNS = "SELECT position, originator_version, recorded_at, originator_id, topic, key, state FROM events "
_AT = text(_COLUMNS + "WHERE position = :position")
# The timeline knows where an id is. What it does not hold, because nobody brought it up to date or a
# cluster is in quarantine, is searched for in the stored bytes: no quotation mark stands in a JSON string
# unescaped.
_HOLDS = {"sqlite": "instr(state, :words) > 0", "postgresql": "position(CAST(:words AS bytea) IN state) > 0"}
_QUARANTINED = "SELECT cluster FROM projection_quarantine WHERE generation = :generation"
_NOT_IN_THE_TIMELINE = (
    "WHERE position > :reached AND ",
    f"WHERE position <= :reached AND originator_id IN ({_QUARANTINED}) AND ",
)
_NAMED = {
    dialect: text(" UNION ALL ".join(_COLUMNS + which + holds for which in _NOT_IN_THE_TIMELINE))
    for dialect, holds in _HOLDS.items()
}


class Stated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a receipt says; `sha256` and `sm3` are the leaf hashes in hexadecimal, `recorded_at` RFC 3339."""

    position: int
    id: str
    cluster: str
    type: str
    recorded_at: str
    sha256: str
    sm3: str

    @property
    def leaf(self) -> tuple[str, str]:
        """The two leaf hashes."""
        return self.sha256, self.sm3


_UNREADABLE = Stated(position=0, id="", cluster="", type="", recorded_at="", sha256="", sm3="")


class Receipt(Stated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A receipt with what supports it; `proofs` are texts by hash function, {} before a checkpoint."""

    note: str | None = None
    proofs: dict[Algorithm, str] = {}
    simulation: bool = False

    def stated(self) -> Stated:
        """Return what it says by itself."""
        return Stated(**{name: getattr(self, name) for name in Stated.__struct_fields__})


def find_rows(connection: Connection, words: Iterable[str]) -> Iterator[Any]:
    """Yield the rows of events, each named by its position or its id.

    Raises:
        RefusedError: "event-not-found".
    """
    for word in words:
        rows = (
            _rows_at(connection, word) if word.isascii() and word.isdigit() else _rows_named(connection, word)
        )
        if not rows:
            raise RefusedError("event-not-found", kind="not-found", found=word)
        yield rows[0]


def _rows_at(connection: Connection, word: str) -> Sequence[Any]:
    position = int(word[:19])
    return connection.execute(_AT, {"position": min(position, 2**63 - 1)}).all()


def _rows_named(connection: Connection, word: str) -> list[Any]:
    generation, reached = live_progress(connection)
    position = timeline.position_of(connection, generation, word)
    if position is not None:
        found = connection.execute(_AT, {"position": position}).all()
    else:
        words = b'"id":' + msgspec.json.encode(word[:_LONGEST_ID])
        asked = {"words": words, "generation": generation, "reached": reached}
        found = connection.execute(_NAMED[connection.dialect.name], asked).all()
    return [row for row in sorted(found, key=lambda row: row.position) if _id_of(row.state) == word]


class _Named(msgspec.Struct):
    id: str


def _id_of(state: bytes) -> str:
    """Return the id that an event states; "" where its bytes cannot be read."""
    try:
        return msgspec.json.decode(state, type=_Named).id
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ""


def receipts_for(
    engine: Engine, words: Sequence[object], signers: Sequence[Signer], *, simulation: bool
) -> Iterator[Receipt]:
    """Yield the receipts for events, each named by its id or position.

    Raises:
        RefusedError: "event-not-found".
    """
    with reading_once(engine) as connection:  # what it reads is there for ever, so that no state is needed
        for row in find_rows(connection, map(str, words)):
            yield msgspec.structs.replace(receipt_of(connection, row, signers), simulation=simulation)


def receipt_at_once(engine: Engine, position: int, *, simulation: bool) -> Receipt:
    """Return the receipt for what was recorded just now: no checkpoint can cover it yet, so none is sought.

    Raises:
        RefusedError: "event-not-found", "event-form-unreadable".
    """
    with reading_once(engine) as connection:
        (row,) = find_rows(connection, [str(position)])
    return Receipt(simulation=simulation, **msgspec.structs.asdict(_readable(row)))


def receipt_of(connection: Connection, row: Any, signers: Sequence[Signer] = ()) -> Receipt:  # noqa: ANN401 - a row
    """Return the receipt for a row, with the proofs there can be by now.

    Raises:
        RefusedError: "event-form-unreadable".
    """
    stated = _readable(row)
    note = sign_note(receipt_text(stated), signers) if signers else None
    proofs = {name: proof for name in ALGORITHMS if (proof := tlog_proof(connection, name, row.position))}
    return Receipt(note=note, proofs=proofs, **msgspec.structs.asdict(stated))


def _readable(row: Any) -> Stated:  # noqa: ANN401 - a row
    stated = _stated(row)
    if not stated.id:
        values = {"position": row.position, "cluster": row.originator_id, "form": row.topic}
        raise RefusedError("event-form-unreadable", kind="unavailable", **values)
    return stated


def _stated(row: Any) -> Stated:  # noqa: ANN401 - a row
    leaf = leaf_of(entry(*row[1:]))
    return Stated(
        position=row.position,
        id=_id_of(row.state),
        cluster=row.originator_id,
        type=row.topic,
        recorded_at=instant(row.recorded_at).isoformat().replace("+00:00", "Z"),
        sha256=leaf.sha256.hex(),
        sm3=leaf.sm3.hex(),
    )


def receipt_text(stated: Stated) -> str:
    """Return the text that the signer of a receipt signs."""
    return f"{HEADER}\n{msgspec.json.encode(stated, order='sorted').decode()}\n"


def tlog_proof(connection: Connection, algorithm: Algorithm, position: int) -> str | None:
    """Return the proof that a position is in a log, as text; None while no stored checkpoint covers it.

    Raises:
        RefusedError: "seals-broken", the tree is not the one that was signed; "seal-lost".
    """
    checkpoint = covering(connection, algorithm, position)
    if checkpoint is None:
        return None
    tree = LogTree(connection.engine)
    hashes = tree.inclusion(algorithm, position, checkpoint.size)
    if tree.root(algorithm, checkpoint.size) != checkpoint.root:
        raise RefusedError("seals-broken", kind="unavailable")
    return write_proof(position - 1, hashes, checkpoint)


def stored_statement(connection: Connection, position: int) -> Stated | None:
    """Return what a receipt would say of the event at a position, or None where nothing is stored."""
    row = connection.execute(_AT, {"position": position}).first()
    if row is None:
        return None
    try:
        return _stated(row)
    except (AttributeError, OverflowError, TypeError, ValueError):  # columns of another type
        return _UNREADABLE
