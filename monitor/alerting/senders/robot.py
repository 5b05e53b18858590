"""What the robots of groups have in common: JSON over HTTPS, and an answer whose status is always 200."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from monitor.access.secret import Secret
from monitor.notify.sending import Letter

_READS = 4_096  # bytes of the answer: it has to be understood, not only seen
_HEADERS = {"content-type": "application/json; charset=utf-8"}


class Address(NamedTuple):
    """Where a channel leads, and the secret that signs for it."""

    url: str
    secret: Secret | None = None


def posted(url: str, message: str, content: Mapping[str, Any]) -> Letter:
    """Return a letter with a body of JSON."""
    body = msgspec.json.encode(content)
    return Letter(url=url, message=message, body=body, keys=(), headers=_HEADERS, reads=_READS)


def number_in(answer: bytes, *names: str) -> int | None:
    """Return the first of some numbers in an answer; None where it is no JSON object or has none of them."""
    try:
        found = msgspec.json.decode(answer, type=dict[str, Any])
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError):
        return None
    numbers = (found.get(name) for name in names)
    return next((each for each in numbers if isinstance(each, int) and not isinstance(each, bool)), None)
