"""Lists over all clusters that may be seen: what is due, what was found, what is counted."""

from typing import Annotated

from fastapi import Query, Response

from monitor.api.answers import finding_told, json_answer, marked, paged
from monitor.api.clusters import Limit
from monitor.http.asking import Caller, Cursor, KnownAt, On, TimesOf, day_at, knowledge_of
from monitor.http.paging import read_cursor

Within = Annotated[
    int | None, Query(ge=0, le=100_000, description="Only what is due within so many days; default: all.")
]
OfCluster = Annotated[str | None, Query(max_length=64, description="Of one cluster.")]


def due(caller: Caller, times: TimesOf, within: Within = None) -> Response:
    """Answer what is open, the earliest last day first; overdue ones included."""
    found = caller.guarded.due(on=times.on, known_at=times.known_at, within=within)
    return json_answer(marked(caller, found))


def alerts(  # noqa: PLR0913 - what a list can be asked
    caller: Caller,
    *,
    cluster: OfCluster = None,
    on: On = None,
    known_at: KnownAt = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Answer the findings recorded, newest first."""
    found = caller.guarded.alerts(
        limit=limit + 1,
        before=None if cursor is None else read_cursor(cursor, int),
        cluster=cluster,
        on=day_at("on", on, caller.language),
        known_at=knowledge_of(caller, known_at),
    )
    return paged(caller, [finding_told(caller, each) for each in found], limit, "position")


def statistics(caller: Caller, times: TimesOf) -> Response:
    """Answer counts by programme, province, city, year and measure."""
    found = caller.guarded.statistics(on=times.on, known_at=times.known_at)
    return json_answer(marked(caller, found))
