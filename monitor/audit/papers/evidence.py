"""Events as evidence: each with its exact bytes, its leaf hashes, and its paths to two checkpoints.

Promise: what is handed out comes from the stored rows; whether it fits the checkpoint is left to the
verifier, which is asked before anything leaves the house.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Engine, text

from domain.refusal import RefusedError
from monitor.audit.log.tree import LogTree
from monitor.audit.papers.verifier import Report
from monitor.audit.signing.checkpoint import checkpoint_text
from monitor.audit.signing.checkpoint_table import stored_notes
from monitor.audit.signing.keys import SM3_SUFFIX
from monitor.database import reading
from monitor.digests import DIGESTS, Algorithm
from monitor.sealing import entry, leaf_of

Json = dict[str, Any]
Advance = Callable[[int, int | None], None]

UNSIGNED_ORIGIN = "unsigned"
_SEALED = ("version", "recorded_at", "cluster", "topic", "key")
_STREAM = text("""
SELECT position, originator_version, originator_id, topic, key, recorded_at, state FROM events
 WHERE originator_id = :stream AND position <= :size ORDER BY originator_version
""")


def first_problem(report: Report) -> tuple[str, str]:
    """Return what does not hold first, in Chinese and in English, to be part of another sentence."""
    found = [report.answer(language)["problems"][0]["sentence"] for language in ("zh", "en")]
    return found[0].rstrip("。"), found[1].rstrip(".")


class Tops(NamedTuple):
    """The checkpoints that everything leads to: one size, two hash functions."""

    size: int
    note: str
    sm3_note: str
    is_signed: bool

    @property
    def origin(self) -> str:
        """The name of the log."""
        return self.note.split("\n", 1)[0]


def newest_tops(engine: Engine) -> Tops | None:
    """Return the newest two stored checkpoints of one log and one size; None where there are none."""
    with reading(engine) as connection:
        found = [stored.checkpoint() for stored in stored_notes(connection)]
    notes = {(each.origin, each.size): each.note for each in found if each is not None}
    for origin, size in sorted(notes, key=lambda place: place[1], reverse=True):
        if (origin + SM3_SUFFIX, size) in notes:
            return Tops(size, notes[origin, size], notes[origin + SM3_SUFFIX, size], is_signed=True)
    return None


def unsigned_tops(engine: Engine) -> Tops:
    """Return checkpoints of the log as it stands that nobody signed."""
    tree = LogTree(engine)
    size = tree.size()
    note = checkpoint_text(UNSIGNED_ORIGIN, size, tree.root("sha256", size))
    sm3_note = checkpoint_text(UNSIGNED_ORIGIN + SM3_SUFFIX, size, tree.root("sm3", size))
    return Tops(size, note, sm3_note, is_signed=False)


def covering_tops(engine: Engine, position: int, *, unsigned: bool = False) -> Tops:
    """Return the newest checkpoints, or unsigned ones where that is asked for.

    Raises:
        RefusedError: "evidence-not-signed", no checkpoint covers the position.
    """
    tops = unsigned_tops(engine) if unsigned else newest_tops(engine)
    if tops is None or tops.size < position:
        size = tops.size if tops else 0
        raise RefusedError("evidence-not-signed", kind="conflict", position=position, size=size)
    return tops


def unmoved(_done: int, _total: int | None) -> None:
    """Tell nobody how far it is."""


def evidence_of(engine: Engine, stream: str, size: int, advance: Advance = unmoved) -> list[Json]:
    """Return the events of a stream up to a size, each with its leaf hashes and its proofs."""
    with reading(engine) as connection:
        rows = connection.execute(_STREAM, {"stream": stream, "size": size}).all()
    tree = LogTree(engine)
    lines = []
    for number, row in enumerate(rows, start=1):
        lines.append(_line(tree, size, row._asdict()))
        advance(number, len(rows))
    return lines


def _line(tree: LogTree, size: int, row: Json) -> Json:
    position, state = row["position"], bytes(row["state"])
    columns = {
        "position": position,
        "version": row["originator_version"],
        "cluster": row["originator_id"],
        "topic": row["topic"],
        "key": row["key"],
        "recorded_at": row["recorded_at"],
    }
    try:
        leaf = leaf_of(entry(**{name: columns[name] for name in _SEALED}, state=state))
        written = state.decode()
    except (AttributeError, TypeError, ValueError):
        raise RefusedError("evidence-not-readable", kind="unavailable", position=position) from None
    algorithms: list[Algorithm] = list(DIGESTS)
    proof = {each: [node.hex() for node in tree.inclusion(each, position, size)] for each in algorithms}
    hashes = {"sha256": leaf.sha256.hex(), "sm3": leaf.sm3.hex()}
    return {**columns, "state": written, "leaf": hashes, "proof": proof}
