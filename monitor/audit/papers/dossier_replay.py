"""The verdict of the replay on what a dossier holds: on what was known when each item was recorded.

Promise: it is made from the events of the dossier alone, so that it stays the same whatever is recorded
or adopted later; how things look today is for the command `replay` to tell.
"""

from typing import Any

from sqlalchemy import text

from monitor.application import Monitor
from monitor.audit.papers.dossier_scope import Scope
from monitor.audit.replaying.footing import Footings
from monitor.audit.replaying.replay_acts import replay_acts
from monitor.audit.replaying.replay_drawing import Bench
from monitor.audit.replaying.replay_findings import replay_findings
from monitor.audit.replaying.replay_past import Past
from monitor.audit.replaying.replayed import Replayed, protocol_answer
from monitor.database import reading
from monitor.rosters import instant
from monitor.version import VERSION

Json = dict[str, Any]
_COUNT = text("SELECT count(*) FROM events WHERE position <= :size")
_TOLD = (
    "id",
    "position",
    "type",
    "legal_on",
    "recorded_at",
    "reason",
    "cause",
    "faults",
    "remarks",
    "checks",
)


def verdicts(monitor: Monitor, scope: Scope) -> Json:
    """Return the verdict on each finding and each act of the cluster, and how many there are of each."""
    size = scope.tops.size
    with reading(monitor.engine) as connection:
        has_gaps = connection.execute(_COUNT, {"size": size}).scalar_one() != size
    bench = Bench(footings=Footings(monitor), at=scope.asked.known_at, code_version=VERSION)
    past = Past(scope.stream)
    found = [*replay_findings(bench, past), *replay_acts(bench, past, has_gaps=has_gaps)]
    items = [_told(each) for each in sorted(found, key=lambda each: each.position)]
    counts = {name: sum(each["then"] == name for each in items) for name in ("same", "differs", "cannot")}
    faults = sum(len(each["faults"]) for each in items)
    return {"as_of": instant(scope.asked.known_at), **counts, "faults": faults, "items": items}


def _told(item: Replayed) -> Json:
    answer = protocol_answer(item)
    return {"then": item.then, **{name: answer[name] for name in _TOLD}}
