"""channel retry: send messages again that were given up, or one of them whatever became of it."""

import msgspec

from monitor.cli.alerting_desk import desk_of
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.session import recorder


class Asked(msgspec.Struct, frozen=True):
    """Whose messages; by its number one of them, else all that were given up."""

    channel: str
    number: int | None


def run(call: Call, asked: Asked) -> None:
    """Have them sent with the next pass."""
    desk = desk_of(call)
    count = desk.channels.retry(asked.channel, asked.number, by=recorder(call), at=desk.at)
    if call.as_json:
        write_json({"channel": asked.channel, "retried": count, "simulation": call.simulation})
    else:
        call.tells("channel-messages-wait" if count else "webhook-none-dead", count=count)
