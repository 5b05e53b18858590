"""webhook add: send events to an address from now on; the secret that signs them is shown this once."""

import msgspec

from monitor.cli.access_desk import tell_secret
from monitor.cli.call import Call
from monitor.cli.session import recorder
from monitor.cli.webhook_desk import desk_of
from monitor.notify.webhooks import Wish


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is sent where; what is left out narrows nothing."""

    webhook: str
    url: str
    type: tuple[str, ...]
    programme: str | None
    region: str | None
    cluster: tuple[str, ...]
    within: int | None


def run(call: Call, asked: Asked) -> None:
    """Record the webhook and tell its secret."""
    wish = Wish(
        webhook=asked.webhook,
        url=asked.url,
        types=asked.type,
        programme=asked.programme,
        region=asked.region or "*",
        clusters=asked.cluster,
        within_days=asked.within,
    )
    desk = desk_of(call)
    secret = desk.webhooks.add(wish, by=recorder(call), at=desk.at)
    tell_secret(call, "webhook-was-added", secret, webhook=asked.webhook)
