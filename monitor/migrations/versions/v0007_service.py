"""The answers given to commands with an Idempotency-Key, kept for a day so that a retry gets the same."""

import sqlalchemy as sa
from alembic import op

from monitor.migrations.steps import owned_by_app

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make `idempotency_keys`: times in microseconds since 1970, UTC; no status while it is under way."""
    with owned_by_app():
        op.create_table(
            "idempotency_keys",
            sa.Column("principal", sa.String, nullable=False),
            sa.Column("key", sa.String, nullable=False),
            sa.Column("fingerprint", sa.String, nullable=False),
            sa.Column("begun_at", sa.BigInteger, nullable=False),
            sa.Column("held_until", sa.BigInteger, nullable=False),
            sa.Column("expires_at", sa.BigInteger, nullable=False),
            sa.Column("status", sa.Integer),
            sa.Column("headers", sa.String),
            sa.Column("content", sa.LargeBinary),
            sa.PrimaryKeyConstraint("principal", "key"),
        )
        op.create_index("idempotency_keys_by_expiry", "idempotency_keys", ["expires_at"])
