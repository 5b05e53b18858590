"""webhook remove: send nothing more to an address; its secrets are deleted."""

import msgspec

from monitor.cli.access_desk import tell_done
from monitor.cli.call import Call
from monitor.cli.session import recorder
from monitor.cli.webhook_desk import desk_of


class Asked(msgspec.Struct, frozen=True):
    """Which, and why."""

    webhook: str
    reason: str


def run(call: Call, asked: Asked) -> None:
    """Remove it."""
    desk = desk_of(call)
    desk.webhooks.remove(asked.webhook, asked.reason, by=recorder(call), at=desk.at)
    tell_done(call, "webhook-was-removed", webhook=asked.webhook)
