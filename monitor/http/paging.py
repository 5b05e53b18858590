"""Pages of a list: an opaque cursor names the last line seen, so that a page is stable under appends.

A cursor holds nothing secret and gives no right; whoever makes one up sees what any caller may see.
"""

import base64
import binascii
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import urlencode

import msgspec

from domain.refusal import RefusedError

Key = TypeVar("Key", str, int)
_LONGEST = 400


class Page(NamedTuple, Generic[Key]):
    """Lines of a list, and the key to go on after (None: these are the last)."""

    lines: list[dict[str, Any]]
    after: Key | None


def write_cursor(key: str | int) -> str:
    """Return the cursor of a key.

    >>> read_cursor(write_cursor("c1"), str)
    'c1'
    """
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def read_cursor(cursor: str, kind: type[Key]) -> Key:
    """Return the key of a cursor.

    Raises:
        RefusedError: "cursor-not-accepted", it is none of ours.
    """
    try:
        padded = cursor[:_LONGEST].encode("ascii") + b"=" * (-len(cursor[:_LONGEST]) % 4)
        return msgspec.json.decode(base64.b64decode(padded, altchars=b"-_", validate=True), type=kind)
    except (ValueError, UnicodeError, binascii.Error, msgspec.MsgspecError):
        raise RefusedError("cursor-not-accepted") from None


def link_to_next(path: str, asked: dict[str, Any], cursor: str) -> str:
    """Return the Link field to the next page (RFC 8288): the same question, after a cursor."""
    kept = {name: value for name, value in asked.items() if name != "cursor"}
    return link_to(path, {**kept, "cursor": cursor}, "next")


def link_to(path: str, asked: dict[str, Any], relation: str) -> str:
    """Return a Link field to an address with a question."""
    return f'<{path}?{urlencode(asked)}>; rel="{relation}"'
