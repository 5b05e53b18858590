"""The tables of the projections and of the scheduler's lease; all can be thrown away and made anew."""

import sqlalchemy as sa
from alembic import op

from monitor.migrations.steps import owned_by_app

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables, and the first generation, which is live."""
    with owned_by_app():
        _progress()
        _roster()
        _timeline()
        _due()
        _alerts()
        _tallies()
        op.create_table(
            "scheduler_leases",
            sa.Column("name", sa.String, primary_key=True),
            sa.Column("holder", sa.String, nullable=False),
            sa.Column("expires_at", sa.String, nullable=False),
        )
        op.execute("INSERT INTO projection_progress (generation, position, live) VALUES (1, 0, true)")


def _generation() -> "sa.Column[int]":
    return sa.Column("generation", sa.Integer, primary_key=True, autoincrement=False)


def _cluster() -> "sa.Column[str]":
    return sa.Column("cluster", sa.String, primary_key=True)


def _progress() -> None:
    op.create_table(
        "projection_progress",
        _generation(),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
    )
    op.create_table(
        "projection_quarantine",
        _generation(),
        _cluster(),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )


def _roster() -> None:
    op.create_table(
        "roster",
        _generation(),
        _cluster(),
        sa.Column("programme", sa.String, nullable=False),
        sa.Column("province", sa.String, nullable=False),
        sa.Column("city", sa.String, nullable=False),
        sa.Column("standing", sa.String),
        sa.Column("open_grounds", sa.Integer, nullable=False),
        sa.Column("next_due_on", sa.Date),
        sa.Column("assessed_on", sa.Date, nullable=False),
        sa.Column("stale_from", sa.Date),
        sa.Column("wake_on", sa.Date),
        sa.Column("calendar_size", sa.Integer),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
    )
    op.create_index("roster_by_wake", "roster", ["generation", "wake_on"])
    op.create_index("roster_by_stale", "roster", ["generation", "stale_from"])
    op.create_index("roster_by_calendar", "roster", ["generation", "calendar_size"])


def _timeline() -> None:
    op.create_table(
        "timeline",
        _generation(),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("cluster", sa.String, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("effective_on", sa.Date, nullable=False),
        sa.Column("recorded_at", sa.String, nullable=False),
    )
    op.create_index("timeline_by_cluster", "timeline", ["generation", "cluster", "effective_on"])


def _due() -> None:
    op.create_table(
        "due",
        _generation(),
        _cluster(),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
    )
    op.create_index("due_by_day", "due", ["generation", "due_on"])


def _alerts() -> None:
    op.create_table(
        "alerts",
        _generation(),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("cluster", sa.String, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("legal_on", sa.Date, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
    )
    op.create_index("alerts_by_cluster", "alerts", ["generation", "cluster", "position"])


def _tallies() -> None:
    op.create_table(
        "tallies",
        _generation(),
        _cluster(),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("measure", sa.String, primary_key=True),
        sa.Column("programme", sa.String, nullable=False),
        sa.Column("province", sa.String, nullable=False),
        sa.Column("city", sa.String, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_index("tallies_by_region", "tallies", ["generation", "programme", "province", "city", "year"])
