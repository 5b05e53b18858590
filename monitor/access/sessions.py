"""The table of sessions: who is signed in. Of a session's id only its SHA-256 is kept."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Engine, text

from monitor.access.secret import Secret, fingerprint, new_secret
from monitor.codec import instant, microseconds
from monitor.database import reading, writing

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
MOST = 20  # sessions of one user; the oldest gives way
_TOUCH_AFTER = timedelta(minutes=1)
NAME_DIGITS = 16
_ADD = text(
    "INSERT INTO sessions (sha256, user_id, rights, second_factor, by_provider, created_at, used_at, source, "
    "confirmed_at) VALUES (:sha256, :user, :rights, :second_factor, :by_provider, :at, :at, :source, "
    ":confirmed_at)"
)
_PURGE = text("DELETE FROM sessions WHERE created_at < :oldest OR used_at < :idle")
_CROWD = text(
    "DELETE FROM sessions WHERE sha256 IN (SELECT sha256 FROM sessions WHERE user_id = :user "
    "ORDER BY created_at DESC, sha256 LIMIT 1000 OFFSET :most)"
)
_READ = (
    "SELECT sha256, user_id, rights, second_factor, by_provider, created_at, used_at, source, confirmed_at "
    "FROM sessions "
)
_FIND = text(_READ + "WHERE sha256 = :sha256")
_LIST = text(_READ + "WHERE user_id = :user ORDER BY created_at DESC, sha256")
_CONFIRM = text("UPDATE sessions SET confirmed_at = :at WHERE sha256 = :sha256")
_TOUCH = text("UPDATE sessions SET used_at = :at WHERE sha256 = :sha256 AND used_at < :at")
_END = text("DELETE FROM sessions WHERE sha256 = :sha256")
_END_NAMED = text("DELETE FROM sessions WHERE user_id = :user AND substr(sha256, 1, 16) = :name")
_END_ALL = text("DELETE FROM sessions WHERE user_id = :user")


class SignedInSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session as kept; `name` is what it may be called in public: it opens nothing.

    `confirmed_at`: when its user last proved to be himself, by code or password; None: a provider vouched.
    """

    sha256: str
    user: str
    rights: int
    with_second_factor: bool
    by_provider: bool
    created_at: datetime
    used_at: datetime
    source: str
    confirmed_at: datetime | None = None

    @property
    def name(self) -> str:
        """Return the first digits of the hash of its id."""
        return self.sha256[:NAME_DIGITS]

    def is_over(self, at: datetime) -> bool:
        """Tell whether it was too long idle, or has lasted too long."""
        return at - self.used_at > IDLE or at - self.created_at > LONGEST


class NewSession(NamedTuple):
    """A session about to begin: whose, upon which version of the rights, how it was signed in, from where.

    `is_proven`: by a code or password given just now, and not by what was given earlier.
    """

    user: str
    rights: int
    second_factor: bool
    by_provider: bool
    source: str
    is_proven: bool = False


class Sessions:
    """The table."""

    def __init__(self, engine: Engine) -> None:
        """Keep sessions in a database, for all replicas."""
        self._engine = engine

    def start(self, new: NewSession, at: datetime) -> Secret:
        """Begin a session and return its id, which nobody has had before."""
        session = new_secret()
        confirmed_at = microseconds(at) if new.is_proven else None
        asked = {
            **new._asdict(),
            "sha256": fingerprint(session),
            "at": microseconds(at),
            "confirmed_at": confirmed_at,
        }
        with writing(self._engine) as connection:
            connection.execute(
                _PURGE, {"oldest": microseconds(at - LONGEST), "idle": microseconds(at - IDLE)}
            )
            connection.execute(_ADD, asked)
            connection.execute(_CROWD, {"user": new.user, "most": MOST})
        return session

    def find(self, session: Secret, at: datetime) -> SignedInSession | None:
        """Return a session that is not over, and note its use (by the minute)."""
        with reading(self._engine) as connection:
            row = connection.execute(_FIND, {"sha256": fingerprint(session)}).one_or_none()
        found = None if row is None else _session(row)
        if found is None or found.is_over(at):
            return None
        if at - found.used_at >= _TOUCH_AFTER:
            with writing(self._engine) as connection:
                connection.execute(_TOUCH, {"sha256": found.sha256, "at": microseconds(at)})
        return found

    def of_user(self, user: str, at: datetime) -> list[SignedInSession]:
        """Return the sessions of a user that are not over, newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(_LIST, {"user": user}).all()
        return [each for each in map(_session, rows) if not each.is_over(at)]

    def confirm(self, session: Secret, at: datetime) -> None:
        """Note that the user of a session has just proved to be himself."""
        with writing(self._engine) as connection:
            connection.execute(_CONFIRM, {"sha256": fingerprint(session), "at": microseconds(at)})

    def end(self, session: Secret) -> None:
        """End a session; one that is over stays so."""
        with writing(self._engine) as connection:
            connection.execute(_END, {"sha256": fingerprint(session)})

    def end_named(self, user: str, name: str) -> bool:
        """End a session of a user by its public name; tell whether there was one."""
        with writing(self._engine) as connection:
            return connection.execute(_END_NAMED, {"user": user, "name": name}).rowcount > 0

    def end_all(self, user: str) -> None:
        """End all sessions of a user."""
        with writing(self._engine) as connection:
            connection.execute(_END_ALL, {"user": user})


def _session(row: Any) -> SignedInSession:  # noqa: ANN401 - a row of the table
    return SignedInSession(
        sha256=row.sha256,
        user=row.user_id,
        rights=row.rights,
        with_second_factor=bool(row.second_factor),
        by_provider=bool(row.by_provider),
        created_at=instant(row.created_at),
        used_at=instant(row.used_at),
        source=row.source,
        confirmed_at=None if row.confirmed_at is None else instant(row.confirmed_at),
    )
