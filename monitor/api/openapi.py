"""The description of the interface (OpenAPI 3.1), from the table of routes and the types of their answers.

Promise: what it does not say of an operation does not happen: each status has its answer, each error its
problem.
"""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from monitor.api.events import STREAM_TYPE
from monitor.api.example_bodies import BODIES
from monitor.api.examples import ANSWERS
from monitor.api.routes import OPEN, ROUTES, Route
from monitor.api.schemas import REFERENCE, Json, schemas
from monitor.api.webhooks import WEBHOOKS
from monitor.http.asking import CSRF_HEADER
from monitor.http.problems import MEDIA_TYPE
from monitor.version import VERSION

_ALWAYS = (400, 404, 408, 421, 422, 429, 500, 503)
_WITH_BODY = (413, 415)
_WITHOUT_CONTENT = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.SEE_OTHER})
_SIGNED_IN = (401, 403)
_ABOUT = """Facts are recorded, never changed; answers are for the end of a legal day (`on`) as known at
an instant (`known_at`). Sentences are Chinese, or English where `Accept-Language` prefers it."""
_SECURITY: list[Json] = [{"token": []}, {"session": []}]


def description(app: FastAPI) -> Json:
    """Return the whole document."""
    document: Json = get_openapi(
        title="cluster-monitor",
        version=VERSION,
        openapi_version="3.1.0",
        routes=app.routes,
        description=_ABOUT,
    )
    for route in ROUTES:
        operation = document["paths"][route.path][route.method.lower()]
        document["paths"][route.path][route.method.lower()] = _operation(route, operation)
    document["components"] = _components()
    document["webhooks"] = WEBHOOKS
    document["tags"] = [{"name": name} for name in dict.fromkeys(route.tag for route in ROUTES)]
    return document


def _components() -> Json:
    statuses = sorted({*_ALWAYS, *_WITH_BODY, *_SIGNED_IN, 409, 412, 428})
    return {
        "schemas": schemas(),
        "responses": {f"Problem{status}": _problem(status) for status in statuses},
        "headers": _HEADERS,
        "parameters": _PARAMETERS,
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "An API token, with its scopes."},
            "session": {"type": "apiKey", "in": "cookie", "name": "__Host-session"},
        },
    }


def _problem(status: int) -> Json:
    schema = {"$ref": REFERENCE.format(name="Problem")}
    return {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}


def _operation(route: Route, generated: Json) -> Json:
    parameters = [*generated.get("parameters", []), *_parameters(route)]
    operation: Json = {
        "operationId": route.name,
        "summary": generated["description"].partition("\n")[0],
        "tags": [route.tag],
        "x-action": route.action,
        "security": [] if route.action == OPEN else _SECURITY,
        "parameters": parameters,
        "responses": {
            **{str(status): _success(route, status) for status in route.statuses},
            **{str(status): _of_component("responses", f"Problem{status}") for status in _refusals(route)},
        },
    }
    if route.body is not None:
        operation["requestBody"] = {"required": True, "content": _body(route)}
    return operation


def _parameters(route: Route) -> Iterable[Json]:
    names = ["AcceptLanguage"]
    if route.is_conditional:
        names += ["IfMatch", "IfNoneMatch"]
    if route.is_idempotent:
        names.append("IdempotencyKey")
    if route.method != "GET" and route.action != OPEN:
        names.append("CsrfToken")
    return (_of_component("parameters", name) for name in names)


def _refusals(route: Route) -> Sequence[int]:
    """Return the statuses with which an operation may be refused."""
    found = {*_ALWAYS, *_SIGNED_IN}
    if route.body is not None:
        found |= {*_WITH_BODY}
    if route.method != "GET":
        found.add(409)
    if route.is_conditional:
        found |= {412, 428}
    return sorted(found)


def _success(route: Route, status: int) -> Json:
    answer: Json = {"description": HTTPStatus(status).phrase}
    if status not in _WITHOUT_CONTENT:
        answer["content"] = {kind: _content(route, kind) for kind in route.media_types}
    names = [*(["ETag"] if route.has_tag else []), *(["Link"] if route.is_paged else [])]
    if status == HTTPStatus.SEE_OTHER:
        names = ["Location"]
    if names:
        answer["headers"] = {name: _of_component("headers", name) for name in names}
    return answer


def _content(route: Route, kind: str) -> Json:
    if kind == STREAM_TYPE:
        return {"schema": {"type": "string"}}
    content: Json = {"schema": schema_of(route.answer)}
    if route.name in ANSWERS:
        content["example"] = ANSWERS[route.name]
    return content


def _body(route: Route) -> Json:
    content: Json = {}
    for kind in route.body_types:
        if kind.endswith("json") and not kind.endswith("ndjson"):
            content[kind] = {"schema": schema_of(route.body or "Object"), "example": BODIES[route.name]}
        else:
            content[kind] = {"schema": {"type": "string"}, "example": _lines(BODIES[route.name])}
    return content


def _lines(example: Sequence[Json]) -> str:
    return "".join(msgspec.json.encode(each).decode() + "\n" for each in example)


def schema_of(name: str) -> Json:
    """Return the reference to a shape, or to a list of it where the name ends with "[]"."""
    reference = {"$ref": REFERENCE.format(name=name.removesuffix("[]"))}
    return {"type": "array", "items": reference} if name.endswith("[]") else reference


def _of_component(kind: str, name: str) -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def _header(name: str, text: str, schema: Json) -> Json:
    return {"name": name, "in": "header", "required": False, "description": text, "schema": schema}


_TAG_SCHEMA: Json = {"type": "string", "pattern": '^"[0-9]{1,18}"$'}
_PARAMETERS: dict[str, Any] = {
    "AcceptLanguage": _header("Accept-Language", "The language of sentences.", {"type": "string"}),
    "IfMatch": _header(
        "If-Match", "The ETag of the cluster as it was seen; needed unless it is new.", _TAG_SCHEMA
    ),
    "IfNoneMatch": _header(
        "If-None-Match", "`*` for a cluster that is not there yet.", {"type": "string", "pattern": "^\\*$"}
    ),
    "IdempotencyKey": _header(
        "Idempotency-Key",
        "The same key with the same request gets the same answer again, for 24 hours.",
        {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    ),
}
_PARAMETERS["CsrfToken"] = _header(
    CSRF_HEADER,
    "The `csrf` of the session: needed with the cookie, and not with an API token.",
    {"type": "string", "pattern": "^[0-9a-f]{64}$"},
)
_HEADERS: dict[str, Any] = {
    "ETag": {"description": "The version of the cluster, for If-Match.", "schema": _TAG_SCHEMA},
    "Location": {"description": "Where to go on.", "schema": {"type": "string"}},
    "Link": {"description": "The next page (RFC 8288), where there is one.", "schema": {"type": "string"}},
}
