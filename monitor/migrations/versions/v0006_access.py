"""What signing in needs besides the log: secrets as hashes, sessions, and the record of refused attempts."""

from monitor.migrations.steps import run_statements

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables of access; the service may change all but `access_record`, which only grows."""
    run_statements("v0006_access")
