"""Answers as JSON, each with what it says of itself: version, page, simulation, language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from fastapi import Response

from monitor.http.asking import Asked
from monitor.http.paging import link_to_next, write_cursor
from monitor.wording.telling import attention_text

Json = dict[str, Any]
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def json_answer(content: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer; it depends on the language asked for."""
    told = {"Vary": "Accept-Language", **(headers or {})}
    return Response(_ENCODER.encode(content), status, told, "application/json")


def marked(caller: Asked, answers: Iterable[Json]) -> list[Json]:
    """Return answers that say of themselves whether they come from a simulation."""
    return [{**answer, "simulation": caller.simulation} for answer in answers]


def told(caller: Asked, answer: Json) -> Json:
    """Return an answer with the sentences of its attentions."""
    attention = [{**each, "text": attention_text(each, caller.language)} for each in answer["attention"]]
    return {**answer, "attention": attention}


def finding_told(caller: Asked, finding: Json) -> Json:
    """Return a finding with its sentence where it is an attention."""
    marks: Json = {"simulation": caller.simulation}
    if finding["type"] == "attention":
        marks["text"] = attention_text(finding, caller.language)
    return {**finding, **marks}


def paged(caller: Asked, lines: Sequence[Json], limit: int, key: str) -> Response:
    """Return the first `limit` lines; where there are more, with the Link to the next page."""
    shown = list(lines[:limit])
    headers = {}
    if len(lines) > limit:
        request = caller.request
        cursor = write_cursor(shown[-1][key])
        headers["Link"] = link_to_next(request.url.path, dict(request.query_params), cursor)
    return json_answer(shown, headers=headers)


def tag(version: int) -> str:
    """Return the entity tag of a version of a cluster: a strong one (RFC 9110 8.8.3)."""
    return f'"{version}"'
