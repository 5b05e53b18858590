"""webhook retry: send messages again that were given up, or one of them whatever became of it."""

import msgspec

from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.session import recorder
from monitor.cli.webhook_desk import desk_of


class Asked(msgspec.Struct, frozen=True):
    """Whose messages; by its position in the log one of them, else all that are dead."""

    webhook: str
    position: int | None


def run(call: Call, asked: Asked) -> None:
    """Have them sent with the next pass."""
    desk = desk_of(call)
    count = desk.webhooks.retry(asked.webhook, asked.position, by=recorder(call), at=desk.at)
    if call.as_json:
        write_json({"webhook": asked.webhook, "retried": count, "simulation": call.simulation})
    else:
        call.tells("webhook-messages-wait" if count else "webhook-none-dead", count=count)
