"""Channels to people over HTTP, and what officers note of alerts: the same as on the pages."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.alerting import Hours
from monitor.alerting.post import Ways
from monitor.notify.addresses import origin_of
from monitor.notify.sending import Sender, resolve_by_system
from tests.monitor.api.serving import JINJIANG, XIAMEN, Service, fact, post, serving
from tests.monitor.notify.conftest import QUICK
from tests.monitor.notify.once import trust
from tests.monitor.notify.receiver import receiving, says


@pytest.fixture
def in_file(sqlite_url: str) -> Iterator[Service]:
    """A service on SQLite, for what does not depend on the database."""
    with serving(sqlite_url) as running:
        yield running


WISH: dict[str, Any] = {
    "channel": "quanzhou",
    "sort": "wecom",
    "address": "https://hooks.example.gov.cn/robot?key=marker-4419",
    "region": "3505",
    "kinds": ["overdue"],
    "hours": {"rhythm": "daily", "at": "08:30"},
}


def test_a_channel_is_added_listed_changed_and_stopped_and_its_address_told_to_nobody(
    service: Service,
) -> None:
    with service.browser("system-admin") as admin:
        made = admin.post("/channels", json=WISH)
        assert (made.status_code, made.json()["secret"]) == (201, None)
        signed = admin.post("/channels", json={**WISH, "channel": "oa", "sort": "webhook"})
        assert signed.json()["secret"].startswith("whsec_")
        assert admin.post("/channels", json=WISH).json()["code"] == "channel-exists"
        assert admin.post("/channels/oa/rules", json={"region": "35"}).status_code == 204
        told = {each["channel"]: each for each in admin.get("/channels").json()}
        assert (told["quanzhou"]["hours"]["at"], told["quanzhou"]["target"]) == (
            "08:30",
            "https://hooks.example.gov.cn",
        )
        assert (told["oa"]["region"], told["oa"]["kinds"]) == ("35", [])
        assert "marker" not in admin.get("/channels").text
        assert admin.get("/channels/oa/messages").json() == []
        assert admin.post("/channels/oa/retry", json={}).json()["retried"] == 0
        assert admin.post("/channels/oa/closure", json={"reason": "停用"}).status_code == 204
        assert admin.post("/channels/oa/rules", json={}).json()["code"] == "channel-ended"
    assert service.channels.active("quanzhou").stated.hours == Hours(rhythm="daily", at="08:30")
    assert "marker" not in service.logged.getvalue()


def test_an_administrator_cannot_have_alerts_sent_to_himself_and_his_try_is_recorded(
    in_file: Service,
) -> None:
    with in_file.browser("system-admin") as admin:
        for stated in (
            {"address": "https://mine.example/robot"},
            {"sort": "email", "address": "me@elsewhere.example"},
            {"sort": "apprise", "address": "tgram://x/y"},
        ):
            answer = admin.post("/channels", json={**WISH, **stated})
            assert (answer.status_code, answer.json()["code"]) == (403, "channel-target-not-listed")
        own = {"channel": "desk", "sort": "email", "address": "officer@gxt.example"}
        assert admin.post("/channels", json=own).status_code == 201
    with in_file.browser("audit-admin") as auditor:
        tries = {(each["action"], each["outcome"]) for each in auditor.get("/access-record").json()}
    assert ("channel-add", "channel-target-not-listed") in tries


def test_a_test_message_is_told_as_it_went(in_file: Service) -> None:
    with receiving() as group, in_file.browser("system-admin") as admin:
        listed = frozenset({origin_of(group.url())})
        in_file.channels.listed = listed
        in_file.ways = Ways(Sender(listed, trust(), resolve_by_system, QUICK), trust(), None, QUICK)
        admin.post("/channels", json={**WISH, "address": group.url()})
        group.answers = [says("200 OK", body) for body in (b'{"errcode":0}', b'{"errcode":93000}')]
        taken, refused = (admin.post("/channels/quanzhou/test").json() for _ in range(2))
    assert (taken["taken"], taken["trouble"], refused["taken"], refused["trouble"]) == (
        True,
        None,
        False,
        "not-taken",
    )
    assert "93000" in refused["answer"]


def test_an_alert_is_acknowledged_once_or_laid_aside_by_who_has_a_desk_over_its_cluster(
    in_file: Service,
) -> None:
    with in_file.client("province") as province, in_file.client("county") as county:
        for cluster, founding in (("c1", JINJIANG), ("x1", XIAMEN)):
            post(province, cluster, fact("cluster-recognised", "2022-07-10", **founding))
        province.post("/tick")
        found = {each["cluster"]: each["id"] for each in province.get("/alerts?limit=500").json()}
        mine, theirs = (f"/alerts/{found[each]}" for each in ("c1", "x1"))
        until = {"until": "2026-02-20", "reason": "等待补件"}
        assert county.post(f"{mine}/snooze", json=until).json()["until"] == "2026-02-20"
        late = county.post(f"{mine}/snooze", json={**until, "until": "2027-02-20"})
        assert late.json()["code"] == "snooze-day-not-accepted"
        noted = county.post(f"{mine}/acknowledgement", json={"reason": "已催报"})
        assert (noted.status_code, noted.json()["cluster"]) == (201, "c1")
        again = province.post(f"{mine}/acknowledgement", json={"reason": "又"})
        assert (again.status_code, again.json()["code"]) == (409, "alert-acknowledged")
        assert (
            county.post(f"{theirs}/acknowledgement", json={"reason": "x"}).json()["code"] == "alert-unknown"
        )
        (told,) = [each for each in county.get("/alerts").json() if each["id"] == found["c1"]]
    assert told["acknowledged"]["reason"] == "已催报"
