"""When each job ended last, and how: what tells a scheduler that is alive from a dead one."""

import sqlalchemy as sa
from alembic import op

from monitor.migrations.steps import owned_by_app

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make `job_passes`: `ended_at` in microseconds since 1970, UTC; `trouble` is NULL where it went well."""
    with owned_by_app():
        op.create_table(
            "job_passes",
            sa.Column("name", sa.String, primary_key=True),
            sa.Column("holder", sa.String, nullable=False),
            sa.Column("ended_at", sa.BigInteger, nullable=False),
            sa.Column("trouble", sa.String),
        )
