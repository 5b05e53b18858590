"""alerts: the findings recorded, newest first, with what was done about them."""

from datetime import date, datetime
from typing import Any

import msgspec

from domain.refusal import RefusedError
from monitor.answers.times import day_asked
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.findings import write_findings
from monitor.cli.list_file import Wanted, write_list
from monitor.cli.screen import Screen
from monitor.cli.session import end_of_knowledge, session_of
from monitor.rosters import instant
from monitor.wording.telling import attention_text


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which findings: of a cluster, dated by which day, known by when, how many, before which position."""

    cluster: str | None
    on: date | None
    known_at: datetime | None
    limit: int
    before: int | None
    to: str | None


def run(call: Call, asked: Asked) -> None:
    """Show findings."""
    session = session_of(call)
    known_at = end_of_knowledge(session, asked.known_at)
    if asked.cluster is not None and not session.monitor.log.rows_of(asked.cluster):
        by = instant(known_at or session.at)
        raise RefusedError("cluster-not-found", kind="not-found", cluster=asked.cluster, known_at=by)
    found = session.monitor.alerts(
        limit=asked.limit, before=asked.before, cluster=asked.cluster, on=asked.on, known_at=known_at
    )
    if asked.to is not None:
        wanted = Wanted("alerts", asked, day_asked(known_at, asked.on), known_at)
        write_list(call, session.monitor, wanted, [_with_text(call, each) for each in found])
        return
    if call.as_json:
        write_json(marked(call, (_with_text(call, each) for each in found)))
        return
    screen = Screen(call)
    if not found:
        screen.says("empty-alerts")
        return
    write_findings(screen, call, found)


def _with_text(call: Call, finding: dict[str, Any]) -> dict[str, Any]:
    """Return a finding with its sentence where it is an attention."""
    if finding["type"] != "attention":
        return finding
    return {**finding, "text": attention_text(finding, call.language)}
