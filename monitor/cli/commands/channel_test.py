"""channel test: send a test message now, and tell what the other side said."""

import click
import msgspec

from domain.refusal import RefusedError
from monitor.alerting.trying import try_channel
from monitor.answers.channels import trial_answer
from monitor.cli.alerting_desk import desk_of, ways
from monitor.cli.answer import write_json
from monitor.cli.call import Call


class Asked(msgspec.Struct, frozen=True):
    """Which."""

    channel: str


def run(call: Call, asked: Asked) -> None:
    """Send the test; the exit code is 1 where it was not taken."""
    desk = desk_of(call)
    if desk.session.monitor.simulation:
        raise RefusedError("simulation-sends-nothing", kind="conflict")
    channel = desk.channels.active(asked.channel)
    attempt = try_channel(desk.channels, ways(), channel, desk.at, desk.teller.board)
    if call.as_json:
        write_json({**trial_answer(asked.channel, attempt), "simulation": call.simulation})
    elif attempt.trouble is None:
        call.tells("channel-test-taken", channel=asked.channel)
    else:
        trouble = call.says(f"delivery-{attempt.trouble}")
        call.tells("channel-test-failed", channel=asked.channel, trouble=trouble, answer=attempt.answer)
    if attempt.trouble is not None:
        click.get_current_context().exit(1)
