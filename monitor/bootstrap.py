"""Makes the parts and joins them; the one place that reads the clock and the environment."""

import getpass
import os
import time
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path

import msgspec
from sqlalchemy import Engine

from domain.calendar import Calendar
from domain.events import SHANGHAI
from domain.notices import Notice, read_notices
from domain.refusal import RefusedError
from monitor.alerting.senders.mail import MailServer, read_mail_server
from monitor.alerting.telling import read_base_url
from monitor.application import Monitor
from monitor.audit.branching.branch import Branch
from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.law import load_rulebooks, load_statutes
from monitor.library import Library
from monitor.migrate import initialise, read_database_facts, require_current
from monitor.notify.addresses import Listed, read_listed
from monitor.replica import open_nearest
from monitor.settings import (
    ACCESS_KEY,
    ACTOR,
    BASE_URL,
    DATABASE_URL,
    MAIL,
    MAIL_FROM,
    PROVIDER,
    REPLICA_URL,
    RULEBOOKS,
    WEBHOOK_ORIGINS,
    Sources,
    read_sources,
)
from monitor.version import VERSION


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """The service over one database, at the instant of the command."""

    monitor: Monitor
    at: datetime


def settings() -> Sources:
    """Return all that is set, by the one reading of the environment.

    Raises:
        RefusedError: "settings-not-accepted", "file-not-read".
    """
    return read_sources(os.environ)


def database_url(given: str | None) -> str:
    """Return the database to use: as given, from the environment, else a file here."""
    return str(settings().find(DATABASE_URL, given).value)


def replica_url(given: str | None) -> str | None:
    """Return the replica of the database to use, if one is set; that of a setting has none for an option."""
    sources = settings()
    is_given = sources.find(DATABASE_URL, given).origin == "option"
    return None if is_given else sources.find(REPLICA_URL).value


def actor(given: str | None) -> str:
    """Return in whose name is recorded: as given, from the environment, else the login."""
    named = settings().find(ACTOR, given).value
    try:
        return named or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def extra_rulebooks() -> Path | None:
    """Return the folder of the department's own rulebooks, if one is set."""
    folder = settings().find(RULEBOOKS).value
    return Path(folder) if folder else None


def access_key() -> str | None:
    """Return the key that encrypts the keys of second factors at rest, if one is set."""
    return settings().find(ACCESS_KEY).value


def provider_values() -> tuple[str, ...] | None:
    """Return what is set of an OpenID provider: issuer, client, secret, where it sends people back to.

    Raises:
        RefusedError: "provider-half-set", some of it is set and some is not.
    """
    sources = settings()
    values = {setting.name: sources.find(setting).value for setting in PROVIDER}
    missing = [name for name, value in values.items() if not value]
    if len(missing) == len(values):
        return None
    if missing:
        raise RefusedError("provider-half-set", missing=", ".join(missing))
    return tuple(value for value in values.values() if value)


def webhook_origins() -> Listed:
    """Return the origins that webhooks may be sent to besides plain TLS to addresses outside.

    Raises:
        RefusedError: "webhook-origins-not-accepted".
    """
    return read_listed(settings().find(WEBHOOK_ORIGINS).value)


def mail_server() -> MailServer | None:
    """Return the server that mails are handed in at, if one is set.

    Raises:
        RefusedError: "mail-not-accepted".
    """
    sources = settings()
    return read_mail_server(sources.find(MAIL).value, sources.find(MAIL_FROM).value)


def base_url() -> str | None:
    """Return the address under which people reach the pages of this service, if it is set.

    Raises:
        RefusedError: "base-url-not-accepted".
    """
    return read_base_url(settings().find(BASE_URL).value)


def now() -> datetime:
    """Read the clock: an aware instant in UTC."""
    return datetime.now(UTC)


def clock_lead() -> float:
    """Return how far the wall clock is ahead of the clock that is never set, in seconds."""
    return time.time() - time.monotonic()


def elapsed() -> float:
    """Read the clock that only runs, in seconds: for lengths of time, never for instants."""
    return time.monotonic()


def load_notices() -> tuple[Notice, ...]:
    """Return the State Council notices that came with the release."""
    return read_notices(resources.files("domain").joinpath("calendars/holiday-notices.json").read_bytes())


def load_library() -> Library:
    """Return the law and the notices of this release, and the department's own rulebooks."""
    return Library(books=load_rulebooks(extra_rulebooks()), statutes=load_statutes(), notices=load_notices())


def release_calendar() -> Calendar:
    """Return the calendar of the release, without what a database adds."""
    return Calendar(notices=load_notices())


def open_session(url: str | None, at: datetime | None, *, studies: bool = False) -> Session:
    """Open a database for one command; one that `studies` whole histories never writes, nor could.

    Raises:
        RefusedError: not initialised or not current; a simulation without `at`, a real one with it.
    """
    engine = (
        open_nearest(database_url(url), replica_url(url)) if studies else open_database(database_url(url))
    )
    try:
        simulation = _is_simulation(engine, at)
        library = load_library()
    except RefusedError:
        engine.dispose()
        raise
    monitor = Monitor(engine, EventLog(engine), library, simulation=simulation, code_version=VERSION)
    return Session(monitor=monitor, at=at or now())


def open_branch(url: str | None, at: datetime | None, known_at: datetime | None) -> Branch:
    """Open a database for a question that cannot write, as known at an instant (None: now).

    Raises:
        RefusedError: as `open_session`; "known-at-in-future"; the folder of the file is closed.
    """
    engine = open_nearest(database_url(url), replica_url(url))
    try:
        simulation, known_by = _is_simulation(engine, at), _known_by(known_at, at or now())
        return Branch(engine, load_library(), known_at=known_by, simulation=simulation)
    except RefusedError:
        engine.dispose()
        raise


def _known_by(known_at: datetime | None, at: datetime) -> datetime:
    if known_at is not None and known_at > at:
        raise RefusedError("known-at-in-future", known_at=known_at.isoformat(), at=at.isoformat())
    return known_at or at


def _is_simulation(engine: Engine, at: datetime | None) -> bool:
    """Tell whether a current database is a simulation; refuse a clock that is not for it."""
    require_current(engine)
    facts = read_database_facts(engine)
    if facts.simulation and at is None:
        raise RefusedError("simulation-needs-at")
    if not facts.simulation and at is not None:
        raise RefusedError("real-database-has-its-own-clock")
    return facts.simulation


def initialise_database(url: str | None, *, simulation: bool, at: datetime | None) -> str:
    """Make the tables of a database and return its URL.

    Raises:
        RefusedError: a simulation without `at`, a real one with it, or one made otherwise before.
    """
    if simulation and at is None:
        raise RefusedError("simulation-needs-at")
    if not simulation and at is not None:
        raise RefusedError("real-database-has-its-own-clock")
    chosen = database_url(url)
    initialise(open_database(chosen, create=True), simulation=simulation, at=at or now())
    return chosen


def read_instant(text: str) -> datetime:
    """Return an RFC 3339 instant in UTC; a bare day means its end in Asia/Shanghai.

    Raises:
        ValueError: the text names no instant, or has no offset.
    """
    if len(text) == len("2026-11-21"):
        day = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
        return (day + timedelta(days=1) - timedelta(microseconds=1)).astimezone(UTC)
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant.astimezone(UTC)
