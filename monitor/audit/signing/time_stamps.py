"""Time stamps of an authority over checkpoints: that a log had this root at that time at the latest.

The request is carried to the authority and its response back by people; nothing here connects to
anything. The imprint is the SHA-256 of the whole checkpoint note, as stored.

Source: RFC 3161; responses are verified by the library rfc3161-client, of which this is the home.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client._rust import parse_timestamp_request
from sqlalchemy import Connection, Engine, text

from domain.refusal import RefusedError
from monitor.audit.signing.checkpoint import Checkpoint
from monitor.audit.signing.checkpoint_table import stored_notes
from monitor.database import writing

LARGEST_BYTES = 1_000_000
_SHA256 = "2.16.840.1.101.3.4.2.1"
_STAMPS = text("SELECT origin, size, number, token FROM time_stamps ORDER BY size, origin, number")
_OF = text("SELECT number, token FROM time_stamps WHERE origin = :origin AND size = :size ORDER BY number")
_INSERT = text(
    "INSERT INTO time_stamps (origin, size, number, token) VALUES (:origin, :size, :number, :token)"
)


class TimeStamp(NamedTuple):
    """A response as it is stored: DER, of a checkpoint, numbered from 1."""

    origin: str
    size: int
    number: int
    token: bytes


class Told(NamedTuple):
    """What a response says: `imprint` is the hash it covers."""

    at: datetime
    serial: int
    policy: str
    imprint: bytes


def request_for(checkpoint: Checkpoint) -> bytes:
    """Return a request (DER) over a checkpoint: SHA-256, with a nonce, and for the certificate."""
    builder = TimestampRequestBuilder().data(checkpoint.note.encode()).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce().cert_request(cert_request=True).build().as_bytes()


def read_stamp(token: bytes) -> Told:
    """Return what a response says; nothing is verified.

    Raises:
        RefusedError: "time-stamp-not-accepted", it is no response, grants nothing or does not use SHA-256.
    """
    told = _response(token).tst_info
    if told.message_imprint.hash_algorithm.dotted_string != _SHA256:
        raise _not_accepted(told.message_imprint.hash_algorithm)
    return Told(told.gen_time, told.serial_number, told.policy.dotted_string, told.message_imprint.message)


def _response(token: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(token)
        response.tst_info  # noqa: B018 - a refusal has none, which shows only here
    except ValueError as error:
        raise _not_accepted(error) from None
    return response


def nonce_of(request: bytes) -> int | None:
    """Return the nonce of a request (DER).

    Raises:
        RefusedError: "time-stamp-not-accepted", it is no request.
    """
    try:
        nonce: int | None = parse_timestamp_request(request).nonce
    except ValueError as error:
        raise _not_accepted(error) from None
    return nonce


def verify_stamp(
    checkpoint: Checkpoint, token: bytes, roots: Sequence[Certificate], nonce: int | None = None
) -> Told:
    """Return what a response says, once it is shown to be an authority's, over a checkpoint.

    The authority's certificate has to lead to one of the roots and to have been valid at the time stated.

    Raises:
        RefusedError: "time-stamp-not-accepted", with the reason.
    """
    told, response = read_stamp(token), _response(token)
    try:
        verifier = VerifierBuilder(roots=list(roots), nonce=nonce).build()
        verifier.verify_message(response, checkpoint.note.encode())
    except (VerificationError, ValueError) as error:
        raise _not_accepted(error) from None
    return told


def _not_accepted(reason: object) -> RefusedError:
    return RefusedError("time-stamp-not-accepted", kind="answer-is-no", reason=reason)


def read_roots(files: Sequence[Path]) -> list[Certificate]:
    """Return the certificates of PEM files.

    Raises:
        RefusedError: "file-not-read", "certificate-not-accepted".
    """
    found: list[Certificate] = []
    for file in files:
        try:
            found += load_pem_x509_certificates(read_bytes(file))
        except ValueError:
            raise RefusedError("certificate-not-accepted", file=file) from None
    return found


def read_bytes(file: Path) -> bytes:
    """Return the bytes of a small file.

    Raises:
        RefusedError: "file-not-read".
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise RefusedError("file-not-read", file=file, reason=error.strerror) from None
    if len(content) > LARGEST_BYTES:
        raise RefusedError("file-not-read", file=file, reason=f"> {LARGEST_BYTES} B")
    return content


# --- the table --------------------------------------------------------------------------------


def stamped_checkpoint(connection: Connection, token: bytes) -> Checkpoint:
    """Return the stored checkpoint that a response is over.

    Raises:
        RefusedError: "time-stamp-not-accepted"; "time-stamp-of-nothing", no stored note has its imprint.
    """
    imprint = read_stamp(token).imprint
    for stored in stored_notes(connection):
        found = stored.checkpoint()
        if found is not None and sha256(found.note.encode()).digest() == imprint:
            return found
    raise RefusedError("time-stamp-of-nothing", kind="answer-is-no", imprint=imprint.hex())


def store_stamp(engine: Engine, checkpoint: Checkpoint, token: bytes) -> int:
    """Keep a response that was verified, and return its number; one that is kept already is let be."""
    place = {"origin": checkpoint.origin, "size": checkpoint.size}
    with writing(engine) as connection:
        kept = {bytes(row.token): int(row.number) for row in connection.execute(_OF, place)}
        if token not in kept:
            kept[token] = len(kept) + 1
            connection.execute(_INSERT, {**place, "number": kept[token], "token": token})
    return kept[token]


def stored_stamps(connection: Connection) -> list[TimeStamp]:
    """Return all responses kept, by size, origin and number."""
    return [TimeStamp(*row) for row in connection.execute(_STAMPS)]
