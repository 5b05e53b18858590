from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.administration import CalendarNoticeRecorded, CalendarOverridden
from domain.events import Recorded
from domain.findings import WindowMoved
from scheduler.tick import BATCH, tick
from tests.given import noon
from tests.office import Office, evening, kinds, line, recognised


@pytest.fixture
def office(engine: Engine) -> Office:
    return Office(engine)


def findings(office: Office) -> list[tuple[str, str, str, str]]:
    """Return all findings recorded as (cluster, type, legal day, what about), sorted."""
    found = office.monitor.alerts(limit=100_000)
    return sorted((each["cluster"], each["type"], each["legal_on"], _about(each)) for each in found)


def _about(alert: dict[str, Any]) -> str:
    names = ("code", "kind", "period", "case", "subject", "due_on", "days_left")
    return " ".join(str(alert[name]) for name in names if alert.get(name) is not None)


def test_a_second_tick_finds_nothing(office: Office) -> None:
    office.record("2024-08-01", recognised())
    assert kinds(office.tick("2025-04-01")).count("ground-established") == 1
    assert office.tick("2025-04-01") == []
    assert office.tick("2025-04-02") == []


def test_an_empty_log_has_nothing_to_find(office: Office) -> None:
    assert office.tick("2025-04-01") == []


def test_a_finding_pins_the_legal_day_the_detection_and_its_inputs(office: Office) -> None:
    office.record("2024-08-01", recognised())
    office.tick("2025-06-01")
    (alert,) = [each for each in office.monitor.alerts(limit=50) if each["type"] == "ground-established"]
    assert (alert["legal_on"], alert["detected_at"]) == ("2025-03-31", "2025-06-01T10:00:00Z")
    assert (alert["clause"], alert["rulebook"], alert["code_version"]) == (
        "第十六条（三）",
        "fujian-2022",
        "test",
    )
    assert (alert["code"], alert["limb"], alert["period"], alert["obligation"]) == (
        "reporting",
        "late-report",
        "2024",
        "annual-report",
    )
    assert alert["computed_from_position"] == 1
    assert alert["rulebook_sha256"].startswith("sha256:")
    assert alert["calendar_sha256"].startswith("sha256:")


def story(office: Office) -> None:
    office.record("2024-08-01", recognised("c1"), recognised("c2", programme="heilongjiang"))
    office.record(
        "2024-09-02", line("major-change-occurred", "2024-09-01", "c2", change="m1", kind="operator")
    )
    office.record("2024-12-01", line("case-opened", "2024-12-01", case="k1", grounds=["integrity"]))
    office.record(
        "2025-01-10", line("revocation-decided", "2025-01-10", case="k1", grounds=["integrity"], number="1")
    )
    office.record("2025-01-13", line("decision-served", "2025-01-13", case="k1", method="signed"))


def test_one_tick_after_a_year_records_each_finding_with_its_own_day(office: Office) -> None:
    story(office)
    office.tick("2026-02-01")
    once = findings(office)
    assert ("c2", "ground-established", "2024-10-09", "change m1") in once
    assert ("c1", "window-closed", "2025-02-08", "appeal k1 2025-02-08") in once
    assert len(once) == len(set(once))


class CutOffError(Exception):
    """Stands for the end of a process."""


class Failing:
    """A desk that ends at its n-th step, before or after doing it."""

    def __init__(self, office: Office, step: int, *, done: bool) -> None:
        self._desk = office.monitor
        self._left = step
        self._done = done

    def _step(self) -> bool:
        self._left -= 1
        if self._left == 0 and not self._done:
            raise CutOffError
        return self._left == 0

    def catch_up(self) -> None:
        ends = self._step()
        self._desk.catch_up()
        self._end(ends=ends)

    def waking(self, at: datetime, limit: int) -> Sequence[str]:
        ends = self._step()
        found = self._desk.waking(at, limit)
        self._end(ends=ends)
        return found

    def conclude(self, clusters: Sequence[str], at: datetime) -> Sequence[Recorded]:
        ends = self._step()
        found = self._desk.conclude(clusters, at)
        self._end(ends=ends)
        return found

    def settle(self, clusters: Sequence[str], at: datetime) -> None:
        ends = self._step()
        self._desk.settle(clusters, at)
        self._end(ends=ends)

    def _end(self, *, ends: bool) -> None:
        if ends:
            raise CutOffError


@pytest.mark.parametrize("done", [False, True])
def test_a_tick_killed_at_any_step_loses_and_doubles_nothing(office: Office, done: bool) -> None:
    story(office)
    for step in range(1, 12):
        try:
            tick(Failing(office, step, done=done), evening("2026-02-01"))
        except CutOffError:
            continue
    office.tick("2026-02-01")
    found = findings(office)
    assert max(Counter(found).values()) == 1
    assert {"ground-established", "window-opened", "window-closed"} <= {kind for _, kind, *_ in found}
    assert office.tick("2026-02-01") == []


def test_several_ticks_at_once_record_each_finding_once(engine: Engine, office: Office) -> None:
    office.record("2024-08-01", *(recognised(f"c{number}") for number in range(20)))
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: Office(engine).tick("2025-04-01"), range(4)))
    found = findings(office)
    assert max(Counter(found).values()) == 1
    assert len([each for each in found if each[1] == "ground-established"]) == 20
    assert sum(map(len, told)) >= len(found)


def test_a_cluster_sleeps_until_its_next_day(office: Office) -> None:
    office.record("2024-08-01", recognised())
    office.tick("2024-08-01")
    assert office.monitor.waking(evening("2024-09-30"), 10) == []
    assert office.monitor.waking(evening("2024-10-01"), 10) == ["c1"]


def test_a_new_fact_wakes_its_cluster_at_once(office: Office) -> None:
    office.record("2024-08-01", recognised())
    office.tick("2024-08-01")
    told = {"kind": "illegality", "description": "…"}
    office.record("2024-08-05", line("misconduct-found", "2024-08-05", **told))
    assert kinds(office.tick("2024-08-05")) == ["ground-established"]


def test_a_public_notice_announced_ahead_opens_on_its_day(office: Office) -> None:
    applied = line(
        "application-submitted",
        "2024-01-10",
        programme="fujian",
        name="x",
        province="福建省",
        city="",
        county="",
    )
    office.record("2024-06-01", applied, line("public-notice-posted", "2024-06-10", working_days=7))
    assert "window-opened" not in kinds(office.tick("2024-06-09"))
    assert office.status("2024-06-09")["stage"] == "submitted"
    assert kinds(office.tick("2024-06-10")).count("window-opened") == 1
    assert office.roster("2024-06-10")[0]["stage"] == "in-public-notice"


# --- the calendar -----------------------------------------------------------------------------


def served(office: Office, on: str) -> None:
    office.record(
        on,
        recognised(on="2018-01-10"),
        line("case-opened", on, case="k1", grounds=["integrity"]),
        line("revocation-decided", on, case="k1", grounds=["integrity"], number="1"),
        line("decision-served", on, case="k1", method="signed"),
    )


def moved(records: Sequence[Recorded]) -> list[tuple[str, str]]:
    """Return the windows moved as (kind, last day)."""
    bodies = [record.body for record in records]
    return [(body.kind, str(body.due_on)) for body in bodies if isinstance(body, WindowMoved)]


def test_a_notice_of_the_release_moves_what_is_open_on_the_day_it_was_issued(office: Office) -> None:
    served(office, "2020-01-13")
    office.tick("2020-01-13")
    assert moved(office.tick("2020-01-26")) == []
    assert moved(office.tick("2020-01-27")) == [("appeal", "2020-02-10")]
    assert office.status("2020-01-27", known_at="2020-01-26")["windows"][0]["due_on"] == "2020-02-06"


def test_a_notice_recorded_by_an_administrator_settles_a_provisional_day(office: Office) -> None:
    served(office, "2026-12-21")
    office.tick("2026-12-21")
    appeal = office.status("2026-12-21")["windows"][0]
    assert (appeal["due_on"], appeal["certainty"]) == ("2027-01-11", "provisional")
    notice = CalendarNoticeRecorded(
        year=2027,
        off=(noon("2027-01-01").date(),),
        work=(noon("2027-01-10").date(),),
        number="国办发明电〔2026〕1号",
    )
    office.monitor.record_calendar(notice, noon("2026-12-22").date(), at=noon("2026-12-22"), by="admin")
    assert moved(office.tick("2026-12-22")) == []
    after = office.status("2026-12-22")["windows"][0]
    assert (after["due_on"], after["certainty"]) == ("2027-01-11", "final")
    before = office.status("2026-12-22", known_at="2026-12-21")["windows"][0]
    assert before["certainty"] == "provisional"


def test_a_regional_override_moves_the_windows_of_its_region_only(office: Office) -> None:
    served(office, "2026-02-02")
    office.tick("2026-02-02")
    day = noon("2026-02-10").date()
    elsewhere = CalendarOverridden(region="另一市", day=day, working=False, basis="某通知")
    office.monitor.record_calendar(elsewhere, noon("2026-02-03").date(), at=noon("2026-02-03"), by="admin")
    assert moved(office.tick("2026-02-03")) == []
    here = CalendarOverridden(region="某市", day=day, working=False, basis="某通知")
    office.monitor.record_calendar(here, noon("2026-02-04").date(), at=noon("2026-02-04"), by="admin")
    assert moved(office.tick("2026-02-04")) == [("appeal", "2026-03-02")]
    assert office.tick("2026-02-04") == []


def test_a_pass_looks_at_so_many_clusters_at_a_time_and_at_each_once(office: Office) -> None:
    many = 2 * BATCH + 50
    office.record("2024-08-01", *(recognised(f"c{number}") for number in range(many)))
    looked_at: list[int] = []
    tick(office.monitor, evening("2025-08-01"), looked_at.append)
    assert sorted(looked_at) == [50, BATCH, BATCH]


def test_clusters_that_no_pass_can_settle_keep_none_of_the_others_waiting(office: Office) -> None:
    many = BATCH + 7
    office.record("2024-08-01", *(recognised(f"c{number:03}") for number in range(many)))
    office.tick("2024-08-01")
    stuck = {f"c{number:03}" for number in range(BATCH)}
    settle = office.monitor.settle

    def settle_others(clusters: Sequence[str], at: datetime) -> None:
        settle([each for each in clusters if each not in stuck], at)

    office.monitor.settle = settle_others  # type: ignore[method-assign] # a fault
    found = Counter(kinds(office.tick("2025-08-01")))
    assert found["ground-established"] == many
    assert office.tick("2025-08-01") == []


def test_a_year_of_outage_over_a_thousand_clusters_is_caught_up_in_one_tick(office: Office) -> None:
    office.record("2024-08-01", *(recognised(f"c{number}") for number in range(1_000)))
    office.tick("2024-08-01")
    found = Counter(kinds(office.tick("2025-08-01")))
    assert found["ground-established"] == found["obligation-overdue"] == 1_000
    assert office.tick("2025-08-01") == []
    assert {
        each["legal_on"] for each in office.monitor.alerts(limit=20_000) if each.get("code") == "reporting"
    } == {"2025-03-31"}
