"""Who is told what, as recorded in the stream ":notify"; folded, never refused."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from domain import administration as acts
from domain.events import Recorded
from monitor.access.place import Place


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """One webhook: what it wants, since which position of the log, and until which it was wanted."""

    webhook: str
    stated: acts.WebhookAdded
    added_at: datetime
    added_by: str
    after: int
    until: int | None = None
    is_gone: bool = False

    @property
    def is_active(self) -> bool:
        """Tell whether it was neither removed nor disabled."""
        return self.until is None

    @property
    def needs_place(self) -> bool:
        """Tell whether it asks where a cluster lies."""
        return self.stated.programme is not None or self.stated.region != "*"

    def covers(self, position: int) -> bool:
        """Tell whether it was there when something was recorded."""
        return self.after < position and (self.until is None or position < self.until)

    def wants(self, kind: str, cluster: str, place: Place | None) -> bool:
        """Tell whether it wants events of a type (its public name) about a cluster that lies there."""
        wished = self.stated
        if wished.types and kind not in wished.types:
            return False
        if wished.clusters and cluster not in wished.clusters:
            return False
        if not self.needs_place:
            return True
        if place is None or wished.programme not in {None, place.programme}:
            return False
        return wished.region == "*" or place.region.lies_in(wished.region)

    def wants_news_of(self, days_later: int) -> bool:
        """Tell whether it wants what was recorded so many days after its legal day."""
        return self.stated.within_days is None or days_later <= self.stated.within_days


class Subscriptions:
    """All webhooks there ever were, at one version of their stream."""

    def __init__(self, records: Iterable[Recorded] = ()) -> None:
        """Fold what is recorded of them."""
        self.version = 0
        self.by_name: dict[str, Subscription] = {}
        for record in records:
            self.version = record.version
            self._take(record)

    def find(self, webhook: str) -> Subscription | None:
        """Return a webhook, removed ones included."""
        return self.by_name.get(webhook)

    def active(self) -> list[Subscription]:
        """Return those that were neither removed nor disabled."""
        return [each for each in self.by_name.values() if each.is_active]

    def _take(self, record: Recorded) -> None:
        body = record.body
        if isinstance(body, acts.WebhookAdded):
            self.by_name.setdefault(
                body.webhook,
                Subscription(
                    webhook=body.webhook,
                    stated=body,
                    added_at=record.recorded_at,
                    added_by=record.recorded_by,
                    after=record.position,
                ),
            )
        elif isinstance(body, acts.WebhookRemoved | acts.WebhookDisabled):
            self._end(body, record.position)

    def _end(self, body: acts.WebhookRemoved | acts.WebhookDisabled, position: int) -> None:
        known = self.by_name.get(body.webhook)
        if known is not None and known.is_active:
            is_gone = isinstance(body, acts.WebhookDisabled)
            self.by_name[body.webhook] = msgspec.structs.replace(known, until=position, is_gone=is_gone)
