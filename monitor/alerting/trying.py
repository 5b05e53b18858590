"""A test message: sent at once, about no cluster, to see what the other side says.

Promise: it is kept nowhere, and goes only to the address that was recorded.
"""

import asyncio
from datetime import datetime
from uuid import uuid5

from domain.events import legal_day
from monitor.alerting.bulletin import Bulletin, Notice
from monitor.alerting.channels import Channels
from monitor.alerting.post import Ways, send
from monitor.alerting.register import Channel
from monitor.notify.outbox import Attempt
from monitor.recording import NAMESPACE
from monitor.wording import say


def try_channel(
    channels: Channels, ways: Ways, channel: Channel, at: datetime, link: str | None = None
) -> Attempt:
    """Send a test message to a channel now and return how it went; `link` is where it leads.

    Raises:
        RefusedError: "access-key-wrong", its address was encrypted with another key.
    """
    address = channels.address(channel)
    if address is None:
        return Attempt(milliseconds=0, trouble="address-changed")
    return asyncio.run(send(ways, channel.stated.sort, _test(channel, at, link), address, at))


def _test(channel: Channel, at: datetime, link: str | None) -> Bulletin:
    language = channel.stated.language
    notice = Notice(
        alert="",
        cluster=channel.channel,
        name=say("alert-test-name", language),
        place="",
        text=say("alert-test-text", language),
        clause="",
        body="",
        legal_on=legal_day(at),
    )
    name = f"test|{channel.channel}|{at.isoformat()}"
    return Bulletin(id=str(uuid5(NAMESPACE, name)), notices=(notice,), language=language, link=link)
