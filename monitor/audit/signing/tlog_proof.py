"""Proofs that something is in the log, as text that can be checked without us.

Source: C2SP tlog-proof (https://c2sp.org/tlog-proof). It knows SHA-256; of the log hashed by SM3
the proof has the same form with hashes of SM3, which only its checkpoint's origin tells.
"""

import re
from collections.abc import Sequence

import msgspec

from domain.merkle import HASH_BYTES, ProofError, root_from_inclusion
from monitor.audit.signing.checkpoint import LARGEST_SIZE, Checkpoint, parse_checkpoint
from monitor.audit.signing.note import NoteError, check_characters, decoded, encoded_in_base64
from monitor.digests import DIGESTS

_HEADER = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)
_EXTRA = "extra "


class TlogProof(msgspec.Struct, frozen=True):
    """A proof taken apart; `index` counts leaves from 0, `extra` is not to be trusted."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: Checkpoint
    extra: bytes = b""


def write_proof(index: int, hashes: Sequence[bytes], checkpoint: Checkpoint) -> str:
    """Return a proof as text."""
    lines = [_HEADER, f"index {index}", *map(encoded_in_base64, hashes)]
    return "\n".join(lines) + "\n\n" + checkpoint.note


def read_proof(text: str) -> TlogProof:
    """Take a proof apart; nothing is checked but its form.

    Raises:
        NoteError: "proof", or what is wrong with its checkpoint.
    """
    check_characters(text)
    head, blank, note = text.partition("\n\n")
    header, *lines = head.split("\n")
    extra = b""
    if lines and lines[0].startswith(_EXTRA):
        extra = decoded(lines.pop(0).removeprefix(_EXTRA))
    index = _INDEX.fullmatch(lines[0]) if lines else None
    if header != _HEADER or not blank or index is None:
        raise NoteError("proof")
    hashes = tuple(map(decoded, lines[1:]))
    if int(index[1]) > LARGEST_SIZE or any(len(each) != HASH_BYTES for each in hashes):
        raise NoteError("proof")
    return TlogProof(int(index[1]), hashes, parse_checkpoint(note), extra)


def check_proof(proof: TlogProof, leaf: bytes) -> None:
    """Check that a leaf hash is in the tree of the proof's checkpoint; its signatures are not looked at.

    Raises:
        ProofError: it is not.
    """
    of = proof.checkpoint
    root = root_from_inclusion(DIGESTS[of.algorithm], leaf, proof.index, of.size, proof.hashes)
    if root != of.root:
        raise ProofError("root")
