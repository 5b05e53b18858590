"""No secret that goes through a service comes out in its log, nor in what it records for good."""

import json
from collections.abc import Iterator

import httpx2
import pytest

from monitor.backup.making import table_rows
from monitor.backup.tables import TABLES
from monitor.database import reading
from tests.monitor.api.serving import JINJIANG, Service, fact, post

CANARY = "c4n4ry5f1dA9Zq"
TOKEN = f"cm_k1_{CANARY}"


def sends_secrets_everywhere(service: Service) -> Iterator[httpx2.Response]:
    """Hand secrets in by every way there is: right ones, wrong ones, and where none belongs."""
    service.token("province")
    first = service.secrets["province"]
    with service.client() as nobody:
        yield nobody.post("/session", json={"user": "province", "password": CANARY})
        yield nobody.post("/session", json={"user": CANARY, "password": CANARY, "code": CANARY})
        yield nobody.post("/session", json={"user": "province", "password": first})
        yield nobody.post("/session", content=f'{{"password": "{CANARY}"')
        yield nobody.get("/me", headers={"Authorization": f"Bearer {TOKEN}"})
        yield nobody.get("/me", headers={"Authorization": f"Basic {CANARY}"})
        yield nobody.get("/me", headers={"Cookie": f"session={CANARY}"})
        yield nobody.get(f"/clusters/{TOKEN}?token={TOKEN}&password={CANARY}")
        yield nobody.get(f"/{TOKEN}")
        yield nobody.get("/me", headers={"Host": f"{CANARY}.example"})
    with service.client("province") as province:
        yield post(province, "c1", fact("cluster-recognised", "2024-07-10", **JINJIANG))
        yield province.get("/clusters/c1", params={"known_at": CANARY})
        yield province.post("/facts", json={"password": CANARY}, headers={"Idempotency-Key": CANARY})


@pytest.fixture
def answers(small: Service) -> list[httpx2.Response]:
    return list(sends_secrets_everywhere(small))


def test_the_log_of_a_service_holds_no_secret(small: Service, answers: list[httpx2.Response]) -> None:
    assert {answer.status_code for answer in answers} > {201, 401, 404, 422}
    logged = small.logged.getvalue()
    assert len(logged.splitlines()) >= len(answers)
    assert all(json.loads(line)["event"] for line in logged.splitlines())
    secrets = [CANARY, *small.secrets.values(), *small.tokens.values()]
    assert [each for each in secrets if each in logged] == []
    assert "answered" in logged


def test_what_is_recorded_for_good_holds_no_secret(small: Service, answers: list[httpx2.Response]) -> None:
    assert answers
    small.access.close()
    with reading(small.monitor.engine) as connection:
        kept = [
            str(row)
            for name in ("events", "access_record", "tokens", "credentials")
            for row in table_rows(connection, TABLES[name])
        ]
    assert len(kept) > 10
    secrets = [CANARY, *small.secrets.values(), *(each.rpartition("_")[2] for each in small.tokens.values())]
    assert [each for each in secrets if any(each in row for row in kept)] == []
