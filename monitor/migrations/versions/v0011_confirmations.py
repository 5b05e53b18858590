"""Sessions know when their user last proved to be himself; messages given up are counted quickly."""

import sqlalchemy as sa
from alembic import op

from monitor.migrations.steps import owned_by_app

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Give `sessions` its column `confirmed_at` (microseconds since 1970, UTC) and the outbox an index."""
    op.add_column("sessions", sa.Column("confirmed_at", sa.BigInteger))
    dead = sa.text("state = 'dead'")
    with owned_by_app():
        op.create_index(
            "outbox_dead", "outbox", ["webhook", "position"], sqlite_where=dead, postgresql_where=dead
        )
