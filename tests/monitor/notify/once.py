"""One message sent once, for tests: to any address, with any answer to what a name means."""

import asyncio
import ssl
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache

from monitor.access.secret import Secret
from monitor.notify.addresses import origin_of
from monitor.notify.outbox import Attempt
from monitor.notify.sending import Letter, Limits, Sender, resolve_by_system, system_trust
from monitor.notify.signing import new_signing_secret
from tests.monitor.notify.conftest import QUICK

AT = datetime(2026, 1, 5, 4, 0, 0, 999_999, tzinfo=UTC)
LINUX_LOOPBACK = "127.0.0.1"
trust = cache(system_trust)


def letter(url: str, *keys: Secret) -> Letter:
    return Letter(url=url, message="e1", body=b'{"a":1}', keys=keys or (new_signing_secret(),))


def sent(
    url: str,
    *,
    limits: Limits = QUICK,
    found: Callable[[str, int], Sequence[str]] | None = None,
    tls: ssl.SSLContext | None = None,
    is_listed: bool = True,
) -> Attempt:
    """Send one message; `found` says which addresses a name has."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        return found(host, port) if found else await resolve_by_system(host, port)

    listed = frozenset({origin_of(url)}) if is_listed else frozenset()
    return asyncio.run(Sender(listed, tls or trust(), resolve, limits).send(letter(url), AT))
