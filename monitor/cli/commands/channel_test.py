"""channel test: send a test message now, and tell what the other side said."""

import asyncio
from uuid import uuid5

import click
import msgspec

from domain.events import legal_day
from domain.refusal import RefusedError
from monitor.alerting.bulletin import Bulletin, Notice
from monitor.alerting.post import send
from monitor.alerting.register import Channel
from monitor.cli.alerting_desk import AlertingDesk, desk_of, ways
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.notify.outbox import Attempt
from monitor.recording import NAMESPACE
from monitor.wording import say


class Asked(msgspec.Struct, frozen=True):
    """Which."""

    channel: str


def run(call: Call, asked: Asked) -> None:
    """Send the test; the exit code is 1 where it was not taken."""
    desk = desk_of(call)
    if desk.session.monitor.simulation:
        raise RefusedError("simulation-sends-nothing", kind="conflict")
    attempt = _attempt(desk, desk.channels.active(asked.channel))
    if call.as_json:
        write_json(
            {
                "channel": asked.channel,
                "taken": attempt.trouble is None,
                "status": attempt.status,
                "trouble": attempt.trouble,
                "answer": attempt.answer,
                "simulation": call.simulation,
            }
        )
    elif attempt.trouble is None:
        call.tells("channel-test-taken", channel=asked.channel)
    else:
        trouble = call.says(f"delivery-{attempt.trouble}")
        call.tells("channel-test-failed", channel=asked.channel, trouble=trouble, answer=attempt.answer)
    if attempt.trouble is not None:
        click.get_current_context().exit(1)


def _attempt(desk: AlertingDesk, channel: Channel) -> Attempt:
    address = desk.channels.address(channel)
    if address is None:
        return Attempt(milliseconds=0, trouble="address-changed")
    return asyncio.run(send(ways(), channel.stated.sort, _test(desk, channel), address, desk.at))


def _test(desk: AlertingDesk, channel: Channel) -> Bulletin:
    language = channel.stated.language
    notice = Notice(
        alert="",
        cluster=channel.channel,
        name=say("alert-test-name", language),
        place="",
        text=say("alert-test-text", language),
        clause="",
        body="",
        legal_on=legal_day(desk.at),
    )
    name = f"test|{channel.channel}|{desk.at.isoformat()}"
    return Bulletin(
        id=str(uuid5(NAMESPACE, name)), notices=(notice,), language=language, link=desk.teller.board
    )
