"""Webhooks at the database's own command line: whoever holds the database decides who is told what."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine

from monitor.bootstrap import Session, webhook_origins
from monitor.cli.access_desk import sealer
from monitor.cli.call import Call
from monitor.cli.session import session_of
from monitor.notify.webhooks import Webhooks


class WebhookDesk(NamedTuple):
    """The webhooks of a call's database, at the instant of the call."""

    webhooks: Webhooks
    engine: Engine
    at: datetime


def desk_of(call: Call) -> WebhookDesk:
    """Open the database of a call."""
    session = session_of(call)
    session.monitor.catch_up()
    return WebhookDesk(webhooks_of(session), session.monitor.engine, session.at)


def webhooks_of(session: Session) -> Webhooks:
    """Return the webhooks of a database, as it is set what they may reach and how they are kept.

    Raises:
        RefusedError: "webhook-origins-not-accepted", "access-key-malformed".
    """
    return Webhooks(session.monitor, webhook_origins(), sealer())
