"""The two hash functions of the log: SHA-256 for the world, SM3 for Chinese courts and devices.

Promise: both give 32 bytes, and SM3 is here whatever Python was built with.
"""

import hashlib
from typing import Any, Literal

from domain.merkle import Hash

Algorithm = Literal["sha256", "sm3"]


def sha256(data: bytes) -> bytes:
    """Return the SHA-256 of bytes (FIPS 180-4)."""
    return hashlib.sha256(data).digest()


def sm3_of(name: str) -> Hash:
    """Return SM3 (GB/T 32905-2016): by the OpenSSL of Python where that has this name, else another."""
    try:
        prepared = hashlib.new(name)
    except ValueError:
        return _sm3_of_cryptography

    def sm3(data: bytes) -> bytes:
        copied = prepared.copy()  # faster than looking the name up again
        copied.update(data)
        return copied.digest()

    return sm3


def _sm3_of_cryptography(data: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - only where Python has no SM3

    hashed: Any = hashes.Hash(hashes.SM3())
    hashed.update(data)
    return bytes(hashed.finalize())


sm3 = sm3_of("sm3")
DIGESTS: dict[Algorithm, Hash] = {"sha256": sha256, "sm3": sm3}
