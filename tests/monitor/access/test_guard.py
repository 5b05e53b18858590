"""The application as one principal may use it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from domain.administration import CalendarNoticeRecorded, CalendarOverridden
from domain.refusal import RefusedError
from monitor.access.guard import Guarded
from monitor.access.principal import Role
from monitor.codec import microseconds
from monitor.event_recorder import EventRecorder, KeyedEvent
from monitor.intake.line import FactLine
from monitor.recording import LinesRefusedError
from projections.standing_periods import Selection
from tests.given import noon
from tests.monitor.access.service import Service, recognised_at
from tests.office import line

JINJIANG = {"region": "350582", "programme": "fujian"}
PROVINCE = {"region": "35", "programme": "fujian"}
ON = date(2026, 11, 20)
PAST = noon("2026-11-01")
CASE: dict[str, Any] = {"case": "k1", "grounds": ["reporting"]}
REVOKED: dict[str, Any] = {**CASE, "number": "闽工信〔2026〕1号"}


@pytest.fixture
def filled(service: Service) -> Service:
    service.office.record(
        "2026-01-05",
        recognised_at("fj-1", "350582"),
        recognised_at("fj-2", "350581", county="石狮市"),
        recognised_at("hn-1", "460105", "hainan", province="海南省", city="海口市", county="秀英区"),
    )
    return service


def refusals(guarded: Guarded, *lines: FactLine) -> list[str]:
    with pytest.raises(LinesRefusedError) as caught:
        guarded.record(lines)
    return [each.error.code for each in caught.value.refused]


def refusal(guarded: Guarded, name: str, *words: Any, **values: Any) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        getattr(guarded, name)(*words, **values)
    return caught.value


# --- seeing ---------------------------------------------------------------------------------------


def test_a_county_sees_its_own_clusters_in_every_list(filled: Service) -> None:
    county = filled.as_role("county", **JINJIANG)
    times: dict[str, Any] = {"on": ON, "known_at": filled.at}
    filled.office.tick("2026-11-19")
    assert county.visible() == ["fj-1"]
    assert [each["cluster"] for each in county.roster(**times, is_now=True)] == ["fj-1"]
    assert [each["cluster"] for each in county.standings(**times)] == ["fj-1"]
    assert {each["cluster"] for each in county.due(**times, within=None)} == {"fj-1"}
    assert {each["cluster"] for each in county.alerts(limit=500)} == {"fj-1"}
    assert {each["cluster"] for each in county.activity(limit=500)} == {"fj-1"}
    assert {each.cluster for each in county.feed(0, 500).records} == {"fj-1"}
    assert county.feed(0, 500).position == filled.monitor.log.last_position()
    assert county.quarantined() == {}
    assert county.version("fj-1") == len(filled.monitor.log.stream("fj-1"))


def test_pages_are_of_what_may_be_seen(filled: Service) -> None:
    filled.office.tick("2026-11-19")
    province = filled.as_role("province", **PROVINCE)
    second = Selection(limit=1, offset=1)
    times: dict[str, Any] = {"on": ON, "known_at": filled.at}
    assert [each["cluster"] for each in province.roster(**times, is_now=True, selection=second)] == ["fj-2"]
    assert [each["cluster"] for each in province.standings(**times, selection=second)] == ["fj-2"]
    found = province.alerts(limit=2)
    assert len(found) == 2
    assert len(province.alerts(limit=1, before=found[0]["position"])) == 1
    assert province.alerts(limit=1, before=found[0]["position"]) == found[1:]


def test_of_a_day_that_is_past_only_the_page_is_computed(filled: Service) -> None:
    more = [recognised_at(f"fj-{number}", "350582") for number in range(3, 9)]
    filled.office.record("2026-01-06", *more)
    county = filled.as_role("county", **JINJIANG)
    read: list[Any] = []

    def note(*words: Any) -> None:
        if "FROM events" in words[2] and "originator_id IN" in words[2]:
            read.append(str(words[3]))

    page = Selection(after="fj-3", limit=2)
    county.visible()
    event.listen(filled.monitor.engine, "before_cursor_execute", note)
    found = [each["cluster"] for each in county.roster(on=ON, known_at=PAST, is_now=False, selection=page)]
    event.remove(filled.monitor.engine, "before_cursor_execute", note)
    assert found == ["fj-4", "fj-5"]
    assert [name for name in ("fj-1", "fj-2", "fj-3", "fj-6", "fj-7", "fj-8") if name in str(read)] == []


def test_statistics_tell_nothing_of_a_city_that_is_seen_in_part(filled: Service) -> None:
    cities = {row["city"] for row in filled.as_role("province", **PROVINCE).statistics()}
    assert cities == {"泉州市"}
    assert filled.as_role("city", region="3505", programme="fujian").statistics() != []
    assert filled.as_role("county", **JINJIANG).statistics() == []


@pytest.mark.parametrize("cluster", ["fj-2", "hn-1", "there-is-none", ":access", ":calendar"])
def test_what_lies_outside_is_not_found_like_what_does_not_exist(filled: Service, cluster: str) -> None:
    county = filled.as_role("county", **JINJIANG)
    times: dict[str, Any] = {"on": ON, "known_at": filled.at}
    refused = [
        refusal(county, "status", cluster, **times),
        refusal(county, "history", cluster, known_at=filled.at),
        refusal(county, "difference", cluster, on=ON, between=(filled.at, filled.at)),
        refusal(county, "version", cluster),
        refusal(county, "alerts", limit=1, cluster=cluster),
        refusal(county, "monitor_for", "dossier", cluster),
    ]
    assert {(each.code, each.kind) for each in refused} == {("cluster-not-found", "not-found")}
    assert {tuple(sorted(each.values)) for each in refused} == {("cluster", "known_at")}


def test_what_may_be_read_but_not_done_is_refused_with_the_roles_it_takes(filled: Service) -> None:
    refused = refusal(filled.as_role("county", **JINJIANG), "monitor_for", "replay", "fj-1")
    assert (refused.code, refused.kind) == ("not-permitted", "not-permitted")
    assert refused.values == {"action": "replay", "roles": "province, auditor"}


def test_an_auditor_reads_and_replays_and_writes_nothing(filled: Service) -> None:
    auditor = filled.as_role("auditor", **PROVINCE)
    assert auditor.status("fj-1", on=ON, known_at=filled.at)["cluster"] == "fj-1"
    assert auditor.history("fj-1", known_at=filled.at) != []
    assert auditor.difference("fj-1", on=ON, between=(filled.at, filled.at))["cluster"] == "fj-1"
    assert auditor.monitor_for("replay", "fj-1") is filled.monitor
    assert auditor.monitor_for("verify") is filled.monitor
    assert auditor.calendar().notices
    assert refusals(auditor, line("review-applied", "2026-02-01", "fj-1")) == ["not-permitted"]
    assert refusal(auditor, "tick").code == "not-permitted"


def test_all_clusters_at_once_are_for_those_who_may_see_all(filled: Service) -> None:
    assert (
        refusal(filled.as_role("auditor", **PROVINCE), "monitor_for", "replay").code
        == "not-permitted-everywhere"
    )
    assert filled.as_role("auditor").monitor_for("replay") is filled.monitor
    assert refusal(filled.as_role("system-admin"), "monitor_for", "export").code == "not-permitted-everywhere"


def test_in_an_empty_database_the_question_about_all_is_still_one_of_role(service: Service) -> None:
    assert service.as_role("auditor").monitor_for("replay") is service.monitor
    assert refusal(service.as_role("audit-admin"), "monitor_for", "replay").code == "not-permitted-everywhere"


def test_a_cluster_that_moves_is_seen_from_where_it_is_recorded_now(filled: Service) -> None:
    county = filled.as_role("county", **JINJIANG)
    assert county.visible() == ["fj-1"]
    wrong = filled.monitor.log.stream("fj-1")[0].id
    filled.office.record(
        "2026-11-01", line("fact-withdrawn", "2026-11-01", "fj-1", event=wrong, reason="误录")
    )
    assert county.visible() == ["fj-1"]
    filled.office.record("2026-11-02", recognised_at("fj-1", "350583", county="南安市"))
    assert county.visible() == []
    assert filled.as_role("county", region="350583").visible() == ["fj-1"]


def test_a_cluster_that_cannot_be_read_keeps_its_place_and_the_feed_goes_on(filled: Service) -> None:
    last = filled.monitor.log.last_position()
    newer = KeyedEvent(
        originator_id="fj-1",
        originator_version=2,
        topic="annual-report-filed.v9",
        state=b"{}",
        recorded_at=microseconds(filled.at),
        key=None,
    )
    EventRecorder(filled.monitor.engine).insert_events([newer])
    filled.at += timedelta(seconds=1)
    filled.office.record("2026-11-20", line("annual-report-filed", "2026-03-01", "fj-2", year=2025))
    province = filled.as_role("province", **PROVINCE)
    assert province.visible() == ["fj-1", "fj-2"]
    assert [each.cluster for each in province.feed(last, 9).records] == ["fj-2"]
    assert province.feed(last, 9).position == last + 2
    filled.monitor.catch_up()
    assert list(province.quarantined()) == ["fj-1"]
    assert filled.as_role("county", region="350581").quarantined() == {}


# --- doing ----------------------------------------------------------------------------------------


def test_facts_are_recorded_in_the_principals_name(filled: Service) -> None:
    county = filled.as_role("county", "li.lei", **JINJIANG)
    county.record([line("annual-report-filed", "2026-03-01", "fj-1", year=2025)])
    assert filled.monitor.log.stream("fj-1")[-1].recorded_by == "li.lei"


def test_a_request_that_lies_about_its_region_gains_nothing(filled: Service) -> None:
    county = filled.as_role("county", **JINJIANG)
    foreign = line("annual-report-filed", "2026-03-01", "fj-2", year=2025)
    assert refusals(county, foreign) == ["cluster-unknown"]
    assert refusals(county, line("annual-report-filed", "2026-03-01", "nothing", year=2025)) == [
        "cluster-unknown"
    ]
    application = {
        "programme": "fujian",
        "name": "x",
        "province": "福建省",
        "city": "泉州市",
        "county": "晋江市",
    }
    taken = line("application-submitted", "2026-03-01", "fj-2", **application, county_code="350582")
    assert refusals(county, taken) == ["cluster-name-taken"]
    assert filled.as_role("county", region="350581").visible() == ["fj-2"]


def test_a_new_cluster_has_to_lie_in_the_region_that_it_states(filled: Service) -> None:
    county = filled.as_role("county", **JINJIANG)
    application = {
        "programme": "fujian",
        "name": "x",
        "province": "福建省",
        "city": "泉州市",
        "county": "晋江市",
    }
    elsewhere = line("application-submitted", "2026-03-01", "new", **application, county_code="350581")
    unstated = line("application-submitted", "2026-03-01", "new", **application)
    assert refusals(county, elsewhere, unstated) == ["not-permitted", "not-permitted"]
    here = line("application-submitted", "2026-03-01", "new", **application, county_code="350582")
    report = line("objection-raised", "2026-03-02", "new", text="异议")
    assert len(county.record([here, report]).recorded) == 2
    assert county.visible() == ["fj-1", "new"]


def test_a_cluster_is_not_moved_out_of_or_into_a_foreign_region(filled: Service) -> None:
    foreign = recognised_at("fj-1", "460105", "fujian")
    assert refusals(filled.as_role("province", **PROVINCE), foreign) == ["not-permitted"]
    assert refusals(filled.as_role("province", region="46"), foreign) == ["cluster-name-taken"]


def test_nothing_of_a_batch_is_recorded_if_one_line_is_not_permitted(filled: Service) -> None:
    before = filled.monitor.log.last_position()
    mine = line("annual-report-filed", "2026-03-01", "fj-1", year=2025)
    assert refusals(filled.as_role("county", **JINJIANG), mine, line("review-applied", "2026-03-01", "fj-2"))
    assert filled.monitor.log.last_position() == before


def test_an_operator_has_one_cluster_and_files_for_it(filled: Service) -> None:
    operator = filled.as_role("operator", cluster="fj-1")
    assert operator.visible() == ["fj-1"]
    operator.record([line("annual-report-filed", "2026-03-01", "fj-1", year=2025)])
    city_report = line("annual-report-filed", "2026-03-02", "fj-1", year=2025, report="city-report")
    assert refusals(operator, city_report) == ["not-permitted"]
    assert refusals(operator, line("case-opened", "2026-03-02", "fj-1", **CASE)) == ["not-permitted"]


def test_the_key_of_a_foreign_cluster_does_not_tell_its_name(filled: Service) -> None:
    filled.office.record("2026-04-01", line("review-applied", "2026-03-01", "fj-2", key="k"))
    mine = line("review-applied", "2026-03-01", "fj-1", key="k")
    with pytest.raises(LinesRefusedError) as caught:
        filled.as_role("county", **JINJIANG).record([mine])
    assert [(each.error.code, each.error.values["cluster"]) for each in caught.value.refused] == [
        ("key-taken", "-")
    ]


# --- withdrawing ------------------------------------------------------------------------------------


def withdrawal(service: Service, kind: str) -> FactLine:
    found = [
        each for each in service.monitor.log.stream("fj-1") if kind in str(each.body.__struct_config__.tag)
    ]
    return line("fact-withdrawn", "2026-11-01", "fj-1", event=found[-1].id, reason="误录")


def test_one_withdraws_ones_own_facts_and_the_province_those_of_others(filled: Service) -> None:
    operator = filled.as_role("operator", "op", cluster="fj-1")
    county = filled.as_role("county", "co", **JINJIANG)
    operator.record([line("annual-report-filed", "2026-03-01", "fj-1", year=2025)])
    assert refusals(county, withdrawal(filled, "annual-report-filed")) == ["not-permitted"]
    operator.record([withdrawal(filled, "annual-report-filed")])
    county.record([line("incident-reported", "2026-04-01", "fj-1", incident="i1", category="quality")])
    assert refusals(operator, withdrawal(filled, "incident-reported")) == ["not-permitted"]
    filled.as_role("province", "pr", **PROVINCE).record([withdrawal(filled, "incident-reported")])


# --- four eyes --------------------------------------------------------------------------------------


def people(service: Service) -> tuple[Guarded, Guarded]:
    roles: tuple[Role, Role] = ("province", "province")
    first, second = (service.as_role(role, user, **PROVINCE) for role, user in zip(roles, "ab", strict=True))
    return first, second


def test_who_opened_a_case_does_not_decide_it(filled: Service) -> None:
    first, second = people(filled)
    opened = line("case-opened", "2026-05-01", "fj-1", **CASE)
    decided = line("revocation-decided", "2026-06-01", "fj-1", **REVOKED)
    assert refusals(first, opened, decided) == ["same-person"]
    first.record([opened])
    assert refusals(first, decided) == ["same-person"]
    second.record([decided])


def test_who_decided_does_not_answer_the_appeal(filled: Service) -> None:
    first, second = people(filled)
    first.record([line("case-opened", "2026-05-01", "fj-1", **CASE)])
    second.record(
        [
            line("revocation-decided", "2026-06-01", "fj-1", **REVOKED),
            line("decision-served", "2026-06-02", "fj-1", case="k1", method="signed"),
            line("appeal-lodged", "2026-06-08", "fj-1", case="k1"),
        ]
    )
    answered = line("appeal-answered", "2026-06-20", "fj-1", case="k1", outcome="upheld")
    assert refusals(second, answered) == ["same-person"]
    first.record([answered])


def test_a_decision_without_a_known_first_step_is_refused(filled: Service) -> None:
    first, _ = people(filled)
    assert refusals(first, line("revocation-decided", "2026-06-01", "fj-1", **REVOKED)) == ["case-unknown"]
    answered = line("appeal-answered", "2026-06-20", "fj-1", case="k1", outcome="upheld")
    assert refusals(first, answered) == ["no-appeal-lodged"]


# --- the service ------------------------------------------------------------------------------------


def test_an_override_has_to_lie_in_the_region_of_the_province(filled: Service) -> None:
    province = filled.as_role("province", "pr", **PROVINCE)

    def override(region: str) -> CalendarOverridden:
        return CalendarOverridden(region=region, day=date(2026, 11, 27), working=False, basis="令")

    province.record_calendar(override("3505"), ON)
    for foreign in ("46", "*", "海口市", "3"):
        assert refusal(province, "record_calendar", override(foreign), ON).code == "not-permitted"
    filled.as_role("province").record_calendar(override("*"), ON)
    assert filled.monitor.log.stream(":calendar")[0].recorded_by == "pr"


def test_a_notice_is_recorded_by_a_province_only(filled: Service) -> None:
    notice = CalendarNoticeRecorded(year=2027, off=(date(2027, 1, 1),), work=())
    assert (
        refusal(filled.as_role("city", region="3505"), "record_calendar", notice, ON).code == "not-permitted"
    )
    filled.as_role("province", **PROVINCE).record_calendar(notice, ON)


def test_a_tick_is_for_all_and_told_as_far_as_it_may_be_seen(filled: Service) -> None:
    filled.at = filled.at.replace(year=2026, month=11, day=20)
    found = filled.as_role("province", **PROVINCE).tick()
    assert {each.cluster for each in found} == {"fj-1", "fj-2"}
    assert any(each.is_finding for each in filled.monitor.log.stream("hn-1"))


# --- the record of attempts -----------------------------------------------------------------------


def test_every_refused_attempt_is_recorded(filled: Service) -> None:
    county = filled.as_role("county", "li.lei", **JINJIANG)
    refusal(county, "status", "fj-2", on=ON, known_at=filled.at)
    refusal(county, "tick")
    refusals(county, line("case-opened", "2026-05-01", "fj-1", **CASE))
    refusal(county, "monitor_for", "replay")
    found = filled.access.record.newest(limit=10)
    assert [(each.user, each.action, each.cluster, each.outcome) for each in reversed(found)] == [
        ("li.lei", "read", "fj-2", "out-of-scope"),
        ("li.lei", "tick", None, "not-permitted"),
        ("li.lei", "case-opened", "fj-1", "not-permitted"),
        ("li.lei", "replay", None, "not-permitted-everywhere"),
    ]
    assert [each.at for each in found] == [filled.at] * 4


def test_a_cluster_that_does_not_exist_leaves_the_same_kind_of_trace(filled: Service) -> None:
    county = filled.as_role("county", **JINJIANG)
    for cluster in ("fj-2", "there-is-none", "x" * 65, "a\x1b[31m", ""):
        refusal(county, "version", cluster)
    found = [(each.cluster, each.outcome) for each in reversed(filled.access.record.newest(limit=9))]
    assert found == [
        ("fj-2", "out-of-scope"),
        ("there-is-none", "cluster-unknown"),
        (None, "cluster-unknown"),
    ]
    filled.access.record.flush()
    assert filled.access.record.newest(limit=1)[0].count == 2


def test_what_is_allowed_is_asked_without_a_trace(filled: Service) -> None:
    county = filled.as_role("county", **JINJIANG)
    assert county.may("read", "fj-1")
    assert not county.may("read", "fj-2")
    assert not county.may("tick")
    assert filled.access.record.newest(limit=1) == []
