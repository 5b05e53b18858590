"""The log, and what is known of the database itself; nothing in either can be changed."""

from monitor.migrations.steps import run_statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make `events` and `database_facts`, with all that keeps them as they are."""
    run_statements("v0001_events")
