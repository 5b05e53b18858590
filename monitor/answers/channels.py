"""Channels to people and what became of their messages, as the command line and HTTP answer alike.

Promise: never an address beyond its host, never a secret.
"""

from collections.abc import Mapping
from typing import Any

from monitor.alerting.queue import Told
from monitor.alerting.register import Channel
from monitor.notify.outbox import Attempt

Json = dict[str, Any]
STATES = ("pending", "waiting", "sent", "dead", "dropped")


def channel_answer(channel: Channel, counts: Mapping[str, int]) -> Json:
    """Return a channel with the number of its messages by state; "pending" counts alerts not told yet."""
    stated = channel.stated
    names = ("channel", "sort", "target", "role", "programme", "region", "language")
    return {
        **{name: getattr(stated, name) for name in names},
        "kinds": list(stated.kinds),
        "clusters": list(stated.clusters),
        "hours": {name: getattr(stated.hours, name) for name in stated.hours.__struct_fields__},
        "state": "active" if channel.is_active else "stopped",
        "added_at": channel.added_at.isoformat().replace("+00:00", "Z"),
        "added_by": channel.added_by,
        "messages": {name: counts.get(name, 0) for name in STATES},
    }


def message_answer(told: Told) -> Json:
    """Return what became of a message, with its latest try."""
    last = told.last
    return {
        "channel": told.channel,
        "number": told.number,
        "alerts": told.alerts,
        "state": told.state,
        "tries": told.tries,
        "next_at": told.next_at and told.next_at.isoformat().replace("+00:00", "Z"),
        "attempted_at": told.attempted_at and told.attempted_at.isoformat().replace("+00:00", "Z"),
        "status": last and last.status,
        "milliseconds": last and last.milliseconds,
        "trouble": last and last.trouble,
        "answer": last and last.answer,
    }


def trial_answer(channel: str, attempt: Attempt) -> Json:
    """Return how a test message went: whether it was taken, and what the other side said."""
    return {
        "channel": channel,
        "taken": attempt.trouble is None,
        "status": attempt.status,
        "trouble": attempt.trouble,
        "answer": attempt.answer,
    }
