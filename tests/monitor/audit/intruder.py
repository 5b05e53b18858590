"""Somebody with every right on the database, who passes by all of our triggers."""

from typing import Any

from sqlalchemy import Engine, create_engine, text

from monitor.sealing import seal_recorded

_TRIGGERS = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")


class Intruder:
    """Changes what is stored; `reseal` makes the trees fit again, as a thorough forger would."""

    def __init__(self, engine: Engine) -> None:
        self._url = engine.url

    def runs(self, *statements: str, reseal: bool = False, **values: Any) -> None:
        engine = create_engine(self._url)
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                for name in connection.execute(_TRIGGERS).scalars().all():
                    connection.exec_driver_sql(f"DROP TRIGGER {name}")
            else:
                connection.exec_driver_sql("SET session_replication_role = replica")
            for statement in statements:
                query = text(statement)
                connection.execute(query, {name: values[name] for name in query.compile().params})
            if reseal:
                connection.exec_driver_sql("DELETE FROM seals")
                seal_recorded(connection)
        engine.dispose()

    def frees_places(self) -> None:
        """Let a position, and a version of a stream, stand twice."""
        if self._url.get_backend_name() == "sqlite":
            self.runs(
                "CREATE TABLE free AS SELECT * FROM events",
                "DROP TABLE events",
                "ALTER TABLE free RENAME TO events",
            )
        else:
            self.runs(
                "ALTER TABLE events DROP CONSTRAINT events_version",
                "ALTER TABLE events DROP CONSTRAINT events_position",
            )
