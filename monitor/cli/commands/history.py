"""history: every event of a cluster, both its dates, what it changed and by which clause."""

from datetime import datetime
from typing import Any

import msgspec

from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.history_screen import write_history
from monitor.cli.session import end_of_knowledge, session_of

Json = dict[str, Any]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of which cluster, known by when."""

    cluster: str
    known_at: datetime | None


def run(call: Call, asked: Asked) -> None:
    """Show the history of a cluster."""
    session = session_of(call)
    known_at = end_of_knowledge(session, asked.known_at)
    found = session.monitor.history(asked.cluster, known_at=known_at)
    if call.as_json:
        write_json(marked(call, found))
    else:
        write_history(call, found)
