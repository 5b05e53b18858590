"""One pass over the outbox: every webhook by itself, several at once, until nothing is due.

Promise: at least once, with the same id each time. A webhook that fails is left alone for the rest of the
pass and holds up no other; while some are waited for, those that became due meanwhile are begun.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, Protocol

from domain.refusal import RefusedError
from monitor.application import Monitor
from monitor.notify.addresses import Trouble
from monitor.notify.cloud_event import message as body_of
from monitor.notify.outbox import Attempt, Outbox, State, Taken
from monitor.notify.sending import GONE, Letter
from monitor.notify.subscriptions import Subscription
from monitor.notify.webhooks import Webhooks

AT_ONCE = 16  # messages under way in one process
_MOST_FAILURES = 3  # answers that were no 2xx, of one webhook in one pass
_BEGINS_WITHIN = 20.0  # seconds: then nothing new is begun, so that the service can stop
_LOOKS_EVERY = 1.0  # seconds, while some are waited for


class Sends(Protocol):
    """What sends a message."""

    async def send(self, letter: Letter, at: datetime) -> Attempt:
        """Send it once and return how it went."""


class Parts(NamedTuple):
    """What a pass works with."""

    monitor: Monitor
    webhooks: Webhooks
    sender: Sends
    clock: Callable[[], datetime]


class Courier:
    """Delivers what is in the outbox of one database."""

    def __init__(self, parts: Parts) -> None:
        """Work with these parts."""
        self._monitor = parts.monitor
        self._webhooks = parts.webhooks
        self._send = parts.sender.send
        self._clock = parts.clock
        self._outbox = Outbox(parts.monitor.engine)
        self._told: Counter[State] = Counter()

    def run(self) -> Counter[State]:
        """Do one pass; return how many attempts left their message in which state."""
        self._told = Counter()
        self._webhooks.kept.seal_all()
        if self._outbox.is_armed():
            self._look()
            asyncio.run(self._pass())
        return self._told

    def _look(self) -> list[Subscription]:
        """Fill the outbox, drop what waits for nobody, and return the webhooks with something due."""
        self._monitor.catch_up()
        active = {each.webhook: each for each in self._webhooks.now().active()}
        self._outbox.drop_all_but(list(active))
        return [active[name] for name in self._outbox.due(self._clock()) if name in active]

    async def _pass(self) -> None:
        elapsed = asyncio.get_running_loop().time
        until, room = elapsed() + _BEGINS_WITHIN, asyncio.Semaphore(AT_ONCE)
        under_way: dict[str, asyncio.Task[bool]] = {}
        left_alone: set[str] = set()
        while True:
            due = await asyncio.to_thread(self._look) if elapsed() < until else []
            for each in due:
                if each.webhook not in {*under_way, *left_alone}:
                    serving = self._serve(each, room, lambda: elapsed() < until)
                    under_way[each.webhook] = asyncio.create_task(serving)
            if not under_way:
                return
            running = under_way.values()
            await asyncio.wait(running, timeout=_LOOKS_EVERY, return_when=asyncio.FIRST_COMPLETED)
            left_alone |= _ended(under_way)

    async def _serve(
        self, subscription: Subscription, room: asyncio.Semaphore, is_open: Callable[[], bool]
    ) -> bool:
        """Send what is due to one webhook, one after another; tell whether it may go on in this pass."""
        failures = 0
        while is_open():
            async with room:
                attempt = await self._next(subscription)
            if attempt is None:
                return True
            if attempt.status == GONE:
                await asyncio.to_thread(self._disable, subscription)
                return False
            failures += attempt.trouble is not None
            if failures >= _MOST_FAILURES or (attempt.trouble is not None and attempt.status is None):
                return False
        return False

    async def _next(self, subscription: Subscription) -> Attempt | None:
        """Send the next message of a webhook and keep how it went; None where there is none."""
        taken = await asyncio.to_thread(self._outbox.take, subscription.webhook, self._clock())
        if taken is None:
            return None
        at = self._clock()
        letter = await asyncio.to_thread(self._letter, subscription, taken, at)
        attempt = (
            await self._send(letter, at)
            if isinstance(letter, Letter)
            else Attempt(milliseconds=0, trouble=letter)
        )
        state = await asyncio.to_thread(self._outbox.note, taken, attempt, self._clock())
        self._told[state] += 1
        return attempt

    def _letter(self, subscription: Subscription, taken: Taken, at: datetime) -> Letter | Trouble:
        """Return what is to be sent, or why nothing can be."""
        url = self._webhooks.url(subscription)
        if url is None:
            return "address-changed"
        try:
            (record,) = self._monitor.log.after(taken.number - 1, 1)
        except RefusedError as error:
            if not error.code.startswith("event-form-"):
                raise
            return "event-unreadable"
        return Letter(
            url=url,
            message=record.id,
            body=body_of(record, simulation=self._monitor.simulation),
            keys=tuple(self._webhooks.secrets(subscription.webhook, at)),
        )

    def _disable(self, subscription: Subscription) -> None:
        try:
            self._webhooks.disable(subscription.webhook, at=self._clock())
        except RefusedError as error:
            if error.code != "webhook-ended":  # somebody removed it meanwhile
                raise


def _ended(under_way: dict[str, asyncio.Task[bool]]) -> set[str]:
    """Take out what has come to its end and return those that failed."""
    ended = {name: under_way.pop(name) for name in [*under_way] if under_way[name].done()}
    return {name for name, task in ended.items() if not task.result()}
