"""Deadlines and alerts by secret address: no sign-in, the address itself is the key.

Promise: an address that is none, or was closed, is not found, and nothing tells which of the two it was.
"""

from fastapi import Request, Response

from monitor.access.secret import Secret
from monitor.alerting.feeds import Feeds, Form
from monitor.alerting.telling import Teller
from monitor.http.asking import desk_of
from monitor.web.route import OPEN, PageRoute, page

_HEADERS = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
_NOT_MODIFIED = 304


def calendar_feed(request: Request, secret: str, lang: str = "zh") -> Response:
    """Answer with a calendar (RFC 5545).

    Raises:
        RefusedError: "feed-not-found".
    """
    return _answer(request, secret, "ics", lang)


def news_feed(request: Request, secret: str, lang: str = "zh") -> Response:
    """Answer with a news feed (RFC 4287).

    Raises:
        RefusedError: "feed-not-found".
    """
    return _answer(request, secret, "atom", lang)


def _answer(request: Request, secret: str, form: Form, lang: str) -> Response:
    parts = desk_of(request).parts
    feeds = Feeds(parts.monitor, Teller(parts.monitor, str(request.base_url)))
    read = feeds.read(
        Secret(secret),
        form,
        guard=parts.access.guard,
        accounts=parts.access.accounts,
        at=parts.clock(),
        language="en" if lang == "en" else "zh",
    )
    headers = {**_HEADERS, "ETag": read.etag}
    if read.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    return Response(read.body, 200, headers, read.content_type)


PAGES: tuple[PageRoute, ...] = (
    page("/feeds/{secret}.ics", OPEN, calendar_feed),
    page("/feeds/{secret}.atom", OPEN, news_feed),
)
