"""What all requests of one service share: the application behind its guard, clocks, and settings."""

from collections.abc import Callable
from datetime import datetime
from threading import BoundedSemaphore, Event

import msgspec
import structlog

from monitor.access.access import Access
from monitor.access.provider_sign_in import ProviderSignIn
from monitor.alerting.office import Means
from monitor.application import Monitor
from monitor.audit.branching.branch import Branch
from monitor.http.rates import Rates
from monitor.http.repeats import Repeats
from monitor.http.settings import Settings
from monitor.notify.webhooks import Webhooks
from monitor.replica import Replica


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What a service is made of; `clock` gives aware instants in UTC, `elapsed` seconds that only rise.

    `branch` opens the database so that it cannot be written, as known at an instant (None: now).
    `provider` is the OpenID provider through which people may sign in, if one is set; `webhooks` know which
    origins the operator has listed; `alerting` is what channels to people are administered with; `replica`
    is the second database that `branch` reads, if one is set.
    """

    monitor: Monitor
    access: Access
    branch: Callable[[datetime | None], Branch]
    clock: Callable[[], datetime]
    elapsed: Callable[[], float]
    log: structlog.stdlib.BoundLogger
    stopping: Event
    settings: Settings = Settings()
    provider: ProviderSignIn | None = None
    webhooks: Webhooks
    alerting: Means
    replica: Replica | None = None


class Desk:
    """The parts, and what is counted over all requests of this process."""

    def __init__(self, parts: Parts) -> None:
        """Serve with these parts."""
        limits = parts.settings.limits
        self.parts = parts
        self.rates = Rates(limits.principal, parts.elapsed)
        self.repeats = Repeats(parts.monitor.engine, limits.repeats_kept)
        self.streams = BoundedSemaphore(limits.streams)
