"""Whether a receipt holds: by itself, under keys that are trusted, and against what is stored."""

from collections.abc import Sequence

import msgspec

from domain.merkle import ProofError
from monitor.audit.signing.checkpoint import Checkpoint, is_signed_by_log
from monitor.audit.signing.note import NoteError, Verifier, read_note, verified_by
from monitor.audit.signing.receipts import ALGORITHMS, Receipt, Stated, receipt_text
from monitor.audit.signing.tlog_proof import check_proof, read_proof
from monitor.digests import Algorithm


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """How a receipt stands: who signed it, which trees prove it under a trusted key, what is wrong."""

    position: int
    signed_by: tuple[str, ...]
    proven_by: tuple[Algorithm, ...]
    problems: tuple[str, ...]


def check_receipt(receipt: Receipt, verifiers: Sequence[Verifier], stored: Stated | None) -> Check:
    """Check a receipt: by itself, against trusted keys if there are any, and against the stored event."""
    signed_by, problems = _signature(receipt, verifiers)
    proven_by = []
    for algorithm, proof in receipt.proofs.items():
        checkpoint = _proven(receipt, algorithm, proof)
        if checkpoint is None:
            problems.append("receipt-proof-bad")
        elif is_signed_by_log(checkpoint, verifiers):
            proven_by.append(algorithm)
    if verifiers and not signed_by and not proven_by:
        problems.append("receipt-vouched-by-nobody")
    if stored is None:
        problems.append("receipt-event-missing")
    elif stored != receipt.stated():
        problems.append("receipt-event-differs")
    return Check(
        position=receipt.position, signed_by=signed_by, proven_by=tuple(proven_by), problems=tuple(problems)
    )


def _signature(receipt: Receipt, verifiers: Sequence[Verifier]) -> tuple[tuple[str, ...], list[str]]:
    """Return who signed a receipt, and what is wrong with its note."""
    if receipt.note is None:
        return (), []
    try:
        note = read_note(receipt.note)
        names = verified_by(note, verifiers)
    except NoteError:
        return (), ["receipt-note-bad"]
    return (names, []) if note.text == receipt_text(receipt.stated()) else ((), ["receipt-note-bad"])


def _proven(receipt: Receipt, algorithm: Algorithm, proof: str) -> Checkpoint | None:
    """Return the checkpoint whose tree holds the leaf of a receipt at its position, by a proof."""
    try:
        found = read_proof(proof)
        check_proof(found, bytes.fromhex(receipt.leaf[ALGORITHMS.index(algorithm)]))
    except (NoteError, ProofError, ValueError):
        return None
    if found.index != receipt.position - 1 or found.checkpoint.algorithm != algorithm:
        return None
    return found.checkpoint
