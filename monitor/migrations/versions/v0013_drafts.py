"""Drafts of forms: what somebody began to fill in, kept for that person alone."""

import sqlalchemy as sa
from alembic import op

from monitor.migrations.steps import owned_by_app

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make `drafts`: the texts of a form as JSON by field; times in microseconds since 1970, UTC."""
    with owned_by_app():
        op.create_table(
            "drafts",
            sa.Column("id", sa.String, primary_key=True),
            sa.Column("user_id", sa.String, nullable=False),
            sa.Column("cluster", sa.String, nullable=False),
            sa.Column("type", sa.String, nullable=False),
            sa.Column("texts", sa.Text, nullable=False),
            sa.Column("saved_at", sa.BigInteger, nullable=False),
        )
        op.create_index("drafts_by_user", "drafts", ["user_id", "saved_at"])
