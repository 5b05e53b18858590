"""One pass over what is to be told to people: every channel by itself, several at once.

Promise: a channel that fails is left alone for the rest of the pass and holds up no other; a simulation, and
a database that was restored and not resumed, tell nothing.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid5

from domain.refusal import RefusedError
from monitor.alerting.bulletin import Bulletin, Notice, newest
from monitor.alerting.channels import Channels
from monitor.alerting.judging import Judge
from monitor.alerting.post import A_MINUTE, Ways, send
from monitor.alerting.queue import Item, Queue
from monitor.alerting.register import Channel
from monitor.alerting.telling import Teller
from monitor.application import Monitor
from monitor.notify.outbox import Attempt, Outbox, State, Taken
from monitor.recording import NAMESPACE

MOST_NOTICES = 30  # alerts told in one message; how many more there are is said
_MOST_MESSAGES = 3  # of one channel in one pass
_UNREADABLE_REST = timedelta(hours=1)


class Parts(NamedTuple):
    """What a pass works with."""

    monitor: Monitor
    channels: Channels
    teller: Teller
    ways: Ways
    clock: Callable[[], datetime]


class Dispatcher:
    """Tells people what is to be told, from one database."""

    def __init__(self, parts: Parts) -> None:
        """Work with these parts."""
        self._parts = parts
        self._monitor = parts.monitor
        self._clock = parts.clock
        self._judge = Judge(parts.monitor, parts.teller)
        self._queue = Queue(parts.monitor.engine)
        self._outbox = Outbox(parts.monitor.engine)
        self._told: Counter[State] = Counter()

    def run(self) -> Counter[State]:
        """Do one pass; return how many tries left their message in which state."""
        self._told = Counter()
        if self._monitor.simulation or not self._outbox.is_armed():
            return self._told
        channels = {each.channel: each for each in self._parts.channels.now().active()}
        self._queue.drop_all_but(list(channels))
        if channels:
            self._monitor.catch_up()
            for each in channels.values():
                self._pack(each)
            due = [channels[name] for name in self._queue.due(self._clock()) if name in channels]
            asyncio.run(self._serve_all(due))
        return self._told

    # --- what is told -----------------------------------------------------------------------------

    def _pack(self, channel: Channel) -> None:
        """Make one message of all that a channel is to be told now; what is settled is dropped."""
        at = self._clock()
        told: list[int] = []
        settled: list[int] = []
        for item in self._queue.waiting(channel.channel, at):
            found = self._is_told(channel, item, at)
            if found is not None:
                (told if found else settled).append(item.position)
        self._queue.drop(channel.channel, settled)
        if told:
            self._queue.pack(channel.channel, told, at)

    def _is_told(self, channel: Channel, item: Item, at: datetime) -> bool | None:
        """Tell whether an alert is told now; None: it waits for its hour, or until it can be read."""
        try:
            ripe = self._judge.ripe_at(channel, item, at)
            if ripe <= at:
                return self._judge.notice(channel, item, at) is not None
        except RefusedError:
            ripe = at + _UNREADABLE_REST
        self._queue.postpone(channel.channel, item.position, ripe)
        return None

    def bulletin(self, channel: Channel, number: int, at: datetime) -> Bulletin | None:
        """Return a message as it reads now; None where nothing is left of it.

        Raises:
            RefusedError: an alert cannot be read.
        """
        contents = self._queue.contents(channel.channel, number)
        found = [self._judge.notice(channel, item, at) for item in contents]
        notices = newest(each for each in found if each is not None)
        return self.compose(channel, number, notices) if notices else None

    def compose(self, channel: Channel, number: int, notices: Sequence[Notice]) -> Bulletin:
        """Return notices as one message of a channel."""
        hours = channel.stated.hours
        return Bulletin(
            id=str(uuid5(NAMESPACE, f"alerts|{channel.channel}|{number}")),
            notices=tuple(notices[:MOST_NOTICES]),
            more=max(0, len(notices) - MOST_NOTICES),
            language=channel.stated.language,
            simulation=self._monitor.simulation,
            is_digest=hours.rhythm != "at-once",
            waited=hours.after_working_days,
            link=notices[0].link if len(notices) == 1 else self._parts.teller.board,
        )

    # --- how it is told ---------------------------------------------------------------------------

    async def _serve_all(self, channels: Sequence[Channel]) -> None:
        """Serve channels side by side; what goes wrong with one is told when all are done."""
        serving = (self._serve(each) for each in channels)
        ended = await asyncio.gather(*serving, return_exceptions=True)
        for each in ended:
            if isinstance(each, BaseException):
                raise each

    async def _serve(self, channel: Channel) -> None:
        """Send what is due to one channel, one message after another, until one is not taken."""
        for _ in range(_MOST_MESSAGES):
            taken = await asyncio.to_thread(self._queue.take, channel.channel, self._clock())
            if taken is None or not await self._send(channel, taken):
                return

    async def _send(self, channel: Channel, taken: Taken) -> bool:
        """Send a message that was taken; tell whether the channel may go on in this pass."""
        at, address_sha256 = self._clock(), channel.stated.address_sha256
        most = A_MINUTE[channel.stated.sort]
        if free_at := await asyncio.to_thread(self._queue.free_at, address_sha256, most, at):
            await asyncio.to_thread(self._queue.put_back, taken, free_at)
            return False
        attempt = await self._attempt(channel, taken, at)
        if attempt is None:
            await asyncio.to_thread(self._queue.close, taken)
            return True
        ended_at = self._clock()
        state = await asyncio.to_thread(
            self._queue.note, taken, attempt, ended_at, address_sha256=address_sha256
        )
        self._told[state] += 1
        return attempt.trouble is None

    async def _attempt(self, channel: Channel, taken: Taken, at: datetime) -> Attempt | None:
        """Try to send a message; None where nothing is left of it."""
        try:
            address = await asyncio.to_thread(self._parts.channels.address, channel)
            bulletin = await asyncio.to_thread(self.bulletin, channel, taken.number, at)
        except RefusedError as error:
            is_locked = error.code.startswith("access-key-")
            return Attempt(milliseconds=0, trouble="address-changed" if is_locked else "event-unreadable")
        if bulletin is None:
            return None
        if address is None:
            return Attempt(milliseconds=0, trouble="address-changed")
        return await send(self._parts.ways, channel.stated.sort, bulletin, address, at)
