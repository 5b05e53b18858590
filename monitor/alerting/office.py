"""Channels as one principal may administer them: each act is checked, each refusal recorded.

Promise: whoever has no right to read clusters cannot have alerts of them sent to himself: a channel that is
added here goes to an origin that the operator of the machine has listed, or to a mailbox of the own domain.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from domain.alerting import ChannelChanged
from domain.refusal import RefusedError
from monitor.access.policy import may, not_permitted
from monitor.access.principal import Principal
from monitor.access.record import AccessRecord
from monitor.access.record import Attempt as Noted
from monitor.access.secret import Secret
from monitor.alerting.channels import Channels, Wish
from monitor.alerting.post import Ways
from monitor.alerting.queue import Told
from monitor.alerting.register import Channel
from monitor.alerting.senders.mail import is_mailbox
from monitor.alerting.told import Ledger
from monitor.alerting.trying import try_channel
from monitor.notify.addresses import origin_of
from monitor.notify.outbox import Attempt


class Means(NamedTuple):
    """What channels are administered with; `ways` gives what messages are sent with, made when needed."""

    channels: Channels
    ways: Callable[[], Ways]
    board: str | None = None


class ChannelOffice:
    """The channels of one database in the hands of one principal at one instant."""

    def __init__(self, means: Means, record: AccessRecord, principal: Principal, at: datetime) -> None:
        """Act in somebody's name."""
        self._means = means
        self._channels = means.channels
        self._record = record
        self._principal = principal
        self._at = at
        self._ledger = Ledger(means.channels.engine)

    def all(self) -> list[tuple[Channel, dict[str, int]]]:
        """Return every channel there ever was, with the number of its messages by state.

        Raises:
            RefusedError: "not-permitted", as do all acts here.
        """
        self._demand("read-channels")
        counts = self._ledger.counts()
        return [(each, counts.get(name, {})) for name, each in self._channels.now().channels.items()]

    def one(self, channel: str) -> Channel:
        """Return a channel, stopped or not.

        Raises:
            RefusedError: "channel-unknown".
        """
        self._demand("read-channels")
        known = self._channels.now().channels.get(channel)
        if known is None:
            raise RefusedError("channel-unknown", kind="not-found", channel=channel[:64])
        return known

    def messages(self, channel: str, state: str | None, limit: int) -> list[Told]:
        """Return the newest messages of a channel, each with its latest try.

        Raises:
            RefusedError: "channel-unknown".
        """
        self.one(channel)
        return self._ledger.messages(channel, state, limit)

    def add(self, wish: Wish) -> Secret | None:
        """Tell alerts to somebody from now on; return the secret of a `webhook`, told this once.

        Raises:
            RefusedError: "channel-target-not-listed", and what `Channels.add` refuses.
        """
        self._demand("channel-add")
        target = self._unlisted(wish)
        if target is not None:
            refusal = RefusedError("channel-target-not-listed", kind="not-permitted", target=target)
            raise self._noted("channel-add", refusal)
        return self._channels.add(wish, by=self._principal.user, at=self._at)

    def change(self, body: ChannelChanged) -> None:
        """Let a channel hear of other alerts, or at other hours; as `Channels.change`."""
        self._demand("channel-change")
        self._channels.change(body, by=self._principal.user, at=self._at)

    def test(self, channel: str) -> Attempt:
        """Send a test message now and return how it went.

        Raises:
            RefusedError: "simulation-sends-nothing", "channel-unknown", "channel-ended"; what is wrong with
                the settings, or with the key of the addresses.
        """
        self._demand("channel-test")
        if self._channels.is_simulated:
            raise RefusedError("simulation-sends-nothing", kind="conflict")
        known = self._channels.active(channel)
        return try_channel(self._channels, self._means.ways(), known, self._at, self._means.board)

    def stop(self, channel: str, reason: str) -> None:
        """Tell a channel nothing more; its address is deleted."""
        self._demand("channel-stop")
        self._channels.stop(channel, reason, by=self._principal.user, at=self._at)

    def retry(self, channel: str, number: int | None) -> int:
        """Send again what was given up, or one message; return how many."""
        self._demand("channel-retry")
        return self._channels.retry(channel, number, by=self._principal.user, at=self._at)

    # --- parts ------------------------------------------------------------------------------------

    def _unlisted(self, wish: Wish) -> str | None:
        """Return where a channel would lead that nobody has listed; None where somebody has."""
        if wish.sort == "email":
            server = self._means.ways().mail_server
            own = server.sender.rpartition("@")[2].lower() if server else None
            domain = wish.address.rpartition("@")[2].lower()
            return None if domain == own or not is_mailbox(wish.address) else domain
        if wish.sort == "apprise":  # nobody can tell where that library connects to
            return wish.sort
        origin = origin_of(wish.address)
        return None if origin in self._channels.listed else str(origin)

    def _demand(self, action: str) -> None:
        if not may(self._principal, action):
            raise self._noted(action, not_permitted(action))

    def _noted(self, action: str, refusal: RefusedError) -> RefusedError:
        attempt = Noted(self._principal.user, action, None, refusal.code, self._principal.source)
        self._record.note(attempt, self._at)
        return refusal
