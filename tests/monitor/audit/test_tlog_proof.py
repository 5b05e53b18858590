"""The form of proofs that something is in the log, and what they are worth."""

import msgspec
import pytest

from domain.merkle import ProofError, inclusion_proof, leaf_hash, node_hash, root_of
from monitor.audit.signing.checkpoint import checkpoint_text, parse_checkpoint
from monitor.audit.signing.keys import Ed25519Signer
from monitor.audit.signing.note import NoteError, sign_note
from monitor.audit.signing.tlog_proof import check_proof, read_proof, write_proof
from monitor.digests import sha256

LOG = Ed25519Signer("gxt.example/clusters", bytes(range(32)))


LEAVES = [leaf_hash(sha256, bytes([number])) for number in range(5)]


def proof_text() -> str:
    """Return the proof of the third of five leaves."""
    levels = {0: LEAVES, 1: [node_hash(sha256, *LEAVES[0:2]), node_hash(sha256, *LEAVES[2:4])]}
    levels[2] = [node_hash(sha256, *levels[1])]

    def read(level: int, index: int) -> bytes:
        return levels[level][index]

    root = root_of(sha256, [levels[2][0], LEAVES[4]])
    checkpoint = parse_checkpoint(sign_note(checkpoint_text(LOG.name, 5, root), [LOG]))
    return write_proof(2, inclusion_proof(sha256, read, 2, 5), checkpoint)


def test_a_proof_may_carry_something_extra_that_nobody_trusts() -> None:
    text = proof_text().replace("index", "extra YWI=\nindex")
    assert read_proof(text).extra == b"ab"
    assert read_proof(text).hashes == read_proof(proof_text()).hashes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@v1", "@v2"),
        ("index 2", "index 02"),
        ("index 2", "index -2"),
        ("index 2", "index ٢"),
        ("index 2", "index 9999999999999999999"),
        ("index 2\n", ""),
        ("index 2", "index 2\nYWI="),
        ("index 2", "index 2\n!"),
        ("index 2", "index 2\r"),
        ("\n\n", "\n"),
        ("\n5\n", "\n05\n"),
    ],
)
def test_what_is_no_proof_is_refused(old: str, new: str) -> None:
    text = proof_text()
    assert old in text
    with pytest.raises(NoteError):
        read_proof(text.replace(old, new, 1))


def test_a_proof_of_another_leaf_or_place_is_refused() -> None:
    proof, leaf = read_proof(proof_text()), LEAVES[2]
    check_proof(proof, leaf)
    wrong = [
        (proof, bytes(32)),
        (msgspec.structs.replace(proof, index=3), leaf),
        (msgspec.structs.replace(proof, index=5), leaf),
        (msgspec.structs.replace(proof, hashes=proof.hashes[1:]), leaf),
        (msgspec.structs.replace(proof, checkpoint=proof.checkpoint._replace(size=9)), leaf),
    ]
    for forged, hashed in wrong:
        with pytest.raises(ProofError):
            check_proof(forged, hashed)
