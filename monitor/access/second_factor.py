"""The second factor: time-based one-time passwords (RFC 6238), each good once; and how their key is kept."""

import os
from datetime import datetime

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.refusal import RefusedError
from monitor.access.secret import Secret, are_same

STEP_SECONDS = 30
_DRIFT = (0, -1, 1)  # steps a phone's clock may be off
_PLAIN, _SEALED = b"\x00", b"\x01"
_NONCE = 12
KEY_BYTES = 32
ISSUER = "cluster-monitor"


def new_totp_secret() -> Secret:
    """Return a new random key, in base 32 as authenticator programs take it."""
    return Secret(pyotp.random_base32())


def uri_of(secret: Secret, user: str) -> Secret:
    """Return what an authenticator program reads from a QR code."""
    return Secret(pyotp.TOTP(secret.reveal()).provisioning_uri(name=user, issuer_name=ISSUER))


def matching_step(secret: Secret, code: str, at: datetime) -> int | None:
    """Return the 30-second step whose code this is, one step of drift allowed; None where it is wrong."""
    totp = pyotp.TOTP(secret.reveal(), interval=STEP_SECONDS)
    now = int(at.timestamp()) // STEP_SECONDS
    steps = [now + drift for drift in _DRIFT if are_same(code, totp.generate_otp(now + drift))]
    return steps[0] if steps else None


class Sealer:
    """Keeps keys of second factors encrypted (AES-256-GCM, bound to the user) where a key is set."""

    def __init__(self, key: Secret | None = None) -> None:
        """Seal with a key of 64 hexadecimal digits; without one, keys are kept as they are.

        Raises:
            RefusedError: "access-key-malformed".
        """
        self._cipher = AESGCM(_key(key)) if key is not None else None

    def seal(self, secret: Secret, user: str) -> bytes:
        """Return what is kept of a secret."""
        if self._cipher is None:
            return _PLAIN + secret.reveal().encode()
        nonce = os.urandom(_NONCE)
        return _SEALED + nonce + self._cipher.encrypt(nonce, secret.reveal().encode(), user.encode())

    def open(self, kept: bytes, user: str) -> Secret:
        """Return a secret as it was given.

        Raises:
            RefusedError: "access-key-wrong", it was sealed with another key, or for another user.
        """
        if kept[:1] == _PLAIN:
            return Secret(kept[1:].decode())
        if self._cipher is None:
            raise _wrong_key()
        start = 1 + _NONCE
        try:
            return Secret(self._cipher.decrypt(kept[1:start], kept[start:], user.encode()).decode())
        except InvalidTag:
            raise _wrong_key() from None


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
