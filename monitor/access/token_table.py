"""API tokens: their form, and the hashes of their secrets. Whose they are and for what stands in the log."""

import re
import secrets
from datetime import datetime

from sqlalchemy import Engine, text

from monitor.access.secret import Secret, are_same, fingerprint, new_secret
from monitor.codec import instant, microseconds
from monitor.database import reading, reading_once, writing

_ID_BYTES = 6
_FORM = re.compile(r"cm_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_ADD = text("INSERT INTO tokens (id, sha256) VALUES (:id, :sha256)")
_FIND = text("SELECT sha256, used_at FROM tokens WHERE id = :id")
_TOUCH = text("UPDATE tokens SET used_at = :at WHERE id = :id")
_USES = text("SELECT id, used_at FROM tokens WHERE used_at IS NOT NULL")
_MINUTE = 60_000_000  # microseconds


def new_token_id() -> str:
    """Return the public part of a new token."""
    return secrets.token_hex(_ID_BYTES)


class Tokens:
    """The table."""

    def __init__(self, engine: Engine) -> None:
        """Keep hashes in a database."""
        self._engine = engine

    def make(self, token: str) -> Secret:
        """Return the text of a token whose public part is given, and keep the hash of its secret."""
        secret = new_secret()
        with writing(self._engine) as connection:
            connection.execute(_ADD, {"id": token, "sha256": fingerprint(secret)})
        return Secret(f"cm_{token}_{secret.reveal()}")

    def recognise(self, given: Secret, at: datetime) -> str | None:
        """Return the public part of a token whose secret is right, and note its use; else None."""
        parts = _FORM.fullmatch(given.reveal())
        if parts is None:
            return None
        with reading_once(self._engine) as connection:
            row = connection.execute(_FIND, {"id": parts[1]}).one_or_none()
        if row is None or not are_same(fingerprint(Secret(parts[2])), row.sha256):
            return None
        if row.used_at is None or microseconds(at) - row.used_at >= _MINUTE:
            with writing(self._engine) as connection:
                connection.execute(_TOUCH, {"id": parts[1], "at": microseconds(at)})
        return parts[1]

    def last_uses(self) -> dict[str, datetime]:
        """Return when tokens were last used, to the minute, by their public part."""
        with reading(self._engine) as connection:
            return {row.id: instant(row.used_at) for row in connection.execute(_USES)}
