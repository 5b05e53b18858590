"""The answers are those of the command line, for any day, as known at any instant."""

from datetime import date

import jsonschema
import pytest

from monitor.access.principal import Grant
from monitor.api.example_bodies import BODIES
from monitor.api.examples import ANSWERS
from monitor.api.openapi import schema_of
from monitor.api.routes import ROUTES, Route
from monitor.api.schemas import schemas
from monitor.wording.telling import attention_text
from tests.given import noon
from tests.monitor.api.serving import JINJIANG, XIAMEN, Json, Service, fact, post


def told(answer: Json) -> Json:
    attention = [{**each, "text": attention_text(each, "en")} for each in answer["attention"]]
    return {**answer, "attention": attention}


def test_a_status_is_what_the_application_answers(standing: Service) -> None:
    instant = noon("2026-01-05")
    expected = standing.monitor.status("c1", on=date(2025, 6, 1), known_at=instant)
    with standing.client("county") as client:
        query = {"on": "2025-06-01", "known_at": "2026-01-05T12:00:00+08:00"}
        assert client.get("/clusters/c1", params=query).json() == told(expected)


def states(answer: Json) -> list[str]:
    return [each["state"] for each in answer["obligations"]]


def test_what_became_known_later_is_not_in_an_earlier_answer(small: Service) -> None:
    with small.client("province") as client:
        post(client, "c1", fact("cluster-recognised", "2024-07-10", **JINJIANG))
        before = client.get("/clusters/c1", params={"on": "2025-04-30"}).json()
        then = before["known_at"]
        small.on("2026-01-10")
        post(client, "c1", fact("annual-report-filed", "2025-03-28", year=2024))
        after = client.get("/clusters/c1", params={"on": "2025-04-30"}).json()
        as_then = client.get("/clusters/c1", params={"on": "2025-04-30", "known_at": then}).json()
        query = {"from": then, "on": "2025-04-30"}
        difference = client.get("/clusters/c1/history/difference", params=query).json()
    assert as_then == before
    assert states(before) != states(after)
    assert difference["events"][0]["type"] == "annual-report-filed"
    assert {each["what"] for each in difference["changed"]} >= {"obligation"}


def test_what_is_recorded_is_read_at_once_in_every_list(small: Service) -> None:
    with small.client("province") as client:
        assert client.get("/clusters").json() == []
        post(client, "c1", fact("cluster-recognised", "2024-07-10", **JINJIANG))
        assert [line["cluster"] for line in client.get("/clusters").json()] == ["c1"]
        assert {line["cluster"] for line in client.get("/due").json()} == {"c1"}
        assert client.get("/statistics").json()[0]["city"] == "泉州市"
        client.post("/tick")
        assert client.get("/alerts").json()[0]["cluster"] == "c1"


def test_the_golden_deadline_is_counted(standing: Service) -> None:
    """2026-02-02 and 15 working days end on 2026-02-28 (contract, section 3)."""
    with standing.client("operator") as client:
        query: Json = {"day": "2026-02-02", "length": 15, "certificate": "true"}
        answer = client.get("/calendar/due", params=query).json()
        year = client.get("/calendar/years/2026").json()
    assert (answer["due_on"], answer["certainty"]) == ("2026-02-28", "final")
    assert answer["certificate"]["due_on"] == "2026-02-28"
    assert year["published"]


def test_the_law_is_read_by_edition_and_by_hash(standing: Service) -> None:
    with standing.client("county") as client:
        editions = {line["edition"] for line in client.get("/rulebooks").json()}
        book = client.get("/rulebooks/fujian-2022").json()
        kept = client.get("/law").json()["texts"]
        text = client.get(f"/law/{book['sha256']}")
        judged = client.post("/rulebooks/fujian-2022/assessment", json={"area_km2": 60}).json()
    assert "fujian-2022" in editions
    assert book["sha256"] in {each["sha256"] for each in kept}
    assert text.status_code == 200
    assert judged["overall"]
    assert judged["criteria"]


def test_evidence_is_had_by_who_audits(standing: Service) -> None:
    with standing.client("auditor") as client:
        replay = client.get("/replay").json()
        verification = client.get("/verification").json()
        events = client.get("/events").json()
        receipt = client.get(f"/receipts/{events[0]['id']}").json()
        by_position = client.get(f"/receipts/{int(events[0]['sequence'])}").json()
        certificate = client.get(
            "/clusters/c1/certificate", params={"kind": "annual-report", "about": "2024"}
        )
        exported = client.get("/export")
        supposed = client.post("/what-if", json={"choices": {}, "rulebook": "fujian-2022", "cluster": "c1"})
        readings = client.get("/interpretations", params={"cluster": "c1"})
        unsigned = client.get("/clusters/c1/cases/k1/dossier")
    assert (replay["differs"], replay["cannot"]) == ([], [])
    assert replay["checked"] > 0
    assert verification["ok"] is True
    assert receipt == by_position
    assert receipt["id"] == events[0]["id"]
    assert certificate.json()["due_on"] == "2025-03-30"
    assert len(exported.content.splitlines()) == 2
    assert supposed.json()["changed"] == 0
    assert readings.status_code == 200
    assert unsigned.status_code == 404


def test_who_may_read_but_not_audit_is_told_which_role_it_takes(standing: Service) -> None:
    with standing.client("county") as client:
        for path in ("/replay?cluster=c1", "/verification", "/interpretations?cluster=c1"):
            refused = client.get(path)
            assert (refused.status_code, refused.json()["code"]) == (403, "not-permitted")
            assert "auditor" in refused.json()["detail"]


def test_facts_are_supposed_and_faults_in_them_are_pointed_at(standing: Service) -> None:
    filed = {**fact("annual-report-filed", "2025-03-28", year=2024), "cluster": "c1"}
    with standing.client("auditor") as client:
        answer = client.post("/what-if", json={"cluster": "c1", "added": [filed]}).json()
        wrong = client.post("/what-if", json={"cluster": "c1", "added": [filed, {"type": "x"}]})
        later = client.post("/what-if", json={"cluster": "c1", "added": [filed], "known_at": "2099-01-01"})
    assert answer["changed"] == 1
    assert {each["pointer"] for each in wrong.json()["errors"]} >= {"/added/1/type"}
    assert later.json()["code"] == "known-at-in-future"


def test_what_if_over_the_interface_is_about_the_clusters_of_who_asks(small: Service) -> None:
    other = {**XIAMEN, "programme": "hainan", "province": "海南省"}
    filed = {**fact("annual-report-filed", "2025-03-28", year=2024), "cluster": "h1"}
    with small.client("auditor") as auditor, small.client("province") as province:
        small.add("hainan", Grant(role="province", programme="hainan"))
        with small.client("hainan") as hainan:
            assert post(hainan, "h1", fact("cluster-recognised", "2024-07-10", **other)).status_code == 201
        assert post(province, "c1", fact("cluster-recognised", "2024-07-10", **JINJIANG)).status_code == 201
        checked = [
            (
                client.post("/what-if", json={"calendar": []}).json()["checked"],
                client.get("/interpretations").json()["checked"],
            )
            for client in (auditor, province)
        ]
        unseen = province.post("/what-if", json={"added": [filed]})
    assert checked == [(2, 2), (1, 1)]
    assert (unseen.status_code, unseen.json()["code"]) == (404, "cluster-not-found")


def test_a_regional_override_is_recorded_by_who_governs_there(small: Service) -> None:
    stated = {"region": "3505", "day": "2026-02-10", "working": False, "basis": "台风停工"}
    with small.client("province") as province, small.client("county") as county:
        before = province.get("/calendar/due?day=2026-02-02&length=15&region=350582").json()
        assert county.post("/calendar/overrides", json=stated).status_code == 403
        assert province.post("/calendar/overrides", json=stated).status_code == 201
        small.clock.at = noon("2026-01-08")
        after = province.get("/calendar/due?day=2026-02-02&length=15&region=350582").json()
        elsewhere = province.get("/calendar/due?day=2026-02-02&length=15&region=350200").json()
        wrong = province.post("/calendar/overrides", json={**stated, "day": "2026-02-31", "x": 1})
    assert (before["due_on"], after["due_on"], elsewhere["due_on"]) == (
        "2026-02-28",
        "2026-03-02",
        "2026-02-28",
    )
    assert {each["pointer"] for each in wrong.json()["errors"]} == {"/day", "/x"}


# --- examples ---------------------------------------------------------------------------------


def whole(name: str) -> Json:
    """Return a schema that stands by itself."""
    return {**schema_of(name), "components": {"schemas": schemas()}}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_operation_has_an_example_that_its_schema_takes(route: Route) -> None:
    if set(route.statuses) - {204, 303} and route.media_types[0] != "application/zip":
        jsonschema.validate(ANSWERS[route.name], whole(route.answer))
    if route.body is not None:
        jsonschema.validate(BODIES[route.name], whole(route.body))


def test_no_example_is_left_over() -> None:
    assert {*ANSWERS, *BODIES} <= {route.name for route in ROUTES}
