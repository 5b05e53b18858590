"""Checking SM2 signatures; making them is left to devices.

Only public values pass through here, so that nothing has to be kept from whoever measures its time.

Source: GB/T 32918.2-2016 section 7 (the signature), GB/T 32918.5-2017 (the curve), GM/T 0009-2012
(its user id where none is agreed; the signature in DER).
"""

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from monitor.digests import sm3

PUBLIC_KEY_BYTES = 65  # 04 || x || y
_UNCOMPRESSED = 4
_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
_A = _P - 3
_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
_N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
_G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
_USER_ID = b"1234567812345678"

Point = tuple[int, int]


def is_public_key(public: bytes) -> bool:
    """Tell whether bytes are a point of the curve, written without compression."""
    if len(public) != PUBLIC_KEY_BYTES or public[0] != _UNCOMPRESSED:
        return False
    x, y = _point(public)
    return x < _P and y < _P and (y * y - (x * x * x + _A * x + _B)) % _P == 0


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a key signed a message; a signature that is no DER of two numbers is none."""
    try:
        r, s = decode_dss_signature(signature)
    except ValueError:
        return False
    t = (r + s) % _N
    if not (0 < r < _N and 0 < s < _N) or t == 0 or not is_public_key(public):
        return False
    reached = _sum(_times(s, _G), _times(t, _point(public)))
    digest = int.from_bytes(sm3(_bound(public) + message), "big")
    return reached is not None and (digest + reached[0]) % _N == r


def _bound(public: bytes) -> bytes:
    """Return the hash that binds a signature to the curve, the user and the key (ZA)."""
    length = (8 * len(_USER_ID)).to_bytes(2, "big")
    numbers = b"".join(number.to_bytes(32, "big") for number in (_A, _B, *_G))
    return sm3(length + _USER_ID + numbers + public[1:])


def _point(public: bytes) -> Point:
    return int.from_bytes(public[1:33], "big"), int.from_bytes(public[33:], "big")


def _times(factor: int, point: Point) -> Point | None:
    """Return a multiple of a point; None is the point at infinity."""
    product: Point | None = None
    for bit in f"{factor:b}":
        product = _sum(product, product)
        if bit == "1":
            product = _sum(product, point)
    return product


def _sum(left: Point | None, right: Point | None) -> Point | None:
    if left is None or right is None:
        return left or right
    (x1, y1), (x2, y2) = left, right
    if x1 == x2 and (y1 + y2) % _P == 0:
        return None
    rise, run = (3 * x1 * x1 + _A, 2 * y1) if left == right else (y2 - y1, x2 - x1)
    slope = rise * pow(run, -1, _P)
    x = (slope * slope - x1 - x2) % _P
    return x, (slope * (x1 - x) - y1) % _P
