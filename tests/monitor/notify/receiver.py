"""A receiver of messages on loopback that can be told to misbehave; it keeps every request whole."""

import socketserver
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socket import socket
from threading import Event, Thread
from typing import Any, NamedTuple

import msgspec

Answer = Callable[[socket], None]
_PATIENCE = 30  # seconds, with who neither sends nor reads nor goes


class Taken(NamedTuple):
    """One request: its line, its headers in small letters, its body."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        return msgspec.json.decode(self.body, type=dict[str, Any])

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


def says(status: str, body: bytes = b"", *headers: str) -> Answer:
    """Answer at once with a status, a body and further headers."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    whole = ("\r\n".join(lines) + "\r\n\r\n").encode() + body
    return lambda connection: connection.sendall(whole)


OK = says("200 OK", b"taken")
FAILING = says("500 Oops", b"why")


class Receiver(socketserver.ThreadingTCPServer):
    """Listens on a free port of loopback; `released` lets those go on that were told to hang."""

    daemon_threads = False
    allow_reuse_address = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tls = tls
        self.taken: list[Taken] = []
        self.answers: list[Answer] = []
        self.released = Event()
        self.connections = 0
        self.greets = b""

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str = "/hook") -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}{path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: the other side went away, which tests want it to do."""

    def hangs(self, connection: socket) -> None:
        """Answer nothing until released."""
        self.released.wait(30)
        del connection

    def drips(self, connection: socket) -> None:
        """Send a header without end, a letter at a time."""
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        while not self.released.wait(0.02):
            connection.sendall(b"a")

    def drips_after_its_status(self, connection: socket) -> None:
        """Say that it was taken, then send a body without end."""
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not self.released.wait(0.02):
            connection.sendall(b"a")

    def floods(self, connection: socket) -> None:
        """Answer with far more than anybody wants."""
        connection.sendall(b"HTTP/1.1 500 Oops\r\n\r\n")
        while not self.released.is_set():
            connection.sendall(b"\x1b[31m" * 20_000)


class _Handler(socketserver.BaseRequestHandler):
    server: Receiver

    def handle(self) -> None:
        receiver = self.server
        receiver.connections += 1
        with suppress(OSError):
            connection = self.request
            connection.settimeout(_PATIENCE)
            if receiver.tls is not None:
                connection = receiver.tls.wrap_socket(connection, server_side=True)
            try:
                connection.sendall(receiver.greets)
                receiver.taken.append(_read(connection))
                answer = receiver.answers.pop(0) if receiver.answers else OK
                answer(connection)
            finally:
                connection.close()


def _read(connection: socket) -> Taken:
    content = b""
    while b"\r\n\r\n" not in content:
        content += _more(connection)
    head, _, body = content.partition(b"\r\n\r\n")
    line, *rest = head.decode().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in rest)}
    while len(body) < int(headers.get("content-length", "0")):
        body += _more(connection)
    return Taken(line, headers, body)


def _more(connection: socket) -> bytes:
    found = connection.recv(65_536)
    if not found:
        raise OSError
    return found


@contextmanager
def receiving(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Give a receiver for as long as it is needed."""
    with Receiver(tls) as receiver:
        thread = Thread(target=receiver.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield receiver
        finally:
            receiver.released.set()
            receiver.shutdown()
            thread.join()
