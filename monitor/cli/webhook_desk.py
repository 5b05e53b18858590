"""Webhooks at the database's own command line: whoever holds the database decides who is told what."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine

from monitor.bootstrap import webhook_origins
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
    return WebhookDesk(Webhooks(session.monitor, webhook_origins()), session.monitor.engine, session.at)
