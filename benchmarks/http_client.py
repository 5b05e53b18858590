"""The clerks of the load: `python -m benchmarks.http_client PLAN`, a process of its own.

Promise: each connection has clusters of its own and at most one request under way; what was not
answered, or was turned away, is sent again under the same key. It is bare asyncio over bare sockets, for it
shares the processors with what it measures; its own processor time is told.
"""

import asyncio
import json
import re
import sys
from collections import Counter
from itertools import cycle
from pathlib import Path
from time import monotonic, process_time

import msgspec

_STATUS = re.compile(rb"HTTP/1\.1 (\d{3})")
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_TAG = re.compile(rb'\r\netag: "(\d+)"', re.IGNORECASE)
_REPLAYED = re.compile(rb"\r\nidempotency-replayed: true", re.IGNORECASE)
_AGAIN_EACH = 50  # one in so many recorded filings is sent once more, and has to be answered as before
_CREATED, _MOVED_ON = 201, frozenset({409, 412})
_SHED = frozenset({429, 503})
_LONGEST = 30.0  # seconds for one answer


class Lane(msgspec.Struct):
    """One cluster, the version of it that was seen last, and who files for it from where.

    `stated` is what a yearly report of its programme states besides.
    """

    cluster: str
    version: int
    token: str
    address: str
    stated: dict[str, str] = {}


class Phase(msgspec.Struct, frozen=True):
    """So many connections for so many seconds; `a_second` of all of them together, 0: as they can."""

    name: str
    connections: int
    seconds: float
    a_second: float = 0.0


class Plan(msgspec.Struct, frozen=True):
    """What is filed: on which day, at which ports, for which clusters, in which phase."""

    run: str
    day: str
    ports: list[int]
    lanes: list[Lane]
    phase: Phase


class Told(msgspec.Struct):
    """What one phase came to; `acknowledged` are the marks and ids of what was answered 201.

    `seconds` it took, `own_seconds` of processor time here; `latencies` of what was recorded, in seconds.
    """

    phase: str
    seconds: float = 0.0
    own_seconds: float = 0.0
    statuses: dict[str, int] = {}
    latencies: list[float] = []
    acknowledged: list[tuple[str, str]] = []
    wrong: list[str] = []


class Clerk:
    """One connection, over which the filings of some clusters go out one after the other."""

    def __init__(self, plan: Plan, number: int, lanes: list[Lane], told: Told) -> None:
        """File for some clusters."""
        self._plan = plan
        self._port = plan.ports[number % len(plan.ports)]
        self._lanes = cycle(lanes)
        self._told = told
        self._statuses: Counter[str] = Counter()
        self._prefix = f"{plan.run}-{told.phase}-{number}"
        self._waiting: dict[str, tuple[int, bytes]] = {}
        self._count = 0

    async def work(self, until: float, gap: float) -> Counter[str]:
        """File until an instant of the running clock, with so many seconds between two filings."""
        streams = None
        due = monotonic()
        while (now := monotonic()) < until:
            if gap:
                await asyncio.sleep(max(0.0, due - now))
                due = max(due + gap, monotonic())
            try:
                streams = streams or await asyncio.open_connection("127.0.0.1", self._port)
                async with asyncio.timeout(_LONGEST):
                    await self._file(*streams, next(self._lanes))
            except (OSError, EOFError, TimeoutError) as error:
                self._statuses[type(error).__name__] += 1
                _close(streams)
                streams = None
                await asyncio.sleep(0.05)
        _close(streams)
        return self._statuses

    async def _file(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lane: Lane) -> None:
        if lane.cluster not in self._waiting:
            self._count += 1
            self._waiting[lane.cluster] = (self._count, self._body(lane))
        number, body = self._waiting[lane.cluster]
        began = monotonic()
        status, head, content = await self._exchange(reader, writer, lane, body)
        self._statuses[str(status)] += 1
        if status == _CREATED:
            self._told.latencies.append(monotonic() - began)
            await self._note(reader, writer, lane, content)
            tag = _TAG.search(head)
            lane.version = int(tag[1]) if tag else lane.version + 1
            del self._waiting[lane.cluster]
        elif status in _MOVED_ON:
            await self._look(reader, writer, lane)
            del self._waiting[lane.cluster]  # under a new key: the version is part of no key, but of the head
        elif status not in _SHED:
            self._told.wrong.append(f"{status} {number} {content[:300].decode(errors='replace')}")

    async def _note(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lane: Lane, content: bytes
    ) -> None:
        """Note what was acknowledged; now and then send it once more."""
        number, body = self._waiting[lane.cluster]
        told = json.loads(content)["id"]
        self._told.acknowledged.append((f"{self._prefix}-{number}", told))
        if number % _AGAIN_EACH == 0:
            status, head, again = await self._exchange(reader, writer, lane, body)
            self._statuses["again"] += 1
            if status not in _SHED and not (_REPLAYED.search(head) and again == content):
                self._told.wrong.append(f"again {status} {again[:300].decode(errors='replace')}")

    async def _look(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lane: Lane) -> None:
        """Read the version of a cluster anew: the scheduler has recorded something."""
        writer.write(_head("GET", f"/api/v1/clusters/{lane.cluster}", lane) + b"\r\n")
        _, head, _ = await _answer(reader)
        if tag := _TAG.search(head):
            lane.version = int(tag[1])

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lane: Lane, body: bytes
    ) -> tuple[int, bytes, bytes]:
        number = self._waiting[lane.cluster][0]
        head = _head("POST", f"/api/v1/clusters/{lane.cluster}/facts", lane)
        head += (
            f'If-Match: "{lane.version}"\r\nIdempotency-Key: {self._prefix}-{number}\r\n'
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        writer.write(head + body)
        return await _answer(reader)

    def _body(self, lane: Lane) -> bytes:
        """Return the next filing: a yearly report, a change, an enterprise that joins, in turns."""
        mark = f"{self._prefix}-{self._count}"
        kind, stated = (
            ("annual-report-filed", {"year": 2025, "narrative": "本年度集群运行平稳。" * 8} | lane.stated),
            ("major-change-occurred", {"change": mark, "kind": "operator", "description": "运营机构变更"}),
            ("enterprise-joined", {"enterprise": {"uscc": "91350582MA2XNABC1D", "name": f"企业{mark}"}}),
        )[self._count % 3]
        source = {"number": mark, "issuer": lane.cluster}
        fact = {"type": kind, "effective_on": self._plan.day, "data": stated, "source": source}
        return json.dumps(fact, ensure_ascii=False).encode()


def _close(streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None) -> None:
    if streams is not None:
        streams[1].close()


def _head(method: str, path: str, lane: Lane) -> bytes:
    return (
        f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {lane.address}\r\n"
        f"Authorization: Bearer {lane.token}\r\n"
    ).encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes, bytes]:
    """Return status, head and content of an answer.

    Raises:
        EOFError: the connection ended before it.
    """
    head = await reader.readuntil(b"\r\n\r\n")
    status, length = _STATUS.match(head), _LENGTH.search(head)
    if status is None or length is None:
        raise EOFError(head)
    return int(status[1]), head, await reader.readexactly(int(length[1]))


async def _filed(plan: Plan) -> Told:
    phase = plan.phase
    told = Told(phase.name)
    used, began = process_time(), monotonic()
    gap = phase.connections / phase.a_second if phase.a_second else 0.0
    clerks = [
        Clerk(plan, number, plan.lanes[number :: phase.connections], told)
        for number in range(phase.connections)
    ]
    statuses: Counter[str] = Counter()
    for each in await asyncio.gather(*(clerk.work(began + phase.seconds, gap) for clerk in clerks)):
        statuses += each
    told.statuses = dict(statuses)
    told.seconds, told.own_seconds = monotonic() - began, process_time() - used
    return told


def main(path: str) -> None:
    """File as planned, and print what it came to."""
    plan = msgspec.json.decode(Path(path).read_bytes(), type=Plan)
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(_filed(plan))))


if __name__ == "__main__":
    main(sys.argv[1])
