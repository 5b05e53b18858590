"""The table of credentials: what has to be known to check a user's secrets; nothing of it is in the log."""

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Engine, text

from monitor.codec import instant, microseconds
from monitor.database import reading, writing

ONE_TIME_GOOD_FOR = timedelta(hours=72)
_FIND = text("SELECT user_id, password, one_time, expires_at, totp FROM credentials WHERE user_id = :user")
_SET_PASSWORD = text(
    "INSERT INTO credentials (user_id, password, one_time, expires_at) "
    "VALUES (:user, :password, :one_time, :expires_at) ON CONFLICT (user_id) DO UPDATE SET "
    "password = excluded.password, one_time = excluded.one_time, expires_at = excluded.expires_at"
)
_SET_TOTP = text(
    "INSERT INTO credentials (user_id, totp) VALUES (:user, :totp) ON CONFLICT (user_id) "
    "DO UPDATE SET totp = excluded.totp, totp_counter = NULL"
)
_FORGET_TOTP = text("UPDATE credentials SET totp = NULL, totp_counter = NULL WHERE user_id = :user")
_USE_STEP = text(
    "UPDATE credentials SET totp_counter = :step "
    "WHERE user_id = :user AND (totp_counter IS NULL OR totp_counter < :step)"
)
_ANY = text("SELECT 1 FROM credentials WHERE user_id = :user AND password IS NOT NULL")


class Credential(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a user's secrets: a hash, and the (sealed) key of the second factor."""

    user: str
    password: str | None
    is_one_time: bool
    expires_at: datetime | None
    totp: bytes | None

    def __repr__(self) -> str:
        """Tell nothing but whose it is."""
        return f"Credential({self.user!r})"

    def is_expired(self, at: datetime) -> bool:
        """Tell whether a one-time secret is too old to be used."""
        return self.expires_at is not None and at > self.expires_at


class Credentials:
    """The table."""

    def __init__(self, engine: Engine) -> None:
        """Keep credentials in a database."""
        self._engine = engine

    def find(self, user: str) -> Credential | None:
        """Return what is kept of a user's secrets."""
        with reading(self._engine) as connection:
            row = connection.execute(_FIND, {"user": user}).one_or_none()
        if row is None:
            return None
        return Credential(
            user=row.user_id,
            password=row.password,
            is_one_time=bool(row.one_time),
            expires_at=None if row.expires_at is None else instant(row.expires_at),
            totp=None if row.totp is None else bytes(row.totp),
        )

    def has_password(self, user: str) -> bool:
        """Tell whether a user ever got a password."""
        with reading(self._engine) as connection:
            return connection.execute(_ANY, {"user": user}).first() is not None

    def set_password(self, user: str, password: str, *, one_time_from: datetime | None = None) -> None:
        """Keep the hash of a password; of a one-time secret also until when it is good."""
        is_one_time = one_time_from is not None
        expires_at = microseconds(one_time_from + ONE_TIME_GOOD_FOR) if one_time_from else None
        asked = {"user": user, "password": password, "one_time": is_one_time, "expires_at": expires_at}
        with writing(self._engine) as connection:
            connection.execute(_SET_PASSWORD, asked)

    def set_totp(self, user: str, totp: bytes) -> None:
        """Keep the (sealed) key of a second factor; whether it counts is said by the log."""
        with writing(self._engine) as connection:
            connection.execute(_SET_TOTP, {"user": user, "totp": totp})

    def forget_totp(self, user: str) -> None:
        """Throw the key away."""
        with writing(self._engine) as connection:
            connection.execute(_FORGET_TOTP, {"user": user})

    def use_step(self, user: str, step: int) -> bool:
        """Use up a step and all before it; tell whether it was unused. One of several at once wins."""
        with writing(self._engine) as connection:
            return connection.execute(_USE_STEP, {"user": user, "step": step}).rowcount == 1
