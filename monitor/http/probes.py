"""What stands before all else: the probes of whoever runs the service, and the count of its answers.

Promise: `/healthz` and `/readyz` are answered under any host name and to anybody, and tell how each subject
is, but no figure, name or address; the figures are for `cluster-monitor health` and the metrics.
"""

from collections.abc import Callable

import msgspec
from anyio import to_thread
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.health import Health

ALIVE, READY = "/healthz", "/readyz"
Answered = Callable[[str, str | None, int, float], None]


class Probes:
    """Answers the two probes, and hands everything else on."""

    def __init__(self, app: ASGIApp, health: Callable[[], Health]) -> None:
        """Stand before an application; `health` may take its time."""
        self._app = app
        self._health = health

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        is_probe = scope["type"] == "http" and scope["path"] in {ALIVE, READY}
        if is_probe and scope["method"] in {"GET", "HEAD"}:
            answer = await self._ready() if scope["path"] == READY else _answer(200, {"alive": True})
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _ready(self) -> Response:
        health = await to_thread.run_sync(self._health)
        return _answer(200 if health.is_ready else 503, health.outline())


def _answer(status: int, told: dict[str, object]) -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(msgspec.json.encode(told) + b"\n", status, headers, "application/json")


class Counted:
    """Tells of each answer how it ended and how long it took until it began."""

    def __init__(self, app: ASGIApp, answered: Answered, elapsed: Callable[[], float]) -> None:
        """Stand around an application."""
        self._app = app
        self._answered = answered
        self._elapsed = elapsed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = self._elapsed()
        first: list[tuple[int, float]] = []

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                first.append((message["status"], self._elapsed() - began))
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            status, seconds = first[0] if first else (499, self._elapsed() - began)
            route = getattr(scope.get("route"), "path", None)
            self._answered(scope["method"], route, status, seconds)
