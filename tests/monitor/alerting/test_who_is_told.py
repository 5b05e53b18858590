"""Who is told of an alert and who no more: once, to those who want it, until it is settled or in hand."""

from collections.abc import Callable
from datetime import UTC, date

import pytest
from sqlalchemy import insert

from domain.administration import Role
from domain.alerting import AlertAcknowledged, AlertSnoozed, Hours
from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.access.guard import Guard
from monitor.access.principal import Grant, Principal
from monitor.access.sealing import Sealer
from monitor.access.secret import Secret
from monitor.alerting.channels import Channels, Wish
from monitor.alerting.noting import AlertNoting
from monitor.alerting.tables import addresses, items
from monitor.alerting.telling import read_base_url
from monitor.audit.replaying.replay import Replay
from monitor.database import reading, writing
from monitor.notify.filling import Filling
from tests.given import noon
from tests.monitor.alerting.conftest import Desk
from tests.monitor.notify.receiver import FAILING, Receiver, says
from tests.office import line, recognised


def texts(receiver: Receiver) -> list[str]:
    return [taken.event["markdown"]["content"] for taken in receiver.taken]


def overdue(desk: Desk) -> str:
    """Let the report on 2024 become overdue, and return the id of that alert."""
    desk.record("2024-08-01", recognised())
    desk.tick("2025-03-31")
    found = desk.monitor.alerts(limit=100)
    return str(next(each["id"] for each in found if each["type"] == "obligation-overdue"))


def test_a_thousand_looks_make_one_alert_told_once(desk: Desk, group: Receiver) -> None:
    desk.adds("a", group.url(), kinds=("overdue",))
    overdue(desk)
    for _ in range(20):
        desk.tick("2025-03-31")
        desk.tells("2025-03-31 19:00")
    assert len(group.taken) == 1
    assert "年度培育情况信息表 2024 逾期" in texts(group)[0]


def test_an_alert_says_cluster_day_working_days_left_clause_and_who_has_to_act(
    in_file: Desk, group: Receiver
) -> None:
    in_file.base_url = "https://monitor.example"
    in_file.adds("a", group.url(), kinds=("deadline",))
    in_file.record("2024-08-01", recognised())
    in_file.tick("2025-03-21")
    in_file.tells("2025-03-21 19:00")
    (said,) = texts(group)
    assert "演示集群 (c1)" in said
    assert "集群提醒：演示集群" in said
    assert "2025-03-30（剩 5 个工作日）" in said
    assert "第十五条" in said
    assert "某县主管部门及集群运营机构" in said
    assert "(https://monitor.example/clusters/c1)" in said


@pytest.mark.parametrize(
    ("wished", "is_told"),
    [
        ({}, True),
        ({"kinds": ("window",)}, False),
        ({"kinds": ("window", "overdue")}, True),
        ({"region": "某市"}, True),
        ({"region": "他市"}, False),
        ({"programme": "hainan"}, False),
        ({"programme": "fujian", "clusters": ("c1",)}, True),
        ({"clusters": ("c2",)}, False),
    ],
)
def test_a_channel_is_told_of_its_kinds_and_its_region(
    in_file: Desk, group: Receiver, wished: dict[str, object], is_told: bool
) -> None:
    in_file.adds("a", group.url(), **wished)
    overdue(in_file)
    in_file.tells("2025-03-31 19:00")
    assert any("逾期" in each for each in texts(group)) == is_told


def test_what_was_cured_before_it_was_told_is_not_told_and_the_cure_is(desk: Desk, group: Receiver) -> None:
    desk.hears("a", group.url(), rhythm="daily", at="09:00")
    overdue(desk)
    desk.record("2025-04-01", line("annual-report-filed", "2025-04-01", year=2024))
    desk.tick("2025-04-01")
    desk.tells("2025-04-02 09:00")
    (said,) = texts(group)
    assert "情形消除" in said
    assert "逾期，应于" not in said


def test_an_acknowledged_alert_goes_no_further_but_stays_as_it_is(
    desk: Desk, group: Receiver, other: Receiver
) -> None:
    desk.adds("county", group.url(), kinds=("overdue",))
    desk.adds("city", other.url(), kinds=("overdue",), hours=Hours(after_working_days=2))
    alert = overdue(desk)
    desk.tells("2025-03-31 19:00")
    desk.marks.acknowledge(alert, "已催报", by="chen", at=noon("2025-04-01"))
    desk.tells("2025-04-10 09:00")
    assert (len(group.taken), len(other.taken)) == (1, 0)
    (found,) = [each for each in desk.monitor.alerts(limit=100) if each["id"] == alert]
    assert (found["acknowledged"]["by"], found["acknowledged"]["reason"]) == ("chen", "已催报")
    assert desk.status("2025-04-10")["obligations"][0]["state"] == "overdue"
    with pytest.raises(RefusedError) as refused:
        desk.marks.acknowledge(alert, "又", by="wu", at=noon("2025-04-02"))
    assert refused.value.code == "alert-acknowledged"


def test_what_nobody_acknowledged_climbs_from_county_to_city_to_province(
    in_file: Desk, group: Receiver, other: Receiver
) -> None:
    """Found on Monday 31 March; 4 to 6 April 2025 were Qingming, so the fourth working day is 7 April."""
    in_file.adds("county", group.url("/county"), kinds=("overdue",), role="county")
    for name, days in (("city", 2), ("province", 4)):
        hours = Hours(after_working_days=days)
        in_file.adds(name, other.url(f"/{name}"), kinds=("overdue",), role=name, hours=hours)
    overdue(in_file)
    arrived = []
    for at in ("03-31 19:00", "04-02 23:59", "04-03 00:00", "04-07 23:59", "04-08 00:00"):
        in_file.tells(f"2025-{at}")
        arrived.append([taken.line.split()[1] for taken in (*group.taken, *other.taken)])
    assert arrived == [
        ["/county"],
        ["/county"],
        ["/county", "/city"],
        ["/county", "/city"],
        ["/county", "/city", "/province"],
    ]
    assert "已逾 4 个工作日无人确认" in texts(other)[-1]


def test_a_snoozed_alert_is_told_again_on_its_day_if_it_still_holds(desk: Desk, group: Receiver) -> None:
    desk.adds("a", group.url(), kinds=("overdue",))
    alert = overdue(desk)
    desk.tells("2025-03-31 19:00")
    desk.marks.snooze(alert, date(2025, 4, 10), "等待补件", by="chen", at=noon("2025-04-01"))
    desk.tells("2025-04-09 23:59")
    assert len(group.taken) == 1
    desk.tells("2025-04-10 00:00")
    assert len(group.taken) == 2
    assert "此前已暂缓，现仍未了结" in texts(group)[1]
    desk.marks.snooze(alert, date(2025, 4, 20), "再等", by="chen", at=noon("2025-04-11"))
    desk.record("2025-04-12", line("annual-report-filed", "2025-04-12", year=2024))
    desk.tells("2025-04-20 09:00")
    assert len(group.taken) == 2


@pytest.mark.parametrize("until", ["2025-04-01", "2026-04-03"])
def test_a_day_that_is_past_or_beyond_a_year_is_refused(in_file: Desk, until: str) -> None:
    alert = overdue(in_file)
    with pytest.raises(RefusedError) as refused:
        in_file.marks.snooze(alert, date.fromisoformat(until), "…", by="chen", at=noon("2025-04-01"))
    assert refused.value.code == "snooze-day-not-accepted"


def test_what_is_no_alert_cannot_be_noted(in_file: Desk) -> None:
    in_file.record("2024-08-01", recognised())
    (fact,) = in_file.monitor.log.after(0, 1)
    for unknown in ("x", fact.id):
        with pytest.raises(RefusedError) as refused:
            in_file.marks.acknowledge(unknown, "…", by="chen", at=noon("2025-04-01"))
        assert refused.value.code == "alert-unknown"


def test_what_is_noted_is_an_event_and_survives_a_rebuild(desk: Desk) -> None:
    alert = overdue(desk)
    desk.marks.snooze(alert, date(2025, 4, 10), "等待补件", by="chen", at=noon("2025-04-01"))
    desk.marks.acknowledge(alert, "已催报", by="wu", at=noon("2025-04-02"))
    before = desk.monitor.alerts(limit=100)
    desk.monitor.rebuild()
    assert desk.monitor.alerts(limit=100) == before
    kinds = [type(each.body) for each in desk.monitor.log.stream(":alerts")]
    assert kinds == [AlertSnoozed, AlertAcknowledged]
    marks = [
        each["acknowledged"]
        for each in desk.monitor.alerts(limit=100, known_at=noon("2025-04-01"))
        if each["id"] == alert
    ]
    assert [each["until"] for each in marks] == ["2025-04-10"]


def test_a_flood_is_one_message_that_says_how_many_more_there_are(in_file: Desk, group: Receiver) -> None:
    in_file.adds("a", group.url(), kinds=("overdue",))
    in_file.record("2024-08-01", *(recognised(f"c{number}") for number in range(40)))
    in_file.tick("2025-03-31")
    in_file.tells("2025-03-31 19:00")
    (said,) = texts(group)
    assert "集群提醒：40 项" in said
    assert "另有" in said
    assert len(said.encode()) <= 4096


def test_a_channel_that_hangs_or_fails_holds_up_no_other_and_is_tried_again(
    desk: Desk, group: Receiver, other: Receiver
) -> None:
    desk.adds("bad", group.url(), kinds=("overdue",))
    desk.adds("good", other.url(), kinds=("overdue",))
    overdue(desk)
    group.answers = [group.hangs, FAILING, says("200 OK", b'{"errcode":93000,"errmsg":"invalid"}')]
    assert desk.tells("2025-03-31 19:00") == {"waiting": 1, "sent": 1}
    assert len(other.taken) == 1
    states = []
    for _ in range(2):
        desk.later(hours=1)
        states.append(dict(desk.dispatcher().run()))
        states[-1]["trouble"] = desk.told("bad")[0].last.trouble  # type: ignore[union-attr, index, assignment]
    assert states == [{"waiting": 1, "trouble": "not-taken"}] * 2
    assert desk.told("bad")[0].tries == 3
    ids = {(each.channel, each.number) for each in desk.told()}
    assert len(ids) == 2


def test_the_rest_after_a_failure_is_kept_to_the_instant(in_file: Desk, group: Receiver) -> None:
    in_file.adds("a", group.url(), kinds=("overdue",))
    overdue(in_file)
    group.answers = [FAILING]
    in_file.tells("2025-03-31 19:00")
    next_at = in_file.told()[0].next_at
    assert next_at is not None
    assert 8 <= (next_at - in_file.at).total_seconds() <= 12
    for begins, expected in ((-1, {}), (0, {"sent": 1}), (1, {})):
        in_file.at = next_at
        in_file.later(microseconds=begins)
        group.answers = group.answers or [says("200 OK", b'{"errcode":0}')]
        assert dict(in_file.dispatcher().run()) == expected


def test_a_message_is_given_up_after_twelve_tries_and_sent_again_when_asked(
    in_file: Desk, group: Receiver
) -> None:
    in_file.adds("a", group.url(), kinds=("overdue",))
    overdue(in_file)
    group.answers = [FAILING] * 12
    in_file.tells("2025-03-31 19:00")
    for _ in range(11):
        in_file.later(hours=8)
        in_file.dispatcher().run()
    assert in_file.told()[0].state == "dead"
    assert in_file.channels.retry("a", None, by="lin", at=in_file.at.astimezone(UTC)) == 1
    group.answers = [says("200 OK", b'{"errcode":0}')]
    in_file.later(seconds=1)
    assert dict(in_file.dispatcher().run()) == {"sent": 1}
    with pytest.raises(RefusedError):
        in_file.channels.retry("a", 999, by="lin", at=in_file.at.astimezone(UTC))


def test_an_address_gets_no_more_a_minute_than_its_robot_takes(in_file: Desk, group: Receiver) -> None:
    in_file.adds("a", group.url(), kinds=("overdue",))
    in_file.record("2024-08-01", *(recognised(f"c{number}") for number in range(22)))
    for number in range(22):
        in_file.monitor.conclude([f"c{number}"], noon("2025-03-31"))
        in_file.tells("2025-03-31 19:00")
    assert len(group.taken) == 20
    in_file.tells("2025-03-31 19:01")
    assert len(group.taken) == 22


def test_a_hundred_rebuilds_shadows_and_replays_tell_nobody_anything(desk: Desk, group: Receiver) -> None:
    desk.adds("a", group.url())
    overdue(desk)
    desk.tells("2025-03-31 19:00")
    count = len(group.taken)
    for number in range(100):
        desk.monitor.rebuild()
        if number % 20 == 0:
            desk.monitor.shadow(noon("2025-03-31"))
            desk.monitor.history("c1", known_at=noon("2025-03-31"))
            assert list(Replay(desk.monitor, noon("2025-03-31")).everything())
    desk.tells("2025-04-01 19:00")
    assert len(group.taken) == count == 1


def test_what_was_raised_before_a_channel_was_there_is_not_told(in_file: Desk, group: Receiver) -> None:
    overdue(in_file)
    wish = Wish(channel="late", sort="wecom", address=group.url())
    in_file.channels.add(wish, by="lin", at=noon("2025-04-01"))
    in_file.tells("2025-04-01 19:00")
    assert group.taken == []


def test_a_stopped_channel_is_told_nothing_and_its_address_is_gone(desk: Desk, group: Receiver) -> None:
    desk.adds("a", group.url())
    overdue(desk)
    desk.channels.stop("a", "调岗", by="lin", at=noon("2025-04-01"))
    desk.tells("2025-04-01 19:00")
    assert group.taken == []
    with reading(desk.engine) as connection:
        states = connection.execute(items.select()).all()
    assert {row.state for row in states} == {"dropped"}
    for gone in ("a", "b"):
        with pytest.raises(RefusedError):
            desk.channels.active(gone)


def test_an_alert_whose_event_is_not_there_waits_and_stops_nothing(desk: Desk, group: Receiver) -> None:
    desk.adds("a", group.url(), kinds=("overdue",))
    overdue(desk)
    row = {"channel": "a", "position": 900, "about": 900, "cluster": "c9", "state": "waiting", "ripe_at": 0}
    with writing(desk.engine) as connection:
        connection.execute(insert(items).values(row))
    assert desk.tells("2025-03-31 19:00") == {"sent": 1}


@pytest.mark.parametrize(
    ("wished", "code"),
    [
        ({"sort": "email", "address": "a@b.example\r\nBcc: c@d.example"}, "channel-address-not-accepted"),
        ({"sort": "email", "address": "所有人@b.example"}, "channel-address-not-accepted"),
        pytest.param(
            {"sort": "apprise", "address": "nosuchservice://x"},
            "channel-address-not-accepted",
            marks=pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of Apprise's own imports
        ),
        ({"sort": "wecom", "address": "http://169.254.169.254/"}, "webhook-origin-not-allowed"),
        ({"sort": "wecom", "address": "ftp://a.example/"}, "webhook-url-not-accepted"),
        ({"channel": "a b"}, "channel-value-not-accepted"),
        ({"secret": Desk}, "channel-secret-not-accepted"),
    ],
)
def test_what_is_no_channel_is_refused(in_file: Desk, wished: dict[str, object], code: str) -> None:
    if "secret" in wished:
        wished = {"secret": Secret("SEC")}
    asked = {"channel": "a", "sort": "wecom", "address": "https://qyapi.example/x", **wished}
    with pytest.raises(RefusedError) as refused:
        in_file.channels.add(Wish(**asked), by="lin", at=noon("2024-08-01"))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert in_file.channels.now().channels == {}


def test_a_restored_database_tells_nobody_anything_until_it_is_resumed(
    in_file: Desk, group: Receiver
) -> None:
    in_file.adds("a", group.url(), kinds=("overdue",))
    overdue(in_file)
    in_file.monitor.catch_up()
    with writing(in_file.engine) as connection:
        connection.exec_driver_sql("DELETE FROM outbox_progress")  # what a backup leaves out
    assert in_file.tells("2025-03-31 19:00") == {}
    Filling(in_file.engine, in_file.monitor.log).arm()
    assert in_file.tells("2025-03-31 19:01") == {"sent": 1}


def test_a_simulation_tells_nobody_anything(in_file: Desk, group: Receiver) -> None:
    in_file.adds("a", group.url(), kinds=("overdue",))
    overdue(in_file)
    in_file.monitor.simulation = True
    assert in_file.tells("2025-03-31 19:00") == {}
    with pytest.raises(RefusedError) as refused:
        in_file.adds("b", group.url())
    assert refused.value.code == "simulation-sends-nothing"


def test_an_address_is_encrypted_and_with_another_key_nothing_is_sent(in_file: Desk, group: Receiver) -> None:
    in_file.channels = Channels(in_file.monitor, in_file.listed, Sealer(Secret("ab" * 32)))
    in_file.adds("a", group.url("/canary"), kinds=("overdue",), sort="dingtalk", secret=Secret("SECcanary"))
    overdue(in_file)
    with reading(in_file.engine) as connection:
        (kept,) = connection.execute(addresses.select()).all()
    assert b"canary" not in kept.address + kept.secret
    in_file.channels = Channels(in_file.monitor, in_file.listed, Sealer(Secret("cd" * 32)))
    assert in_file.tells("2025-03-31 19:00") == {"waiting": 1}
    in_file.channels = Channels(in_file.monitor, in_file.listed, Sealer(Secret("ab" * 32)))
    assert in_file.tells("2025-03-31 19:05") == {"sent": 1}


def test_a_message_goes_to_no_address_that_was_changed_past_the_log(in_file: Desk, group: Receiver) -> None:
    in_file.adds("a", group.url(), kinds=("overdue",))
    overdue(in_file)
    with writing(in_file.engine) as connection:
        changed = Sealer().seal(Secret(group.url("/elsewhere")), "channel-address/a")
        connection.execute(addresses.update().values(address=changed))
    in_file.tells("2025-03-31 19:00")
    assert group.taken == []
    assert [each.last.trouble for each in in_file.told() if each.last] == ["address-changed"]


@pytest.mark.parametrize(
    "url", ["monitor", "https://a.example/?x=1", "https://u:p@a.example/", "ftp://a.example"]
)
def test_what_is_no_address_of_pages_is_refused(url: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_base_url(url)
    assert refused.value.code == "base-url-not-accepted"
    assert read_base_url("https://a.example/sme/") == "https://a.example/sme"
    assert read_base_url(None) is None


@pytest.mark.parametrize(
    ("role", "region", "refused_as"),
    [
        ("county", "某县", None),
        ("auditor", "某县", "not-permitted"),
        ("county", "他县", "alert-unknown"),
    ],
)
def test_who_has_a_desk_over_the_cluster_notes_its_alerts(
    in_file: Desk, role: Role, region: str, refused_as: str | None
) -> None:
    alert = overdue(in_file)
    grant = Grant(role=role, region=region, programme="fujian")
    officer = Principal(user="chen", name="陈", grants=(grant,))
    noting = AlertNoting(in_file.marks, Guard(in_file.monitor).seen_by(officer, noon("2025-04-01")))
    acts: list[Callable[[], Recorded]] = [
        lambda: noting.snooze(alert, date(2025, 4, 9), "待补件"),
        lambda: noting.acknowledge(alert, "已催报"),
    ]
    for act in acts:
        if refused_as is None:
            assert act().cluster == "c1"
            continue
        with pytest.raises(RefusedError) as refused:
            act()
        assert refused.value.code == refused_as
    noted = in_file.monitor.noted([alert])
    assert (noted[alert]["by"] if noted else None) == (None if refused_as else "chen")
