"""A department that tells people of its alerts, and loopback receivers in the place of their channels."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.alerting import Hours
from domain.events import SHANGHAI
from monitor.access.secret import Secret
from monitor.alerting.channels import Channels, Wish
from monitor.alerting.dispatch import Dispatcher, Parts
from monitor.alerting.marks import Marks
from monitor.alerting.post import Ways
from monitor.alerting.queue import Told
from monitor.alerting.senders.mail import MailServer
from monitor.alerting.telling import Teller
from monitor.alerting.told import Ledger
from monitor.database import open_database
from monitor.notify.addresses import Listed, origin_of
from monitor.notify.sending import Sender, resolve_by_system
from tests.given import noon
from tests.monitor.notify.conftest import QUICK
from tests.monitor.notify.once import trust
from tests.monitor.notify.receiver import Receiver, receiving, says
from tests.office import Office

ADDED_AT = noon("2024-08-01")
TAKEN = says("200 OK", b'{"errcode":0,"errmsg":"ok"}')


class Desk(Office):
    """A department with channels and a clock that is moved by hand."""

    def __init__(self, engine: Engine, *receivers: Receiver, mail_server: MailServer | None = None) -> None:
        super().__init__(engine)
        self.engine = engine
        self.listed: Listed = frozenset(origin_of(each.url()) for each in receivers)
        self.channels = Channels(self.monitor, self.listed)
        self.marks = Marks(self.monitor)
        self.ledger = Ledger(engine)
        self.mail_server = mail_server
        self.base_url: str | None = None
        self.at = noon("2026-01-05")

    def adds(self, name: str, address: str, **wished: Any) -> Secret | None:
        sort = wished.pop("sort", "wecom")
        wish = Wish(channel=name, sort=sort, address=address, **wished)
        return self.channels.add(wish, by="lin", at=ADDED_AT)

    def hears(self, name: str, address: str, **hours: Any) -> None:
        """Add a channel that is told at certain hours only."""
        self.adds(name, address, hours=Hours(**hours))

    def tells(self, at: str) -> dict[str, int]:
        """Do one pass at an hour of Shanghai ("2025-04-01 09:00"); return how many tries came to what."""
        self.at = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)
        return {str(state): count for state, count in self.dispatcher().run().items()}

    def dispatcher(self) -> Dispatcher:
        ways = Ways(Sender(self.listed, trust(), resolve_by_system, QUICK), trust(), self.mail_server, QUICK)
        teller = Teller(self.monitor, self.base_url)
        return Dispatcher(Parts(self.monitor, self.channels, teller, ways, lambda: self.at))

    def later(self, **length: float) -> None:
        self.at += timedelta(**length)

    def told(self, channel: str | None = None) -> list[Told]:
        """Return the messages, oldest first."""
        return list(reversed(self.ledger.messages(channel, None, 10_000)))


@pytest.fixture
def group() -> Iterator[Receiver]:
    """The robot of a group that takes everything."""
    with receiving() as made:
        made.answers = [TAKEN] * 200
        yield made


@pytest.fixture
def other() -> Iterator[Receiver]:
    with receiving() as made:
        made.answers = [TAKEN] * 200
        yield made


@pytest.fixture
def desk(engine: Engine, group: Receiver, other: Receiver) -> Desk:
    return Desk(engine, group, other)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def in_file(sqlite_url: str, group: Receiver, other: Receiver) -> Iterator[Desk]:
    """A department on SQLite, for what does not depend on the database."""
    engine = open_database(sqlite_url)
    yield Desk(engine, group, other)
    engine.dispose()
