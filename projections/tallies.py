"""Statistics by region and year: how many were recognised, reported late, came under a ground."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from domain.assessment import Assessment
from domain.history import History
from projections.answer import Json
from projections.rows import Row, replace_clusters
from projections.tables import tallies
from projections.view import ClusterView

MEASURES = (
    "recognised",
    "report-met",
    "report-met-late",
    "report-overdue",
    "change-met",
    "change-met-late",
    "change-overdue",
    "ground-established",
    "ground-cured",
    "case-opened",
    "revoked",
)


def apply(connection: Connection, generation: int, views: Sequence[ClusterView]) -> None:
    """Write the counts of the clusters that a page touched."""
    rows = [row for view in views for row in _rows(view)]
    replace_clusters(connection, tallies, generation, [view.cluster for view in views], rows)


def _rows(view: ClusterView) -> Iterator[Row]:
    for tally, count in sorted(counts(view.history, view.assessment).items()):
        yield {"cluster": view.cluster, **tally._asdict(), "count": count}


class Tally(NamedTuple):
    """What is counted, and under which programme, region and year."""

    programme: str
    province: str
    city: str
    year: int
    measure: str


def counts(history: History, assessment: Assessment) -> Counter[Tally]:
    """Return what there is to count in one cluster; nothing before it is known what it is."""
    founding = history.founding()
    if founding is None:
        return Counter()
    place = (founding.programme, founding.province, founding.city)
    return Counter(Tally(*place, year, measure) for year, measure in counted(assessment))


def counted(assessment: Assessment) -> Iterator[tuple[int, str]]:
    """Yield what there is to count, each with the year it belongs to."""
    recognitions = {term.recognition.id: term.recognition.on.year for term in assessment.terms}
    yield from ((year, "recognised") for year in recognitions.values())
    yield from _obligations(assessment)
    grounds = [(each.since, each.state) for each in assessment.grounds if each.since is not None]
    yield from ((since.year, f"ground-{state}") for since, state in grounds)
    if assessment.case is not None and assessment.case.opened_on is not None:
        yield assessment.case.opened_on.year, "case-opened"
    over_on = assessment.terms[-1].over_on if assessment.terms else None
    if assessment.standing == "revoked" and over_on is not None:
        yield over_on.year, "revoked"


def _obligations(assessment: Assessment) -> Iterator[tuple[int, str]]:
    for obligation in assessment.obligations:
        if obligation.due_on is not None and obligation.kind != "review-application":
            kind = "change" if obligation.kind == "major-change" else "report"
            yield obligation.due_on.year, f"{kind}-{obligation.state}"


def by_region(connection: Connection, generation: int) -> list[Json]:
    """Return the counts by programme, province, city, year and measure."""
    places = (tallies.c.programme, tallies.c.province, tallies.c.city, tallies.c.year, tallies.c.measure)
    query = (
        select(*places, func.sum(tallies.c.count)).where(tallies.c.generation == generation).group_by(*places)
    )
    rows = connection.execute(query).all()
    return in_order({Tally(*place): int(count) for *place, count in rows})


def in_order(counted: Mapping[Tally, int]) -> list[Json]:
    """Return counts in their public form, in the order of their places on either database."""
    shown = sorted(each for each in counted if each.measure in MEASURES)
    return [{**each._asdict(), "count": counted[each]} for each in shown]
