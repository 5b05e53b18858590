"""The office of channels: each act is an event, addresses and secrets lie encrypted in a table.

Promise: the log holds the host of an address and the hash of the whole, never the address nor a secret; a
message goes only to the address whose hash was recorded.
"""

from datetime import datetime
from hashlib import sha256

import msgspec
from sqlalchemy import Engine, delete, insert, select

from domain import alerting as acts
from domain.administration import Role
from domain.refusal import RefusedError
from monitor.access.sealing import Sealer
from monitor.access.secret import Secret
from monitor.alerting.book import Book, checked
from monitor.alerting.queue import Queue
from monitor.alerting.register import Channel, Register
from monitor.alerting.senders.bridge import is_address, require_apprise
from monitor.alerting.senders.mail import is_mailbox
from monitor.alerting.senders.robot import Address
from monitor.alerting.tables import addresses
from monitor.application import Monitor
from monitor.database import reading, writing
from monitor.notify.addresses import Listed, origin_of, require_origin
from monitor.notify.filling import Filling
from monitor.notify.signing import PREFIX, new_signing_secret
from monitor.wording import Language


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """A channel that is asked for; as `ChannelAdded`, with its whole address and the robot's secret."""

    channel: str
    sort: acts.ChannelSort
    address: str
    secret: Secret | None = None
    role: Role | None = None
    kinds: tuple[acts.AlertKind, ...] = ()
    programme: str | None = None
    region: str = "*"
    clusters: tuple[str, ...] = ()
    language: Language = "zh"
    hours: acts.Hours = acts.Hours()


class Channels:
    """The channels of one database; `listed` are the origins allowed besides plain TLS to outside."""

    def __init__(self, monitor: Monitor, listed: Listed = frozenset(), sealer: Sealer | None = None) -> None:
        """Read and write the log of an application; `sealer` encrypts what is kept beside it."""
        self.book = Book(monitor)
        self.listed = listed
        self._monitor = monitor
        self._sealer = sealer or Sealer()
        self._filling = Filling(monitor.engine, monitor.log)

    @property
    def engine(self) -> Engine:
        """The database in which their messages wait."""
        return self._monitor.engine

    @property
    def is_simulated(self) -> bool:
        """Whether the database is a simulation, which sends nothing."""
        return self._monitor.simulation

    def now(self) -> Register:
        """Return the channels as recorded now."""
        return self.book.now()

    def active(self, channel: str) -> Channel:
        """Return a channel that was not stopped.

        Raises:
            RefusedError: "channel-unknown", "channel-ended".
        """
        return _active(self.now(), channel)

    # --- acts -----------------------------------------------------------------------------------

    def add(self, wish: Wish, *, by: str, at: datetime) -> Secret | None:
        """Tell alerts to somebody from now on; return the secret of a `webhook`, told this once.

        Raises:
            RefusedError: "simulation-sends-nothing", "channel-exists", "channel-address-not-accepted",
                "channel-value-not-accepted", "channel-hours-half-set", or what an address is refused for.
        """
        if self._monitor.simulation:
            raise RefusedError("simulation-sends-nothing", kind="conflict")
        body = self._added(wish)
        self._filling.arm()

        def is_new(found: Register) -> None:
            if wish.channel in found.channels:
                raise RefusedError("channel-exists", kind="conflict", channel=wish.channel)

        self.book.record(body, is_new, by=by, at=at)
        made = new_signing_secret() if wish.sort == "webhook" and wish.secret is None else None
        self._keep(wish, made or wish.secret)
        return made

    def stop(self, channel: str, reason: str, *, by: str, at: datetime) -> None:
        """Tell a channel nothing more; its address is deleted.

        Raises:
            RefusedError: "channel-unknown", "channel-ended".
        """
        body = checked(acts.ChannelStopped(channel=channel, reason=reason))
        self.book.record(body, lambda found: _require(found, channel), by=by, at=at)
        with writing(self._monitor.engine) as connection:
            connection.execute(delete(addresses).where(addresses.c.channel == channel))

    def change(self, body: acts.ChannelChanged, *, by: str, at: datetime) -> None:
        """Let a channel hear of other alerts, or at other hours, from now on.

        Raises:
            RefusedError: "channel-unknown", "channel-ended", "channel-value-not-accepted",
                "channel-hours-half-set".
        """
        _require_whole(body.hours)
        changed = checked(body)
        self.book.record(changed, lambda found: _require(found, body.channel), by=by, at=at)

    def retry(self, channel: str, number: int | None, *, by: str, at: datetime) -> int:
        """Send again what was given up, or one message whatever became of it; return how many.

        The record is what puts them back: the queue follows from it, once, as it does from every alert.

        Raises:
            RefusedError: "channel-unknown", "channel-ended"; "message-unknown", there is no such message.
        """
        self.active(channel)
        count = Queue(self._monitor.engine).given_up(channel, number)
        if count:
            body = checked(acts.ChannelRetried(channel=channel, number=number))
            self.book.record(body, lambda found: _require(found, channel), by=by, at=at)
            self._monitor.catch_up()
        return count

    # --- for who delivers -------------------------------------------------------------------------

    def address(self, channel: Channel) -> Address | None:
        """Return the address of a channel; None where it is not the one that was recorded.

        Raises:
            RefusedError: "access-key-wrong", it was encrypted with another key.
        """
        query = select(addresses.c.address, addresses.c.secret).where(addresses.c.channel == channel.channel)
        with reading(self._monitor.engine) as connection:
            kept = connection.execute(query).one_or_none()
        if kept is None:
            return None
        url = self._sealer.open(kept.address, f"channel-address/{channel.channel}").reveal()
        if _hash(url) != channel.stated.address_sha256:
            return None
        secret = None if kept.secret is None else self._sealer.open(kept.secret, _secret(channel.channel))
        return Address(url, secret)

    # --- parts ------------------------------------------------------------------------------------

    def _keep(self, wish: Wish, secret: Secret | None) -> None:
        row = {
            "channel": wish.channel,
            "address": self._sealer.seal(Secret(wish.address), f"channel-address/{wish.channel}"),
            "secret": None if secret is None else self._sealer.seal(secret, _secret(wish.channel)),
        }
        with writing(self._monitor.engine) as connection:
            connection.execute(insert(addresses).values(row))

    def _added(self, wish: Wish) -> acts.ChannelAdded:
        _require_whole(wish.hours)
        _require_secret(wish)
        return checked(
            acts.ChannelAdded(
                channel=wish.channel,
                sort=wish.sort,
                target=self._target(wish),
                address_sha256=_hash(wish.address),
                role=wish.role,
                kinds=wish.kinds,
                programme=wish.programme,
                region=wish.region,
                clusters=wish.clusters,
                language=wish.language,
                hours=wish.hours,
            )
        )

    def _target(self, wish: Wish) -> str:
        """Return what the log holds of an address: where it leads, not to whom."""
        if wish.sort == "email":
            if not is_mailbox(wish.address):
                raise RefusedError("channel-address-not-accepted", sort=wish.sort)
            return wish.address.partition("@")[2]
        if wish.sort == "apprise":
            require_apprise()
            if not is_address(wish.address):
                raise RefusedError("channel-address-not-accepted", sort=wish.sort)
            return wish.address.partition("://")[0]
        origin = origin_of(wish.address)
        require_origin(origin, self.listed)
        return str(origin)


def _require_whole(hours: acts.Hours) -> None:
    """Refuse quiet hours that begin and do not end, or end and do not begin."""
    if (hours.quiet_from is None) != (hours.quiet_until is None):
        raise RefusedError("channel-hours-half-set")


def _require_secret(wish: Wish) -> None:
    """Refuse a secret that the sort of channel has no use for, or that is none of its form."""
    if wish.secret is None:
        return
    takes = wish.sort in {"dingtalk", "feishu"}
    signs = wish.sort == "webhook" and wish.secret.reveal().startswith(PREFIX)
    if not (takes or signs):
        raise RefusedError("channel-secret-not-accepted", sort=wish.sort)


def _secret(channel: str) -> str:
    return f"channel-secret/{channel}"


def _hash(address: str) -> str:
    return sha256(address.encode(errors="surrogatepass")).hexdigest()


def _require(found: Register, channel: str) -> None:
    _active(found, channel)


def _active(found: Register, channel: str) -> Channel:
    known = found.channels.get(channel)
    if known is None:
        raise RefusedError("channel-unknown", kind="not-found", channel=channel)
    if not known.is_active:
        raise RefusedError("channel-ended", kind="conflict", channel=channel)
    return known
