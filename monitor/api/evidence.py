"""Evidence over HTTP: replay, what-if, integrity, receipts, checkpoints, dossiers, the export."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from fastapi import Path, Query, Response
from fastapi.responses import StreamingResponse

from domain.administration import is_administrative
from domain.events import Recorded
from monitor.access.policy import READ
from monitor.answers.evidence import checkpoint_answer, verify_answer
from monitor.answers.receipts import receipt_seen
from monitor.answers.replay import Tally, replay_answer
from monitor.api.answers import json_answer, marked
from monitor.api.reading import read_as
from monitor.api.supposing import Supposed, supposition_of
from monitor.application import Monitor
from monitor.audit.branching.interpretations import interpretations as report_of
from monitor.audit.branching.passing import Asked as Question
from monitor.audit.branching.what_if import what_if
from monitor.audit.branching.what_if_answer import interpretations_answer, what_if_answer
from monitor.audit.log.verification import verify_log
from monitor.audit.papers.dossier import make_dossier
from monitor.audit.papers.dossier_scope import Wanted
from monitor.audit.papers.evidence import unmoved
from monitor.audit.replaying.replay import Replay
from monitor.audit.signing.checkpoint_table import stored_notes
from monitor.database import reading
from monitor.exchange.export import export_lines
from monitor.http.asking import Caller, Cluster, TimesOf
from monitor.http.bodies import Body, require_media_type
from monitor.http.trying import require, tried_among

OfCluster = Annotated[str | None, Query(max_length=64, description="Of one cluster; else of all.")]
Programme = Annotated[str | None, Query(max_length=32)]
Event = Annotated[str, Path(max_length=200, description="The id of an event, or its position in the log.")]
CaseId = Annotated[str, Path(max_length=64)]
_PAGE = 1_000


def replay(caller: Caller, cluster: OfCluster = None) -> Response:
    """Compute recorded findings again and examine every decision: same, differs, or cannot."""
    monitor = caller.guarded.monitor_for("replay", cluster)
    replayed, tally = Replay(monitor, caller.at), Tally()
    for each in replayed.cluster(cluster) if cluster else replayed.everything():
        tally.take(each)
    return json_answer(replay_answer(tally, caller.language, simulation=caller.simulation))


def suppose(caller: Caller, body: Body) -> Response:
    """Answer what would differ under another law, calendar or set of facts; nothing is ever written."""
    require_media_type(caller.request, "application/json")
    supposed = read_as(body, Supposed, caller.language)
    among = tried_among(caller, supposed.cluster)
    for each in supposed.named:
        require(caller, each)
    times = supposed.times(caller)
    branch = caller.desk.parts.branch(times.known_at)
    try:
        question = Question(on=times.on, programme=supposed.programme, cluster=supposed.cluster, among=among)
        supposition = supposition_of(supposed, branch, caller.language)
        found = what_if(branch, supposition, question, unmoved)
        return json_answer(what_if_answer(found, branch, times.on))
    finally:
        branch.close()


def interpretations(
    caller: Caller, times: TimesOf, programme: Programme = None, cluster: OfCluster = None
) -> Response:
    """Answer which cases rest on how a text is read, and not on the facts alone."""
    among = tried_among(caller, cluster)
    branch = caller.desk.parts.branch(times.known_at)
    try:
        question = Question(on=times.on, programme=programme, cluster=cluster, among=among)
        return json_answer(interpretations_answer(report_of(branch, question, unmoved), branch, times.on))
    finally:
        branch.close()


def verify(caller: Caller) -> Response:
    """Answer whether the log is what it was, against the checkpoints kept with it."""
    monitor = caller.guarded.monitor_for("verify")
    verdict = verify_log(monitor.engine)
    return json_answer(verify_answer(verdict, 0, caller.language, simulation=caller.simulation))


def checkpoints(caller: Caller) -> Response:
    """Answer the signed checkpoints that the database keeps; those that count are held outside."""
    monitor = caller.guarded.monitor_for("verify")
    with reading(monitor.engine) as connection:
        listed = [checkpoint_answer(stored, []) for stored in stored_notes(connection)]
    return json_answer(marked(caller, listed))


def receipt(caller: Caller, event: Event) -> Response:
    """Answer at which position an event was recorded, with the proofs that join it to the log."""
    engine = caller.desk.parts.monitor.engine
    given = receipt_seen(engine, event, lambda cluster: caller.guarded.may(READ, cluster))
    return json_answer(msgspec.structs.replace(given, simulation=caller.simulation))


Unsigned = Annotated[
    bool, Query(description="Make it even though no checkpoint covers it; whoever checks it is told so.")
]


def dossier(caller: Caller, cluster: Cluster, case: CaseId, *, unsigned: Unsigned = False) -> Response:
    """Answer everything that one case rests on, as a zip that checks itself."""
    monitor = caller.guarded.monitor_for("dossier", cluster)
    made = make_dossier(monitor, Wanted(cluster, case, (), unsigned))
    headers = {"Content-Disposition": 'attachment; filename="dossier.zip"'}
    return Response(made.content, 200, headers, "application/zip")


def export(caller: Caller) -> Response:
    """Answer all facts as JSON lines, from which an empty database is restored."""
    monitor = caller.guarded.monitor_for("export")
    headers = {"Content-Disposition": 'attachment; filename="facts.jsonl"'}
    return StreamingResponse(export_lines(_facts(monitor)), 200, headers, "application/jsonl")


def _facts(monitor: Monitor) -> Iterator[Recorded]:
    """Yield what was recorded of clusters, in the order of the log, a page at a time."""
    position = 0
    while page := monitor.log.after(position, _PAGE):
        yield from (record for record in page if not is_administrative(record.cluster))
        position = page[-1].position
