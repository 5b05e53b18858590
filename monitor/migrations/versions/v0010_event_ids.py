"""The timeline finds an event by its id; the projections are built anew to fill the column."""

import sqlalchemy as sa
from alembic import op

from monitor.migrations.steps import owned_by_app

revision = "0010"
down_revision = "0009"

_PROJECTED = ("projection_quarantine", "roster", "timeline", "due", "alerts", "tallies", "standing_periods")


def upgrade() -> None:
    """Empty the projections, which the next catch-up fills, and give the timeline its column `event`."""
    with owned_by_app():
        for table in _PROJECTED:
            op.execute(f"DELETE FROM {table}")  # noqa: S608 - the names are those above
        op.execute("DELETE FROM projection_progress WHERE NOT live")
        op.execute("UPDATE projection_progress SET position = 0")
        op.add_column("timeline", sa.Column("event", sa.String, nullable=False, server_default=""))
        op.create_index("timeline_by_event", "timeline", ["generation", "event"])
