"""The seal of an event moves into its own row; of the inner nodes of the trees a few are kept, as tiles."""

from alembic import op

from monitor.migrations.seals import move_gaps
from monitor.migrations.steps import run_statements

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Check the former seals, take their leaves into `events`, and make `gaps`, `tiles` and `log_ends`.

    The leaves are those that were sealed, not made anew from the events: what was changed before stays
    visible.

    Raises:
        RefusedError: "seals-broken", the former seals do not hold.
    """
    run_statements("v0014_gaps")
    move_gaps(op.get_bind())
    run_statements("v0014_leaves")
