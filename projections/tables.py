"""The tables of the projections.

Every row belongs to a generation: a rebuild fills the next one beside the live one, and moving the
pointer swaps them.
"""

from sqlalchemy import Boolean, Column, Date, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()


def _key(name: str, kind: type[Integer | String] = String) -> Column[object]:
    return Column(name, kind, primary_key=True, autoincrement=False)


progress = Table(
    "projection_progress",
    METADATA,
    _key("generation", Integer),
    Column("position", Integer, nullable=False),
    Column("live", Boolean, nullable=False),
)
quarantine = Table(
    "projection_quarantine",
    METADATA,
    _key("generation", Integer),
    _key("cluster"),
    Column("position", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)
roster = Table(
    "roster",
    METADATA,
    _key("generation", Integer),
    _key("cluster"),
    Column("programme", String, nullable=False),
    Column("province", String, nullable=False),
    Column("city", String, nullable=False),
    Column("standing", String),
    Column("open_grounds", Integer, nullable=False),
    Column("next_due_on", Date),
    Column("assessed_on", Date, nullable=False),
    Column("stale_from", Date),
    Column("wake_on", Date),
    Column("calendar_size", Integer),
    Column("position", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Index("roster_by_wake", "generation", "wake_on"),
    Index("roster_by_calendar", "generation", "calendar_size"),
)
timeline = Table(
    "timeline",
    METADATA,
    _key("generation", Integer),
    _key("position", Integer),
    Column("cluster", String, nullable=False),
    Column("type", String, nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("recorded_at", String, nullable=False),
    Index("timeline_by_cluster", "generation", "cluster", "effective_on"),
)
due = Table(
    "due",
    METADATA,
    _key("generation", Integer),
    _key("cluster"),
    _key("kind"),
    _key("subject"),
    _key("due_on"),
    Column("answer", Text, nullable=False),
    Index("due_by_day", "generation", "due_on"),
)
alerts = Table(
    "alerts",
    METADATA,
    _key("generation", Integer),
    _key("position", Integer),
    Column("cluster", String, nullable=False),
    Column("type", String, nullable=False),
    Column("legal_on", Date, nullable=False),
    Column("answer", Text, nullable=False),
    Index("alerts_by_cluster", "generation", "cluster"),
)
tallies = Table(
    "tallies",
    METADATA,
    _key("generation", Integer),
    _key("cluster"),
    _key("year", Integer),
    _key("measure"),
    Column("programme", String, nullable=False),
    Column("province", String, nullable=False),
    Column("city", String, nullable=False),
    Column("count", Integer, nullable=False),
    Index("tallies_by_region", "generation", "programme", "province", "city", "year"),
)
