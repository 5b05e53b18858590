"""Nobody records upon what he has not seen: ETag, If-Match, If-None-Match."""

import pytest

from tests.monitor.api.serving import JINJIANG, Service, fact, post

RECOGNISED = fact("cluster-recognised", "2024-07-10", **JINJIANG)
FILED = fact("annual-report-filed", "2025-03-28", year=2024)


def test_a_second_clerk_who_saw_the_older_version_is_told_so(service: Service) -> None:
    with service.client("province") as one, service.client("county") as other:
        assert post(one, "c1", RECOGNISED).status_code == 201
        seen = {"If-Match": other.get("/clusters/c1").headers["ETag"]}
        assert one.post("/clusters/c1/facts", json=FILED, headers=seen).status_code == 201
        left = fact("enterprise-left", "2025-04-01", enterprise={"name": "甲厂"})
        refused = other.post("/clusters/c1/facts", json=left, headers=seen)
        assert (refused.status_code, refused.json()["code"]) == (412, "version-moved-on")
        assert refused.headers["content-type"] == "application/problem+json"
        assert len(one.get("/clusters/c1/history").json()) == 2


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}, {"If-Match": '"1"', "If-None-Match": "*"}])
def test_whoever_states_no_version_is_asked_for_one(small: Service, headers: dict[str, str]) -> None:
    with small.client("province") as client:
        refused = client.post("/clusters/c1/facts", json=RECOGNISED, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (428, "precondition-required")


@pytest.mark.parametrize("tag", ["1", 'W/"1"', '"x"', '"1", "2"', '"-1"', '"999999999999999999"'])
def test_a_tag_that_is_none_of_ours_fits_no_version(standing: Service, tag: str) -> None:
    with standing.client("county") as client:
        refused = client.post("/clusters/c1/facts", json=FILED, headers={"If-Match": tag})
        assert client.get("/clusters/c1").headers["ETag"] != tag
    assert refused.status_code == 412


def test_a_new_cluster_is_founded_once(small: Service) -> None:
    with small.client("province") as client:
        first, second = (
            client.post("/clusters/c1/facts", json=RECOGNISED, headers={"If-None-Match": "*"})
            for _ in range(2)
        )
    assert (first.status_code, second.status_code) == (201, 412)


def test_what_is_read_as_of_long_ago_has_the_version_of_then(standing: Service) -> None:
    with standing.client("county") as client:
        now = client.get("/clusters/c1").headers["ETag"]
        then = client.get("/clusters/c1", params={"known_at": "2026-01-05"}).headers["ETag"]
    assert then == '"1"'
    assert int(now.strip('"')) > 1


def test_a_dry_run_records_nothing(small: Service) -> None:
    with small.client("province") as client:
        tried = client.post(
            "/clusters/c1/facts",
            json=RECOGNISED,
            params={"dry_run": "true"},
            headers={"If-None-Match": "*"},
        )
        assert (tried.status_code, tried.json()["id"]) == (200, None)
        assert client.get("/clusters/c1").status_code == 404
