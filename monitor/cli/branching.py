"""The branch of a call: its database, opened so that it cannot be written; and who works on its questions."""

from datetime import datetime

import click

from monitor.audit.branching.branch import Branch
from monitor.bootstrap import open_branch
from monitor.bulk.partitions import Hands, Place
from monitor.bulk.spread import Crew
from monitor.cli.call import Call


def branch_of(call: Call, known_at: datetime | None) -> Branch:
    """Open the database of a call to read only, and note whether it is a simulation.

    Raises:
        RefusedError: the database cannot be read, or not with such a clock.
    """
    branch = open_branch(call.db, call.at, known_at)
    call.simulation = branch.simulation
    click.get_current_context().call_on_close(branch.close)
    return branch


def hands_of(call: Call, workers: int, scheduler: str | None) -> Hands:
    """Return who works on the database of a call: processes here, or those of a Dask scheduler."""
    return Hands(crew=Crew(workers=workers, scheduler=scheduler), place=Place(db=call.db, clock=call.at))
