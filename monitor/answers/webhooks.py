"""Webhooks and what became of their messages, as the command line and HTTP answer alike.

Promise: never an address beyond its host, never a secret.
"""

from collections.abc import Mapping
from typing import Any

from monitor.notify.ledger import Delivery
from monitor.notify.subscriptions import Subscription

Json = dict[str, Any]


def webhook_answer(webhook: Subscription, counts: Mapping[str, int]) -> Json:
    """Return a webhook with the number of its messages in each state."""
    stated = webhook.stated
    return {
        "webhook": webhook.webhook,
        "origin": stated.origin,
        "types": stated.types,
        "programme": stated.programme,
        "region": stated.region,
        "clusters": stated.clusters,
        "within_days": stated.within_days,
        "state": _state(webhook),
        "added_at": webhook.added_at.isoformat().replace("+00:00", "Z"),
        "added_by": webhook.added_by,
        "messages": {name: counts.get(name, 0) for name in ("waiting", "sent", "dead", "dropped")},
    }


def delivery_answer(delivery: Delivery) -> Json:
    """Return what became of a message, with its latest attempt."""
    last = delivery.last
    return {
        "webhook": delivery.webhook,
        "position": delivery.position,
        "event": delivery.event,
        "state": delivery.state,
        "tries": delivery.tries,
        "next_at": delivery.next_at and delivery.next_at.isoformat().replace("+00:00", "Z"),
        "attempted_at": delivery.attempted_at and delivery.attempted_at.isoformat().replace("+00:00", "Z"),
        "status": last and last.status,
        "milliseconds": last and last.milliseconds,
        "trouble": last and last.trouble,
        "answer": last and last.answer,
    }


def _state(webhook: Subscription) -> str:
    if webhook.is_active:
        return "active"
    return "disabled" if webhook.is_gone else "removed"
