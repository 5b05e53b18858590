"""Errors in both languages: code, sentence, where, what was found, what is allowed, the article."""

import pytest

from tests.monitor.api.serving import JINJIANG, Service, fact, post

NEW = {"If-None-Match": "*"}


def test_a_wrong_fact_is_told_with_pointers_in_the_language_asked_for(standing: Service) -> None:
    wrong = {
        "type": "case-opened",
        "effective_on": "2025-13-01",
        "data": {"case": "k", "grounds": ["reporting", "lateness"]},
    }
    told = {}
    for language in ("zh-CN,zh;q=0.9", "en"):
        with standing.client("province", **{"Accept-Language": language}) as client:
            refused = client.post("/clusters/c1/facts", json=wrong, headers={"If-Match": '"1"'})
        assert refused.status_code == 422
        told[language[:2]] = refused.json()
    chinese, english = told["zh"], told["en"]
    assert chinese["type"] == english["type"] == "urn:cluster-monitor:problem:facts-not-accepted"
    assert [each["pointer"] for each in english["errors"]] == ["/effective_on", "/data/grounds/1"]
    assert [each["code"] for each in chinese["errors"]] == ["impossible-day", "not-in-list"]
    assert english["errors"][1]["found"] == "lateness"
    assert "reporting" in english["errors"][1]["allowed"]
    assert "只能填" in chinese["errors"][1]["detail"]
    assert english["instance"].startswith("urn:cluster-monitor:request:")


def test_a_refusal_names_its_article(small: Service) -> None:
    with small.client("province") as client:
        post(client, "c1", fact("cluster-recognised", "2024-07-10", **JINJIANG))
        post(client, "c1", fact("case-opened", "2025-05-01", case="k", grounds=["reporting"]))
        lodged = fact("appeal-lodged", "2025-05-02", case="k")
        refused = post(client, "c1", lodged)
    told = refused.json()
    assert (refused.status_code, told["code"]) == (422, "appeal-before-service")
    assert told["article"]
    assert told["article"] in told["detail"]


def test_a_batch_with_one_bad_line_records_nothing_and_names_it(small: Service) -> None:
    good = {**fact("cluster-recognised", "2024-07-10", **JINJIANG), "cluster": "c1"}
    bad = {"type": "review-applied", "cluster": "c1", "effective_on": "2025-01-01", "data": {"x": 1}}
    late = {"type": "review-applied", "cluster": "nowhere", "effective_on": "2025-01-01"}
    with small.client("province") as client:
        malformed = client.post("/facts", json=[good, bad])
        undecided = client.post("/facts", json=[good, late])
        nothing = client.get("/clusters/c1").status_code
        recorded = client.post("/facts", json=[good])
    assert [each["pointer"] for each in malformed.json()["errors"]] == ["/1/data/x"]
    assert undecided.status_code == 404
    assert [(each["pointer"], each["line"]) for each in undecided.json()["errors"]] == [("/1", 2)]
    assert nothing == 404
    assert (recorded.status_code, recorded.json()["recorded"]) == (201, 1)


def test_json_lines_are_read_like_a_file(small: Service) -> None:
    good = '{"type": "cluster-recognised", "cluster": "c1", "effective_on": "2024-07-10", "data": %s}'
    data = '{"programme": "fujian", "name": "甲", "province": "福建省", "city": "泉州市", "county": "晋江市"}'
    lines = "\n" + good % data + "\n\n{\n"
    headers = {"Content-Type": "application/jsonl"}
    with small.client("province") as client:
        refused = client.post("/facts", content=lines.encode(), headers=headers)
        taken = client.post("/facts", content=(good % data).encode() + b"\r\n", headers=headers)
    assert [(each["code"], each["line"]) for each in refused.json()["errors"]] == [("not-json", 4)]
    assert taken.status_code == 201


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nowhere", 404, "route-unknown"),
        ("/clusters/absent", 404, "cluster-not-found"),
        ("/clusters/c1?on=2025-02-30", 422, "parameters-not-accepted"),
        ("/clusters/c1?known_at=2099-01-01", 422, "known-at-in-future"),
        ("/clusters/c1?known_at=noon", 422, "parameters-not-accepted"),
        ("/clusters?limit=0", 422, "parameters-not-accepted"),
        ("/calendar/due?day=2026-02-02", 422, "parameters-not-accepted"),
        ("/clusters/c1/certificate?kind=none", 404, "certificate-not-found"),
        ("/clusters/c1/history/difference?from=x", 422, "parameters-not-accepted"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    standing: Service, path: str, status: int, code: str
) -> None:
    with standing.client("auditor") as client:
        refused = client.get(path)
    assert (refused.status_code, refused.json()["code"]) == (status, code), refused.text
    assert refused.headers["content-type"] == "application/problem+json"


def test_a_method_that_is_not_taken_says_which_are(standing: Service) -> None:
    with standing.client("auditor") as client:
        refused = client.delete("/clusters/c1")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET")
