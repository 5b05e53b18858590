"""Every route names its action; nothing is served that is not in the table, nothing to strangers."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute

from monitor.access.policy import ACTIONS
from monitor.api.routes import OPEN, PREFIX, ROUTES, Route
from monitor.api.service import application
from monitor.http.desk import Desk
from monitor.http.settings import Settings
from tests.monitor.api.serving import Service

DOCUMENTS = {PREFIX + "/openapi.json", PREFIX + "/asyncapi.json", PREFIX + "/reference"}
OPEN_ROUTES = {
    ("POST", PREFIX + "/session"),
    ("GET", PREFIX + "/sign-in/provider"),
    ("GET", PREFIX + "/sign-in/provider/callback"),
}


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


def served(service: Service) -> Iterator[tuple[str, str]]:
    for route in application(Desk(service.parts(Settings()))).routes:
        if isinstance(route, APIRoute) and route.path not in DOCUMENTS:
            yield from ((method, route.path) for method in route.methods or ())


def test_what_is_served_is_what_the_table_says(standing: Service) -> None:
    assert sorted(served(standing)) == sorted((route.method, route.path) for route in ROUTES)


def test_no_operation_has_the_name_of_another() -> None:
    names = [route.name for route in ROUTES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_every_route_is_a_cell_of_the_policy(route: Route) -> None:
    if route.action == OPEN:
        assert (route.method, route.path) in OPEN_ROUTES
    else:
        assert route.action in {*ACTIONS, "facts"}


def filled(path: str) -> str:
    known: dict[str, Any] = {"cluster": "c1", "edition": "fujian-2022", "event": "1", "year": 2026}
    known |= {
        "user": "nobody",
        "token": "0123456789ab",
        "webhook": "oa",
        "channel": "a",
        "alert": "x",
        "session": "0123456789abcdef",
    }
    return path.format(**known, sha256="sha256:0", case="k1").removeprefix(PREFIX)


@pytest.mark.parametrize("route", [each for each in ROUTES if each.action != OPEN], ids=named)
def test_nothing_is_answered_to_who_is_not_signed_in(standing: Service, route: Route) -> None:
    for headers in ({}, {"Authorization": "Bearer cm_0_x"}, {"Cookie": "session=stolen"}):
        with standing.client(**headers) as client:
            answer = client.request(route.method, filled(route.path), content=b"{}")
        assert answer.status_code in {401, 403}, answer.text
        assert answer.json()["code"] in {
            "sign-in-needed",
            "token-refused",
            "session-ended",
            "cross-site-request",
        }


READABLE = [route for route in ROUTES if route.method == "GET" and "{cluster}" in route.path]


@pytest.mark.parametrize("route", READABLE, ids=named)
def test_a_cluster_of_another_county_is_not_found(standing: Service, route: Route) -> None:
    query = {"from": "2026-01-01", "kind": "annual-report"}
    with standing.client("county") as county:
        hidden = county.get(filled(route.path).replace("c1", "x1"), params=query)
        absent = county.get(filled(route.path).replace("c1", "nowhere"), params=query)
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.json()["code"] == absent.json()["code"]
