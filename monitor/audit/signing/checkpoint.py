"""Checkpoints: what the log looked like at one size, as notes that its signer signed.

There are two logs over the same events: `origin` hashed by SHA-256, `origin/sm3` by SM3.

Source: C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint).
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from domain.merkle import HASH_BYTES
from domain.refusal import RefusedError
from monitor.audit.signing.keys import SM3_SUFFIX, read_text
from monitor.audit.signing.note import (
    DASH,
    NoteError,
    Verifier,
    decoded,
    encoded_in_base64,
    read_note,
    verified_by,
)
from monitor.digests import Algorithm

LARGEST_SIZE = 2**63 - 1  # a position of either database
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
LARGEST_FILE = 100_000_000  # bytes: a checkpoint of each minute for half a year
# Lines, an empty one, signatures; empty lines between notes are let be.
_NOTE = re.compile(rf"((?:[^\n]+\n)+\n(?:{DASH}[^\n]*\n)+)\n*")


class Checkpoint(NamedTuple):
    """What a note says of the log; `note` is the whole note as it was signed."""

    origin: str
    algorithm: Algorithm
    size: int
    root: bytes
    note: str

    @property
    def shown_root(self) -> str:
        """The root as answers show it: "sha256:<hex>" or "sm3:<hex>"."""
        return f"{self.algorithm}:{self.root.hex()}"


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """Return the text that the signer of a log signs.

    >>> print(checkpoint_text("example.org/log", 0, bytes(3)), end="")
    example.org/log
    0
    AAAA
    """
    return f"{origin}\n{size}\n{encoded_in_base64(root)}\n"


def parse_checkpoint(note: str) -> Checkpoint:
    """Return what a note says; who signed it is not looked at.

    Lines after the third are allowed by the specification and ignored: what they say is not shown
    by the tree.

    Raises:
        NoteError: it is no note, or no checkpoint.
    """
    origin, *rest = read_note(note).text[:-1].split("\n")
    if not origin or len(rest) < 2 or "" in rest or not _SIZE.fullmatch(rest[0]):  # noqa: PLR2004 - size, root
        raise NoteError("checkpoint")
    size, root = int(rest[0]), decoded(rest[1])
    if size > LARGEST_SIZE or len(root) != HASH_BYTES:
        raise NoteError("checkpoint")
    return Checkpoint(origin, algorithm_of(origin), size, root, note)


def algorithm_of(origin: str) -> Algorithm:
    """Return which hash function a log uses."""
    return "sm3" if origin.endswith(SM3_SUFFIX) else "sha256"


def signed_by(checkpoint: Checkpoint, verifiers: Iterable[Verifier]) -> tuple[str, ...]:
    """Return which trusted keys signed a checkpoint; () where none did.

    Raises:
        NoteError: "bad-signature".
    """
    return verified_by(read_note(checkpoint.note), verifiers)


def is_signed_by_log(checkpoint: Checkpoint, verifiers: Iterable[Verifier]) -> bool:
    """Tell whether the key that bears the name of the log itself signed a checkpoint."""
    try:
        return checkpoint.origin in signed_by(checkpoint, verifiers)
    except NoteError:
        return False


def read_checkpoints(path: Path) -> list[Checkpoint]:
    """Return the checkpoints of a file that holds notes one after the other, in their order.

    Raises:
        RefusedError: "file-not-read"; "checkpoint-not-accepted", with the line it begins at.
    """
    return checkpoints_in(read_text(path, LARGEST_FILE), path)


def checkpoints_in(text: str, named: object) -> list[Checkpoint]:
    """Return the checkpoints of a text that holds notes one after the other; `named` says where it is from.

    Raises:
        RefusedError: "checkpoint-not-accepted", with the line it begins at.
    """
    begin, found = 0, []
    while begin < len(text):
        begun = _NOTE.match(text, begin)
        try:
            found.append(parse_checkpoint(begun[1] if begun else ""))
        except NoteError as error:
            line = text.count("\n", 0, begin) + 1
            raise RefusedError("checkpoint-not-accepted", file=named, line=line, reason=error) from None
        begin += len(begun[0]) if begun else 0
    return found
