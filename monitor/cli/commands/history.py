"""history: every event of a cluster, both its dates, what it changed and by which clause."""

from datetime import date, datetime
from typing import Any

import msgspec

from monitor.answers.times import day_asked
from monitor.bootstrap import Session
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.difference_screen import write_difference
from monitor.cli.history_screen import write_history
from monitor.cli.list_file import Wanted, write_list
from monitor.cli.session import end_of_knowledge, session_of
from monitor.cli.values import MisuseError

Json = dict[str, Any]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of which cluster, known by when; or what knowledge changed of a day between two instants."""

    cluster: str
    known_at: datetime | None
    diff: tuple[datetime, datetime] | None
    on: date | None
    to: str | None


def run(call: Call, asked: Asked) -> None:
    """Show the history of a cluster, or what knowledge of it changed."""
    if asked.diff is None and asked.on is not None:
        raise MisuseError("usage-on-needs-diff")
    if asked.diff is not None and asked.known_at is not None:
        raise MisuseError("usage-diff-has-its-instants")
    if asked.diff is not None and asked.to is not None:
        raise MisuseError("usage-to-is-of-lists")
    session = session_of(call)
    if asked.diff is not None:
        _difference(call, session, asked, asked.diff)
        return
    known_at = end_of_knowledge(session, asked.known_at)
    found = session.monitor.history(asked.cluster, known_at=known_at)
    if asked.to is not None:
        wanted = Wanted("history", asked, day_asked(known_at, None), known_at)
        write_list(call, session.monitor, wanted, found)
    elif call.as_json:
        write_json(marked(call, found))
    else:
        write_history(call, found)


def _difference(call: Call, session: Session, asked: Asked, between: tuple[datetime, datetime]) -> None:
    later = end_of_knowledge(session, between[1])
    on = day_asked(later, asked.on)
    found = session.monitor.difference(asked.cluster, on=on, between=(between[0], later))
    if call.as_json:
        write_json(found)
    else:
        write_difference(call, found)
