"""What the errors of the two drivers mean for who asked, without the password of the database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from domain.refusal import RefusedError

_SQLITE_UNUSABLE = frozenset({3, 8, 10, 11, 13, 14, 26})  # no right, read-only, I/O, corrupt, full, no file
SQLITE_BUSY = frozenset({5, 6})
_STATE_ABSENT = frozenset({"42P01", "42883", "3F000"})  # no such table, function, schema
_STATE_BUSY = frozenset({"55P03", "57014"})  # waited too long for a lock, for a statement
_STATE_UNUSABLE = ("08", "28", "3D", "42501", "53", "57", "58")  # no connection, login, right, room


@contextmanager
def translating(engine: Engine) -> Iterator[None]:
    """Turn the errors of drivers that mean "this database cannot be used" into refusals."""
    try:
        yield
    except PoolTimeoutError:
        reason = "all connections are in use"
        raise RefusedError(
            "database-busy", kind="unavailable", database=shown(engine), reason=reason
        ) from None
    except (DBAPIError, engine.dialect.loaded_dbapi.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = _sqlite_code(cause) if isinstance(cause, sqlite3.Error) else _postgres_code(cause)
        if code is None:
            raise
        if code == "database-unavailable":
            engine.dispose()  # no connection of a server that went away is used again
        reason = _without_password(str(cause).partition("\n")[0], engine)
        raise RefusedError(code, kind="unavailable", database=shown(engine), reason=reason) from None


def _sqlite_code(error: sqlite3.Error) -> str | None:
    number = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if number in SQLITE_BUSY:
        return "database-busy"
    if number in _SQLITE_UNUSABLE:
        return "database-unavailable"
    return "database-not-initialised" if "no such table" in str(error) else None


def _postgres_code(error: BaseException | None) -> str | None:
    state = getattr(error, "sqlstate", None)
    if state is None:
        return "database-unavailable" if type(error).__name__ == "OperationalError" else None
    if state in _STATE_ABSENT:
        return "database-not-initialised"
    if state in _STATE_BUSY:
        return "database-busy"
    return "database-unavailable" if state.startswith(_STATE_UNUSABLE) else None


def shown(engine: Engine) -> str:
    """Return how a person calls the database: the file, or the address without its password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.render_as_string(hide_password=True)


def _without_password(text: str, engine: Engine) -> str:
    password = engine.url.password
    return text.replace(str(password), "***") if password else text
