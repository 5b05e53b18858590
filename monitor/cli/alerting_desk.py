"""Channels, alerts and feeds at the database's own command line: whoever holds the database does it."""

from datetime import datetime
from typing import NamedTuple

from monitor.alerting.channels import Channels
from monitor.alerting.dispatch import Dispatcher, Parts
from monitor.alerting.feeds import Feeds
from monitor.alerting.marks import Marks
from monitor.alerting.office import Means
from monitor.alerting.post import Ways
from monitor.alerting.telling import Teller
from monitor.alerting.told import Ledger
from monitor.bootstrap import Session, base_url, mail_server, now, webhook_origins
from monitor.cli.access_desk import sealer
from monitor.cli.call import Call
from monitor.cli.session import session_of
from monitor.notify.sending import Sender, resolve_by_system, system_trust


class AlertingDesk(NamedTuple):
    """What a call works with, at the instant of the call."""

    session: Session
    channels: Channels
    teller: Teller
    at: datetime

    @property
    def ledger(self) -> Ledger:
        """The messages, to be looked at."""
        return Ledger(self.session.monitor.engine)

    @property
    def marks(self) -> Marks:
        """What people note of alerts."""
        return Marks(self.session.monitor)

    @property
    def feeds(self) -> Feeds:
        """The secret feeds."""
        return Feeds(self.session.monitor, self.teller)


def desk_of(call: Call) -> AlertingDesk:
    """Open the database of a call."""
    session = session_of(call)
    session.monitor.catch_up()
    return AlertingDesk(session, channels_of(session), Teller(session.monitor, base_url()), session.at)


def channels_of(session: Session) -> Channels:
    """Return the channels of a database, as it is set what they may reach and how they are kept."""
    return Channels(session.monitor, webhook_origins(), sealer())


def ways() -> Ways:
    """Return what messages are sent with, as it is set.

    Raises:
        RefusedError: "mail-not-accepted", "webhook-origins-not-accepted".
    """
    tls = system_trust()
    return Ways(Sender(webhook_origins(), tls, resolve_by_system), tls, mail_server())


def means_of(session: Session) -> Means:
    """Return what the channels of a database are administered with."""
    return Means(channels_of(session), ways, Teller(session.monitor, base_url()).board)


def dispatcher_of(session: Session) -> Dispatcher:
    """Return what tells people of alerts, from one database."""
    teller = Teller(session.monitor, base_url())
    return Dispatcher(Parts(session.monitor, channels_of(session), teller, ways(), now))
