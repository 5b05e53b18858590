"""How addresses and secrets of webhooks are kept: encrypted where the service has a key.

Promise: what lies there as it is, because there was no key yet or it comes from an older backup, is encrypted
by the next pass over the outbox.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, delete, insert, or_, select, update

from monitor.access.sealing import SEALED_TEXT, Sealer
from monitor.access.secret import Secret
from monitor.codec import microseconds
from monitor.database import reading, writing
from monitor.notify.signing import new_signing_secret
from monitor.notify.tables import addresses, secrets


class Keeping:
    """The addresses and secrets in one database."""

    def __init__(self, engine: Engine, sealer: Sealer) -> None:
        """Keep them in a database."""
        self._engine = engine
        self._sealer = sealer

    def add(self, webhook: str, url: str) -> Secret:
        """Keep the address of a new webhook; return its first secret."""
        sealed = self._sealer.seal_text(Secret(url), _address(webhook))
        with writing(self._engine) as connection:
            connection.execute(insert(addresses).values(webhook=webhook, url=sealed))
            return self._new_secret(connection, webhook, 1)

    def renew(self, webhook: str, *, until: datetime, at: datetime) -> Secret:
        """Return a new secret; those before are good until an instant, and deleted when they were not."""
        mine = secrets.c.webhook == webhook
        with writing(self._engine) as connection:
            number = max(connection.scalars(select(secrets.c.number).where(mine)), default=0) + 1
            connection.execute(delete(secrets).where(mine, secrets.c.good_until <= microseconds(at)))
            current = update(secrets).where(mine, secrets.c.good_until.is_(None))
            connection.execute(current.values(good_until=microseconds(until)))
            return self._new_secret(connection, webhook, number)

    def forget(self, webhook: str) -> None:
        """Delete the address and the secrets of a webhook."""
        with writing(self._engine) as connection:
            for table in (addresses, secrets):
                connection.execute(delete(table).where(table.c.webhook == webhook))

    def url(self, webhook: str) -> str | None:
        """Return the whole address of a webhook.

        Raises:
            RefusedError: "access-key-wrong", it was encrypted with another key; so does `secrets`.
        """
        query = select(addresses.c.url).where(addresses.c.webhook == webhook)
        with reading(self._engine) as connection:
            kept = connection.scalars(query).one_or_none()
        return None if kept is None else self._sealer.open_text(kept, _address(webhook)).reveal()

    def secrets(self, webhook: str, at: datetime) -> list[Secret]:
        """Return the secrets that sign at an instant, the newest first."""
        good = or_(secrets.c.good_until.is_(None), secrets.c.good_until > microseconds(at))
        query = select(secrets.c.number, secrets.c.secret).where(secrets.c.webhook == webhook, good)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(secrets.c.number.desc())).all()
        return [self._sealer.open_text(kept, _secret(webhook, number)) for number, kept in rows]

    def seal_all(self) -> None:
        """Encrypt what lies there as it is, if there is a key."""
        if not self._sealer.has_key:
            return
        with reading(self._engine) as connection:
            if not any(connection.execute(_plain(each)).first() for each in (addresses, secrets)):
                return
        with writing(self._engine) as connection:
            for row in connection.execute(_plain(addresses)).all():
                sealed = self._sealer.seal_text(Secret(row.url), _address(row.webhook))
                mine = addresses.c.webhook == row.webhook
                connection.execute(update(addresses).where(mine).values(url=sealed))
            for row in connection.execute(_plain(secrets)).all():
                name = _secret(row.webhook, row.number)
                sealed = self._sealer.seal_text(Secret(row.secret), name)
                one = (secrets.c.webhook == row.webhook, secrets.c.number == row.number)
                connection.execute(update(secrets).where(*one).values(secret=sealed))

    def _new_secret(self, connection: Connection, webhook: str, number: int) -> Secret:
        made = new_signing_secret()
        sealed = self._sealer.seal_text(made, _secret(webhook, number))
        connection.execute(insert(secrets).values(webhook=webhook, number=number, secret=sealed))
        return made


def _plain(table: Table) -> Select[Any]:
    """Return the query for the rows of a table that are kept as they are."""
    kept = table.c.url if table is addresses else table.c.secret
    return select(table).where(kept.not_like(f"{SEALED_TEXT}%"))


def _address(webhook: str) -> str:
    return f"webhook-address/{webhook}"


def _secret(webhook: str, number: int) -> str:
    return f"webhook-secret/{webhook}/{number}"
