"""The log as a feed: CloudEvents 1.0 in batches, or as a stream that is resumed where it ended.

Promise: whoever follows misses no event that may be seen, and sees none twice: the id to resume after is
the position in the log.
"""

import asyncio
from collections.abc import AsyncIterator
from threading import BoundedSemaphore
from typing import Annotated

import msgspec
from anyio import to_thread
from fastapi import Header, Query, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from domain.events import Recorded, stored_name
from domain.refusal import RefusedError
from monitor.access.viewing import Feed
from monitor.http.asking import Asked, Caller, principal_of
from monitor.http.desk import Parts
from monitor.http.paging import link_to
from monitor.notify.cloud_event import cloud_event

BATCH_TYPE = "application/cloudevents-batch+json"
STREAM_TYPE = "text/event-stream"
After = Annotated[int | None, Query(ge=0, le=2**63 - 1, description="The position of the last event seen.")]
LastSeen = Annotated[str | None, Header(alias="Last-Event-ID", description="The same, of a stream.")]
Limit = Annotated[int, Query(ge=1, le=1_000, description="How many events at most.")]
_encoder = msgspec.json.Encoder(decimal_format="number")
_STOPS_WITHIN = 0.25  # seconds
_LOOKED_AT = 2_000  # positions at a time: most of them may be of others


def events(
    caller: Caller, after: After = None, limit: Limit = 100, last_event_id: LastSeen = None
) -> Response:
    """Answer the events that may be seen after a position, or go on telling them as they come."""
    begin = _begin(after, last_event_id)
    if STREAM_TYPE in caller.request.headers.get("accept", ""):
        return _stream(caller, begin)
    feed = _feed(caller, begin, limit)
    content = _encoder.encode([cloud_event(each, simulation=caller.simulation) for each in feed.records])
    request = caller.request
    link = link_to(request.url.path, {"after": feed.position, "limit": limit}, "next")
    return Response(content, 200, {"Link": link, "Vary": "Accept"}, BATCH_TYPE)


def _begin(after: int | None, last_event_id: str | None) -> int:
    """Return the position to go on after; what was resumed counts more than where it began."""
    if last_event_id is None:
        return after or 0
    if not (last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) <= 18):  # noqa: PLR2004
        raise RefusedError("header-not-accepted", header="Last-Event-ID", found=last_event_id[:60])
    return int(last_event_id)


def _feed(caller: Asked, after: int, limit: int) -> Feed:
    """Return at most `limit` events that may be seen, and the position up to which the log was told."""
    seen = caller.guarded.feed(after, max(limit, _LOOKED_AT))
    if len(seen.records) <= limit:
        return seen
    kept = seen.records[:limit]
    return Feed(kept, kept[-1].position)


# --- the stream -------------------------------------------------------------------------------


def _stream(caller: Asked, begin: int) -> Response:
    if not caller.desk.streams.acquire(blocking=False):
        raise RefusedError("service-busy", kind="unavailable")
    headers = {"X-Accel-Buffering": "no"}
    return _Counted(_told(caller, begin), caller.desk.streams, headers)


class _Counted(StreamingResponse):
    """A stream that gives its room back however it ends, even before it began."""

    def __init__(
        self, content: AsyncIterator[bytes], room: BoundedSemaphore, headers: dict[str, str]
    ) -> None:
        super().__init__(content, 200, headers, STREAM_TYPE)
        self._room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._room.release()


async def _told(caller: Asked, position: int) -> AsyncIterator[bytes]:
    """Yield events as they come, a comment where none come for long, until the service stops."""
    parts = caller.desk.parts
    heard = parts.elapsed()
    yield f"retry: 3000\nid: {position}\n\n".encode()
    while not parts.stopping.is_set():
        feed = await to_thread.run_sync(_next, caller, position)
        if feed is None:
            return
        for record in feed.records:
            yield _framed(record, simulation=caller.simulation)
        if feed.records or parts.elapsed() - heard >= parts.settings.heartbeat_seconds:
            heard = parts.elapsed()
            yield f": \nid: {feed.position}\n\n".encode()  # no event: it only moves the place to resume
        if feed.position == position:
            await _rest(parts)
        position = feed.position


async def _rest(parts: Parts) -> None:
    """Wait until it is time to look again, or the service stops."""
    until = parts.elapsed() + parts.settings.poll_seconds
    while not parts.stopping.is_set() and (left := until - parts.elapsed()) > 0:  # noqa: ASYNC110 - set by a signal
        await asyncio.sleep(min(left, _STOPS_WITHIN))


def _next(caller: Asked, position: int) -> Feed | None:
    """Return the next events by the rights there are now; None once whoever listens has lost them."""
    at = caller.desk.parts.clock()
    try:
        principal = principal_of(caller.request, at, "")  # a stream only reads
    except RefusedError:
        return None
    return caller.desk.parts.access.guard.seen_by(principal, at).feed(position, _LOOKED_AT)


def _framed(record: Recorded, *, simulation: bool) -> bytes:
    """Return a record as an event of the stream; JSON holds no line break."""
    content = _encoder.encode(cloud_event(record, simulation=simulation))
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (
        record.position,
        stored_name(type(record.body)).encode(),
        content,
    )
