"""A receiver, and a department that sends to it, on either database."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from monitor.access.secret import Secret
from monitor.notify.addresses import Listed, origin_of
from monitor.notify.delivery import Courier, Parts, Sends
from monitor.notify.ledger import Delivery, Ledger
from monitor.notify.outbox import Attempt
from monitor.notify.sending import Letter, Limits, Sender, resolve_by_system, system_trust
from monitor.notify.webhooks import Webhooks, Wish
from tests.given import noon
from tests.monitor.notify.receiver import Receiver, receiving
from tests.office import Office

QUICK = Limits(connect=0.3, whole=1.0, answer=0.2)
ADDED_AT = noon("2024-08-01")


class Counting:
    """A sender that sends nothing and counts."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.outcome = Attempt(milliseconds=1, status=200)

    async def send(self, letter: Letter, at: datetime) -> Attempt:
        del at
        self.letters.append(letter)
        return self.outcome


class Station(Office):
    """A department with webhooks and a clock that is moved by hand."""

    def __init__(self, engine: Engine, *receivers: Receiver) -> None:
        super().__init__(engine)
        self.engine = engine
        self.listed: Listed = frozenset(origin_of(each.url()) for each in receivers)
        self.webhooks = Webhooks(self.monitor, self.listed)
        self.ledger = Ledger(engine)
        self.at = noon("2026-01-05")

    def adds(self, name: str, url: str, **wished: Any) -> Secret:
        return self.webhooks.add(Wish(webhook=name, url=url, **wished), by="lin", at=ADDED_AT)

    def delivers(self, sender: Sends | None = None) -> dict[str, int]:
        """Do one pass and return how many messages came to which state."""
        return {str(state): count for state, count in self.courier(sender).run().items()}

    def courier(self, sender: Sends | None = None) -> Courier:
        sending = sender or Sender(self.listed, system_trust(), resolve_by_system, QUICK)
        return Courier(Parts(self.monitor, self.webhooks, sending, lambda: self.at))

    def later(self, **length: float) -> None:
        self.at += timedelta(**length)

    def messages(self, **asked: Any) -> list[Delivery]:
        """Return the messages, oldest first."""
        return list(reversed(self.ledger.deliveries(limit=10_000, **asked)))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def other() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def station(engine: Engine, receiver: Receiver, other: Receiver) -> Station:
    return Station(engine, receiver, other)
