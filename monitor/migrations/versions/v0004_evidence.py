"""What proofs rest on besides the log: the texts of the law, when each was adopted, signed checkpoints."""

from monitor.migrations.steps import run_statements

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make `law_texts`, `adoptions`, `checkpoints` and `time_stamps`; nothing in them can be changed."""
    run_statements("v0004_evidence")
