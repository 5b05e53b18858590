"""The alerts: every finding, newest first, with what people noted of it."""

from collections.abc import Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, select

from domain.alerting import AlertMark
from domain.events import Recorded, type_name
from domain.findings import Finding
from projections.answer import Json
from projections.rows import Row, add
from projections.tables import alert_marks, alerts

_IN_ONE_QUERY = 500


def apply(connection: Connection, generation: int, records: Sequence[Recorded]) -> None:
    """Add the findings of a page, and what people noted of findings."""
    rows = [_row(record, record.body) for record in records if isinstance(record.body, Finding)]
    add(connection, alerts, generation, rows)
    marks = [_mark(record, record.body) for record in records if isinstance(record.body, AlertMark)]
    add(connection, alert_marks, generation, marks)


def _mark(record: Recorded, mark: AlertMark) -> Row:
    until = getattr(mark, "until", None)
    told = {
        "by": record.recorded_by,
        "at": record.recorded_at.isoformat().replace("+00:00", "Z"),
        "reason": mark.reason,
        "until": until and until.isoformat(),
    }
    return {
        "position": record.position,
        "alert": mark.alert,
        "answer": msgspec.json.encode(told).decode(),
    }


def _row(record: Recorded, finding: Finding) -> Row:
    return {
        "position": record.position,
        "cluster": record.cluster,
        "type": type_name(type(record.body)),
        "legal_on": finding.legal_on,
        "answer": msgspec.json.encode(finding_answer(record)).decode(),
    }


def finding_answer(record: Recorded) -> Json:
    """Return a finding in its public form."""
    fields = msgspec.to_builtins(record.body)
    fields.pop("type")
    return {
        "type": type_name(type(record.body)),
        "cluster": record.cluster,
        "id": record.id,
        "position": record.position,
        "detected_at": record.recorded_at.isoformat().replace("+00:00", "Z"),
        **_whole(record, fields),
    }


def _whole(record: Recorded, fields: Json) -> Json:
    """Return the fields with those left at their defaults spelled out."""
    named = type(record.body).__struct_fields__
    return {name: fields.get(name, msgspec.to_builtins(getattr(record.body, name))) for name in named}


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """Which findings: before a position, dated by a legal day, of one cluster.

    `known_before` is the position before which people had noted something of them.
    """

    limit: int
    before: int | None = None
    until: date | None = None
    cluster: str | None = None
    known_before: int | None = None


def newest(connection: Connection, generation: int, search: Search) -> list[Json]:
    """Return findings, newest first; `before` is the position to go on from."""
    query = select(alerts.c.answer).where(alerts.c.generation == generation)
    if search.before is not None:
        query = query.where(alerts.c.position < search.before)
    if search.until is not None:
        query = query.where(alerts.c.legal_on <= search.until)
    if search.cluster is not None:
        query = query.where(alerts.c.cluster == search.cluster)
    query = query.order_by(alerts.c.position.desc()).limit(search.limit)
    found = [msgspec.json.decode(answer) for answer in connection.scalars(query)]
    marks = noted(connection, generation, [each["id"] for each in found], search.known_before)
    return [{**each, "acknowledged": marks.get(each["id"])} for each in found]


def noted(
    connection: Connection, generation: int, ids: Sequence[str], before: int | None = None
) -> dict[str, Json]:
    """Return what was noted last of findings, by their ids: by whom, when, why, and until which day.

    Without a day it is acknowledged for good; with one it rests until that day.
    """
    found: dict[str, Json] = {}
    for start in range(0, len(ids), _IN_ONE_QUERY):
        some = alert_marks.c.alert.in_(ids[start : start + _IN_ONE_QUERY])
        query = select(alert_marks.c.alert, alert_marks.c.answer).where(
            alert_marks.c.generation == generation, some
        )
        if before is not None:
            query = query.where(alert_marks.c.position < before)
        rows = connection.execute(query.order_by(alert_marks.c.position))
        found |= {alert: msgspec.json.decode(answer) for alert, answer in rows}
    return found


def of_types(connection: Connection, generation: int, types: Sequence[str], since: date) -> list[Json]:
    """Return the findings of some types that are dated by a legal day or later, oldest first."""
    mine = (alerts.c.generation == generation) & alerts.c.type.in_(types) & (alerts.c.legal_on >= since)
    query = select(alerts.c.answer).where(mine).order_by(alerts.c.position)
    return [msgspec.json.decode(answer) for answer in connection.scalars(query)]
