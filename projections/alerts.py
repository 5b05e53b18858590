"""The alerts: every finding, newest first."""

from collections.abc import Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, select

from domain.events import Recorded, type_name
from domain.findings import Finding
from projections.answer import Json
from projections.rows import Row, add
from projections.tables import alerts


def apply(connection: Connection, generation: int, records: Sequence[Recorded]) -> None:
    """Add the findings of a page."""
    rows = [_row(record, record.body) for record in records if isinstance(record.body, Finding)]
    add(connection, alerts, generation, rows)


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
    """Which findings: before a position, dated by a legal day, of one cluster."""

    limit: int
    before: int | None = None
    until: date | None = None
    cluster: str | None = None


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
    return [{**msgspec.json.decode(answer), "acknowledged": None} for answer in connection.scalars(query)]
