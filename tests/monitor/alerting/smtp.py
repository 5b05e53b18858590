"""A mail server on loopback: TLS from the first byte or by STARTTLS, with sign-in; it keeps what it takes."""

import socketserver
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event, Thread
from typing import Any


class MailReceiver(socketserver.ThreadingTCPServer):
    """Listens on a free port; `says` answers a command otherwise than it would."""

    daemon_threads = False
    allow_reuse_address = True

    def __init__(self, tls: ssl.SSLContext, *, is_tls: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tls = tls
        self.is_tls = is_tls
        self.offers_tls = True
        self.mails: list[bytes] = []
        self.signed_in: list[str] = []
        self.answers: dict[str, str] = {}
        self.drips = False
        self.released = Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def read(self) -> EmailMessage:
        """Return the only mail, as an independent reader understands it."""
        (mail,) = self.mails
        return message_from_bytes(mail, policy=policy.default)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: the other side went away, which tests want it to do."""


class _Handler(socketserver.StreamRequestHandler):
    server: MailReceiver

    def handle(self) -> None:
        with suppress(OSError):
            try:
                if self.server.is_tls:
                    self._encrypt()
                self._serve()
            finally:
                self.connection.close()

    def _encrypt(self) -> None:
        self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")

    def _say(self, text: str) -> None:
        self.connection.sendall(f"{text}\r\n".encode())

    def _serve(self) -> None:
        if self.server.drips:
            while not self.server.released.wait(0.02):
                self.connection.sendall(b"2")
            return
        self._say("220 mail.test")
        while words := self.rfile.readline():
            command = words.decode().split()[0].upper()
            if command in self.server.answers:
                self._say(self.server.answers[command])
            elif command == "STARTTLS":
                self._say("220 go")
                self._encrypt()
            elif command == "QUIT":
                self._say("221 bye")
                return
            else:
                self._answer(command, words)

    def _answer(self, command: str, words: bytes) -> None:
        if command == "EHLO":
            starts = "250-STARTTLS\r\n" if self.server.offers_tls and not self.server.is_tls else ""
            self._say(f"250-mail.test\r\n{starts}250 AUTH PLAIN")
        elif command == "AUTH":
            self.server.signed_in.append(words.decode().split()[-1])
            self._say("235 welcome")
        elif command == "DATA":
            self._say("354 go on")
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line[1:] if line.startswith(b"..") else line)
            self.server.mails.append(b"".join(lines))
            self._say("250 taken")
        else:
            self._say("250 fine")


@contextmanager
def mail_server(tls: ssl.SSLContext, *, is_tls: bool) -> Iterator[MailReceiver]:
    """Give a mail server for as long as it is needed."""
    with MailReceiver(tls, is_tls=is_tls) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()
