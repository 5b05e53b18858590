"""tick: one pass of the scheduler; what it records, it prints."""

from typing import Any

import msgspec

from monitor.bootstrap import Session
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.findings import write_findings
from monitor.cli.progress import progress
from monitor.cli.screen import Screen
from monitor.cli.session import session_of
from projections.alerts import finding_answer
from scheduler.tick import tick


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """Record every finding that is due and print them."""
    session = session_of(call)
    session.monitor.stamp(session.at)
    found = _findings(call, session)
    if call.as_json:
        write_json(marked(call, found))
    else:
        _write(call, found)


def _findings(call: Call, session: Session) -> list[dict[str, Any]]:
    seen = 0
    with progress(call, "progress-tick") as advance:

        def count(clusters: int) -> None:
            nonlocal seen
            seen += clusters
            advance(seen, None)

        return [finding_answer(record) for record in tick(session.monitor, session.at, count)]


def _write(call: Call, found: list[dict[str, Any]]) -> None:
    screen = Screen(call)
    if not found:
        screen.says("nothing-new")
        return
    screen.says("findings-recorded", count=len(found))
    write_findings(screen, call, found)
