"""How secrets are kept that have to be read again: keys of second factors, secrets of webhooks.

Promise: what was sealed for one user or webhook opens for no other.
"""

import os
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.refusal import RefusedError
from monitor.access.secret import Secret

_PLAIN, _SEALED = b"\x00", b"\x01"
_NONCE = 12
KEY_BYTES = 32
SEALED_TEXT = "sealed:"  # how a text begins that is not kept as it is


class Sealer:
    """Keeps secrets encrypted (AES-256-GCM, each bound to whose it is) where a key is set."""

    def __init__(self, key: Secret | None = None) -> None:
        """Seal with a key of 64 hexadecimal digits; without one, secrets are kept as they are.

        Raises:
            RefusedError: "access-key-malformed".
        """
        self._cipher = AESGCM(_key(key)) if key is not None else None

    @property
    def has_key(self) -> bool:
        """Tell whether secrets are encrypted."""
        return self._cipher is not None

    def seal(self, secret: Secret, of: str) -> bytes:
        """Return what is kept of a secret."""
        if self._cipher is None:
            return _PLAIN + secret.reveal().encode()
        nonce = os.urandom(_NONCE)
        return _SEALED + nonce + self._cipher.encrypt(nonce, secret.reveal().encode(), of.encode())

    def open(self, kept: bytes, of: str) -> Secret:
        """Return a secret as it was given.

        Raises:
            RefusedError: "access-key-wrong", it was sealed with another key, or for another.
        """
        if kept[:1] == _PLAIN:
            return Secret(kept[1:].decode())
        if self._cipher is None:
            raise _wrong_key()
        start = 1 + _NONCE
        try:
            return Secret(self._cipher.decrypt(kept[1:start], kept[start:], of.encode()).decode())
        except InvalidTag:
            raise _wrong_key() from None

    def seal_text(self, secret: Secret, of: str) -> str:
        """Return what a column of text keeps of a secret: without a key the secret as it is."""
        if self._cipher is None:
            return secret.reveal()
        return SEALED_TEXT + b64encode(self.seal(secret, of)).decode()

    def open_text(self, kept: str, of: str) -> Secret:
        """Return a secret that a column of text keeps.

        Raises:
            RefusedError: "access-key-wrong".
        """
        if not kept.startswith(SEALED_TEXT):
            return Secret(kept)
        return self.open(b64decode(kept.removeprefix(SEALED_TEXT)), of)


def _wrong_key() -> RefusedError:
    return RefusedError("access-key-wrong", kind="unavailable")


def _key(key: Secret) -> bytes:
    try:
        read = bytes.fromhex(key.reveal())
    except ValueError:
        read = b""
    if len(read) != KEY_BYTES:
        raise RefusedError("access-key-malformed")
    return read
