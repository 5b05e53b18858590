"""Calendars and news feeds by secret address: who may read what, and what then is read.

Promise: the address is the only key; of it the table holds a hash. What it opens passes the same guard as
everything else, by the rights that its user has at that moment, and never more than it was opened for.
"""

from datetime import datetime
from hashlib import sha256
from typing import Literal, NamedTuple

from sqlalchemy import delete, insert, select

from domain import alerting as acts
from domain.refusal import RefusedError
from monitor.access.accounts import Accounts
from monitor.access.guard import Guard
from monitor.access.principal import Principal
from monitor.access.reach import refuse_unknown_programme
from monitor.access.secret import Secret, fingerprint, new_secret
from monitor.alerting.atom import CONTENT_TYPE as ATOM
from monitor.alerting.book import Book, checked
from monitor.alerting.feed_scope import FeedScope, grant_of
from monitor.alerting.ics import CONTENT_TYPE as ICALENDAR
from monitor.alerting.register import Feed, Register
from monitor.alerting.tables import feed_tokens
from monitor.alerting.telling import Teller
from monitor.application import Monitor
from monitor.database import reading, writing
from monitor.wording import Language

Form = Literal["ics", "atom"]


class Read(NamedTuple):
    """What a feed answers with; `etag` changes whenever the body does."""

    body: bytes
    content_type: str
    etag: str


class Feeds:
    """The feeds of one database."""

    def __init__(self, monitor: Monitor, teller: Teller | None = None) -> None:
        """Read and write the log of an application."""
        self.book = Book(monitor)
        self._monitor = monitor
        self._teller = teller or Teller(monitor)

    # --- acts -----------------------------------------------------------------------------------

    def open(self, body: acts.FeedOpened, accounts: Accounts, *, by: str, at: datetime) -> Secret:
        """Open a feed; return the secret part of its address, told this once.

        Raises:
            RefusedError: "feed-exists", "user-unknown", "programme-not-known",
                "channel-value-not-accepted".
        """
        wanted = checked(body)
        if wanted.user is not None and accounts.find(wanted.user) is None:
            raise RefusedError("user-unknown", kind="not-found", user=wanted.user)
        refuse_unknown_programme(wanted.programme, self._monitor)

        def is_new(found: Register) -> None:
            if wanted.feed in found.feeds:
                raise RefusedError("feed-exists", kind="conflict", feed=wanted.feed)

        self.book.record(wanted, is_new, by=by, at=at)
        secret = new_secret()
        with writing(self._monitor.engine) as connection:
            connection.execute(insert(feed_tokens).values(feed=wanted.feed, sha256=fingerprint(secret)))
        return secret

    def close(self, feed_name: str, reason: str, *, by: str, at: datetime) -> None:
        """Close a feed: its address leads nowhere from now on.

        Raises:
            RefusedError: "feed-unknown", "feed-ended".
        """
        body = checked(acts.FeedClosed(feed=feed_name, reason=reason))
        self.book.record(body, lambda found: _require_open(found, feed_name), by=by, at=at)
        with writing(self._monitor.engine) as connection:
            connection.execute(delete(feed_tokens).where(feed_tokens.c.feed == feed_name))

    # --- reading ----------------------------------------------------------------------------------

    def read(  # noqa: PLR0913 - one reading, told in one call
        self,
        secret: Secret,
        form: Form,
        *,
        guard: Guard,
        accounts: Accounts,
        at: datetime,
        language: Language,
    ) -> Read:
        """Return what a secret address opens, in one of two forms.

        Raises:
            RefusedError: "feed-not-found", the address is none, was closed, or its user is no more.
        """
        found = self._found(secret)
        guarded = guard.seen_by(_principal(found.stated, accounts), at)
        scope = FeedScope(self._monitor, self._teller, found.stated, guarded, language)
        body = scope.calendar(at) if form == "ics" else scope.news(at)
        content_type = ICALENDAR if form == "ics" else ATOM
        return Read(body, content_type, f'"{sha256(body).hexdigest()[:32]}"')

    def _found(self, secret: Secret) -> Feed:
        query = select(feed_tokens.c.feed).where(feed_tokens.c.sha256 == fingerprint(secret))
        with reading(self._monitor.engine) as connection:
            name = connection.scalars(query).one_or_none()
        known = self.book.now().feeds.get(name) if name is not None else None
        if known is None or known.is_closed:
            raise RefusedError("feed-not-found", kind="not-found")
        return known


def _principal(stated: acts.FeedOpened, accounts: Accounts) -> Principal:
    """Return who reads: the user as he is now, or nobody but the feed, who may read what it was opened for.

    Raises:
        RefusedError: "feed-not-found", the user was disabled.
    """
    name = f"feed {stated.feed}"
    if stated.user is None:
        return Principal(user=name, name=name, grants=(grant_of(stated),), scopes=frozenset({"read"}))
    account = accounts.find(stated.user)
    if account is None or account.is_disabled:
        raise RefusedError("feed-not-found", kind="not-found")
    return Principal(user=account.user, name=name, grants=account.grants, scopes=frozenset({"read"}))


def _require_open(found: Register, feed_name: str) -> None:
    known = found.feeds.get(feed_name)
    if known is None:
        raise RefusedError("feed-unknown", kind="not-found", feed=feed_name)
    if known.is_closed:
        raise RefusedError("feed-ended", kind="conflict", feed=feed_name)
