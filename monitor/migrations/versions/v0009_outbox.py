"""The outbox: what is to be told to others, how far it was filled, and every attempt to deliver."""

import sqlalchemy as sa
from alembic import op

from monitor.migrations.steps import owned_by_app

revision = "0009"
down_revision = "0008"

_TEXT = sa.String


def upgrade() -> None:
    """Make the outbox, its attempts, and the addresses and secrets of webhooks.

    Instants are microseconds since 1970, UTC. `outbox_progress` stays empty until there is a webhook.
    """
    with owned_by_app():
        op.create_table(
            "outbox_progress",
            sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True),
            sa.Column("position", sa.BigInteger, nullable=False),
        )
        op.create_table(
            "outbox",
            sa.Column("webhook", _TEXT, primary_key=True),
            sa.Column("position", sa.BigInteger, primary_key=True),
            sa.Column("event", _TEXT, nullable=False),
            sa.Column("state", _TEXT, nullable=False),
            sa.Column("tries", sa.Integer, nullable=False),
            sa.Column("next_at", sa.BigInteger, nullable=False),
            sa.Column("held_until", sa.BigInteger, nullable=False),
        )
        waiting = sa.text("state = 'waiting'")
        op.create_index(
            "outbox_waiting",
            "outbox",
            ["webhook", "position"],
            sqlite_where=waiting,
            postgresql_where=waiting,
        )
        op.create_table(
            "outbox_attempts",
            sa.Column("webhook", _TEXT, primary_key=True),
            sa.Column("position", sa.BigInteger, primary_key=True),
            sa.Column("number", sa.Integer, primary_key=True),
            sa.Column("at", sa.BigInteger, nullable=False),
            sa.Column("milliseconds", sa.BigInteger, nullable=False),
            sa.Column("status", sa.Integer),
            sa.Column("trouble", _TEXT),
            sa.Column("answer", _TEXT, nullable=False),
        )
        op.create_table(
            "webhook_addresses",
            sa.Column("webhook", _TEXT, primary_key=True),
            sa.Column("url", _TEXT, nullable=False),
        )
        op.create_table(
            "webhook_secrets",
            sa.Column("webhook", _TEXT, primary_key=True),
            sa.Column("number", sa.Integer, primary_key=True),
            sa.Column("secret", _TEXT, nullable=False),
            sa.Column("good_until", sa.BigInteger),
        )
