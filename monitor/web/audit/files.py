"""Answers of the audit pages as files."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from fastapi import Response

from monitor.http.asking import Asked

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def as_json(lines: Iterable[Mapping[str, Any]], asked: Asked) -> bytes:
    """Return lines as JSON, each marked as one of a simulation or not."""
    marked = [{**line, "simulation": asked.simulation} for line in lines]
    return msgspec.json.format(_ENCODER.encode(marked), indent=2) + b"\n"


def attachment(content: bytes, name: str, form: str) -> Response:
    """Answer a file that is to be kept."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(content, 200, headers, MEDIA_TYPES[form])
