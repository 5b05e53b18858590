"""Webhooks as one principal may administer them: each act is checked, each refusal recorded.

Promise: whoever has no right to read clusters cannot give himself one by a webhook. A webhook added here goes
only to an origin that the operator of the machine has listed.
"""

from datetime import datetime

from domain.refusal import RefusedError
from monitor.access.policy import may, not_permitted
from monitor.access.principal import Principal
from monitor.access.record import AccessRecord, Attempt
from monitor.access.secret import Secret
from monitor.notify.addresses import origin_of
from monitor.notify.ledger import Delivery, Ledger
from monitor.notify.subscriptions import Subscription
from monitor.notify.webhooks import Webhooks, Wish


class WebhookOffice:
    """The webhooks of one database in the hands of one principal at one instant."""

    def __init__(self, webhooks: Webhooks, record: AccessRecord, principal: Principal, at: datetime) -> None:
        """Act in somebody's name."""
        self._webhooks = webhooks
        self._record = record
        self._principal = principal
        self._at = at
        self._ledger = Ledger(webhooks.engine)

    def all(self) -> list[tuple[Subscription, dict[str, int]]]:
        """Return every webhook there ever was, with the number of its messages by state.

        Raises:
            RefusedError: "not-permitted", as do all acts here.
        """
        self._demand("read-webhooks")
        counts = self._ledger.counts()
        return [(each, counts.get(each.webhook, {})) for each in self._webhooks.now().by_name.values()]

    def deliveries(self, webhook: str, state: str | None, limit: int) -> list[Delivery]:
        """Return the newest messages of a webhook.

        Raises:
            RefusedError: "webhook-unknown".
        """
        self._demand("read-webhooks")
        self._webhooks.require_known(webhook)
        return self._ledger.deliveries(webhook=webhook, state=state, limit=limit)

    def add(self, wish: Wish) -> Secret:
        """Send events to an address from now on; return the secret that signs them, told this once.

        Raises:
            RefusedError: "webhook-origin-not-listed", and what `Webhooks.add` refuses.
        """
        self._demand("webhook-add")
        origin = origin_of(wish.url)
        if origin not in self._webhooks.listed:
            raise self._noted(
                "webhook-add",
                RefusedError("webhook-origin-not-listed", kind="not-permitted", origin=str(origin)),
            )
        return self._webhooks.add(wish, by=self._principal.user, at=self._at)

    def renew_secret(self, webhook: str, overlap_hours: int) -> Secret:
        """Return a new secret, told this once; the one before signs beside it for so many hours."""
        self._demand("webhook-secret-renew")
        return self._webhooks.renew_secret(webhook, overlap_hours, by=self._principal.user, at=self._at)

    def remove(self, webhook: str, reason: str) -> None:
        """Send nothing more to a webhook; its address and secrets are deleted."""
        self._demand("webhook-remove")
        self._webhooks.remove(webhook, reason, by=self._principal.user, at=self._at)

    def retry(self, webhook: str, position: int | None) -> int:
        """Send again what was given up, or one message; return how many."""
        self._demand("webhook-retry")
        return self._webhooks.retry(webhook, position, by=self._principal.user, at=self._at)

    def resume(self) -> bool:
        """Begin to send from a database that was restored; tell whether anything changed."""
        self._demand("webhooks-resume")
        return self._webhooks.resume(by=self._principal.user, at=self._at)

    def _demand(self, action: str) -> None:
        if not may(self._principal, action):
            raise self._noted(action, not_permitted(action))

    def _noted(self, action: str, refusal: RefusedError) -> RefusedError:
        attempt = Attempt(self._principal.user, action, None, refusal.code, self._principal.source)
        self._record.note(attempt, self._at)
        return refusal
