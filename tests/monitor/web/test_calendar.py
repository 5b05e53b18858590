"""The calendar in a browser: a year, a deadline counted, a notice and an override recorded."""

import pytest

from tests.monitor.api.serving import Service
from tests.monitor.web.conftest import Browser

NOTICE = {
    "year": "2027",
    "number": "国办发明电〔2026〕9号",
    "issued_on": "2026-01-05",
    "off": "2027-01-01 2027-01-02，2027-01-03",
    "work": "2027-01-09",
    "amends": "",
}
OVERRIDE = {"region": "350582", "day": "2026-03-02", "working": "rest", "basis": "台风停工", "decided_on": ""}


def test_a_year_shows_its_arranged_days_and_where_they_are_from(standing: Service) -> None:
    with Browser(standing, "auditor") as browser:
        assert browser.get("/calendar").headers["location"] == "/calendar/2026"
        page = browser.get("/calendar/2026").text
        assert "2026-10-10 星期六 调休上班" in page
        assert "<dd>248</dd>" in page
        unpublished = browser.get("/calendar/2027").text
        assert "尚未公布" in unpublished
        assert "<dd>未知</dd>" in unpublished


@pytest.mark.parametrize("year", ["1948", "2201", "x", "20262026", "２０２６"])
def test_a_year_that_is_none_is_not_there(standing: Service, year: str) -> None:
    with Browser(standing, "auditor") as browser:
        assert browser.get(f"/calendar/{year}").status_code == 404


def test_a_deadline_is_counted_day_by_day(standing: Service) -> None:
    asked = {"day": "2026-09-21", "length": "15", "unit": "working-days", "roll": "1"}
    with Browser(standing, "auditor") as browser:
        page = browser.get("/calendar/compute", params=asked)
        assert page.status_code == 200
        assert '<time datetime="2026-10-19">' in page.text
        whole = browser.get("/calendar/compute.json", params=asked).json()
        assert (whole["due_on"], whole["certainty"], whole["simulation"]) == ("2026-10-19", "final", False)
        assert sum(day["counted"] for day in whole["certificate"]["days"]) == 15


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"day": "2026-02-30"}, "f-day"), ({"length": "0"}, "f-length"), ({"length": "3661"}, "f-length")],
)
def test_what_cannot_be_counted_is_told_at_its_field(
    standing: Service, changed: dict[str, str], field: str
) -> None:
    asked = {"day": "2026-09-21", "length": "15", "unit": "working-days", **changed}
    with Browser(standing, "auditor") as browser:
        page = browser.get("/calendar/compute", params=asked)
        assert page.status_code == 422
        assert f'href="#{field}"' in page.text


def test_a_notice_is_shown_with_its_effect_and_then_recorded(small: Service) -> None:
    with Browser(small, "province") as browser:
        assert browser.get("/calendar/notice").status_code == 200
        checked = browser.send_form("/calendar/notice", **NOTICE)
        assert "2027-01-01 01-02 01-03" in checked.text
        assert "尚未公布" in browser.get("/calendar/2027").text
        recorded = browser.send_form("/calendar/notice/record", **NOTICE)
        assert (recorded.status_code, recorded.headers["location"]) == (303, "/calendar/2027?recorded=1")
        page = browser.get("/calendar/2027?recorded=1").text
        assert "国办发明电〔2026〕9号" in page
        again = browser.send_form("/calendar/notice/record", **NOTICE)
        assert again.status_code == 409


def test_a_notice_that_says_nothing_sensible_is_shown_again_with_what_was_typed(small: Service) -> None:
    with Browser(small, "province") as browser:
        wrong = {**NOTICE, "off": "2027-01-01 元旦", "year": "二〇二七"}
        shown = browser.send_form("/calendar/notice", **wrong)
        assert shown.status_code == 422
        assert "“元旦”不是日期" in shown.text
        assert 'value="二〇二七"' in shown.text
        both = browser.send_form("/calendar/notice", **{**NOTICE, "work": "2027-01-01"})
        assert both.status_code == 422
        future = browser.send_form("/calendar/notice/record", **{**NOTICE, "issued_on": "2026-01-06"})
        assert future.status_code == 422
        kept = browser.send_form("/calendar/notice/again", **wrong)
        assert 'value="二〇二七"' in kept.text


def test_an_override_holds_in_its_region_only(small: Service) -> None:
    with Browser(small, "province") as browser:
        assert "台风停工" in browser.send_form("/calendar/override", **OVERRIDE).text
        assert browser.send_form("/calendar/override/record", **OVERRIDE).status_code == 303
        there = browser.get("/calendar/2026", params={"region": "350582"}).text
        assert "2026-03-02 星期一 本地规定" in there
        assert "<dd>247</dd>" in there
        assert "<dd>248</dd>" in browser.get("/calendar/2026").text


def test_who_may_not_record_notices_is_refused(standing: Service) -> None:
    with Browser(standing, "county") as browser:
        assert browser.get("/calendar/notice").status_code == 403
        assert browser.send_form("/calendar/notice", **NOTICE).status_code == 403
        assert browser.send_form("/calendar/override/record", **OVERRIDE).status_code == 403
        assert "/calendar/notice" not in browser.get("/calendar/2026").text
