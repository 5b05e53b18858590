"""The tables of the projections, as the migrations make them.

Every row belongs to a generation: a rebuild fills the next one beside the live one, and moving the
pointer swaps them.
"""

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, MetaData, String, Table, Text

METADATA = MetaData()

progress = Table(
    "projection_progress",
    METADATA,
    Column("generation", Integer, primary_key=True),
    Column("position", BigInteger),
    Column("live", Boolean),
)
quarantine = Table(
    "projection_quarantine",
    METADATA,
    Column("generation", Integer, primary_key=True),
    Column("cluster", String, primary_key=True),
    Column("position", BigInteger),
    Column("reason", Text),
)
roster = Table(
    "roster",
    METADATA,
    Column("generation", Integer, primary_key=True),
    Column("cluster", String, primary_key=True),
    Column("programme", String),
    Column("province", String),
    Column("city", String),
    Column("standing", String),
    Column("open_grounds", Integer),
    Column("next_due_on", Date),
    Column("assessed_on", Date),
    Column("stale_from", Date),
    Column("wake_on", Date),
    Column("calendar_size", Integer),
    Column("position", BigInteger),
    Column("answer", Text),
)
timeline = Table(
    "timeline",
    METADATA,
    Column("generation", Integer, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("event", String),
    Column("cluster", String),
    Column("type", String),
    Column("effective_on", Date),
    Column("recorded_at", String),
)
due = Table(
    "due",
    METADATA,
    Column("generation", Integer, primary_key=True),
    Column("cluster", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("due_on", Date),
    Column("answer", Text),
)
alerts = Table(
    "alerts",
    METADATA,
    Column("generation", Integer, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("cluster", String),
    Column("type", String),
    Column("legal_on", Date),
    Column("answer", Text),
)
alert_marks = Table(
    "alert_marks",
    METADATA,
    Column("generation", Integer, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("alert", String),
    Column("answer", Text),
)
tallies = Table(
    "tallies",
    METADATA,
    Column("generation", Integer, primary_key=True),
    Column("cluster", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("measure", String, primary_key=True),
    Column("programme", String),
    Column("province", String),
    Column("city", String),
    Column("count", Integer),
)
standing_periods = Table(
    "standing_periods",
    METADATA,
    Column("generation", Integer, primary_key=True),
    Column("cluster", String, primary_key=True),
    Column("legal_from", Date, primary_key=True),
    Column("legal_to", Date),
    Column("standing", String),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("known_from", BigInteger, primary_key=True),
    Column("known_to", BigInteger),
    Column("programme", String),
    Column("name", String),
    Column("province", String),
    Column("city", String),
    Column("county", String),
    Column("rests_on_calendar", Boolean),
)
