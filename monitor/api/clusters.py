"""Clusters over HTTP: the roster, one of them on a day as known at an instant, its history and deadlines."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Annotated

import msgspec
from fastapi import Depends, Query, Response

from monitor.access.policy import READ
from monitor.answers.times import day_asked
from monitor.api.answers import Json, json_answer, marked, paged, tag, told
from monitor.audit.papers.absence import missing_finding
from monitor.audit.papers.certificates import Asked as Certifying
from monitor.audit.papers.certificates import certified, one_deadline
from monitor.bootstrap import read_instant
from monitor.http.asking import (
    KNOWN_TEXT,
    Asked,
    Caller,
    Cluster,
    Cursor,
    KnownAt,
    On,
    Times,
    TimesOf,
    day_at,
    knowledge_of,
    not_accepted,
)
from monitor.http.paging import read_cursor
from projections.standing_periods import Selection

Filter = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=1_000, description="How many lines at most.")]


def filters(
    programme: Filter = None, province: Filter = None, city: Filter = None, standing: Filter = None
) -> Selection:
    """Return which clusters a request asks for."""
    return Selection(programme=programme, province=province, city=city, standing=standing)


SelectionOf = Annotated[Selection, Depends(filters)]


def roster(  # noqa: PLR0913 - what a list can be asked
    caller: Caller,
    *,
    times: TimesOf,
    selection: SelectionOf,
    ground: Filter = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Answer one line a cluster, by name."""
    after = "" if cursor is None else read_cursor(cursor, str)
    asked = msgspec.structs.replace(selection, after=after, limit=limit + 1)
    wanted = (
        told(caller, line)
        for line in _pages(caller, times, asked)
        if ground is None or ground in line["open_grounds"]
    )
    return paged(caller, list(islice(wanted, limit + 1)), limit, "cluster")


def _pages(caller: Asked, times: Times, asked: Selection) -> Iterator[Json]:
    """Yield the lines of page after page, as far as they are wanted."""
    while True:
        last = None
        for number, line in enumerate(
            caller.guarded.roster(on=times.on, known_at=times.known_at, is_now=times.is_now, selection=asked),
            start=1,
        ):
            yield line
            last = line["cluster"] if number == asked.limit else None
        if last is None:
            return
        asked = msgspec.structs.replace(asked, after=last)


def status(caller: Caller, cluster: Cluster, times: TimesOf) -> Response:
    """Answer everything of one cluster; its version is the ETag that a command names in If-Match."""
    version = _version(caller, cluster, times.known_at)  # first: of a later one nothing was seen
    answer = caller.guarded.status(cluster, on=times.on, known_at=times.known_at)
    return json_answer(told(caller, answer), headers={"ETag": tag(version)})


def _version(caller: Asked, cluster: str, known_at: datetime) -> int:
    stream = caller.guarded.monitor_for(READ, cluster).log.stream(cluster)
    return sum(1 for record in stream if record.recorded_at <= known_at)


def history(caller: Caller, cluster: Cluster, known_at: KnownAt = None) -> Response:
    """Answer every event of a cluster, with both its dates and what it changed."""
    instant = knowledge_of(caller, known_at)
    version = _version(caller, cluster, instant)
    found = caller.guarded.history(cluster, known_at=instant)
    return json_answer(marked(caller, found), headers={"ETag": tag(version)})


Since = Annotated[str, Query(alias="from", description="The earlier instant of knowledge. " + KNOWN_TEXT)]
Until = Annotated[str | None, Query(alias="to", description="The later one. " + KNOWN_TEXT)]


def difference(
    caller: Caller, cluster: Cluster, since: Since, until: Until = None, on: On = None
) -> Response:
    """Answer what knowledge of a cluster changed between two instants."""
    later = knowledge_of(caller, until, "to")
    try:
        earlier = read_instant(since.replace(" ", "+"))
    except (ValueError, OverflowError):
        raise not_accepted("from", since, "allowed-instant", caller.language) from None
    day = day_asked(later, day_at("on", on, caller.language))
    return json_answer(caller.guarded.difference(cluster, on=day, between=(earlier, later)))


Kind = Annotated[str, Query(max_length=40, description="A kind of window or obligation, as in the status.")]
About = Annotated[
    str | None, Query(max_length=200, description="Its case or period, where there are several.")
]


def certificate(
    caller: Caller, cluster: Cluster, kind: Kind, times: TimesOf, about: About = None
) -> Response:
    """Answer from which fact, by which clause and over which days a deadline follows."""
    monitor = caller.guarded.monitor_for(READ, cluster)
    found = certified(monitor, Certifying(cluster, times.on, times.known_at))
    deadline = one_deadline(found, kind, about)
    finding = missing_finding(found.stream, deadline)
    named = {"event": finding.id, "position": finding.position} if finding else None
    return json_answer({**found.document(deadline), "missing": named})
