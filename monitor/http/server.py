"""The server around the application: the only home of uvicorn.

Promise: told to stop it takes no more requests, ends every stream of events, and lets what was begun
come to its end.
"""

import signal
import socket
from threading import Event, Thread
from types import FrameType

import msgspec
import uvicorn
from starlette.types import ASGIApp

from domain.refusal import RefusedError

_WAITING = 1024  # connections not taken yet
_STOPS_WITHIN = 30  # seconds, before requests that do not end are broken off


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """Where to listen (port 0: any that is free), and which proxies may say whom they speak for."""

    host: str
    port: int
    proxies: tuple[str, ...] = ()


class Server(uvicorn.Server):
    """A server that says when it was told to stop, before it waits for requests to end."""

    def __init__(self, config: uvicorn.Config, stopping: Event) -> None:
        """Serve; `stopping` is set once this is to stop."""
        super().__init__(config)
        self._stopping = stopping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop. Set by a thread: a handler that took the event's own lock could wait for itself."""
        Thread(target=self._stopping.set).start()
        super().handle_exit(sig, frame)


def listening(address: Address) -> socket.socket:
    """Return a socket that listens.

    Raises:
        RefusedError: "address-not-free".
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # Named TCP: else asyncio does not turn off the delay of small packets (40 ms an answer).
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address.host, address.port))
        made.listen(_WAITING)  # from here on whoever connects waits until the application is made
    except OSError as error:
        made.close()
        raise RefusedError(
            "address-not-free",
            kind="unavailable",
            host=address.host,
            port=address.port,
            reason=error.strerror,
        ) from None
    return made


def server_for(app: ASGIApp, address: Address, stopping: Event) -> Server:
    """Return the server of an application, not yet running; proxies are believed only as stated."""
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(address.proxies),
        forwarded_allow_ips=list(address.proxies),
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_STOPS_WITHIN,
    )
    return Server(config, stopping)


def run(server: Server, listener: socket.socket) -> None:
    """Serve until told to stop; on SIGTERM just return.

    Raises:
        KeyboardInterrupt: at the end, after SIGINT.
    """
    signal.signal(signal.SIGTERM, lambda *_: None)  # the server raises what it was told once more at its end
    server.run(sockets=[listener])
