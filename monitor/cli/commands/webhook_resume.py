"""webhook resume: send again from a database that was restored from a backup."""

import msgspec

from monitor.cli.access_desk import tell_done
from monitor.cli.call import Call
from monitor.cli.session import recorder
from monitor.cli.webhook_desk import desk_of


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """Begin to send: what waits, and what is recorded from now on."""
    desk = desk_of(call)
    is_new = desk.webhooks.resume(by=recorder(call), at=desk.at)
    tell_done(call, "webhooks-were-resumed" if is_new else "webhooks-send-already")
