"""One bulletin to one channel, once: in the form of its sort, by the way of its sort."""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from datetime import datetime
from types import ModuleType
from typing import NamedTuple

import msgspec

from domain.alerting import ChannelSort
from monitor.access.secret import Secret
from monitor.alerting.bulletin import Bulletin
from monitor.alerting.senders import bridge, dingtalk, feishu, mail, standard, wecom
from monitor.alerting.senders.mail import MailServer
from monitor.alerting.senders.robot import Address
from monitor.notify.outbox import Attempt
from monitor.notify.sending import Limits, Sender

_ROBOTS: Mapping[ChannelSort, ModuleType] = {"wecom": wecom, "dingtalk": dingtalk, "feishu": feishu}
A_MINUTE: Mapping[ChannelSort, int] = {
    "email": mail.A_MINUTE,
    "wecom": wecom.A_MINUTE,
    "dingtalk": dingtalk.A_MINUTE,
    "feishu": feishu.A_MINUTE,
    "webhook": standard.A_MINUTE,
    "apprise": bridge.A_MINUTE,
}
_LONGEST = 30.0  # seconds that a library of others may take


class Ways(NamedTuple):
    """What messages are sent with; without a mail server no mail is."""

    sender: Sender
    tls: ssl.SSLContext
    mail_server: MailServer | None = None
    limits: Limits = Limits()
    notify: Callable[[Bulletin, Secret], Attempt] = bridge.notify


async def send(ways: Ways, sort: ChannelSort, bulletin: Bulletin, address: Address, at: datetime) -> Attempt:
    """Send a bulletin and return how it went; it never raises for what others do."""
    clock = asyncio.get_running_loop().time
    begun = clock()
    match sort:
        case "email":
            attempt = await _mailed(ways, bulletin, address, at)
        case "apprise":
            attempt = await _bridged(ways, bulletin, address)
        case "webhook":
            attempt = await ways.sender.send(standard.letter(bulletin, address, at), at)
        case _:
            attempt = await _told_robot(ways, _ROBOTS[sort], bulletin, address, at)
    return msgspec.structs.replace(attempt, milliseconds=round((clock() - begun) * 1000))


async def _told_robot(
    ways: Ways, robot: ModuleType, bulletin: Bulletin, address: Address, at: datetime
) -> Attempt:
    """Send to a robot, which answers 200 to everything and says in the body whether it took it."""
    attempt = await ways.sender.send(robot.letter(bulletin, address, at), at)
    if attempt.trouble is None and not robot.is_taken(attempt.body):
        return msgspec.structs.replace(attempt, trouble="not-taken")
    return attempt


async def _mailed(ways: Ways, bulletin: Bulletin, address: Address, at: datetime) -> Attempt:
    server = ways.mail_server
    if server is None:
        return Attempt(milliseconds=0, trouble="mail-unset")
    message = mail.mail(bulletin, address.url, server.sender, at)
    return await asyncio.to_thread(mail.hand_in, message, server, ways.tls, ways.limits)


async def _bridged(ways: Ways, bulletin: Bulletin, address: Address) -> Attempt:
    try:
        async with asyncio.timeout(_LONGEST):
            return await asyncio.to_thread(ways.notify, bulletin, Secret(address.url))
    except TimeoutError:
        return Attempt(milliseconds=0, trouble="timed-out")
