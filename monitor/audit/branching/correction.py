"""A stream with facts left out and facts added, held to the same checks as an import.

Promise: what could not be recorded cannot be supposed either; each line refused is told.
"""

from collections.abc import Mapping, Sequence

from domain.bench import Bench, Intent
from domain.cluster import ApplicationSubmitted, ClusterRecognised
from domain.decide import decide
from domain.events import Recorded, legal_day
from domain.history import known
from domain.refusal import RefusedError
from domain.viewpoint import Viewpoint
from monitor.audit.branching.branch import Branch
from monitor.intake.line import FactLine
from monitor.recording import LinesRefusedError, Refused, event_id, says_the_same
from projections.view import Poison

_SUPPOSED = "what-if"


def corrections(
    branch: Branch, added: Mapping[str, Sequence[FactLine]], without: frozenset[str]
) -> dict[str, list[Recorded]]:
    """Return the corrected streams of the clusters that facts are added to.

    Raises:
        LinesRefusedError: with every line that could not be recorded.
    """
    refused: list[Refused] = []
    streams = {}
    for cluster, lines in added.items():
        stream = branch.stream(cluster)
        if not isinstance(stream, Poison):
            streams[cluster] = left(stream, without)
            refused += _add(branch, streams[cluster], lines)
    if refused:
        raise LinesRefusedError(refused)
    return streams


def left(stream: Sequence[Recorded], without: frozenset[str]) -> list[Recorded]:
    """Return a stream without some facts; where a withdrawal is left out, its fact stands again."""
    return [record for record in stream if record.id not in without]


def _add(branch: Branch, stream: list[Recorded], lines: Sequence[FactLine]) -> list[Refused]:
    refused = []
    for line in lines:
        try:
            stream.append(_supposed(branch, stream, line))
        except RefusedError as error:
            refused.append(Refused(line, error))
    return refused


def _supposed(branch: Branch, stream: Sequence[Recorded], line: FactLine) -> Recorded:
    history = known(stream)
    same = [entry for entry in history.entries if says_the_same(entry.record, line)]
    standing = [entry for entry in same if entry.withdrawal is None]
    if standing:
        raise RefusedError("duplicate-fact", kind="conflict", cluster=line.cluster, id=standing[0].id)
    intent = Intent(
        cluster=line.cluster,
        effective_on=line.effective_on,
        body=line.body,
        today=legal_day(branch.known_at),
    )
    decide(intent, _bench(branch, stream, line))
    return Recorded(
        id=event_id(line, len(same) + 1),
        cluster=line.cluster,
        position=stream[-1].position + 1 if stream else 1,
        version=len(stream) + 1,
        effective_on=line.effective_on,
        recorded_at=branch.known_at,
        recorded_by=_SUPPOSED,
        body=line.body,
        source=line.source,
    )


def _bench(branch: Branch, stream: Sequence[Recorded], line: FactLine) -> Bench:
    history = known(stream)
    founding = history.founding() or line.body
    if not isinstance(founding, (ApplicationSubmitted, ClusterRecognised)):
        raise RefusedError("cluster-unknown", kind="not-found", cluster=line.cluster)
    law, today = branch.law_of(founding.programme), legal_day(branch.known_at)

    def viewpoint() -> Viewpoint:
        return Viewpoint(
            history=history,
            book=law.book,
            statutes=law.statutes,
            calendar=branch.calendar(),
            day=today,
            known_on=today,
        )

    return Bench(history=history, book=law.book, statutes=law.statutes, viewpoint=viewpoint)
