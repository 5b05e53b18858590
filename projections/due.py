"""What is open and by when: obligations and windows by their last day."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, select

from domain.assessment import Assessment
from projections.answer import Json
from projections.rows import Row, replace_clusters
from projections.tables import due
from projections.view import ClusterView


def apply(connection: Connection, generation: int, views: Sequence[ClusterView]) -> None:
    """Write what is open in the clusters that a page touched."""
    rows = [row for view in views for row in _rows(view)]
    replace_clusters(connection, due, generation, [view.cluster for view in views], rows)


def _rows(view: ClusterView) -> Iterator[Row]:
    for number, item in enumerate(open_items(view.cluster, view.assessment)):
        yield {
            "cluster": view.cluster,
            "number": number,
            "due_on": date.fromisoformat(item["due_on"]),
            "answer": msgspec.json.encode(item).decode(),
        }


def open_items(cluster: str, assessment: Assessment) -> list[Json]:
    """Return the open obligations and windows of a cluster, overdue obligations included."""
    items: list[Json] = [
        {"cluster": cluster, "kind": each.kind, "period": each.period, **_when(each.due_on, each)}
        for each in assessment.obligations
        if each.state in ("open", "overdue") and each.due_on is not None
    ]
    items += [
        {"cluster": cluster, "kind": each.kind, "case": each.case, **_when(each.due_on, each)}
        for each in assessment.windows
        if each.state == "open" or (each.kind == "answer" and each.state == "lapsed")
    ]
    return items


def _when(due_on: date | None, each: object) -> Json:
    return {
        "due_on": due_on.isoformat() if due_on else None,
        "certainty": getattr(each, "certainty", None),
        "state": getattr(each, "state", None),
        "clause": getattr(each, "cited").clause,  # noqa: B009 - both kinds cite
    }


def items(connection: Connection, generation: int, until: date | None) -> list[Json]:
    """Return what is open, earliest last day first, up to a day."""
    query = select(due.c.answer).where(due.c.generation == generation)
    if until is not None:
        query = query.where(due.c.due_on <= until)
    query = query.order_by(due.c.cluster, due.c.number)
    return in_order([msgspec.json.decode(answer) for answer in connection.scalars(query)])


def in_order(found: Sequence[Json]) -> list[Json]:
    """Return what is open by last day, then by cluster; of one cluster, as it was assessed."""
    return sorted(found, key=lambda item: (item["due_on"], item["cluster"]))
