"""Lists in pages: each line once, whatever is recorded meanwhile."""

from collections.abc import Iterator

import httpx2
import pytest

from monitor.http.paging import read_cursor, write_cursor
from tests.monitor.api.serving import JINJIANG, XIAMEN, Json, Service, fact, post


def pages(client: httpx2.Client, path: str) -> Iterator[list[Json]]:
    while path:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        yield answer.json()
        path = answer.links.get("next", {}).get("url", "").removeprefix("/api/v1")


def test_a_roster_read_in_pages_has_every_cluster_once(small: Service) -> None:
    with small.client("province") as client:
        for name in ("b", "d", "f", "h"):
            post(client, name, fact("cluster-recognised", "2024-07-10", **JINJIANG))
        seen: list[str] = []
        for number, page in enumerate(pages(client, "/clusters?limit=2")):
            seen += [line["cluster"] for line in page]
            if number == 0:  # one before, one after the place where the first page ended
                post(client, "a", fact("cluster-recognised", "2024-07-10", **JINJIANG))
                post(client, "e", fact("cluster-recognised", "2024-07-10", **JINJIANG))
    assert seen == ["b", "d", "e", "f", "h"]


def test_filters_hold_on_every_page(small: Service) -> None:
    with small.client("province") as client:
        for name, where in (("a", JINJIANG), ("b", XIAMEN), ("c", JINJIANG), ("d", JINJIANG)):
            post(client, name, fact("cluster-recognised", "2024-07-10", **where))
        found = list(pages(client, "/clusters?limit=1&city=泉州市&on=2026-01-05"))
    assert [[line["cluster"] for line in page] for page in found] == [["a"], ["c"], ["d"]]


def test_findings_in_pages_are_the_same_as_at_once(standing: Service) -> None:
    with standing.client("auditor") as client:
        paged = [line["position"] for page in pages(client, "/alerts?limit=2") for line in page]
        at_once = [line["position"] for line in client.get("/alerts").json()]
    assert len(at_once) > 3
    assert paged == at_once


@pytest.mark.parametrize("cursor", ["x", "!!!!", "eyJhIjoxfQ", "MQ", "a" * 3000, "é"])
def test_a_cursor_that_is_none_of_ours_is_refused(standing: Service, cursor: str) -> None:
    with standing.client("auditor") as client:
        refused = client.get("/clusters", params={"cursor": cursor})
    assert (refused.status_code, refused.json()["code"]) == (422, "cursor-not-accepted")


@pytest.mark.parametrize("key", ["c1", "集群", "", "a" * 64])
def test_a_cursor_is_read_as_it_was_written(key: str) -> None:
    assert read_cursor(write_cursor(key), str) == key
