"""Which channels hear of clusters that one may see, what of, and when: so that nobody wonders who is told.

Promise: only channels that reach into what the visitor may see; where they lead is not told.
"""

from htpy import Node, h2, p, section

from domain.alerting import CHANNELS_STREAM, AlertKind
from monitor.access.policy import READ
from monitor.alerting.register import Channel, Register
from monitor.http.asking import Asked
from monitor.web.parts.channels import about_words, desk_words, hours_words
from monitor.web.parts.tables import rows_table
from monitor.web.parts.text import plain
from monitor.wording import Language, say

_ANY: AlertKind = "ground"


def channels_that_hear(asked: Asked) -> Node:
    """Return the channels that are told of clusters that the visitor may see."""
    language = asked.language
    names = ("name", "sort", "desk", "what", "when")
    return section[
        h2[say("channels-hear", language)],
        p[say("channels-hear-why", language)],
        rows_table(
            [say(f"channels-hear-{name}", language) for name in names],
            [_row(each, language) for each in _hearing(asked)],
            caption=say("channels-hear", language),
            empty=say("channels-hear-none", language),
        ),
    ]


def _hearing(asked: Asked) -> list[Channel]:
    """Return the channels in use that want something of a cluster that may be seen, by name."""
    guarded = asked.guarded
    log = guarded.monitor_for("read-law").log
    places = [guarded.place(cluster, READ) for cluster in guarded.visible()]
    return [
        channel
        for channel in sorted(Register(log.stream(CHANNELS_STREAM)).active(), key=lambda each: each.channel)
        if any(channel.wants(_kind(channel), place.cluster, place) for place in places)
    ]


def _kind(channel: Channel) -> AlertKind:
    """Return a kind that a channel hears of: here only where matters."""
    return channel.stated.kinds[0] if channel.stated.kinds else _ANY


def _row(channel: Channel, language: Language) -> list[Node]:
    stated = channel.stated
    return [
        plain(channel.channel),
        say(f"channel-sort-{stated.sort}", language),
        desk_words(stated, language),
        about_words(stated, language),
        hours_words(stated.hours, language),
    ]
