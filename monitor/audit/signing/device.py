"""Keys that stay in a device: a program of its maker signs, and nothing but its answer is taken.

The file of such a key is JSON: the verifier key, the program with its arguments, and how long it
may take. The program gets the message on stdin and writes the bare signature (DER for SM2 and
ECDSA) to stdout. Its answer is checked at once, so that a wrong signature never leaves.
"""

import subprocess
from pathlib import Path
from typing import Annotated

import msgspec

from domain.refusal import RefusedError
from monitor.audit.signing.keys import SM3_SUFFIX, Ed25519Signer, VerifierKey, read_text
from monitor.audit.signing.note import NoteError, decoded
from monitor.audit.signing.schemes import SCHEMES

_LONGEST_REASON = 200


class Device(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file of a key in a device holds; `command` is a program with its arguments."""

    verifier: str
    command: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    seconds: Annotated[int, msgspec.Meta(ge=1, le=600)] = 30


class ExternalSigner:
    """A key that a program signs with."""

    def __init__(self, verifier: VerifierKey, device: Device) -> None:
        """Sign by the program of a device."""
        self.verifier = verifier
        self._device = device

    @property
    def name(self) -> str:
        """The name of the key."""
        return self.verifier.name

    @property
    def key_id(self) -> bytes:
        """The four bytes before each of its signatures."""
        return self.verifier.key_id

    def sign(self, message: bytes) -> bytes:
        """Return the signature that the program makes.

        Raises:
            RefusedError: "signing-device-failed": it cannot be run, takes too long, or its
                signature is not one of its key.
        """
        program = self._device.command[0]
        try:
            ended = subprocess.run(  # noqa: S603 - the words of whoever keeps the key, and no shell
                self._device.command,
                input=message,
                capture_output=True,
                check=True,
                timeout=self._device.seconds,
            )
        except (OSError, subprocess.SubprocessError) as error:
            reason = " ".join(str(error).split())[-_LONGEST_REASON:]
            raise RefusedError(
                "signing-device-failed", kind="unavailable", program=program, reason=reason
            ) from None
        if not self.verifier.verify(message, ended.stdout):
            raise RefusedError(
                "signing-device-failed", kind="unavailable", program=program, reason="signature"
            )
        return ended.stdout


def read_signer(file: Path) -> Ed25519Signer | ExternalSigner:
    """Return the signer whose key is in a file, or in the device that it describes.

    Raises:
        RefusedError: "file-not-read", "key-file-not-accepted".
    """
    text = read_text(file)
    try:
        if not text.lstrip().startswith("{"):
            return Ed25519Signer.read(text)
        device = msgspec.json.decode(text, type=Device)
        return ExternalSigner(VerifierKey.read(device.verifier), device)
    except (NoteError, msgspec.MsgspecError) as error:
        raise RefusedError("key-file-not-accepted", file=file, reason=error) from None


def signers_of(key: Path, sm3_key: Path | None) -> tuple[Ed25519Signer | ExternalSigner, ...]:
    """Return the signers of the two logs, SHA-256 first; without a key of its own, SM3's is the same.

    Raises:
        RefusedError: as `read_signer`; "key-not-of-log", a device has one name, so that it can
            sign one log only, and the second must bear the name of the first with "/sm3".
    """
    first = read_signer(key)
    expected = first.name + SM3_SUFFIX
    if sm3_key is not None:
        second = read_signer(sm3_key)
    elif isinstance(first, Ed25519Signer):
        second = first.named(expected)
    else:
        raise RefusedError("key-not-of-log", found=first.name, expected=expected)
    if second.name != expected:
        raise RefusedError("key-not-of-log", found=second.name, expected=expected)
    return first, second


def device_key(name: str, scheme: str, public: str) -> VerifierKey:
    """Return the verifier key of a device, from the public key as PEM (RFC 7468) or hexadecimal.

    Raises:
        RefusedError: "public-key-not-accepted".
    """
    lines = [line.strip() for line in public.splitlines() if not line.startswith("-----")]
    form = SCHEMES[scheme]
    try:
        content = bytes.fromhex("".join(lines))
    except ValueError:
        content = _from_base64("".join(lines))
    key = VerifierKey(name, scheme, content[-form.public_key_bytes :])
    if not form.is_public_key(key.public):
        raise RefusedError("public-key-not-accepted", scheme=scheme)
    return key


def _from_base64(text: str) -> bytes:
    try:
        return decoded(text)
    except NoteError:
        return b""
