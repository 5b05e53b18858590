"""alert list: the alerts that still hold, newest first, and what was noted of each."""

from datetime import datetime
from typing import Any

import msgspec

from domain.alerts import is_open
from domain.events import legal_day
from domain.findings import Finding
from monitor.cli.alerting_desk import AlertingDesk, desk_of
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import Screen, shown
from monitor.wording.telling import finding_text

Json = dict[str, Any]
_PAGE = 200


class Asked(msgspec.Struct, frozen=True):
    """Of which cluster, and how many at most."""

    cluster: str | None
    limit: int


def run(call: Call, asked: Asked) -> None:
    """List them; one that was acknowledged stays in the list for as long as it holds."""
    desk = desk_of(call)
    found = _open(desk, asked)
    if call.as_json:
        write_json(marked(call, found))
        return
    screen = Screen(call)
    if not found:
        screen.says("no-open-alerts")
        return
    headers = ("alert", "cluster", "legal-on", "text", "noted")
    screen.table(headers, [_row(call, each, desk.at) for each in found])


def _open(desk: AlertingDesk, asked: Asked) -> list[Json]:
    monitor, before = desk.session.monitor, None
    found: list[Json] = []
    holding: dict[str, frozenset[str]] = {}
    while page := monitor.alerts(limit=_PAGE, before=before, cluster=asked.cluster):
        for each in page:
            cluster = each["cluster"]
            if cluster not in holding:
                holding[cluster] = _holding(desk, cluster)
            if each["id"] in holding[cluster]:
                found.append(each)
        before = page[-1]["position"]
        if len(found) >= asked.limit:
            break
    return found[: asked.limit]


def _holding(desk: AlertingDesk, cluster: str) -> frozenset[str]:
    """Return the findings of a cluster that hold now, by their ids."""
    seen = desk.teller.see(cluster, desk.at)
    findings = [each for each in seen.stream if isinstance(each.body, Finding)]
    return frozenset(
        each.id for each in findings if isinstance(each.body, Finding) and is_open(each.body, seen.assessment)
    )


def _row(call: Call, answer: Json, at: datetime) -> list[str]:
    return [
        answer["id"],
        shown(answer["cluster"]),
        answer["legal_on"],
        shown(finding_text(answer, call.language)),
        _noted(call, answer["acknowledged"], legal_day(at).isoformat()),
    ]


def _noted(call: Call, mark: Json | None, today: str) -> str:
    if mark is None or (mark["until"] is not None and mark["until"] <= today):
        return call.says("alert-state-open")
    code = "alert-state-acknowledged" if mark["until"] is None else "alert-state-snoozed"
    return f"{call.says(code, until=mark['until'])} {shown(mark['by'])}: {shown(mark['reason'])}"
