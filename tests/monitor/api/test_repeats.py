"""A command is done once, however often its request arrives, whoever died in between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256

import httpx2
import msgspec
import pytest

from domain.refusal import RefusedError
from monitor.http.repeats import Answered, Attempt, Repeats
from tests.monitor.api.serving import JINJIANG, XIAMEN, Json, Service, fact

RECOGNISED = fact("cluster-recognised", "2024-07-10", **JINJIANG)
NEW = {"If-None-Match": "*"}


def send(client: httpx2.Client, key: str, body: Json = RECOGNISED) -> httpx2.Response:
    headers = {**NEW, "Idempotency-Key": key}
    return client.post("/clusters/c1/facts", json=body, headers=headers)


def test_the_same_request_gets_the_same_answer_again(service: Service) -> None:
    with service.client("province") as client:
        first, second = send(client, "k1"), send(client, "k1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert first.headers["ETag"] == second.headers["ETag"]
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"


def test_a_key_is_good_for_one_request_only(small: Service) -> None:
    with small.client("province") as client:
        send(client, "k1")
        refused = send(client, "k1", {**RECOGNISED, "effective_on": "2024-07-11"})
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency-key-reused")


def test_keys_of_different_people_have_nothing_to_do_with_each_other(small: Service) -> None:
    with small.client("province") as one, small.client("province-2") as other:
        assert send(one, "k1").status_code == 201
        assert send(other, "k1").status_code == 412


def test_of_many_at_once_one_is_recorded(service: Service) -> None:
    def once(_: int) -> httpx2.Response:
        with service.client("province") as client:
            return send(client, "k1")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(once, range(16)))
    assert {each.status_code for each in answers} <= {201, 409}
    recorded = [each for each in answers if each.status_code == 201]
    assert len({each.content for each in recorded}) == 1
    assert {each.json()["code"] for each in answers if each.status_code == 409} <= {"idempotency-under-way"}
    with service.client("province") as client:
        assert len(client.get("/clusters/c1/history").json()) == 1
        assert send(client, "k1").content == recorded[0].content


def test_what_a_dead_process_recorded_is_found_and_not_done_again(service: Service) -> None:
    """The fact is recorded, but the process dies before it notes the answer."""
    with service.client("province") as client:
        alive = send(client, "k1")
        forget_answer(service)
        held = send(client, "k1")
        service.clock.at += timedelta(minutes=4)
        again = send(client, "k1")
        history = client.get("/clusters/c1/history").json()
    assert (held.status_code, held.json()["code"]) == (409, "idempotency-under-way")
    assert again.status_code == 201
    assert again.json()["id"] == alive.json()["id"]
    assert again.headers["ETag"] == alive.headers["ETag"]
    assert len(history) == 1


ASKED = "/clusters/c1/facts?allow_repeats=true"
JOINED = fact("enterprise-joined", "2025-01-06", enterprise={"uscc": "91350582MA2XXXXX1C", "name": "某厂"})


def begun(service: Service, key: str) -> Attempt:
    """Begin the filing of `JOINED` under a key, as a process that dies before it records."""
    fingerprint = sha256(f"POST /api/v1{ASKED}\n".encode() + CONTENT).hexdigest()
    attempt = Repeats(service.monitor.engine, 10).begin("county", key, fingerprint, service.clock.at)
    assert isinstance(attempt, Attempt)
    return attempt


CONTENT = msgspec.json.encode(JOINED)


def test_two_filings_alike_under_two_keys_are_two_whichever_was_left(service: Service) -> None:
    with service.client("province") as province:
        send(province, "founding")
    repeats = Repeats(service.monitor.engine, 10)
    with service.client("county") as client:
        tag = client.get("/clusters/c1").headers["ETag"]
        left = begun(service, "k1")
        stated = {"Content-Type": "application/json", "If-Match": tag}
        second = client.post(ASKED, content=CONTENT, headers={**stated, "Idempotency-Key": "k2"})
        assert second.status_code == 201, second.text
        repeats.let_go(left)
        stated["If-Match"] = second.headers["ETag"]
        first = client.post(ASKED, content=CONTENT, headers={**stated, "Idempotency-Key": "k1"})
        assert first.status_code == 201, first.text
        assert first.json()["id"] != second.json()["id"]
        assert len(client.get("/clusters/c1/history").json()) == 3


def test_a_filing_that_was_left_waits_for_one_alike_that_is_under_way(service: Service) -> None:
    with service.client("province") as province:
        send(province, "founding")
    with service.client("county") as client:
        tag = client.get("/clusters/c1").headers["ETag"]
        left, other = begun(service, "k1"), begun(service, "k2")
        Repeats(service.monitor.engine, 10).let_go(left)
        stated = {"Content-Type": "application/json", "If-Match": tag, "Idempotency-Key": "k1"}
        waits = client.post(ASKED, content=CONTENT, headers=stated)
        assert (waits.status_code, waits.json()["code"]) == (409, "idempotency-under-way")
        Repeats(service.monitor.engine, 10).release(other)
        assert client.post(ASKED, content=CONTENT, headers=stated).status_code == 201


def test_what_a_dead_process_did_not_record_is_done(service: Service) -> None:
    repeats = Repeats(service.monitor.engine, 10)
    with service.client("province") as client:
        refused = send(client, "k1", {**RECOGNISED, "effective_on": "2099-01-01"})
        assert refused.status_code == 422  # nothing is kept of a refusal
        assert send(client, "k1").status_code == 201
    at = service.clock.at
    attempt = repeats.begin("x", "k", "f", at)
    assert isinstance(attempt, Attempt)
    repeats.let_go(attempt)
    taken_over = repeats.begin("x", "k", "f", at + timedelta(seconds=1))
    assert taken_over == Attempt("x", "k", at, is_again=True)


def forget_answer(service: Service) -> None:
    with service.monitor.engine.connect() as connection:
        connection.execution_options(writes=True)
        with connection.begin():
            connection.exec_driver_sql("UPDATE idempotency_keys SET status = NULL")


def test_keys_run_out_after_a_day_and_are_bounded(service: Service) -> None:
    repeats, at = Repeats(service.monitor.engine, 2), service.clock.at
    for key in ("a", "b"):
        attempt = repeats.begin("x", key, "f", at)
        assert isinstance(attempt, Attempt)
        repeats.finish(attempt, Answered(201, {"ETag": '"1"'}, b"{}"))
    assert repeats.begin("x", "a", "f", at) == Answered(201, {"ETag": '"1"'}, b"{}")
    with pytest.raises(RefusedError, match="idempotency-keys-full"):
        repeats.begin("x", "c", "f", at)
    later = at + timedelta(hours=25)
    assert isinstance(repeats.begin("x", "a", "other", later), Attempt)


def test_a_batch_is_repeated_like_one_fact(small: Service) -> None:
    batch = [{**RECOGNISED, "cluster": "c1"}, {**RECOGNISED, "cluster": "c2", "data": XIAMEN}]
    with small.client("province") as client:
        first, second = (
            client.post("/facts", json=batch, headers={"Idempotency-Key": "b"}) for _ in range(2)
        )
        forget_answer(small)
        small.clock.at += timedelta(minutes=4)
        third = client.post("/facts", json=batch, headers={"Idempotency-Key": "b"})
    assert (first.status_code, first.content) == (201, second.content)
    assert third.json()["events"] == first.json()["events"]


def test_a_notice_is_repeated_like_a_fact(small: Service) -> None:
    notice = {"year": 2027, "issued_on": "2026-01-02", "off": ["2027-01-01"]}
    with small.client("province") as client:
        first, second = (
            client.post("/calendar/notices", json=notice, headers={"Idempotency-Key": "n"}) for _ in range(2)
        )
        forget_answer(small)
        small.clock.at += timedelta(minutes=4)
        third = client.post("/calendar/notices", json=notice, headers={"Idempotency-Key": "n"})
    assert first.status_code == 201
    assert first.content == second.content == third.content


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "键"])
def test_a_key_no_header_should_hold_is_refused(small: Service, key: str) -> None:
    with small.client("province") as client:
        headers = {b"If-None-Match": b"*", b"Idempotency-Key": key.encode()}
        refused = client.post("/clusters/c1/facts", json=RECOGNISED, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (400, "header-not-accepted")
