"""The corpus through the doors of HTTP: refused in words, or recorded as it is and harmless ever after."""

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from monitor.access.principal import Grant
from monitor.api.routes import ROUTES
from monitor.http.probes import Counted
from monitor.http.settings import Settings
from monitor.metrics import Metrics
from monitor.serving import make
from tests.acceptance.corpus import TEXTS, corpus, printable, texts, wrong_with
from tests.acceptance.pages import wrong_with_dossier
from tests.acceptance.people import Person
from tests.monitor.api.serving import GENEROUS, JINJIANG, Service, fact, post, serving

FOUNDED = 201


class Sent(NamedTuple):
    """What became of a payload as the text of a fact."""

    cluster: str
    payload: str
    answer: httpx2.Response


class Filled(NamedTuple):
    """A service that was sent the whole corpus, and its answers."""

    service: Service
    sent: list[Sent]

    @property
    def recorded(self) -> dict[str, str]:
        """Return the payloads that were recorded, by the cluster that each founded."""
        return {each.cluster: each.payload for each in self.sent if each.answer.status_code == FOUNDED}


def founding(cluster: str, payload: str) -> dict[str, Any]:
    """Return the founding of a cluster that states a payload wherever a text can stand."""
    told = {
        "name": payload,
        "province": "福建省",
        "city": payload,
        "county": payload,
        **dict.fromkeys(("leading_industry", "spatial_scope", "operator", "plan"), payload),
    }
    return {
        "type": "application-submitted",
        "cluster": cluster,
        "effective_on": "2026-01-05",
        "data": {"programme": "fujian", **told},
        "source": {"number": payload, "issuer": payload},
        "key": f"{payload}-{cluster}",
    }


@pytest.fixture(scope="module")
def filled(initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    file = shutil.copy(initialised_sqlite, tmp_path_factory.mktemp("corpus") / "monitor.db")
    with serving(f"sqlite:///{file}") as running, running.client("province") as province:
        found = []
        for number, payload in enumerate(texts()):
            cluster = f"p{number}"
            answer = province.post("/facts", json=[founding(cluster, payload)])
            found.append(Sent(cluster, payload, answer))
        yield Filled(running, found)


def test_the_corpus_is_large_and_has_every_category() -> None:
    assert sum(map(len, corpus().values())) >= 500
    assert set(corpus()) == {*TEXTS, "json", "address", "credential", "workbook"}
    assert min(map(len, corpus().values())) >= 20


def test_a_payload_in_a_fact_is_refused_in_words_or_recorded(filled: Filled) -> None:
    wrong = [(each.payload, found) for each in filled.sent if (found := wrong_with(each.answer))]
    assert wrong == []
    assert {each.answer.status_code for each in filled.sent} == {201, 422}
    assert len(filled.recorded) > 150


def test_what_is_recorded_is_told_as_it_was_stated(filled: Filled) -> None:
    with filled.service.client("province") as client:
        roster = client.get("/clusters", params={"limit": 1000})
        assert wrong_with(roster) is None
        named = {line["cluster"]: line["name"] for line in roster.json()}
        assert {cluster: named.get(cluster) for cluster in filled.recorded} == filled.recorded
        for cluster, payload in filled.recorded.items():
            history = client.get(f"/clusters/{cluster}/history")
            assert wrong_with(history) is None
            (event,) = history.json()
            assert {event["data"]["plan"], event["source"]["number"]} == {payload}


@pytest.mark.parametrize(
    "path", ["/events?limit=1000", "/due?within=9999", "/alerts", "/statistics", "/export"]
)
def test_every_list_is_harmless(filled: Filled, path: str) -> None:
    with filled.service.client("auditor") as client:
        answer = client.get(path)
    assert answer.status_code == 200
    assert wrong_with(answer) is None
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "html" not in answer.headers["content-type"]


PATHS = (
    "/clusters/{}",
    "/clusters/{}/history",
    "/clusters/{}/cases/{}/dossier",
    "/receipts/{}",
    "/rulebooks/{}",
    "/law/{}",
)


@pytest.mark.parametrize("category", TEXTS)
def test_a_payload_in_an_address_finds_nothing(filled: Filled, category: str) -> None:
    wrong = []
    with filled.service.client("auditor") as client:
        for number, payload in enumerate(corpus()[category]):
            named = quote(payload, safe="")
            for path in (PATHS[number % len(PATHS)].replace("{}", named), f"/clusters/{named}"):
                answer = client.get(path)
                is_found = answer.status_code not in {404, 422} and payload not in LEADS_UP
                if is_found or wrong_with(answer) or "root:" in answer.text:
                    wrong.append((path, answer.status_code, answer.text[:100]))
    assert wrong == []


LEADS_UP = {"", ".", ".."}  # to another address of ours, by the client itself

QUERIES = (
    ("/clusters", "city"),
    ("/clusters", "cursor"),
    ("/clusters", "on"),
    ("/clusters", "known_at"),
    ("/alerts", "cluster"),
    ("/calendar/due", "region"),
    ("/replay", "cluster"),
    ("/events", "after"),
)


@pytest.mark.parametrize("category", TEXTS)
def test_a_payload_in_a_question_is_harmless(filled: Filled, category: str) -> None:
    wrong = []
    with filled.service.client("auditor") as client:
        for number, payload in enumerate(corpus()[category]):
            path, name = QUERIES[number % len(QUERIES)]
            answer = client.get(
                path, params={"day": "2026-01-05", "length": "3", "limit": "1", name: payload}
            )
            if found := wrong_with(answer):
                wrong.append((path, name, payload, found))
    assert wrong == []


def raw(service: Service, *lines: bytes, body: bytes = b"") -> httpx2.Response:
    """Send a request of these lines as they are, and return the answer."""
    host, port = service.address.removeprefix("http://").split(":")
    length = b"Content-Length: %d" % len(body)
    sent = b"\r\n".join([*lines, b"Host: localhost", length, b"Connection: close", b"", body])
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(sent)
        found = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, content = found.partition(b"\r\n\r\n")
    status, *fields = head.decode("latin-1").split("\r\n")
    headers = [(name, value) for name, _, value in (field.partition(": ") for field in fields)]
    return httpx2.Response(int(status.split()[1]), headers=headers, content=content)


@pytest.mark.parametrize("category", TEXTS)
def test_a_payload_in_a_header_is_harmless(filled: Filled, category: str) -> None:
    """A line break makes another header of the request; none of it may come back in the answer."""
    service, wrong = filled.service, []
    token = f"Authorization: Bearer {service.token('auditor')}".encode()
    names = ("Accept-Language", "Accept", "If-None-Match", "X-Forwarded-For", "Origin", "Referer", "Cookie")
    for payload in corpus()[category]:
        fields = [f"{name}: ".encode() + payload.encode() for name in names]
        answer = raw(service, b"GET /api/v1/clusters?limit=1 HTTP/1.1", token, *fields)
        is_ours = answer.headers.get("content-type") != "text/plain; charset=utf-8"
        if answer.status_code not in {200, 400} or (is_ours and wrong_with(answer)):
            wrong.append((payload, answer.status_code, answer.text[:100]))
    assert wrong == []


@pytest.mark.parametrize("category", TEXTS)
def test_a_payload_as_a_key_is_refused_or_kept_apart(filled: Filled, category: str) -> None:
    service, wrong = filled.service, []
    token = f"Authorization: Bearer {service.token('province')}".encode()
    body = json.dumps([{"type": "no-such-fact"}]).encode()
    for payload in corpus()[category]:
        key = b"Idempotency-Key: " + payload.encode()
        head = (b"POST /api/v1/facts HTTP/1.1", token, b"Content-Type: application/json", key)
        if "Transfer-Encoding" in payload:  # another way to say where it ends: the server waits for that
            continue
        answer = raw(service, *head, body=body)
        is_ours = answer.headers.get("content-type") != "text/plain; charset=utf-8"
        if answer.status_code not in {400, 422} or (is_ours and wrong_with(answer)):
            wrong.append((payload, answer.status_code, answer.text[:100]))
    assert wrong == []


BODIES = (
    "/facts",
    "/clusters/p0/facts",
    "/what-if",
    "/calendar/notices",
    "/rulebooks/fujian-2022/assessment",
)


@pytest.mark.parametrize("path", BODIES)
def test_a_body_that_is_no_honest_json_is_refused_in_words(filled: Filled, path: str) -> None:
    wrong = []
    typed = {"Content-Type": "application/json", "If-Match": '"1"'}
    with filled.service.client("province") as client:
        before = filled.service.monitor.log.last_position()
        for payload in corpus()["json"]:
            answer = client.post(path, content=payload.encode(), headers=typed)
            if found := wrong_with(answer):
                wrong.append((payload, found))
            elif answer.status_code < 400 and path != "/rulebooks/fujian-2022/assessment":
                wrong.append((payload, answer.text[:100]))
        assert filled.service.monitor.log.last_position() == before
    assert wrong == []


def test_a_body_of_nothing_but_brackets_is_refused_at_once(filled: Filled) -> None:
    typed = {"Content-Type": "application/json"}
    with filled.service.client("province") as client:
        for deep in (b"[" * 4_000_000, b'{"a":' * 1_500_000, b"[" * 3_000_000 + b"]" * 3_000_000):
            answer = client.post("/facts", content=deep, headers=typed)
            assert (answer.status_code, wrong_with(answer)) == (400, None)
        too_much = client.post("/facts", content=b" " * (9 * 2**20), headers=typed)
    assert (too_much.status_code, too_much.json()["code"]) == (413, "body-too-large")


@pytest.mark.parametrize("category", TEXTS)
def test_a_payload_names_no_account_and_no_right(filled: Filled, category: str) -> None:
    service, wrong = filled.service, []
    system, security = administrators(service)
    with system.client() as opening, security.client() as granting:
        for number, payload in enumerate(corpus()[category]):
            user = f"u-{category}-{number}"
            answers = [
                opening.post("/users", json={"user": payload, "name": "x"}),
                opening.post("/users", json={"user": user, "name": payload}),
            ]
            if number % 3 == 0:
                stated = {"role": "county", "region": payload}
                answers.append(granting.post(f"/users/{user}/grants", json=stated))
            wrong += [(payload, found) for each in answers if (found := wrong_with(each))]
            if answers[0].status_code == 201 and not payload.isascii():
                wrong.append((payload, "is an account"))
        for client, path in ((opening, "/users?limit=1000"), (opening, "/tokens")):
            assert wrong_with(client.get(path)) is None
    assert wrong == []


def administrators(service: Service) -> list[Person]:
    """Return an administrator of the system and one of security, made when first asked for."""
    known: list[Person] = service.__dict__.setdefault("administrators", [])
    if not known:
        known += [
            Person(service, "boss-1", Grant(role="system-admin")),
            Person(service, "boss-2", Grant(role="security-admin")),
        ]
    return known


def test_a_dossier_shows_payloads_as_text(filled: Filled) -> None:
    """Each recorded payload as an objection, then the dossier of a case of that cluster."""
    with filled.service.client("province") as client:
        name = "<script>alert(1)</script>\"'&"
        assert post(
            client, "case", fact("application-submitted", "2026-01-05", **{**JINJIANG, "name": name})
        ).is_success
        stated = [
            {**fact("objection-raised", "2026-01-05", text=payload), "cluster": "case"}
            for payload in filled.recorded.values()
        ]
        assert client.post("/facts?allow_repeats=true", json=stated).status_code == 201
        case = "<img src=x onerror=alert(1)>"
        opened = fact("case-opened", "2026-01-05", case=case, grounds=["integrity"])
        assert post(client, "case", fact("cluster-recognised", "2026-01-05", **JINJIANG)).is_success
        assert post(client, "case", opened).is_success
        answer = client.get(f"/clusters/case/cases/{quote(case, safe='')}/dossier?unsigned=true")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == 'attachment; filename="dossier.zip"'
    assert wrong_with_dossier(answer.content) == []


# --- after all of it: read last ---------------------------------------------------------------------


def test_the_log_is_one_honest_line_a_request(filled: Filled) -> None:
    logged = filled.service.logged.getvalue()
    lines = logged.split("\n")
    assert [line for line in lines if not printable(line)] == []
    assert len(logged.splitlines()) == len(lines) - 1
    told = [json.loads(line) for line in lines if line]
    assert {each["event"] for each in told} == {"answered"}
    assert len(told) > 1000
    secrets = [*filled.service.secrets.values(), *filled.service.tokens.values()]
    secrets += [person.password.reveal() for person in administrators(filled.service)]
    assert [each for each in secrets if each in logged] == []


def test_figures_have_no_name_that_a_stranger_chose(filled: Filled) -> None:
    metrics = Metrics(filled.service.monitor, filled.service.clock, monotonic)
    app = Counted(make(filled.service.parts(Settings(limits=GENEROUS))), metrics.answered, monotonic)
    with TestClient(app, base_url="http://localhost") as client:
        for number, payload in enumerate(texts()):
            path = quote(payload, safe="")
            client.request(
                ("GET", "BREW")[number % 2], (f"/{path}", f"/api/v1/clusters/{path}")[number % 3 > 0]
            )
    labels = [
        sample.labels
        for family in text_string_to_metric_families(metrics.page().decode())
        if "request" in family.name
        for sample in family.samples
    ]
    declared = {route.path for route in ROUTES} | {"unknown"}
    assert {each["route"] for each in labels} <= declared
    assert {each["method"] for each in labels if "method" in each} == {"GET", "other"}
    assert len(labels) < 100
