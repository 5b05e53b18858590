"""How a message is signed, after Standard Webhooks 1.0: HMAC-SHA256 over id, instant and body.

Several secrets sign side by side while a receiver changes from one to the next.
"""

import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime

from monitor.access.secret import Secret

PREFIX = "whsec_"
_BYTES = 32  # Standard Webhooks asks for 24 to 64


def new_signing_secret() -> Secret:
    """Return a random secret in the form that receivers expect: "whsec_" and base64."""
    return Secret(PREFIX + b64encode(secrets.token_bytes(_BYTES)).decode())


def signed_headers(message: str, at: datetime, body: bytes, keys: Sequence[Secret]) -> dict[str, str]:
    """Return the three headers of a message that is sent at an instant."""
    stamp = str(int(at.timestamp()))
    content = f"{message}.{stamp}.".encode() + body
    return {
        "webhook-id": message,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(_signature(key, content) for key in keys),
    }


def _signature(key: Secret, content: bytes) -> str:
    raw = b64decode(key.reveal().removeprefix(PREFIX))
    return "v1," + b64encode(hmac.digest(raw, content, "sha256")).decode()
