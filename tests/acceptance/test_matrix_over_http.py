"""Every operation x every role x own, sibling, parent and other region, over HTTP: no cell is wrong."""

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest

from monitor.access.directory import By
from monitor.access.own_account import TokenAsked
from monitor.access.policy import EVERY_ROLE, action_of
from monitor.access.principal import Grant, Role
from monitor.api.routes import PREFIX, ROUTES
from monitor.intake.line import FactLine
from tests.acceptance.cells import CELLS, Cell, Json
from tests.acceptance.people import SESSION, Person
from tests.given import noon
from tests.monitor.access.service import recognised_at
from tests.monitor.access.test_matrix import CLUSTERS, DONE, GRANTS, REACHED, SERVICE, facts
from tests.monitor.api.serving import Service, fact, serving
from tests.office import line

BUSINESS = {"province", "city", "county", "operator", "auditor"}
REFUSED = {"not-permitted", "not-permitted-everywhere"}
HIDDEN = {"alert-unknown", "cluster-not-found", "cluster-unknown", "cluster-name-taken", "event-not-found"}
ROUTE = {route.name: route for route in ROUTES}
NOW = "2026-01-06"
# Accounts are opened by the system administrator; by the security administrator only before there is one.
BY_RULE = {("security-admin", "add_user"): "403 system-admin-adds-users"}


class Matrix:
    """A service with a cluster in every relation, and how each operation is asked of it."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.serials = count(1)
        self.positions: dict[str, int] = {}
        for name, (programme, code) in CLUSTERS.items():
            opened = line("case-opened", "2025-04-08", name, case="k1", grounds=["reporting"])
            lines = [recognised_at(name, code, programme), opened]
            recorded = service.monitor.record(lines, at=noon("2026-01-05"), by="minister").recorded
            self.positions[name] = recorded[0].position
        office = service.access.office_at_the_machine("test", service.clock.at)
        office.add_user("keeper", "守")  # there is always another security administrator
        office.grant("keeper", Grant(role="security-admin"))
        service.on(NOW)
        with service.client("province") as province:
            assert province.post("/tick").status_code == 200
        found = service.monitor.alerts(limit=500)
        self.alerts = {each["cluster"]: each["id"] for each in found}
        self.law = self._law()
        self.people = {role: Person(service, f"m-{role}", GRANTS[role]) for role in EVERY_ROLE}

    def _law(self) -> str:
        with self.service.client("auditor") as client:
            return str(client.get("/law").json()["texts"][0]["sha256"])

    def ask(self, client: httpx2.Client, name: str, cluster: str = "own", **others: str) -> httpx2.Response:
        """Ask an operation about a cluster, and about somebody and something made for this one request."""
        cell, route = CELLS[name], ROUTE[name]
        known = {
            "cluster": cluster,
            "event": str(self.positions[cluster]),
            "alert": self.alerts[cluster],
            "law": self.law,
            "serial": str(next(self.serials)),
            **others,
        }
        path = self._filled(cell.path, known)
        if "{target}" in path or "{token}" in path:
            path = self._filled(path, self._somebody())
        return client.request(route.method, path, json=self._body(cell, known))

    def _body(self, cell: Cell, known: dict[str, str]) -> Any:
        return None if cell.body is None else json.loads(self._filled(json.dumps(cell.body), known))

    @staticmethod
    def _filled(text: str, known: dict[str, str]) -> str:
        for name, value in known.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def _somebody(self) -> dict[str, str]:
        """Open an account with a right, a subject of a provider and a token, to be acted upon."""
        user, at = f"t-{next(self.serials)}", self.service.clock.at
        office = self.service.access.office_at_the_machine("test", at)
        Person(self.service, user, Grant(role="county", region="350582"))
        office.bind_subject(user, ("https://i.example", user))
        asked = TokenAsked(purpose="x", scopes=("read",), expires_on=at.date() + timedelta(days=9))
        token = self.service.access.entrance.make_token(user, asked, by=By(name="test"), at=at).reveal()
        return {"target": user, "token": token.split("_")[1]}


@pytest.fixture(scope="module")
def matrix(initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    file = shutil.copy(initialised_sqlite, tmp_path_factory.mktemp("matrix") / "monitor.db")
    with serving(f"sqlite:///{file}") as running:
        yield Matrix(running)


def met(name: str, answer: httpx2.Response) -> str:
    """Return how an answer treats who asked: done, refused, hidden, not signed in, or something else."""
    if answer.status_code in ROUTE[name].statuses:
        return "done"
    code = answer.json()["code"]
    if code in CELLS[name].also:
        return "done"
    if answer.status_code == 403 and code in REFUSED:
        return "refused"
    return "hidden" if answer.status_code in {404, 409} and code in HIDDEN else f"{answer.status_code} {code}"


def test_every_operation_has_a_cell_and_its_action_is_the_one_expected() -> None:
    assert {name: cell.action for name, cell in CELLS.items()} == {
        route.name: route.action for route in ROUTES
    }
    known = {action for done in (*DONE.values(), *SERVICE.values()) for action in done}
    known |= {"facts", "open", "own-account", "own-tokens"}
    assert {cell.action for cell in CELLS.values()} <= known


def expected_of_cluster(role: Role, action: str, cluster: str) -> str:
    if cluster not in REACHED[role]:
        return "hidden"
    return "done" if action in DONE[role] else "refused"


def of(*reaches: str) -> list[str]:
    return [name for name, cell in CELLS.items() if cell.reach in reaches and cell.action != "facts"]


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_no_cell_about_a_cluster_is_wrong(matrix: Matrix, role: Role) -> None:
    wrong = []
    with matrix.people[role].client() as client:
        for name in of("cluster"):
            for cluster in CLUSTERS:
                found = met(name, matrix.ask(client, name, cluster))
                expected = expected_of_cluster(role, CELLS[name].action, cluster)
                if found != expected:
                    wrong.append((name, cluster, expected, found))
    assert wrong == []


def naming(client: httpx2.Client, name: str, cluster: str) -> httpx2.Response:
    """Ask about one cluster what can also be asked about several."""
    cell = CELLS[name]
    if cell.body is not None:
        return client.post(cell.path, json={**cell.body, "cluster": cluster})
    return client.get(cell.path, params={"cluster": cluster})


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_no_cell_about_everything_is_wrong(matrix: Matrix, role: Role) -> None:
    """What can be asked about all is for those who may ask it about each; nobody here may about all."""
    wrong = []
    with matrix.people[role].client() as client:
        for name in of("everywhere"):
            if (found := met(name, matrix.ask(client, name))) != "refused":
                wrong.append((name, "all", "refused", found))
            wrong += wrong_of_each(client, role, name) if name != "export" else []
    assert wrong == []


def wrong_of_each(client: httpx2.Client, role: Role, name: str) -> list[tuple[str, str, str, str]]:
    """Return where an answer about one cluster is not as it should be."""
    wrong = []
    for cluster in CLUSTERS:
        found = met(name, naming(client, name, cluster))
        expected = expected_of_cluster(role, CELLS[name].action, cluster)
        if found != expected:
            wrong.append((name, cluster, expected, found))
    return wrong


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_only_clusters_that_may_be_read_are_tried(matrix: Matrix, role: Role) -> None:
    of_book = [name for name in REACHED[role] if CLUSTERS[name][0] == "fujian"]
    expected = {"interpretations": len(REACHED[role]), "suppose": len(of_book)}
    wrong: list[object] = []
    with matrix.people[role].client() as client:
        for name in of("among"):
            answer, may = matrix.ask(client, name), CELLS[name].action in DONE[role]
            if (found := met(name, answer)) != ("done" if may else "refused"):
                wrong.append((name, found))
            elif may and answer.json()["checked"] != expected[name]:
                wrong.append((name, answer.json()["checked"], expected[name]))
            wrong += wrong_of_each(client, role, name)
    assert wrong == []


def test_who_may_everything_everywhere_may_ask_about_all(matrix: Matrix) -> None:
    with matrix.service.client("auditor") as client:  # this one's right is bound to no region
        assert {met(name, matrix.ask(client, name)) for name in of("everywhere", "among")} == {"done"}


def told_of(answer: Any) -> set[str]:
    """Return the clusters that a list tells of."""
    return {
        name
        for each in answer
        for name in (each.get("cluster") or each.get("clustermonitorcluster") or each.get("subject"),)
        if name
    }


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_no_list_tells_more_or_less_than_may_be_read(matrix: Matrix, role: Role) -> None:
    wrong: list[tuple[str, object]] = []
    with matrix.people[role].client() as client:
        for name in of("list"):
            answer = matrix.ask(client, name)
            if answer.status_code != 200:
                wrong.append((name, answer.status_code))
            elif name == "statistics":
                counted = {line["city"] for line in answer.json()}
                wrong += [] if bool(counted) <= bool(REACHED[role]) else [(name, counted)]
            elif (told := told_of(answer.json())) != REACHED[role]:
                wrong.append((name, told))
    assert wrong == []


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_no_cell_of_the_service_is_wrong(matrix: Matrix, role: Role) -> None:
    wrong = []
    with matrix.people[role].client() as client:
        for name in of("service"):
            found = met(name, matrix.ask(client, name))
            expected = BY_RULE.get((role, name), "done" if CELLS[name].action in SERVICE[role] else "refused")
            if found != expected:
                wrong.append((name, expected, found))
    assert wrong == []


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_no_cell_of_ones_own_account_is_wrong(matrix: Matrix, role: Role) -> None:
    person, wrong = matrix.people[role], []
    for name in of("own"):
        with person.client() as client:
            mine = client.get("/me/sessions").json()[0]["session"]
            code = person.code() if name == "confirm_session" else "-"
            known = {"session": mine, "password": person.password.reveal(), "code": code}
            found = met(name, matrix.ask(client, name, **known))
        may = CELLS[name].action == "own-account" or role in BUSINESS
        if found != ("done" if may else "refused"):
            wrong.append((name, found))
    assert wrong == []


def test_no_cell_of_a_stranger_is_wrong(matrix: Matrix) -> None:
    with httpx2.Client(base_url=f"{matrix.service.address}{PREFIX}", headers=SESSION) as client:
        found = {name: matrix.ask(client, name) for name in CELLS}
    opened = {name for name, answer in found.items() if met(name, answer) == "done"}
    closed = {name for name, answer in found.items() if answer.json().get("code") == "sign-in-needed"}
    assert opened | {"finish_at_provider"} == set(of("open"))
    assert opened | closed | {"finish_at_provider"} == set(CELLS)


# --- facts ----------------------------------------------------------------------------------------


@cache
def every(cluster: str) -> tuple[FactLine, ...]:
    """Return a fact of every type about a cluster."""
    return tuple(facts(cluster))


def stated(fact_line: FactLine) -> Json:
    """Return a fact as a body has it."""
    body = msgspec.to_builtins(fact_line.body)
    body.pop("type", None)
    return {
        "type": fact_line.type,
        "cluster": fact_line.cluster,
        "effective_on": str(fact_line.effective_on),
        "data": body,
    }


def expected_of_fact(role: Role, cluster: str, each: FactLine) -> set[str]:
    """Return the codes of the guard that a fact may get; none: it is let through."""
    if cluster not in REACHED[role]:
        return {"cluster-name-taken"} if each.type in FOUNDING else {"cluster-unknown"}
    return set() if action_of(each.body) in DONE[role] else {"not-permitted"}


FOUNDING = {"application-submitted", "cluster-recognised"}
OF_THE_GUARD = {"not-permitted", "cluster-unknown", "cluster-name-taken"}


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_no_type_of_fact_is_recorded_by_whom_it_is_not_for(matrix: Matrix, role: Role) -> None:
    wrong = []
    with matrix.people[role].client() as client:
        for cluster in CLUSTERS:
            lines = every(cluster)
            answer = client.post("/facts?dry_run=true", json=[stated(each) for each in lines])
            told = {each["line"]: each["code"] for each in answer.json().get("errors", [])}
            for number, each in enumerate(lines, start=1):
                found = {told.get(number, "")} & OF_THE_GUARD
                if found != expected_of_fact(role, cluster, each):
                    wrong.append((cluster, each.type, found, told.get(number)))
    assert wrong == []


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_a_single_fact_is_guarded_as_one_of_a_batch_is(matrix: Matrix, role: Role) -> None:
    """Each type of fact about one cluster each, by turns, so that each role states each type."""
    wrong = []
    with matrix.people[role].client() as client:
        for number, name in enumerate(sorted({each.type for each in every("own")})):
            cluster = list(CLUSTERS)[number % len(CLUSTERS)]
            each = next(found for found in every(cluster) if found.type == name)
            path = f"/clusters/{cluster}/facts?dry_run=true"
            answer = client.post(path, json=stated(each), headers={"If-Match": '"2"'})
            found = {answer.json().get("code", "")} & OF_THE_GUARD
            if found != expected_of_fact(role, cluster, each):
                wrong.append((cluster, name, found, answer.status_code))
    assert wrong == []


def test_an_override_of_a_region_that_is_not_ones_own_is_refused(matrix: Matrix) -> None:
    override = {"day": "2026-02-04", "working": False, "basis": "台风"}
    with matrix.people["province"].client() as client:
        for region, status in (("350502", 201), ("330100", 403), ("*", 403), ("浙江省", 403)):
            answer = client.post("/calendar/overrides", json={**override, "region": region})
            assert answer.status_code == status, (region, answer.text)


def test_a_cluster_is_founded_where_one_may_and_not_elsewhere(matrix: Matrix) -> None:
    place = {"programme": "fujian", "name": "新", "province": "省", "city": "市", "county": "县"}
    with matrix.people["county"].client() as client:
        for code, status in (("350582", 201), ("350581", 403), ("330100", 403)):
            stated_there = fact("application-submitted", "2026-01-05", **place, county_code=code)
            answer = client.post(
                f"/clusters/new-{code}/facts", json=stated_there, headers={"If-None-Match": "*"}
            )
            assert answer.status_code == status, (code, answer.text)
