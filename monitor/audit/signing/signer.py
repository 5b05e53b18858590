"""The signer of the log, apart from the service: it signs what continues what it signed, else nothing.

Promise: of one key and one state file there are never two different notes of one size, whenever
the process is killed: what was signed is on disk before anybody gets it.

Source: C2SP tlog-checkpoint, "A log MUST not sign any checkpoint which is inconsistent with any
checkpoint it previously signed".
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Engine

from domain.refusal import RefusedError
from monitor.audit.signing.checkpoint import Checkpoint, checkpoint_text, is_signed_by_log, parse_checkpoint
from monitor.audit.signing.checkpoint_table import stored_notes
from monitor.audit.signing.device import ExternalSigner
from monitor.audit.signing.growth import NOTHING, Advance, Claim, Growth, Roots
from monitor.audit.signing.keys import Ed25519Signer, read_text
from monitor.audit.signing.note import sign_note
from monitor.database import reading

LogSigner = Ed25519Signer | ExternalSigner
_LARGEST_STATE = 1_000_000


class State(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the signer remembers: the last size and roots, and the notes that say so."""

    origin: str
    size: int
    sha256: bytes
    sm3: bytes
    notes: tuple[str, ...]

    @property
    def roots(self) -> Roots:
        """The roots that were signed last."""
        return Roots(self.size, self.sha256, self.sm3)


class Signed(NamedTuple):
    """The checkpoints of the two logs, SHA-256 first; none of an empty log."""

    checkpoints: tuple[Checkpoint, ...]
    is_new: bool


def sign_log(
    engine: Engine, signers: Sequence[LogSigner], state_file: Path, *, full: bool, advance: Advance
) -> Signed:
    """Sign the two logs as they are now, or return what was signed where nothing was recorded since.

    `full` begins at the first event instead of at the size signed last.

    Raises:
        RefusedError: "log-inconsistent…", the log does not continue what was signed;
            "signer-busy", "signer-state-…"; "signing-device-failed".
    """
    with _locked(state_file):
        state = _read_state(state_file, signers[0].name)
        with reading(engine) as connection:
            grown = _grown(connection, signers, state, full=full, advance=advance)
        if state is not None and grown.size == state.size:
            return Signed(tuple(map(parse_checkpoint, state.notes)), is_new=False)
        if grown.size == 0:
            return Signed((), is_new=False)
        made = _signed(signers, grown)
        _write_state(state_file, made)
        return Signed(tuple(map(parse_checkpoint, made.notes)), is_new=True)


def _grown(
    connection: Connection, signers: Sequence[LogSigner], state: State | None, *, full: bool, advance: Advance
) -> Roots:
    """Return the roots of the log now, after every root that these keys signed."""
    last = NOTHING if state is None else state.roots
    begin = 0 if full else last.size
    stored = _stored_claims(connection, signers, begin)
    if state is None and stored and not full:
        raise RefusedError("signer-state-missing", kind="conflict", size=max(stored).size)
    return Growth(connection, begin).through(sorted({*last.claims(), *stored}), advance)


def _stored_claims(connection: Connection, signers: Sequence[LogSigner], begin: int) -> list[Claim]:
    """Return what notes of the database say, from a size on, that these very keys signed."""
    verifiers = [signer.verifier for signer in signers]
    found = [stored.checkpoint() for stored in stored_notes(connection, begin)]
    return [
        Claim(each.size, each.algorithm, each.root)
        for each in found
        if each is not None and is_signed_by_log(each, verifiers)
    ]


def _signed(signers: Sequence[LogSigner], grown: Roots) -> State:
    roots = (grown.sha256, grown.sm3)
    texts = [
        checkpoint_text(signer.name, grown.size, root) for signer, root in zip(signers, roots, strict=True)
    ]
    notes = tuple(sign_note(text, [signer]) for text, signer in zip(texts, signers, strict=True))
    return State(origin=signers[0].name, notes=notes, **grown._asdict())


# --- the file that remembers ------------------------------------------------------------------


@contextmanager
def _locked(state_file: Path) -> Iterator[None]:
    """Hold the only turn to sign with a state; the lock goes with the process that holds it."""
    lock = state_file.with_name(f"{state_file.name}.lock")
    try:
        handle = os.open(lock, os.O_WRONLY | os.O_CREAT, 0o600)
    except OSError as error:
        raise RefusedError("file-not-written", file=lock, reason=error.strerror) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise RefusedError("signer-busy", kind="conflict", file=state_file) from None
    finally:
        os.close(handle)


def _read_state(file: Path, origin: str) -> State | None:
    if not file.exists():
        return None
    try:
        state = msgspec.json.decode(read_text(file, _LARGEST_STATE), type=State)
    except msgspec.MsgspecError as error:
        raise RefusedError("signer-state-unreadable", kind="unavailable", file=file, reason=error) from None
    if state.origin != origin:
        raise RefusedError("signer-state-of-other-log", file=file, found=state.origin, origin=origin)
    return state


def _write_state(file: Path, state: State) -> None:
    """Replace the state at once and for good: the new one is on the disk before this returns."""
    partial = file.with_name(f"{file.name}.partial")
    try:
        with partial.open("wb") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(state), indent=2) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise RefusedError("file-not-written", file=file, reason=error.strerror) from None


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hand_out(file: Path, checkpoints: Sequence[Checkpoint]) -> None:
    """Add checkpoints to a file that holds notes one after the other, those that it ends with left out.

    Raises:
        RefusedError: "file-not-written".
    """
    try:
        with file.open("a+b") as stream:
            stream.seek(max(0, stream.tell() - _LARGEST_STATE))
            end = stream.read()
            missing = [each.note.encode() for each in checkpoints if each.note.encode() not in end]
            stream.write(b"".join(missing))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise RefusedError("file-not-written", file=file, reason=error.strerror) from None
