"""The feed: CloudEvents in order, none twice, none of others; a stream is resumed where it ended."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice

import httpx2
import pytest

from monitor.access.principal import Grant
from tests.monitor.api.serving import JINJIANG, XIAMEN, Json, Service, fact, post

BATCH = "application/cloudevents-batch+json"
REQUIRED = {"id", "source", "specversion", "type"}
OPTIONAL = {"datacontenttype", "dataschema", "subject", "time", "data"}


def check_cloud_event(event: Json) -> None:
    """Hold an event against CloudEvents 1.0, sections 3.1 to 3.3, and the JSON format, section 3."""
    assert set(event) >= REQUIRED
    assert event["specversion"] == "1.0"
    for name, value in event.items():
        assert re.fullmatch(r"[a-z0-9]{1,20}", name) or name in REQUIRED | OPTIONAL
        if name != "data":
            assert isinstance(value, (str, bool, int))
            assert value != ""
        if name in REQUIRED | OPTIONAL - {"data"}:
            assert isinstance(value, str)
        if type(value) is int:
            assert -(2**31) <= value < 2**31
    assert re.fullmatch(r"/api/v1/clusters/[A-Za-z0-9._-]+", event["source"])
    assert re.fullmatch(r"[\w.+-]+/[\w.+-]+", event["datacontenttype"])
    assert datetime.fromisoformat(event["time"]).utcoffset() is not None


def batches(client: httpx2.Client, limit: int) -> Iterator[list[Json]]:
    """Follow the links until there is nothing new."""
    path = f"/events?after=0&limit={limit}"
    while True:
        answer = client.get(path)
        assert answer.headers["content-type"] == BATCH
        yield answer.json()
        following = answer.links["next"]["url"].removeprefix("/api/v1")
        if following == path:
            return
        path = following


def test_every_event_is_a_cloud_event_told_once_in_order(standing: Service) -> None:
    with standing.client("auditor") as client:
        told = [event for batch in batches(client, 3) for event in batch]
        recorded = [each for name in ("c1", "x1") for each in client.get(f"/clusters/{name}/history").json()]
    for event in told:
        check_cloud_event(event)
    positions = [event["sequence"] for event in told]
    assert positions == sorted(set(positions))
    assert {event["id"] for event in told} == {each["id"] for each in recorded}
    assert len({(event["source"], event["id"]) for event in told}) == len(told)


def test_who_sees_one_county_hears_of_that_county_only(standing: Service) -> None:
    with standing.client("county") as client:
        told = [event for batch in batches(client, 100) for event in batch]
    assert {event["subject"] for event in told} == {"c1"}


@contextmanager
def streaming(service: Service, user: str, **headers: str) -> Iterator[Iterator[str]]:
    asked = {"Accept": "text/event-stream", **headers}
    with service.client(user, **asked) as client, client.stream("GET", "/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield answer.iter_lines()


def ids(lines: Iterator[str], count: int) -> list[int]:
    """Return the ids of the next events, those without an event left out."""
    found, last = [], 0
    for line in lines:
        if line.startswith("id: "):
            last = int(line.removeprefix("id: "))
        if line.startswith("data: "):
            found.append(last)
        if len(found) == count:
            break
    return found


def test_a_stream_is_resumed_after_the_last_event_heard(small: Service) -> None:
    with small.client("province") as client:
        for cluster in ("c1", "c2", "c3"):
            post(client, cluster, fact("cluster-recognised", "2024-07-10", **JINJIANG))
        with streaming(small, "province") as lines:
            first = ids(lines, 2)
        post(client, "c4", fact("cluster-recognised", "2024-07-10", **JINJIANG))
        with streaming(small, "province", **{"Last-Event-ID": str(first[-1])}) as lines:
            rest = ids(lines, 2)
            post(client, "c5", fact("cluster-recognised", "2024-07-10", **JINJIANG))
            live = ids(lines, 1)
        told = [int(event["sequence"]) for event in client.get("/events").json()]
    assert [*first, *rest, *live] == told


def test_a_quiet_stream_shows_that_it_lives_and_moves_the_place_to_resume(small: Service) -> None:
    with small.client("province") as client, streaming(small, "county") as lines:
        post(client, "x1", fact("cluster-recognised", "2024-07-10", **XIAMEN))
        beats = list(islice((line for line in lines if line.startswith("id: ")), 4))
        last = int(client.get("/events").json()[-1]["sequence"])
    assert int(beats[-1].removeprefix("id: ")) == last


def test_a_stream_ends_when_the_service_stops(small: Service) -> None:
    with streaming(small, "province") as lines:
        small.stopping.set()
        assert [line for line in lines if line.startswith("data")] == []


def test_a_stream_ends_when_its_listener_loses_his_rights(small: Service) -> None:
    with streaming(small, "operator") as lines:
        office = small.access.office_at_the_machine("test", small.clock.at)
        office.disable_user("operator", "left")
        assert list(lines)[-1] == ""


def test_a_new_right_shows_at_once(standing: Service) -> None:
    with standing.client("operator") as client:
        office = standing.access.office_at_the_machine("test", standing.clock.at)
        before = client.get("/clusters/x1").status_code
        office.grant("operator", Grant(role="operator", cluster="x1"))
        after = client.get("/clusters/x1").status_code
        office.remove_grant("operator", Grant(role="operator", cluster="x1"))
        at_last = client.get("/clusters/x1").status_code
    assert (before, after, at_last) == (404, 200, 404)


@pytest.mark.parametrize("header", ["-1", "x", "1" * 19, "١"])
def test_a_place_to_resume_that_is_none_is_refused(standing: Service, header: str) -> None:
    with standing.client("auditor") as client:
        refused = client.get("/events", headers={b"Last-Event-ID": header.encode()})
    assert (refused.status_code, refused.json()["code"]) == (400, "header-not-accepted")
