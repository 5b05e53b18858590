"""The three uses from end to end in a real browser, with scripts and without.

A county files late; the province opens a case, decides and serves; an appeal comes on the sixteenth working
day; an auditor computes it all again. Working days after 2024-04-22: 23-26, Sunday 28 (worked for the
holiday), 29-30 April, 6-10, Saturday 11 (worked too), 13-14 May: the fifteenth is 2024-05-14.
"""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visiting import violations
from tests.browser.walking import CLUSTER, Department, enter
from tests.monitor.alerting.conftest import TAKEN
from tests.monitor.api.serving import JINJIANG, PASSWORD, ROLES, fact, post, serving
from tests.monitor.notify.receiver import Receiver, receiving

REPORT = "annual-report-filed"
CASE = f"{CLUSTER}/cases/c1"
both_ways = pytest.mark.parametrize("people", [True, False], ids=["scripts", "no-scripts"], indirect=True)


@pytest.fixture
def group() -> Iterator[Receiver]:
    """The robot of a group of colleagues."""
    with receiving() as made:
        made.answers = [TAKEN] * 100
        yield made


@pytest.fixture
def people(request: pytest.FixtureRequest, chromium: Browser, sqlite_url: str) -> Iterator[Department]:
    """A department with one cluster, in the days before its report on 2023 is due."""
    with serving(sqlite_url, "2024-03-27") as service:
        service.add("clerk", ROLES["province"])
        with service.client("clerk") as clerk:
            recognised = fact("cluster-recognised", "2023-07-10", **JINJIANG)
            assert post(clerk, "c1", recognised).status_code == 201
        yield Department(chromium, service, scripts=bool(getattr(request, "param", True)))


# --- the walk -------------------------------------------------------------------------------------


@both_ways
def test_a_late_report_leads_to_a_revocation_a_late_appeal_and_a_dossier_that_holds(
    people: Department, group: Receiver, tmp_path: Path
) -> None:
    _the_ground_is_found_and_told(people, group)
    _the_county_files_late(people)
    _the_province_opens_a_case_and_hears_the_operator(people)
    _another_officer_decides_and_proves_who_he_is(people)
    _the_decision_is_served_and_the_last_day_is_shown(people)
    _an_appeal_on_the_sixteenth_working_day_is_late(people)
    _the_late_appeal_is_admitted_with_a_reason_and_answered(people)
    _the_auditor_computes_it_again(people)
    _the_dossier_says_that_it_holds(people, tmp_path)


def _the_ground_is_found_and_told(people: Department, group: Receiver) -> None:
    people.tells(group)
    people.ticks("2024-04-01")
    people.tells(group)
    told = [taken.event["markdown"]["content"] for taken in group.taken]
    assert any("晋江运动鞋产业集群" in each and "第十六条（三）" in each for each in told), told


def _the_county_files_late(people: Department) -> None:
    with people.sits("county", "2024-04-08") as page:
        assert "未及时报送" in page.get_by_role("row").filter(has_text="晋江").first.inner_text()
        said = people.records(page, REPORT, year="2023", report="annual-report", narrative="迟报说明")
        assert "逾期后完成" in said
        assert "2024-04-08" in page.inner_text("main")
    people.ticks("2024-04-09")


def _the_province_opens_a_case_and_hears_the_operator(people: Department) -> None:
    with people.sits("province", "2024-04-09") as page:
        found = page.get_by_role("row").filter(has_text="第十六条（三）")
        assert "逾期后已完成" in found.filter(has_text="情形消除").inner_text()
        found.filter(has_text="情形成立").get_by_role("link", name="晋江").click()
        page.wait_for_url(f"**{CLUSTER}")
        assert "第十六条（三）" in page.inner_text("main")
        people.records(page, "supervision-refused", description="不接受现场检查")
        people.records(page, "case-opened", case="c1", grounds="reporting")
        people.opens(page, CASE)
        page.locator("#step-invited a.primary").click()
        enter(page, reply_by="2024-04-17")
        people.confirms(page)
    with people.sits("province", "2024-04-16") as page:
        people.records(page, "defence-received", case="c1")


def _another_officer_decides_and_proves_who_he_is(people: Department) -> None:
    stated = {"case": "c1", "grounds": "reporting", "number": "闽工信〔2024〕9号"}
    with people.sits("province", "2024-04-19") as page:
        people.fills(page, "revocation-decided", **stated)
        assert "须由他人办理" in page.get_by_role("alert").inner_text()
    with people.sits("province-2", "2024-04-19") as page:
        people.service.clock.at += timedelta(minutes=6)
        people.fills(page, "revocation-decided", **stated)
        page.get_by_role("button", name="确认并记录").click()
        assert not people.looking.scripts or violations(page) == []
        page.get_by_label("六位验证码").fill("000000")
        page.get_by_role("button", name="证明身份并记录").click()
        assert page.get_by_role("alert").is_visible()
        page.get_by_label("六位验证码").fill(people.code("province-2"))
        page.get_by_role("button", name="证明身份并记录").click()
        page.wait_for_url("**/recorded/**")


def _the_decision_is_served_and_the_last_day_is_shown(people: Department) -> None:
    with people.sits("province", "2024-04-22") as page:
        said = people.records(page, "decision-served", case="c1", method="signed")
        assert "首日 2024-04-23，最后一日 2024-05-14" in said
        for address in (CASE, CLUSTER):
            people.opens(page, address)
            assert "2024-05-14" in page.inner_text("main")
    people.ticks("2024-05-15")


def _an_appeal_on_the_sixteenth_working_day_is_late(people: Department) -> None:
    with people.sits("county", "2024-05-15") as page:
        said = people.records(page, "appeal-lodged", case="c1")
        assert "逾期申诉：申诉期最后一日为 2024-05-14，收到日为 2024-05-15" in said
        people.opens(page, CASE)
        assert "2024-05-14" in page.locator(".card.bad").inner_text()


def _the_late_appeal_is_admitted_with_a_reason_and_answered(people: Department) -> None:
    with people.sits("province", "2024-05-17") as page:
        people.fills(page, "appeal-admitted", case="c1")
        assert "理由" in page.get_by_role("alert").inner_text()
        enter(page, reason="送达地址有误")
        assert "30个工作日" in people.confirms(page)
    with people.sits("province", "2024-06-20") as page:
        people.records(page, "appeal-answered", case="c1", outcome="upheld")
        people.opens(page, CASE)
        assert "已办" in page.locator("#step-answered").inner_text()


def _the_auditor_computes_it_again(people: Department) -> None:
    people.ticks("2024-06-23")
    with people.sits("auditor", "2024-06-23") as page:
        people.opens(page, "/audit/replay?cluster=c1&show=all")
        shown = page.locator("#results tbody tr").all_inner_texts()
        rows = [[cell.strip() for cell in row.split("\t")] for row in shown]
        assert {then for _, _, _, _, then, *_ in rows} == {"● 一致"}
        decided = next(row for row in rows if row[2] == "撤销决定")
        assert [each[2:] for each in decided[4:7]] == ["一致"] * 3
        assert "当时与现在均无误" in decided[7]


def _the_dossier_says_that_it_holds(people: Department, folder: Path) -> None:
    with people.sits("auditor", "2024-06-24") as page:
        people.opens(page, CASE)
        with page.expect_download() as taken:
            page.locator("a[href$='dossier.zip?unsigned=1']").click()
        taken.value.save_as(folder / "c1.zip")
    with zipfile.ZipFile(folder / "c1.zip") as bag:
        (program,) = [each for each in bag.namelist() if each.endswith("verify.py")]
        (folder / "verify.py").write_bytes(bag.read(program))
    words = [sys.executable, "-I", "verify.py", "c1.zip"]
    said = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert said.returncode == 0, said.stdout + said.stderr


# --- what goes wrong on the way -------------------------------------------------------------------


def test_a_draft_is_gone_on_with_after_the_window_was_closed(people: Department) -> None:
    with people.sits("county", "2024-03-28") as page:
        people.opens(page, f"{CLUSTER}/record/{REPORT}")
        enter(page, year="二〇二三", narrative="写到一半")
        page.get_by_role("button", name="存为草稿").click()
        page.wait_for_url("**/drafts?saved=1")
    with people.sits("county", "2024-04-01") as page:
        people.opens(page, "/drafts")
        page.get_by_role("table").get_by_role("link").click()
        assert page.locator("[name=year]").input_value() == "二〇二三"
        page.locator("button.primary[value=check]").click()
        assert page.locator("[name=narrative]").input_value() == "写到一半"
        enter(page, year="2023")
        people.confirms(page)
        people.opens(page, "/drafts")
        assert page.get_by_role("table").get_by_role("link").count() == 0


@both_ways
def test_a_button_pressed_twice_and_the_way_back_record_once(people: Department) -> None:
    with people.sits("county", "2024-04-08") as page:
        people.fills(page, REPORT, year="2023")
        page.get_by_role("button", name="确认并记录").dblclick()
        page.wait_for_url("**/recorded/**")
        page.wait_for_load_state("networkidle")  # without scripts the second press leads here once more
        assert people.events() == ["AnnualReportFiled"]
        page.evaluate("history.go(-2)")  # to the form: what forms are answered with is not kept
        page.wait_for_url(f"**/record/{REPORT}")
        enter(page, year="2023")
        page.locator("button.primary[value=check]").click()
        assert page.get_by_role("alert").is_visible()
        assert page.get_by_role("button", name="确认并记录").count() == 0
        assert people.events() == ["AnnualReportFiled"]


def test_who_was_not_fast_enough_loses_nothing(people: Department) -> None:
    with people.sits("county", "2024-04-08") as slow, people.sits("province", "2024-04-08") as fast:
        people.fills(slow, REPORT, year="2023", narrative="我写的说明")
        people.records(fast, "supervision-refused", description="不配合")
        slow.get_by_role("button", name="确认并记录").click()
        assert "不配合监督" in slow.inner_text("main")
        assert violations(slow) == []
        slow.get_by_role("button", name="按最新情况重新核对").click()
        assert "我写的说明" in slow.inner_text("main")
        slow.get_by_role("button", name="确认并记录").click()
        slow.wait_for_url("**/recorded/**")
        assert people.events() == ["SupervisionRefused", "AnnualReportFiled"]


def test_a_password_is_asked_of_nobody_twice(people: Department) -> None:
    """A page that was left open over the end of a session leads to the sign-in and back to where one was."""
    with people.sits("county", "2024-04-08") as page:
        people.service.clock.at += timedelta(hours=9)
        page.goto(f"{people.service.address}{CLUSTER}")
        page.wait_for_url("**/sign-in?next=**")
        _signs_in(people, page)
        page.wait_for_url(f"**{CLUSTER}")


def _signs_in(people: Department, page: Page) -> None:
    page.get_by_label("用户名").fill("county")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_label("验证码").fill(people.code("county"))
    page.get_by_role("button", name="登录").click()
