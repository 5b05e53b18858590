"""Every page has its action in the policy, and nothing else is served."""

import httpx2
from fastapi.routing import APIRoute

from monitor.access.policy import ACTIONS
from monitor.http.desk import Desk
from monitor.http.settings import Settings
from monitor.web.route import OPEN
from monitor.web.routes import PAGES
from monitor.web.site import site
from tests.monitor.api.serving import Service
from tests.monitor.web.conftest import Browser

OPEN_TO_ALL = {
    "/sign-in",
    "/language",
    "/static/{mark}/{name}",
    "/feeds/{secret}.ics",
    "/feeds/{secret}.atom",
}


def test_every_page_is_an_action_of_the_policy() -> None:
    named = {route.action for route in PAGES}
    assert named <= {*ACTIONS, OPEN, "facts"}
    assert {route.path for route in PAGES if route.action == OPEN} == OPEN_TO_ALL


def test_what_is_not_in_the_table_is_not_served(standing: Service) -> None:
    served = {
        (method, route.path)
        for route in site(Desk(standing.parts(Settings()))).routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }
    asked_only = {("HEAD", route.path) for route in PAGES if route.method == "GET"}
    assert served - asked_only == {(route.method, route.path) for route in PAGES}
    assert len(PAGES) == len(served - asked_only)
    assert asked_only < served


def test_to_head_a_page_answers_as_to_get_but_for_the_page_itself(standing: Service) -> None:
    with Browser(standing, "province") as browser:
        for address in ("/", "/clusters/c1", "/clusters/none", "/due.csv", "/sign-in"):
            shown, asked = browser.get(address), browser.head(address)
            assert asked.content == b"", address
            assert (asked.status_code, told_of(asked)) == (shown.status_code, told_of(shown)), address


def told_of(answer: httpx2.Response) -> dict[str, str]:
    return {name: told for name, told in answer.headers.items() if name not in {"date", "request-id"}}


def test_a_method_that_a_page_has_not_is_answered_with_those_it_has(standing: Service) -> None:
    with Browser(standing, "province") as browser:
        for address, allowed in (
            ("/sign-in", "GET, HEAD, POST"),
            ("/due", "GET, HEAD"),
            ("/sign-out", "POST"),
        ):
            refused = browser.put(address)
            assert (refused.status_code, refused.headers["allow"]) == (405, allowed)
            assert "不能" in refused.text
        assert "allow" not in browser.get("/nowhere").headers


def test_who_is_not_signed_in_is_led_to_the_sign_in(standing: Service) -> None:
    with Browser(standing, None) as browser:
        for route in PAGES:
            if route.method == "GET" and route.action != OPEN:
                answer = browser.get(_filled(route.path))
                assert (answer.status_code, answer.headers["location"][:14]) == (303, "/sign-in?next="), route


def test_no_form_is_taken_from_a_page_of_somebody_else(standing: Service) -> None:
    with Browser(standing, "province") as browser:
        for route in PAGES:
            if route.method == "POST":
                other = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
                sent = browser.post(_filled(route.path), data={"csrf": browser.csrf}, headers=other)
                assert sent.status_code == 403, route


def test_no_form_is_taken_without_the_token_of_its_session(standing: Service) -> None:
    with Browser(standing, "province") as browser:
        for route in PAGES:
            if route.method == "POST" and route.action != OPEN:
                assert browser.post(_filled(route.path), data={"csrf": "made up"}).status_code == 403, route


def _filled(path: str) -> str:
    """Return an address for a path; what its parts stand for need not be there."""
    return path.replace("{", "").replace("}", "")
