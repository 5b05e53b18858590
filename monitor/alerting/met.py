"""Obligations that were met lately, for calendars: what was due goes on being named there, as cancelled.

Promise: the version of a deadline only rises, whatever is filed, withdrawn and filed again. No finding says
that one was met: the clusters are those of which something was filed lately, judged as they are now.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec

from domain.cluster import AnnualReportFiled, FactWithdrawn, MajorChangeFiled, ReviewApplied
from domain.events import Recorded, legal_day, type_name
from domain.obligations import Obligation
from domain.refusal import RefusedError
from monitor.application import Monitor

MET_FOR = timedelta(days=90)
"""For how long an obligation that was met stays in a calendar."""
_FILED = (type_name(AnnualReportFiled), type_name(MajorChangeFiled), type_name(ReviewApplied))
_WITHDRAWN = type_name(FactWithdrawn)


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """An obligation of a cluster: how often it changed, and since which day it has been met."""

    cluster: str
    obligation: Obligation
    version: int
    met_since: date | None


def owed_lately(monitor: Monitor, clusters: Mapping[str, object], at: datetime) -> Iterator[Owed]:
    """Yield the obligations of those of some clusters of which something was filed lately, or withdrawn."""
    since = at - MET_FOR
    changed = {*monitor.clusters_with(_FILED, since), *monitor.clusters_with((_WITHDRAWN,), None)}
    for cluster in sorted(changed & clusters.keys()):
        try:
            stream, _, assessment = monitor.assessed(cluster, at)
        except RefusedError:  # it cannot be read: it stands in quarantine, and in no calendar
            continue
        for each in assessment.obligations:
            yield _owed(cluster, each, stream)


def _owed(cluster: str, obligation: Obligation, stream: Sequence[Recorded]) -> Owed:
    acts = acts_about(stream, obligation.kind, obligation.period, obligation.opens_on)
    is_met = obligation.state in {"met", "met-late"} and bool(acts)
    known_since = max((legal_day(each.recorded_at) for each in acts), default=None)
    return Owed(
        cluster=cluster,
        obligation=obligation,
        version=len(acts),
        met_since=known_since if is_met else None,
    )


def acts_about(
    stream: Sequence[Recorded], kind: str, period: str, opens_on: date | None = None
) -> list[Recorded]:
    """Return the facts by which an obligation was met, and what withdrew them: each makes a new version.

    Without the day on which it opens, every application for a review is taken for one of its term.
    """
    filed = [each for each in stream if _meets(each, kind, period, opens_on)]
    ids = {each.id for each in filed}
    return [*filed, *(each for each in stream if _withdraws(each, ids))]


def _meets(record: Recorded, kind: str, period: str, opens_on: date | None) -> bool:
    """Tell whether a fact is one by which an obligation is met, whether it was withdrawn or not."""
    match record.body:
        case AnnualReportFiled() as body:
            return body.report in {None, kind} and str(body.year) == period
        case MajorChangeFiled() as body:
            return kind == "major-change" and body.change == period
        case ReviewApplied():
            is_of_term = opens_on is None or record.effective_on >= opens_on
            return kind == "review-application" and is_of_term
        case _:
            return False


def _withdraws(record: Recorded, events: set[str]) -> bool:
    return isinstance(record.body, FactWithdrawn) and record.body.event in events
