"""The style, the script and the picture of the pages: files of this package, each served under its hash.

Promise: what a browser has kept is never another version than the page that asks for it.
"""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from fastapi import Response

from domain.refusal import RefusedError

KINDS = {
    "site.css": "text/css; charset=utf-8",
    "live.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}


@cache
def content_of(name: str) -> bytes:
    """Return the bytes of an asset."""
    return (files("monitor.web") / "static" / name).read_bytes()


@cache
def address_of(name: str) -> str:
    """Return the address of an asset; another content has another address."""
    return f"/static/{sha256(content_of(name)).hexdigest()[:16]}/{name}"


def asset(mark: str, name: str) -> Response:
    """Answer an asset; it may be kept for good.

    Raises:
        RefusedError: "route-unknown", there is none at this address.
    """
    if name not in KINDS or address_of(name) != f"/static/{mark}/{name}":
        raise RefusedError("route-unknown", method="GET")
    return Response(content_of(name), 200, _KEPT, KINDS[name])
