"""A proxy of bytes that hands each connection to the next of several backends which takes it.

It knows nothing of HTTP: a backend that dies breaks its connections off in the middle of whatever they carry.
Told to, it also loses every so-many-th answer: what was asked is done, and who asked does not hear of it.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from threading import Event, Thread

_BYTES = 65_536


class RoundRobin:
    """Takes connections on a free port of loopback; `address` is known once it runs."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = ports
        self._numbers = count()
        self._loop = asyncio.new_event_loop()
        self._runs = Event()
        self._over: asyncio.Event | None = None
        self.address = ""
        self.loses_every = 0
        self.lost = 0
        self.turned_away = 0

    def run(self) -> None:
        """Hand connections on until `end`."""
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    def end(self) -> None:
        if self._over is not None:
            self._loop.call_soon_threadsafe(self._over.set)

    def wait(self) -> None:
        self._runs.wait(10)

    async def _serve(self) -> None:
        self._over = asyncio.Event()
        server = await asyncio.start_server(self._hand_on, "127.0.0.1", 0)
        self.address = "http://127.0.0.1:{1}".format(*server.sockets[0].getsockname())
        self._runs.set()
        async with server:
            await self._over.wait()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for each in others:
            each.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = next(self._numbers)
        backend = await self._backend(number)
        if backend is None:
            self.turned_away += 1
            await _close(writer)
            return
        there, back = backend
        is_lost = self.loses_every > 0 and number % self.loses_every == 0
        self.lost += is_lost
        told = there.read(1) if is_lost else _copy(there, writer)  # the first byte: it is answered
        ways = [asyncio.create_task(_copy(reader, back)), asyncio.create_task(told)]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in ways:
                each.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            await _close(back)
            await _close(writer)

    async def _backend(self, number: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for nth in range(len(self._ports)):
            with suppress(OSError):
                port = self._ports[(number + nth) % len(self._ports)]
                return await asyncio.open_connection("127.0.0.1", port)
        return None


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while some := await reader.read(_BYTES):
            writer.write(some)
            await writer.drain()


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


@contextmanager
def round_robin(ports: Sequence[int]) -> Iterator[RoundRobin]:
    """Run a proxy before backends on these ports of loopback."""
    proxy = RoundRobin(ports)
    thread = Thread(target=proxy.run, daemon=True)
    thread.start()
    proxy.wait()
    try:
        yield proxy
    finally:
        proxy.end()
        thread.join(30)
        assert not thread.is_alive()
