"""webhook secret: give a webhook a new secret; the one before signs beside it for some hours."""

import msgspec

from monitor.cli.access_desk import tell_secret
from monitor.cli.call import Call
from monitor.cli.session import recorder
from monitor.cli.webhook_desk import desk_of


class Asked(msgspec.Struct, frozen=True):
    """Whose secret, and for how many hours both are good."""

    webhook: str
    overlap: int


def run(call: Call, asked: Asked) -> None:
    """Make the secret and tell it."""
    desk = desk_of(call)
    secret = desk.webhooks.renew_secret(asked.webhook, asked.overlap, by=recorder(call), at=desk.at)
    tell_secret(call, "webhook-secret-renewed", secret, webhook=asked.webhook, hours=str(asked.overlap))
