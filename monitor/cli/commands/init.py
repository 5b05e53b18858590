"""init: make the tables of a database."""

import msgspec

from monitor.bootstrap import initialise_database
from monitor.cli.call import Call


class Asked(msgspec.Struct, frozen=True):
    """Whether time in the database is told by --at."""

    simulation: bool


def run(call: Call, asked: Asked) -> None:
    """Make the tables and say where."""
    url = initialise_database(call.db, simulation=asked.simulation, at=call.at)
    call.tells("initialised-simulation" if asked.simulation else "initialised", database=url)
