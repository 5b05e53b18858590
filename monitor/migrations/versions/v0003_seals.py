"""The Merkle tree over the log, grown in the transaction of each event; what is recorded is sealed here."""

from alembic import op

from monitor.migrations.seals import seal_recorded
from monitor.migrations.steps import run_statements

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make `seals`, let PostgreSQL's way into the log take them, and seal what is recorded already."""
    run_statements("v0003_seals")
    seal_recorded(op.get_bind())
