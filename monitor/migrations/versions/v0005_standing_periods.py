"""The bitemporal projection of standing periods; the projections are built anew to fill it."""

import sqlalchemy as sa
from alembic import op

from monitor.migrations.steps import owned_by_app

revision = "0005"
down_revision = "0004"

# In the order of bytes on both databases, as the log itself names its streams.
_BY_BYTES = sa.String().with_variant(sa.String(collation="C"), "postgresql")
# All rectangles around a point: PostgreSQL finds them in the plane. SQLite has one for every cluster of
# the answer, and so walks the clusters by name, with all four bounds in the index, and never sorts.
_BY_POINT = {
    "postgresql": "USING gist (int8range(known_from, known_to), daterange(legal_from, legal_to))",
    "sqlite": "(generation, cluster, known_to, known_from, legal_from, legal_to)",
}
_PROJECTED = ("projection_quarantine", "roster", "timeline", "due", "alerts", "tallies")


def upgrade() -> None:
    """Make `standing_periods`, and empty the other projections: the next catch-up fills all of them."""
    with owned_by_app():
        op.create_table(
            "standing_periods",
            sa.Column("generation", sa.Integer, nullable=False),
            sa.Column("cluster", _BY_BYTES, nullable=False),
            sa.Column("legal_from", sa.Date, nullable=False),
            sa.Column("legal_to", sa.Date, nullable=False),
            sa.Column("known_from", sa.BigInteger, nullable=False),
            sa.Column("known_to", sa.BigInteger, nullable=False),
            sa.Column("programme", sa.String, nullable=False),
            sa.Column("name", sa.String, nullable=False),
            sa.Column("province", sa.String, nullable=False),
            sa.Column("city", sa.String, nullable=False),
            sa.Column("county", sa.String, nullable=False),
            sa.Column("standing", sa.String),
            sa.Column("valid_from", sa.Date),
            sa.Column("valid_to", sa.Date),
            sa.Column("rests_on_calendar", sa.Boolean, nullable=False),
            sa.PrimaryKeyConstraint("generation", "cluster", "known_from", "legal_from"),
        )
        by_point = _BY_POINT[op.get_bind().dialect.name]
        op.execute(f"CREATE INDEX standing_periods_by_point ON standing_periods {by_point}")
        op.create_index("roster_by_assessed", "roster", ["generation", "assessed_on"])
        for table in _PROJECTED:
            op.execute(f"DELETE FROM {table}")  # noqa: S608 - the names are those above
        op.execute("DELETE FROM projection_progress WHERE NOT live")
        op.execute("UPDATE projection_progress SET position = 0")
