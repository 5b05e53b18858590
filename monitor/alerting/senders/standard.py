"""Alerts for another system: JSON, signed as Standard Webhooks 1.0 has it."""

from datetime import datetime

import msgspec

from monitor.access.secret import Secret
from monitor.alerting.bulletin import Bulletin
from monitor.alerting.senders.robot import Address
from monitor.notify.sending import Letter
from monitor.notify.signing import signed_headers

A_MINUTE = 60


def letter(bulletin: Bulletin, address: Address, at: datetime) -> Letter:
    """Return the message, signed for the instant with the secret of the channel."""
    stamp = at.isoformat().replace("+00:00", "Z")
    content = {
        "type": "cluster-monitor.alerts",
        "timestamp": stamp,
        "data": {
            "title": bulletin.title,
            "simulation": bulletin.simulation,
            "more": bulletin.more,
            "alerts": [msgspec.to_builtins(each) for each in bulletin.notices],
        },
    }
    body = msgspec.json.encode(content)
    keys = (address.secret,) if isinstance(address.secret, Secret) else ()
    headers = {**signed_headers(bulletin.id, at, body, keys), "content-type": "application/json"}
    return Letter(url=address.url, message=bulletin.id, body=body, keys=keys, headers=headers)
