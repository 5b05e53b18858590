"""Alerts for people: who noted which, what is to be told to whom, every attempt, and secret feeds."""

import sqlalchemy as sa
from alembic import op

from monitor.migrations.steps import owned_by_app

revision = "0012"
down_revision = "0011"

_TEXT = sa.String


def upgrade() -> None:
    """Make the tables; instants are microseconds since 1970, UTC. `alert_marks` is a projection."""
    with owned_by_app():
        op.create_table(
            "alert_marks",
            sa.Column("generation", sa.Integer, primary_key=True),
            sa.Column("position", sa.BigInteger, primary_key=True),
            sa.Column("alert", _TEXT, nullable=False),
            sa.Column("answer", sa.Text, nullable=False),
        )
        op.create_index("alert_marks_by_alert", "alert_marks", ["generation", "alert"])
        _make_outgoing()
        op.create_table(
            "channel_addresses",
            sa.Column("channel", _TEXT, primary_key=True),
            sa.Column("address", sa.LargeBinary, nullable=False),
            sa.Column("secret", sa.LargeBinary),
        )
        op.create_table(
            "feed_tokens",
            sa.Column("feed", _TEXT, primary_key=True),
            sa.Column("sha256", _TEXT, nullable=False, unique=True),
        )


def _make_outgoing() -> None:
    """Make what waits to be told (`alert_items`), the messages it is told in, and their attempts."""
    op.create_table(
        "alert_items",
        sa.Column("channel", _TEXT, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True),
        sa.Column("about", sa.BigInteger, nullable=False),
        sa.Column("cluster", _TEXT, nullable=False),
        sa.Column("state", _TEXT, nullable=False),
        sa.Column("ripe_at", sa.BigInteger, nullable=False),
        sa.Column("message", sa.BigInteger),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "alert_items_waiting",
        "alert_items",
        ["channel", "position"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_table(
        "alert_messages",
        sa.Column("channel", _TEXT, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("state", _TEXT, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("held_until", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "alert_attempts",
        sa.Column("channel", _TEXT, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True),
        sa.Column("try", sa.Integer, primary_key=True),
        sa.Column("address_sha256", _TEXT, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("milliseconds", sa.BigInteger, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("trouble", _TEXT),
        sa.Column("answer", _TEXT, nullable=False),
    )
    op.create_index("alert_attempts_by_address", "alert_attempts", ["address_sha256", "at"])
