"""A list as a file, from the same question as its page: JSON, CSV, Excel; a sheet tells where it is from."""

from collections.abc import Iterable, Sequence
from typing import Any

from fastapi import Response

from domain.refusal import RefusedError
from monitor.exchange.lists import FORMS, Frame, list_file
from monitor.exchange.provenance import origin_of
from monitor.http.asking import Times
from monitor.web.lists.stated import Stated

Json = dict[str, Any]
CALENDAR = "ics"
_TYPES = {
    CALENDAR: "text/calendar; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def list_answer(question: Stated, times: Times, form: str, name: str, lines: Sequence[Json]) -> Response:
    """Return a list as a file to keep.

    Raises:
        RefusedError: "route-unknown", there is no such form; "table-too-long".
    """
    asked = question.asked
    chosen = next((each for each in FORMS if each == form), None)
    if chosen is None:
        raise RefusedError("route-unknown", method=asked.request.method)
    monitor = asked.guarded.monitor_for("read-law")
    told = " ".join([name, *(f"{key}={value}" for key, value in question.kept.items())])
    origin = origin_of(
        monitor,
        told,
        on=times.on,
        known_at=times.known_at,
        programmes=_programmes(lines, monitor.library.programmes),
    )
    frame = Frame(asked.language, asked.simulation, origin.told(asked.language, len(lines)))
    return attached(list_file(chosen, name, lines, frame), form, f"{name}-{times.on}")


def attached(content: bytes, form: str, name: str) -> Response:
    """Return a file to keep; its name ends with its form."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Vary": "Cookie"}
    return Response(content, 200, headers, _TYPES[form])


def _programmes(lines: Iterable[Json], known: Sequence[str]) -> list[str]:
    """Return the programmes whose law a list rests on; of lines that do not name one, all."""
    named = {str(line["programme"]) for line in lines if line.get("programme")}
    return sorted(named & set(known)) or list(known)
