"""The keys of signers: public ones as verifier keys, private ones in files of their own.

A verifier key is `name+key id+base64(type || public key)`, a private one the same with the seed
behind `PRIVATE+KEY+`, so that other tools for notes can use either.

Source: C2SP signed-note; the encoding of keys is that of Go's golang.org/x/mod/sumdb/note.
"""

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from domain.refusal import RefusedError
from monitor.audit.signing.note import KEY_ID_BYTES, NoteError, decoded, encoded_in_base64, is_key_name
from monitor.audit.signing.schemes import ED25519, SCHEMES

SM3_SUFFIX = "/sm3"  # of the log that is hashed by SM3: its origin, and the name of its key
_PRIVATE = "PRIVATE+KEY+"
_LARGEST_BYTES = 65_536
_SEED_BYTES = 32


class VerifierKey(NamedTuple):
    """A public key under its name; `scheme` is a name in `SCHEMES`."""

    name: str
    scheme: str
    public: bytes

    @classmethod
    def read(cls, text: str) -> "VerifierKey":
        """Return the key that a verifier key states.

        Raises:
            NoteError: "verifier-key", it is none, or its key id is not its own.
        """
        name, _, rest = text.partition("+")
        stated, _, encoded = rest.partition("+")
        content = decoded(encoded)
        for scheme, form in SCHEMES.items():
            key = cls(name, scheme, content.removeprefix(form.prefix))
            if content.startswith(form.prefix) and form.is_public_key(key.public) and is_key_name(name):
                if key.key_id.hex() == stated:
                    return key
                break
        raise NoteError("verifier-key")

    def __str__(self) -> str:
        """Return it as a verifier key."""
        return f"{self.name}+{self.key_id.hex()}+{encoded_in_base64(self._encoded)}"

    @property
    def _encoded(self) -> bytes:
        return SCHEMES[self.scheme].prefix + self.public

    @property
    def key_id(self) -> bytes:
        """The four bytes that name it in a signature line."""
        return key_id(self.name, self._encoded)

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Tell whether the key signed the message."""
        return SCHEMES[self.scheme].verify(self.public, message, signature)

    def named(self, name: str) -> "VerifierKey":
        """Return the same key under another name; its signatures are told apart by that name."""
        return self._replace(name=name)


def key_id(name: str, encoded: bytes) -> bytes:
    """Return the key id of an encoded public key: type, identifier of the type, key."""
    return sha256(name.encode() + b"\n" + encoded).digest()[:KEY_ID_BYTES]


class Ed25519Signer:
    """A private key in this process."""

    def __init__(self, name: str, seed: bytes) -> None:
        """Sign with the key of a seed (RFC 8032 5.1.5).

        Raises:
            NoteError: "key-name".
        """
        if not is_key_name(name):
            raise NoteError("key-name")
        self._seed = seed
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        public = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.verifier = VerifierKey(name, ED25519, public)

    @property
    def name(self) -> str:
        """The name of the key."""
        return self.verifier.name

    @property
    def key_id(self) -> bytes:
        """The four bytes before each of its signatures."""
        return self.verifier.key_id

    def sign(self, message: bytes) -> bytes:
        """Return the signature over a message (RFC 8032)."""
        return self._private.sign(message)

    def named(self, name: str) -> "Ed25519Signer":
        """Return the same key under another name."""
        return Ed25519Signer(name, self._seed)

    def private_text(self) -> str:
        """Return what its file holds."""
        encoded = encoded_in_base64(SCHEMES[ED25519].prefix + self._seed)
        return f"{_PRIVATE}{self.name}+{self.key_id.hex()}+{encoded}\n"

    @classmethod
    def read(cls, text: str) -> "Ed25519Signer":
        """Return the signer whose file holds this.

        Raises:
            NoteError: "private-key", it is none, or its key id is not its own.
        """
        name, _, rest = text.strip().removeprefix(_PRIVATE).partition("+")
        stated, _, encoded = rest.partition("+")
        content, prefix = decoded(encoded), SCHEMES[ED25519].prefix
        if not text.startswith(_PRIVATE) or len(content) != 1 + _SEED_BYTES or content[:1] != prefix:
            raise NoteError("private-key")
        signer = cls(name, content[1:])
        if signer.key_id.hex() != stated:
            raise NoteError("private-key")
        return signer


def make_signer(name: str) -> Ed25519Signer:
    """Return a signer with a new key.

    Raises:
        RefusedError: "key-name-not-accepted".
    """
    if not is_key_name(name) or not name.isprintable() or name.endswith(SM3_SUFFIX):
        raise RefusedError("key-name-not-accepted", found=name, suffix=SM3_SUFFIX)
    return Ed25519Signer(name, Ed25519PrivateKey.generate().private_bytes_raw())


def write_new(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read; one that exists is never overwritten.

    Raises:
        RefusedError: "file-exists", "file-not-written".
    """
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError:
        raise RefusedError("file-exists", kind="conflict", file=file) from None
    except OSError as error:
        raise RefusedError("file-not-written", file=file, reason=error.strerror) from None


def read_text(file: Path, most: int = _LARGEST_BYTES) -> str:
    """Return the text of a file that has at most so many bytes.

    Raises:
        RefusedError: "file-not-read".
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(most + 1)
        if len(content) > most:
            raise RefusedError("file-not-read", file=file, reason=f"> {most} B")
        return content.decode()
    except UnicodeDecodeError:
        raise RefusedError("file-not-read", file=file, reason="UTF-8") from None
    except OSError as error:
        raise RefusedError("file-not-read", file=file, reason=error.strerror) from None


def read_verifiers(given: Iterable[str]) -> tuple[VerifierKey, ...]:
    """Return trusted keys, each given as a verifier key or as a file of some, one a line.

    A key of an Ed25519 log is trusted for the log beside it that is hashed by SM3 as well.

    Raises:
        RefusedError: "verifier-key-not-accepted", "file-not-read".
    """
    return verifiers_in(line for each in given for line in _lines(each))


def verifiers_in(lines: Iterable[str]) -> tuple[VerifierKey, ...]:
    """Return trusted keys, one a line; no line is ever taken for the name of a file.

    Raises:
        RefusedError: "verifier-key-not-accepted".
    """
    keys: dict[VerifierKey, None] = {}
    for line in lines:
        try:
            key = VerifierKey.read(line)
        except NoteError:
            raise RefusedError("verifier-key-not-accepted", found=line[:100]) from None
        keys |= dict.fromkeys(_with_sibling(key))
    return tuple(keys)


def _with_sibling(key: VerifierKey) -> list[VerifierKey]:
    if key.name.endswith(SM3_SUFFIX) or key.scheme != ED25519:
        return [key]
    return [key, key.named(key.name + SM3_SUFFIX)]


def _lines(given: str) -> list[str]:
    """Return the verifier keys that a word of the command line means."""
    if "+" in given and not Path(given).is_file():
        return [given]
    return [line.strip() for line in read_text(Path(given)).splitlines() if line.strip()]
