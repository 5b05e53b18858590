"""How signatures are made and checked, by scheme: the one place that knows their cryptography.

Ed25519 has a type of its own in C2SP notes; the others stand under 0xff with their identifier
after it. SM2 is for devices; ECDSA is what most other devices and cards can do.

Source: C2SP signed-note, "Signature types"; RFC 8032; GB/T 32918.2-2016; FIPS 186-5 section 6.
"""

from collections.abc import Callable
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from monitor.audit.signing import sm2

ED25519 = "ed25519"
_KEY_BYTES = 32  # RFC 8032 5.1.5
_POINT_BYTES = 65  # 04 || x || y


class Scheme(NamedTuple):
    """One way to sign; `prefix` stands before the public key wherever the key is encoded."""

    prefix: bytes
    public_key_bytes: int
    is_public_key: Callable[[bytes], bool]
    verify: Callable[[bytes, bytes, bytes], bool]


def _ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _p256(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        _p256_key(public).verify(signature, message, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def _p256_key(public: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)


def _is_p256(public: bytes) -> bool:
    try:
        _p256_key(public)
    except ValueError:
        return False
    return len(public) == _POINT_BYTES


def _is_ed25519(public: bytes) -> bool:
    return len(public) == _KEY_BYTES


SCHEMES: dict[str, Scheme] = {
    ED25519: Scheme(b"\x01", _KEY_BYTES, _is_ed25519, _ed25519),
    "sm2-sm3": Scheme(b"\xffsm2-sm3", _POINT_BYTES, sm2.is_public_key, sm2.verify),
    "ecdsa-p256-sha256": Scheme(b"\xffecdsa-p256-sha256", _POINT_BYTES, _is_p256, _p256),
}
