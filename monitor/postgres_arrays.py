"""Arrays as PostgreSQL reads them in binary, packed at once: psycopg's own packing looks at every element.

Promise: what is packed is exactly the list that was handed in, missing elements included.

Source: PostgreSQL, `array_recv` (src/backend/utils/adt/arrayfuncs.c): dimensions, whether there are
nulls, type, length, lower bound; then each element after its length.
"""

from collections.abc import Sequence
from struct import pack
from typing import Any

from psycopg.abc import AdaptContext
from psycopg.adapt import Dumper
from psycopg.pq import Format

_TEXT, _BIGINT, _BYTEA = 25, 20, 17  # types of elements
_ABSENT = pack(">i", -1)
_EIGHT = pack(">i", 8)


class TextArray(bytes):
    """A packed `text[]`."""

    __slots__ = ()

    @classmethod
    def of(cls, texts: Sequence[str | None]) -> "TextArray":
        """Pack texts."""
        return cls(_array(_TEXT, [None if each is None else each.encode() for each in texts]))


class ByteaArray(bytes):
    """A packed `bytea[]`."""

    __slots__ = ()

    @classmethod
    def of(cls, values: Sequence[bytes]) -> "ByteaArray":
        """Pack bytes."""
        return cls(_array(_BYTEA, values))


class BigintArray(bytes):
    """A packed `bigint[]`."""

    __slots__ = ()

    @classmethod
    def of(cls, numbers: Sequence[int]) -> "BigintArray":
        """Pack whole numbers of 64 bits."""
        packed = pack(f">{len(numbers)}q", *numbers)
        elements = [packed[at : at + 8] for at in range(0, len(packed), 8)]
        body = _EIGHT + _EIGHT.join(elements) if elements else b""
        return cls(_head(_BIGINT, len(numbers), nulls=False) + body)


def _array(oid: int, elements: Sequence[bytes | None]) -> bytes:
    parts = [_ABSENT if each is None else pack(">i", len(each)) + each for each in elements]
    return _head(oid, len(elements), nulls=None in elements) + b"".join(parts)


def _head(oid: int, length: int, *, nulls: bool) -> bytes:
    return pack(">iiIii", 1, nulls, oid, length, 1) if length else pack(">iiI", 0, 0, oid)


class _PackedDumper(Dumper):
    """Hands on what is packed already."""

    format = Format.BINARY

    def dump(self, obj: Any) -> bytes:  # noqa: ANN401 - psycopg's signature
        return bytes(obj)


_ARRAY_TYPES = {TextArray: 1009, BigintArray: 1016, ByteaArray: 1001}
_DUMPERS = {
    kind: type(f"{kind.__name__}Dumper", (_PackedDumper,), {"oid": oid}) for kind, oid in _ARRAY_TYPES.items()
}


def register(connection: AdaptContext) -> None:
    """Let a connection take these arrays."""
    adapters = connection.adapters
    if adapters is not None:
        for kind, dumper in _DUMPERS.items():
            adapters.register_dumper(kind, dumper)
