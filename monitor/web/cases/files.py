"""The list of cases as a file: JSON, CSV or a workbook that says where it comes from."""

from datetime import date
from typing import Any

import msgspec
from fastapi import Response

from domain.refusal import RefusedError
from monitor.exchange.provenance import origin_of
from monitor.exchange.tables import Column, Kind, Table, Value, write_csv, write_xlsx
from monitor.http.asking import Asked, Times
from monitor.web.record.choosing import who_may
from monitor.web.record.kinds import type_words
from monitor.wording import Language, say
from monitor.wording.terms import term

Json = dict[str, Any]
FORMS = ("json", "csv", "xlsx")
_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("cluster", "text"),
    ("name", "text"),
    ("case", "text"),
    ("state", "text"),
    ("grounds", "text"),
    ("opened-on", "day"),
    ("next", "text"),
    ("who", "text"),
    ("due-on", "day"),
    ("certainty", "text"),
    ("late", "text"),
)


def case_file(asked: Asked, times: Times, form: str, found: list[Json]) -> Response:
    """Return the list as a file to keep.

    Raises:
        RefusedError: "route-unknown", there is no such form; "table-too-long".
    """
    if form not in FORMS:
        raise RefusedError("route-unknown", method=asked.request.method)
    content = _json(asked, found) if form == "json" else _sheet(asked, times, form, found)
    name = f"cases-{times.on}.{form}"
    return Response(content, 200, {"Content-Disposition": f'attachment; filename="{name}"'}, _TYPES[form])


def _json(asked: Asked, found: list[Json]) -> bytes:
    marked = [{**each, "simulation": asked.simulation} for each in found]
    return msgspec.json.format(msgspec.json.encode(marked), indent=2) + b"\n"


def _sheet(asked: Asked, times: Times, form: str, found: list[Json]) -> bytes:
    language = asked.language
    monitor = asked.guarded.monitor_for("read-law")
    programmes = {str(each["programme"]) for each in found} & set(monitor.library.programmes)
    told = f"cases {asked.request.url.query}".strip()[:300]
    origin = origin_of(monitor, told, on=times.on, known_at=times.known_at, programmes=programmes)
    table = Table(
        sheets=(say("list-cases", language), say("list-provenance", language)),
        columns=[Column(say(f"cases-file-{name}", language), kind) for name, kind in _COLUMNS]
        + [Column(say("column-simulation", language))],
        rows=[[*_cells(each, language), _simulated(asked)] for each in found],
        provenance=origin.told(language, len(found)),
    )
    return write_csv(table) if form == "csv" else write_xlsx(table)


def _simulated(asked: Asked) -> str:
    return say(f"simulation-{'yes' if asked.simulation else 'no'}", asked.language)


def _cells(case: Json, language: Language) -> list[Value]:
    comma = "、" if language == "zh" else ", "
    return [
        case["cluster"],
        case["name"],
        case["case"],
        term("case-state", case["state"], language),
        comma.join(term("ground", each, language) for each in case["grounds"]),
        _day(case["opened_on"]),
        type_words(case["next"], language) if case["next"] else None,
        who_may(case["next"], language) if case["next"] else None,
        _day(case["next_by"]),
        term("certainty", case["next_certainty"], language) or None,
        say("record-yes" if case["late"] else "record-no", language),
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
