"""Which tables a backup holds, column by column, and which it leaves out, and why.

Promise: every table of a database is named here; a test looks into a real one.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

Kind = Literal["whole", "text", "bytes", "yes-no"]
Row = tuple[Any, ...]

_TYPES: Mapping[Kind, type] = {"whole": int, "text": str, "bytes": bytes, "yes-no": bool}
_BINARY = {"postgresql": '"C"', "sqlite": "BINARY"}


class Table(NamedTuple):
    """A table: its columns with their kinds, and the order in which its rows are written.

    Text is in the order of its bytes, so that either database gives the same file. What is only the number
    of a row, given by the database, is no column.
    """

    name: str
    columns: Mapping[str, Kind]
    order: tuple[str, ...]

    def select(self, dialect: str) -> str:
        """Return the query for all rows in their order."""
        kinds = {"number": "whole", **self.columns}
        texts = {name for name, kind in kinds.items() if kind == "text"}
        by = [f"{each} COLLATE {_BINARY[dialect]}" if each in texts else each for each in self.order]
        return f"SELECT {', '.join(self.columns)} FROM {self.name} ORDER BY {', '.join(by)}"  # noqa: S608 - our own names

    def insert(self, mark: str) -> str:
        """Return the statement for one row, with a mark for each value."""
        marks = ", ".join(mark for _ in self.columns)
        return f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES ({marks})"  # noqa: S608 - our own names

    def typed(self, row: Iterable[Any]) -> Row:
        """Return a row with what SQLite knows as a number only: yes or no."""
        kinds = self.columns.values()
        return tuple(
            bool(value) if kind == "yes-no" and value is not None else value
            for value, kind in zip(row, kinds, strict=True)
        )

    @property
    def row_type(self) -> Any:  # noqa: ANN401 - a type that only msgspec reads
        """The type of a row; any value may be absent, as the database itself knows where none may."""
        held = [_TYPES[kind] | None for kind in self.columns.values()]
        return tuple[tuple(held)]  # type: ignore[misc]


EVENTS = Table(
    "events",
    {
        "position": "whole",
        "originator_version": "whole",
        "recorded_at": "whole",
        "originator_id": "text",
        "topic": "text",
        "key": "text",
        "state": "bytes",
        "leaf_position": "whole",
        "leaf_sha256": "bytes",
        "leaf_sm3": "bytes",
    },
    ("position",),
)
GAPS = Table("gaps", {"first": "whole", "last": "whole"}, ("first",))
TABLES: Mapping[str, Table] = {
    each.name: each
    for each in (
        EVENTS,
        GAPS,
        Table("law_texts", {"sha256": "text", "kind": "text", "content": "bytes"}, ("sha256",)),
        Table(
            "adoptions",
            {
                "number": "whole",
                "programme": "text",
                "edition": "text",
                "rulebook_sha256": "text",
                "statutes_sha256": "text",
                "adopted_at": "whole",
            },
            ("number",),
        ),
        Table("checkpoints", {"origin": "text", "size": "whole", "note": "text"}, ("size", "origin")),
        Table(
            "time_stamps",
            {"origin": "text", "size": "whole", "number": "whole", "token": "bytes"},
            ("size", "origin", "number"),
        ),
        Table(
            "credentials",
            {
                "user_id": "text",
                "password": "text",
                "one_time": "yes-no",
                "expires_at": "whole",
                "totp": "bytes",
                "totp_counter": "whole",
            },
            ("user_id",),
        ),
        Table("tokens", {"id": "text", "sha256": "text", "used_at": "whole"}, ("id",)),
        Table("access_keys", {"name": "text", "secret": "bytes"}, ("name",)),
        Table(
            "access_record",
            {
                "at": "whole",
                "user_id": "text",
                "action": "text",
                "cluster": "text",
                "outcome": "text",
                "source": "text",
                "count": "whole",
            },
            ("number",),
        ),
        Table("webhook_addresses", {"webhook": "text", "url": "text"}, ("webhook",)),
        Table(
            "webhook_secrets",
            {"webhook": "text", "number": "whole", "secret": "text", "good_until": "whole"},
            ("webhook", "number"),
        ),
        Table(
            "outbox",
            {
                "webhook": "text",
                "position": "whole",
                "event": "text",
                "state": "text",
                "tries": "whole",
                "next_at": "whole",
                "held_until": "whole",
            },
            ("webhook", "position"),
        ),
        Table(
            "outbox_attempts",
            {
                "webhook": "text",
                "position": "whole",
                "number": "whole",
                "at": "whole",
                "milliseconds": "whole",
                "status": "whole",
                "trouble": "text",
                "answer": "text",
            },
            ("webhook", "position", "number"),
        ),
        Table("channel_addresses", {"channel": "text", "address": "bytes", "secret": "bytes"}, ("channel",)),
        Table("feed_tokens", {"feed": "text", "sha256": "text"}, ("feed",)),
        Table(
            "alert_items",
            {
                "channel": "text",
                "position": "whole",
                "about": "whole",
                "cluster": "text",
                "state": "text",
                "ripe_at": "whole",
                "message": "whole",
            },
            ("channel", "position"),
        ),
        Table(
            "alert_messages",
            {
                "channel": "text",
                "number": "whole",
                "made_at": "whole",
                "state": "text",
                "tries": "whole",
                "next_at": "whole",
                "held_until": "whole",
            },
            ("channel", "number"),
        ),
        Table(
            "alert_attempts",
            {
                "channel": "text",
                "number": "whole",
                "try": "whole",
                "address_sha256": "text",
                "at": "whole",
                "milliseconds": "whole",
                "status": "whole",
                "trouble": "text",
                "answer": "text",
            },
            ("channel", "number", "try"),
        ),
        Table(
            "drafts",
            {
                "id": "text",
                "user_id": "text",
                "cluster": "text",
                "type": "text",
                "texts": "text",
                "saved_at": "whole",
            },
            ("id",),
        ),
    )
}
# The log as backups of form 1 hold it: a row of nodes for each position, in a table of its own.
FORMER_EVENTS = EVENTS._replace(columns=dict(list(EVENTS.columns.items())[:7]))
FORMER_SEALS = Table("seals", {"position": "whole", "sha256": "bytes", "sm3": "bytes"}, ("position",))
FORMER: Mapping[str, Table] = {
    EVENTS.name: FORMER_EVENTS,
    FORMER_SEALS.name: FORMER_SEALS,
    **{name: table for name, table in TABLES.items() if name not in {EVENTS.name, GAPS.name}},
}
_COMPUTED = "computed from the events"
_PASSING = "of the moment: whoever was signed in signs in again"
LEFT_OUT: Mapping[str, str] = {
    "alembic_version": "made by init",
    "database_facts": "stated at the head of the backup",
    "log_ends": "the last position of the events says it; on SQLite it is no table",
    "tiles": "computed from the seals of the events",
    "projection_progress": _COMPUTED,
    "projection_quarantine": _COMPUTED,
    "roster": _COMPUTED,
    "timeline": _COMPUTED,
    "due": _COMPUTED,
    "alerts": _COMPUTED,
    "alert_marks": _COMPUTED,
    "tallies": _COMPUTED,
    "standing_periods": _COMPUTED,
    "scheduler_leases": "of the moment: which process leads",
    "job_passes": "of the moment: when each job ended last",
    "sessions": _PASSING,
    "sign_in_failures": _PASSING,
    "provider_sign_ins": _PASSING,
    "idempotency_keys": "of the moment: answers kept for a day",
    "outbox_progress": "a restored database sends nothing until it is told to (webhook resume)",
}
