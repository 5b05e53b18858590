"""What stands around the application: each request has a number, a line in the log, and limits.

Promise: no header, body, query or address of a page gets into the log, and every answer, also one of a
fault, carries the headers that keep a browser from doing more with it than show it.
"""

import asyncio
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from math import ceil

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.refusal import RefusedError
from monitor.access.source import party
from monitor.http.desk import Parts
from monitor.http.language import language_of
from monitor.http.problems import described, problem_of, respond
from monitor.http.rates import Rates

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
_A_YEAR = "max-age=31536000"
_GONE = 499  # as servers note that the client broke off
_CLUSTER = re.compile(r"[A-Za-z0-9._-]{1,64}")
Elapsed = Callable[[], float]
Refuse = Callable[[RefusedError, Mapping[str, str]], ASGIApp]
Log = structlog.stdlib.BoundLogger


def within(app: ASGIApp, parts: Parts, refuse: Refuse) -> ASGIApp:
    """Return an application within its layers; nothing is connected before the first request.

    `refuse` makes the answer to what does not get as far as the application.
    """
    gate = Gate(app, parts, refuse)
    return Journal(gate, parts.log, parts.elapsed, simulation=parts.monitor.simulation)


class Journal:
    """Numbers each request, tells the log how it ended, and puts the headers on that all answers have."""

    def __init__(self, app: ASGIApp, log: Log, elapsed: Elapsed, *, simulation: bool) -> None:
        """Stand around an application; `simulation` marks every answer."""
        self._app = app
        self._log = log
        self._elapsed = elapsed
        self._simulation = simulation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number, began = secrets.token_hex(8), self._elapsed()
        scope["state"] = {**scope.get("state", {}), "request": number}
        status: list[int] = []

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                status.append(message["status"])
                self._mark(MutableHeaders(scope=message), scope, number)
            await send(message)

        try:
            await self._app(scope, receive, marked)
        except ClientDisconnect:  # nobody is there to be answered
            status[:] = [_GONE]
        except Exception:  # noqa: BLE001 - the last place to tell it
            self._log.exception("fault", request=number)
            if not status:
                await _fault(scope, receive, marked)
        finally:
            milliseconds = round((self._elapsed() - began) * 1000, 1)
            self._log.info("answered", **_told(scope), status=(status or [_GONE])[0], ms=milliseconds)

    def _mark(self, headers: MutableHeaders, scope: Scope, number: str) -> None:
        for name, value in SECURITY_HEADERS.items():
            headers.setdefault(name, value)
        if scope["scheme"] == "https":
            headers["Strict-Transport-Security"] = _A_YEAR
        headers["Request-Id"] = number
        if {"content-length", "transfer-encoding"} <= set(Headers(scope=scope)):
            headers["Connection"] = "close"  # a proxy may have read it by the other one: RFC 9112, 6.1
        if self._simulation:
            headers["Monitor-Simulation"] = "true"


def _told(scope: Scope) -> dict[str, object]:
    """Return what the log is told of a request: the route as declared, never the address as asked.

    A cluster is told where it could be one: what else an address may hold is nothing to put into a log.
    """
    state, cluster = scope["state"], scope.get("path_params", {}).get("cluster", "")
    route = getattr(scope.get("route"), "path", None)
    told = {"request": state["request"], "method": scope["method"], "route": route}
    named = cluster if _CLUSTER.fullmatch(cluster) else None
    return told | {"cluster": named, "principal": state.get("principal")}


async def _fault(scope: Scope, receive: Receive, send: Send) -> None:
    await refuse(RefusedError("fault", kind="unavailable"), {})(scope, receive, send)


def refuse(error: RefusedError, headers: Mapping[str, str]) -> ASGIApp:
    """Return the answer that a refusal is to a program, made where there is no endpoint yet."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        language = language_of(Headers(scope=scope).get("accept-language"))
        told = described(problem_of(error, language), scope["state"].get("request"))
        await respond(told, headers)(scope, receive, send)

    return answer


class Gate:
    """Lets in what is for us and what there is room for; whoever takes too long is told so.

    A command that took too long may still be recorded: its caller asks again with the same
    Idempotency-Key and gets the answer.
    """

    def __init__(self, app: ASGIApp, parts: Parts, refuse: Refuse) -> None:
        """Stand before an application; `refuse` makes the answer to what is not let in."""
        self._app = app
        self.refuse = refuse
        self._hosts = frozenset(host.lower() for host in parts.settings.hosts)
        self._limits = parts.settings.limits
        self._rates = Rates(self._limits.address, parts.elapsed)
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif (refusal := self._refusal(scope)) is not None:
            await refusal(scope, receive, send)
        else:
            await _Bounded(self, scope, receive, send).run()

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        if _host(headers.get("host", "")) not in self._hosts:
            return self.refuse(RefusedError("host-not-served"), {})
        address, _ = scope.get("client") or ("unknown", 0)
        if wait := self._rates.take(party(address)):
            return self.refuse(RefusedError("too-many-requests"), {"Retry-After": str(ceil(wait))})
        if self._under_way >= self._limits.under_way:
            return self.refuse(RefusedError("service-busy", kind="unavailable"), {"Retry-After": "1"})
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length[:19]) > self._limits.body_bytes:
            too_large = RefusedError("body-too-large", most=self._limits.body_bytes)
            return self.refuse(too_large, {"Connection": "close"})
        return None

    async def run(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on."""
        await self._app(scope, receive, send)

    def count(self, change: int) -> None:
        """Note that a request is under way, or that it is answered."""
        self._under_way += change

    @property
    def seconds(self) -> float:
        """After how long an answer has to have begun."""
        return self._limits.answer_seconds


class _LateError(Exception):
    """An answer came when nobody waited for it any more."""


class _Bounded:
    """One request that has to begin its answer in time."""

    def __init__(self, gate: Gate, scope: Scope, receive: Receive, send: Send) -> None:
        self._gate = gate
        self._scope = scope
        self._receive = receive
        self._send = send
        self._begun = asyncio.Event()
        self._is_late = False
        self._is_counted = False

    async def run(self) -> None:
        self._gate.count(+1)
        self._is_counted = True
        task = asyncio.create_task(self._gate.run(self._scope, self._receive, self._watched))
        waiting = asyncio.create_task(self._begun.wait())
        try:
            await asyncio.wait(
                {task, waiting}, timeout=self._gate.seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if not task.done() and not self._begun.is_set():
                await self._give_up()
            with suppress(_LateError):
                await task
        except asyncio.CancelledError:
            task.cancel()
            raise
        finally:
            waiting.cancel()
            self._release()

    async def _watched(self, message: Message) -> None:
        if self._is_late:
            raise _LateError
        if not self._begun.is_set():
            self._begun.set()
            self._release()
        await self._send(message)

    async def _give_up(self) -> None:
        """Answer that it takes too long; what was begun comes to its end unheard."""
        self._is_late = True
        late = self._gate.refuse(RefusedError("service-slow", kind="unavailable"), {})
        await late(self._scope, self._receive, self._send)

    def _release(self) -> None:
        if self._is_counted:
            self._is_counted = False
            self._gate.count(-1)


def _host(stated: str) -> str:
    """Return a Host field without its port; nothing where it is no host and port.

    >>> _host("[::1]:8000"), _host("LOCALHOST:80"), _host("localhost:80@evil.example"), _host("[::1]evil")
    ('[::1]', 'localhost', '', '')
    """
    found = re.fullmatch(r"(\[[^]]*\]|[^:[]*)(:[0-9]{1,5})?", stated.lower())
    return found[1] if found else ""
