"""feed open: a calendar and a news feed by secret address; the address is shown this once."""

import msgspec

from domain.alerting import FeedOpened
from monitor.cli.access_desk import access_of, tell_secret
from monitor.cli.alerting_desk import desk_of
from monitor.cli.call import Call
from monitor.cli.session import recorder


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of whom or of what; what is left out narrows nothing."""

    feed: str
    user: str | None
    programme: str | None
    region: str | None
    cluster: str | None


def run(call: Call, asked: Asked) -> None:
    """Open it and tell its secret."""
    desk = desk_of(call)
    body = FeedOpened(
        feed=asked.feed,
        user=asked.user,
        programme=asked.programme,
        region=asked.region or "*",
        cluster=asked.cluster,
    )
    accounts = access_of(desk.session).accounts
    secret = desk.feeds.open(body, accounts, by=recorder(call), at=desk.at)
    tell_secret(call, "feed-was-opened", secret, feed=asked.feed)
