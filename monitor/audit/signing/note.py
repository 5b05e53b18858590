"""Signed notes: a text, a blank line, and a line for each signature.

Promise: what is not exactly of this form is refused, and nothing here trusts a text; whether a
signature counts is for `verified_by` to say, which is told the keys that are trusted.

Source: C2SP signed-note (https://c2sp.org/signed-note).
"""

import base64
import binascii
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

MOST_CHARACTERS = 1_000_000
MOST_SIGNATURES = 100  # the specification asks for at least 16
KEY_ID_BYTES = 4
DASH = "— "


class NoteError(ValueError):
    """This is no signed note, or one that must not be believed; the message is a code."""


class Verifier(Protocol):
    """A trusted public key under its name."""

    @property
    def name(self) -> str:
        """The name of the key: no spaces, no plus sign."""

    @property
    def key_id(self) -> bytes:
        """The four bytes that stand before each of its signatures."""

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Tell whether the key signed the message."""


class Signer(Protocol):
    """Something that signs: software with a private key, or a device that keeps it."""

    @property
    def name(self) -> str:
        """The name of the key: no spaces, no plus sign."""

    @property
    def key_id(self) -> bytes:
        """The four bytes that stand before each of its signatures."""

    def sign(self, message: bytes) -> bytes:
        """Return the signature over a message."""


class SignatureLine(NamedTuple):
    """One signature as a note has it."""

    name: str
    key_id: bytes
    signature: bytes


class Note(NamedTuple):
    """A note taken apart; `text` ends with a newline and is what was signed."""

    text: str
    signatures: tuple[SignatureLine, ...]


def read_note(note: str) -> Note:
    """Take a note apart.

    Raises:
        NoteError: "size", "characters", "form", "signature-line" or "signatures".
    """
    check_characters(note)
    text, blank, block = note.rpartition("\n\n")
    if not blank or not text or not block.endswith("\n"):
        raise NoteError("form")
    lines = block[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NoteError("signatures")
    return Note(text + "\n", tuple(map(_signature, lines)))


def check_characters(text: str) -> None:
    """Refuse a text that no note may hold.

    Raises:
        NoteError: "size", or "characters": control characters, or what cannot be UTF-8.
    """
    if len(text) > MOST_CHARACTERS:
        raise NoteError("size")
    if any((letter < " " and letter != "\n") or "\ud800" <= letter <= "\udfff" for letter in text):
        raise NoteError("characters")


def _signature(line: str) -> SignatureLine:
    name, space, encoded = line.removeprefix(DASH).partition(" ")
    content = decoded(encoded)
    if not line.startswith(DASH) or not space or not is_key_name(name) or len(content) <= KEY_ID_BYTES:
        raise NoteError("signature-line")
    return SignatureLine(name, content[:KEY_ID_BYTES], content[KEY_ID_BYTES:])


def is_key_name(name: str) -> bool:
    """Tell whether a name may name a key.

    >>> [is_key_name(name) for name in ("example.org/log", "a b", "a+b", "")]
    [True, False, False, False]
    """
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)


def decoded(encoded: str) -> bytes:
    """Return the bytes of a base64 text (RFC 4648 section 4); there is one text only for any bytes.

    Raises:
        NoteError: "base64".
    """
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("base64") from None
    if encoded_in_base64(content) != encoded:
        raise NoteError("base64")
    return content


def encoded_in_base64(content: bytes) -> str:
    """Return bytes as base64."""
    return base64.b64encode(content).decode("ascii")


def sign_note(text: str, signers: Sequence[Signer]) -> str:
    """Return the text as a note signed by each signer.

    Raises:
        NoteError: the text does not end with a newline, or holds what a note cannot hold.
    """
    check_characters(text)
    if not text.endswith("\n") or text == "\n":
        raise NoteError("form")
    return text + "\n" + "".join(_line(signer, text.encode()) for signer in signers)


def _line(signer: Signer, message: bytes) -> str:
    return f"{DASH}{signer.name} {encoded_in_base64(signer.key_id + signer.sign(message))}\n"


def verified_by(note: Note, verifiers: Iterable[Verifier]) -> tuple[str, ...]:
    """Return the names of the trusted keys that signed a note; unknown signatures count for nothing.

    Raises:
        NoteError: "bad-signature", a line in the name of a trusted key that this key did not make.
    """
    trusted = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    names: dict[str, None] = {}
    for line in note.signatures:
        verifier = trusted.get((line.name, line.key_id))
        if verifier is None:
            continue
        if not verifier.verify(note.text.encode(), line.signature):
            raise NoteError("bad-signature")
        names[line.name] = None
    return tuple(names)
