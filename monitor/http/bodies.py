"""The bytes of a request: read no further and no longer than allowed."""

import asyncio
from typing import Annotated

from fastapi import Depends, Request

from domain.refusal import RefusedError
from monitor.http.asking import desk_of


async def body(request: Request) -> bytes:
    """Return the body of a request, read no further than allowed and no longer.

    Raises:
        RefusedError: "body-too-large", "request-too-slow".
    """
    limits = desk_of(request).parts.settings.limits
    found = bytearray()
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for chunk in request.stream():
                found += chunk
                if len(found) > limits.body_bytes:
                    raise RefusedError("body-too-large", most=limits.body_bytes)
    except TimeoutError:
        raise RefusedError("request-too-slow", most=limits.body_seconds) from None
    return bytes(found)


Body = Annotated[bytes, Depends(body)]


def require_media_type(request: Request, *accepted: str) -> str:
    """Return the media type of a body without its parameters.

    Raises:
        RefusedError: "media-type-not-accepted", also for another charset than UTF-8.
    """
    stated = request.headers.get("content-type", "")
    kind, *parameters = (part.strip().lower() for part in stated.split(";"))
    charsets = [part.partition("=")[2].strip('"') for part in parameters if part.startswith("charset=")]
    if kind not in accepted or any(charset not in {"utf-8", "utf8"} for charset in charsets):
        raise RefusedError("media-type-not-accepted", found=stated[:100] or "-", allowed=", ".join(accepted))
    return kind
