"""Secrets of this service: how they are made, compared, hashed, and kept from being told.

Promise: what is held in a `Secret` appears in no repr, no log and no error.
"""

import hmac
import secrets
from hashlib import sha256

_BYTES = 32


class Secret:
    """A text that is told only by `reveal`."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Hold a secret."""
        self._text = text

    def __repr__(self) -> str:
        """Tell nothing."""
        return "Secret(***)"

    def reveal(self) -> str:
        """Return the text, for the one who has to have it."""
        return self._text


def new_secret(size: int = _BYTES) -> Secret:
    """Return a random secret of so many bytes, in URL-safe letters."""
    return Secret(secrets.token_urlsafe(size))


def fingerprint(secret: Secret) -> str:
    """Return the SHA-256 of a random secret, in hexadecimal: what a table may hold of it."""
    return sha256(secret.reveal().encode()).hexdigest()


def keyed(key: bytes, text: str) -> str:
    """Return the HMAC-SHA256 of a text that could be guessed, in hexadecimal."""
    return hmac.new(key, text.encode(), sha256).hexdigest()


def are_same(given: str, kept: str) -> bool:
    """Compare in a time that does not depend on where they differ."""
    return hmac.compare_digest(given.encode(), kept.encode())
