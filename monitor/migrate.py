"""Makes the tables of a database, brings them up to date, and tells whether they are.

Promise: a database is made whole or not at all, and says for ever whether it is a simulation.
"""

from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from domain.refusal import RefusedError
from monitor.codec import instant, microseconds
from monitor.database import APP_ROLE, OWNER_ROLE, reading, writing
from monitor.database_errors import shown

REVISION = "0014"  # the last step in `monitor/migrations`; a test holds the two together
_SCHEMA_NOTE = "events: never changed or deleted; all other tables can be computed from them"

# A role is granted only where it cannot be taken already: its grantor may be another.
_ROLES = """
DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['cluster_monitor_owner', 'cluster_monitor_app'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            BEGIN
                EXECUTE 'CREATE ROLE ' || role || ' NOLOGIN';
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;  -- another database of this server is being initialised
            END;
        END IF;
        BEGIN
            EXECUTE 'SET LOCAL ROLE ' || role;
        EXCEPTION WHEN insufficient_privilege THEN
            EXECUTE 'GRANT ' || role || ' TO ' || quote_ident(session_user);
        END;
        SET LOCAL ROLE NONE;
        IF NOT has_schema_privilege(role, current_schema(), 'CREATE') THEN
            EXECUTE 'GRANT USAGE, CREATE ON SCHEMA ' || quote_ident(current_schema()) || ' TO ' || role;
        END IF;
    END LOOP;
END $$
"""
_FACTS = text("SELECT created_at, simulation, schema_note FROM database_facts")
_STATE_FACTS = text("INSERT INTO database_facts VALUES (1, :at, :simulation, :note)")


class DatabaseFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a database says of itself."""

    created_at: datetime
    simulation: bool
    schema_note: str


def initialise(engine: Engine, *, simulation: bool, at: datetime) -> None:
    """Make the tables, or bring those of an earlier release up to date; all in one transaction.

    On PostgreSQL this needs the two roles, or the right to create them, and the right to create
    in the current schema.

    Raises:
        RefusedError: "already-initialised" the other way round, "roles-missing", or unavailable.
    """
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            _become_owner(connection)
        _take_steps(connection)
        _state_facts(connection, simulation=simulation, at=at)
    engine.dispose()  # new connections step down to the role of the service


def _become_owner(connection: Connection) -> None:
    """Act as the owner of the log, one initialisation at a time; make the roles where they lack."""
    connection.exec_driver_sql("SET LOCAL ROLE NONE")
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('cluster-monitor init'))")
    login, schema = connection.exec_driver_sql("SELECT session_user, current_schema()").one()
    try:
        connection.exec_driver_sql(_ROLES)
    except ProgrammingError as error:
        raise RefusedError(
            "roles-missing", kind="unavailable", login=login, schema=schema, owner=OWNER_ROLE, app=APP_ROLE
        ) from error
    connection.exec_driver_sql(f"SET LOCAL ROLE {OWNER_ROLE}")


def _take_steps(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, and only for this
    from alembic.config import Config  # noqa: PLC0415
    from alembic.migration import MigrationContext  # noqa: PLC0415

    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found > REVISION:
        raise _refusal("database-newer", connection.engine, found)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, REVISION)


def _state_facts(connection: Connection, *, simulation: bool, at: datetime) -> None:
    stated = connection.execute(_FACTS).one_or_none()
    if stated is None:
        note = _SCHEMA_NOTE
        connection.execute(_STATE_FACTS, {"at": microseconds(at), "simulation": simulation, "note": note})
    elif bool(stated.simulation) != simulation:
        raise RefusedError(
            "already-initialised",
            kind="conflict",
            database=shown(connection.engine),
            made_as="simulation" if stated.simulation else "real",
            made_as_zh="模拟" if stated.simulation else "正式",
        )


def require_current(engine: Engine) -> None:
    """Refuse a database whose tables are not those of this release; one cheap query.

    Raises:
        RefusedError: "database-not-initialised", "database-outdated", "database-newer".
    """
    with reading(engine) as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is None:
        raise _refusal("database-not-initialised", engine, "")
    if found != REVISION:
        raise _refusal("database-outdated" if found < REVISION else "database-newer", engine, found)


def read_database_facts(engine: Engine) -> DatabaseFacts:
    """Return what a database says of itself.

    Raises:
        RefusedError: "database-not-initialised".
    """
    with reading(engine) as connection:
        stated = connection.execute(_FACTS).one_or_none()
    if stated is None:
        raise _refusal("database-not-initialised", engine, "")
    return DatabaseFacts(
        created_at=instant(stated.created_at),
        simulation=bool(stated.simulation),
        schema_note=stated.schema_note,
    )


def _refusal(code: str, engine: Engine, revision: str) -> RefusedError:
    return RefusedError(
        code, kind="unavailable", database=shown(engine), revision=revision, known=REVISION, reason=""
    )
