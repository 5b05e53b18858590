"""The database of a call, in whose name it records, and where knowledge ends."""

from datetime import datetime

import click
import msgspec

from domain.refusal import RefusedError
from domain.text import Name
from monitor.answers.times import knowledge_ends
from monitor.bootstrap import Session, actor, open_session, replica_url
from monitor.cli.call import Call
from monitor.replica import Replica


def session_of(call: Call, *, studies: bool = False) -> Session:
    """Open the database of a call at the instant of its clock, and note whether it is a simulation.

    One that only `studies` what is recorded reads the replica, where there is one.

    Raises:
        RefusedError: the database cannot be used, or not with such a clock.
    """
    session = open_session(call.db, call.at, studies=studies)
    call.simulation = session.monitor.simulation
    click.get_current_context().call_on_close(session.monitor.engine.dispose)
    return session


def replica_of(call: Call, session: Session) -> Replica | None:
    """Return the replica of the database of a call, if one is set.

    Raises:
        RefusedError: "replica-not-postgresql", "database-url-unknown".
    """
    url = replica_url(call.db)
    if url is None:
        return None
    replica = Replica(session.monitor.engine, url)
    click.get_current_context().call_on_close(replica.engine.dispose)
    return replica


def end_of_knowledge(session: Session, known_at: datetime | None) -> datetime:
    """Return the instant by which something was recorded: as asked, else the clock's.

    Raises:
        RefusedError: "known-at-in-future", nobody knows yet what will be recorded.
    """
    return knowledge_ends(session.at, known_at)


def recorder(call: Call) -> str:
    """Return in whose name is recorded: as given, from the environment, else the login.

    Raises:
        RefusedError: "recorder-not-accepted", an export with such a name could not be restored.
    """
    named = actor(call.by)
    try:
        return msgspec.convert(named, Name)
    except msgspec.ValidationError:
        raise RefusedError("recorder-not-accepted", found=named[:60]) from None
