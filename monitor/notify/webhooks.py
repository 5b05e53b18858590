"""The office of webhooks: each act is an event in the stream ":notify"; addresses and secrets lie in tables.

Promise: the log holds the host of an address and the hash of the whole, never the address itself (it may
hold a password) nor a secret. A message goes only to the address whose hash was recorded.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import uuid5

import msgspec

from domain import administration as acts
from domain.administration import NOTIFY_STREAM
from domain.events import FACTS, FINDINGS, legal_day
from domain.refusal import RefusedError
from monitor.access.sealing import Sealer
from monitor.access.secret import Secret
from monitor.application import SYSTEM, Monitor
from monitor.codec import Envelope
from monitor.event_log import ConflictError
from monitor.notify.addresses import Listed, origin_of, require_origin
from monitor.notify.filling import Filling
from monitor.notify.keeping import Keeping
from monitor.notify.ledger import Ledger
from monitor.notify.outbox import Outbox
from monitor.notify.subscriptions import Subscription, Subscriptions
from monitor.recording import NAMESPACE

_TRIES = 20
Rule = Callable[[Subscriptions], None]


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """A webhook that is asked for; as `WebhookAdded`, with its whole address."""

    webhook: str
    url: str
    types: tuple[str, ...] = ()
    programme: str | None = None
    region: str = "*"
    clusters: tuple[str, ...] = ()
    within_days: int | None = None


class Webhooks:
    """The webhooks of one database; `listed` are the origins that its operator allows besides plain TLS."""

    def __init__(self, monitor: Monitor, listed: Listed = frozenset(), sealer: Sealer | None = None) -> None:
        """Read and write the log of an application; `sealer` encrypts what is kept beside it."""
        self._monitor = monitor
        self.engine = monitor.engine
        self._filling = Filling(monitor.engine, monitor.log)
        self._outbox = Outbox(monitor.engine)
        self._ledger = Ledger(monitor.engine)
        self.kept = Keeping(monitor.engine, sealer or Sealer())
        self.listed = listed

    def now(self) -> Subscriptions:
        """Return the webhooks as recorded now."""
        return Subscriptions(self._monitor.log.stream(NOTIFY_STREAM))

    def require_known(self, webhook: str) -> None:
        """Refuse a name that no webhook ever had.

        Raises:
            RefusedError: "webhook-unknown".
        """
        if self.now().find(webhook) is None:
            raise RefusedError("webhook-unknown", kind="not-found", webhook=webhook)

    def require_active(self, webhook: str) -> None:
        """Refuse a webhook that is not there, or no more.

        Raises:
            RefusedError: "webhook-unknown", "webhook-ended".
        """
        _require_active(self.now(), webhook)

    # --- acts -----------------------------------------------------------------------------------

    def add(self, wish: Wish, *, by: str, at: datetime) -> Secret:
        """Send events to an address from now on; return the secret that signs them, told this once.

        Raises:
            RefusedError: "simulation-sends-nothing", "webhook-exists", "webhook-type-unknown",
                "webhook-value-not-accepted", or what the address is refused for.
        """
        if self._monitor.simulation:
            raise RefusedError("simulation-sends-nothing", kind="conflict")
        body = self._added(wish)
        self._filling.arm()

        def is_new(found: Subscriptions) -> None:
            if found.find(wish.webhook) is not None:
                raise RefusedError("webhook-exists", kind="conflict", webhook=wish.webhook)

        self._record(body, is_new, by=by, at=at)
        return self.kept.add(wish.webhook, wish.url)

    def renew_secret(self, webhook: str, overlap_hours: int, *, by: str, at: datetime) -> Secret:
        """Return a new secret, told this once; for so many hours the one before signs beside it.

        Raises:
            RefusedError: "webhook-unknown", "webhook-ended"; so do all acts below.
        """
        body = acts.WebhookSecretRenewed(webhook=webhook, overlap_hours=overlap_hours)
        self._record(body, lambda found: _require_active(found, webhook), by=by, at=at)
        return self.kept.renew(webhook, until=at + timedelta(hours=overlap_hours), at=at)

    def remove(self, webhook: str, reason: str, *, by: str, at: datetime) -> None:
        """Send nothing more to a webhook; its address and secrets are deleted."""
        body = _checked(acts.WebhookRemoved(webhook=webhook, reason=reason))
        self._record(body, lambda found: _require_active(found, webhook), by=by, at=at)
        self.kept.forget(webhook)

    def disable(self, webhook: str, *, at: datetime) -> None:
        """Note that a receiver is gone for good."""
        body = acts.WebhookDisabled(webhook=webhook)
        self._record(body, lambda found: _require_active(found, webhook), by=SYSTEM, at=at)

    def retry(self, webhook: str, position: int | None, *, by: str, at: datetime) -> int:
        """Send one message again, whatever became of it, or all that were given up; return how many.

        Raises:
            RefusedError: "delivery-unknown", there is no such message.
        """
        self.require_active(webhook)
        if not self._ledger.count(webhook, position):
            if position is not None:
                raise RefusedError("delivery-unknown", kind="not-found", webhook=webhook, position=position)
            return 0
        body = acts.WebhookRetried(webhook=webhook, position=position)
        self._record(body, lambda found: _require_active(found, webhook), by=by, at=at)
        return self._ledger.retry(webhook, position)

    def resume(self, *, by: str, at: datetime) -> bool:
        """Begin to send from a database that was restored; of what lies before nothing new is sent.

        Returns False where it sends already: nothing is recorded then.
        """
        if self._outbox.is_armed():
            return False
        self._record(acts.SendingResumed(), lambda _: None, by=by, at=at)
        self._filling.arm()
        return True

    # --- for who delivers -------------------------------------------------------------------------

    def url(self, subscription: Subscription) -> str | None:
        """Return the address of a webhook; None where it is not the one that was recorded."""
        url = self.kept.url(subscription.webhook)
        return url if url is not None and _hash(url) == subscription.stated.url_sha256 else None

    def secrets(self, webhook: str, at: datetime) -> list[Secret]:
        """Return the secrets that sign at an instant, the newest first."""
        return self.kept.secrets(webhook, at)

    # --- parts --------------------------------------------------------------------------------------

    def _added(self, wish: Wish) -> acts.WebhookAct:
        origin = origin_of(wish.url)
        require_origin(origin, self.listed)
        unknown = sorted(set(wish.types) - FACTS.keys() - FINDINGS.keys())
        if unknown:
            raise RefusedError("webhook-type-unknown", found=", ".join(unknown)[:200])
        return _checked(
            acts.WebhookAdded(
                webhook=wish.webhook,
                origin=str(origin),
                url_sha256=_hash(wish.url),
                types=wish.types,
                programme=wish.programme,
                region=wish.region,
                clusters=wish.clusters,
                within_days=wish.within_days,
            )
        )

    def _record(self, body: acts.WebhookAct, rule: Rule, *, by: str, at: datetime) -> None:
        for _ in range(_TRIES):
            stamped = self._monitor.stamp(at)
            found = self.now()
            rule(found)
            try:
                self._monitor.log.append([_entry(body, found.version, by, stamped)], _expected(found))
            except ConflictError:
                continue
            except RefusedError as error:
                if error.code != "clock-before-last-record":
                    raise
            else:
                return
        url = self.engine.url
        raise RefusedError(
            "database-busy", kind="unavailable", database=url.database, reason=f"{_TRIES} tries"
        )


def _expected(found: Subscriptions) -> dict[str, int]:
    return {NOTIFY_STREAM: found.version}


def _require_active(found: Subscriptions, webhook: str) -> None:
    known = found.find(webhook)
    if known is None:
        raise RefusedError("webhook-unknown", kind="not-found", webhook=webhook)
    if not known.is_active:
        raise RefusedError("webhook-ended", kind="conflict", webhook=webhook)


def _hash(url: str) -> str:
    return sha256(url.encode()).hexdigest()


def _checked(body: acts.WebhookAct) -> acts.WebhookAct:
    """Return an act as it will be read back.

    Raises:
        RefusedError: "webhook-value-not-accepted", a name or a text breaks its bounds.
    """
    try:
        return msgspec.json.decode(msgspec.json.encode(body), type=type(body))
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        field = str(error).rpartition("$.")[2].strip("`") if "$." in str(error) else "-"
        raise RefusedError("webhook-value-not-accepted", field=field) from None


def _entry(body: acts.WebhookAct, version: int, by: str, at: datetime) -> Envelope:
    content = msgspec.json.encode(body, order="deterministic").decode()
    return Envelope(
        id=str(uuid5(NAMESPACE, f"notify|{version}|{by}|{at.isoformat()}|{content}")),
        cluster=NOTIFY_STREAM,
        effective_on=legal_day(at),
        recorded_at=at,
        recorded_by=by,
        body=body,
    )
