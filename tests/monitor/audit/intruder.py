"""Somebody with every right on the database, who passes by all of our triggers."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text

from monitor.sealing import entry, gaps_between, leaf_of

_ROWS = text("""
SELECT position, originator_version, recorded_at, originator_id, topic, key, state
  FROM events ORDER BY position
""")
_SEAL = text("""
UPDATE events SET leaf_position = :position, leaf_sha256 = :sha256, leaf_sm3 = :sm3 WHERE position = :position
""")
_GAP = text("INSERT INTO gaps (first, last) VALUES (:first, :last)")
_TRIGGERS = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")


def _reseal(connection: Connection) -> None:
    rows = connection.execute(_ROWS).all()
    for position, *columns in rows:
        connection.execute(_SEAL, {"position": position, **leaf_of(entry(*columns))._asdict()})
    for table in ("gaps", "tiles"):
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - ours
    for first, last in gaps_between(0, [row.position for row in rows]):
        connection.execute(_GAP, {"first": first, "last": last})


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
                _reseal(connection)
        engine.dispose()

    def cuts_after(self, position: int) -> None:
        """Cut the end of the log off, and what tells of it."""
        ends = {
            "sqlite": ["UPDATE sqlite_sequence SET seq = :at WHERE name = 'events'"],
            "postgresql": ["DELETE FROM log_ends", "INSERT INTO log_ends VALUES (:at)"],
        }[self._url.get_backend_name()]
        self.runs("DELETE FROM events WHERE position > :at", *ends, at=position)

    def frees_places(self) -> None:
        """Let a position, and a version of a stream, stand twice, and the log end wherever it does."""
        ends = "CREATE VIEW log_ends AS SELECT max(position) AS position FROM events"
        if self._url.get_backend_name() == "sqlite":
            self.runs(
                "DROP VIEW log_ends",
                "CREATE TABLE free AS SELECT * FROM events",
                "DROP TABLE events",
                "ALTER TABLE free RENAME TO events",
                ends,
            )
        else:
            self.runs(
                "DROP TABLE log_ends",
                "ALTER TABLE events DROP CONSTRAINT events_version",
                "ALTER TABLE events DROP CONSTRAINT events_position",
                ends,
                "GRANT SELECT ON log_ends TO cluster_monitor_app",
            )
