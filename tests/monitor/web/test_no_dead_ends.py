"""What a page offers leads somewhere: files of the calendar, places on a page, words for a refusal."""

import pytest
from lxml import html

from tests.monitor.api.serving import Service
from tests.monitor.web.conftest import Browser


@pytest.mark.parametrize("page", ["/calendar/2026", "/alerts?type=attention", "/clusters"])
def test_each_file_that_a_page_offers_is_there(standing: Service, page: str) -> None:
    with Browser(standing, "province") as browser:
        offered = html.fromstring(browser.get(page).text).xpath("//a[@download]/@href")
        assert len(offered) >= 3
        assert [browser.get(each).status_code for each in offered] == [200] * len(offered)


def test_no_place_on_the_page_of_a_cluster_is_missing_where_findings_are_left_out(standing: Service) -> None:
    with Browser(standing, "province") as browser:
        for view in ("each", "facts"):
            page = html.fromstring(browser.get("/clusters/c1", params={"view": view}).text)
            places = {each[1:] for each in page.xpath("//a/@href") if each.startswith("#")}
            assert places <= set(page.xpath("//@id")), view


def test_a_refusal_names_action_and_roles_as_people_do(standing: Service) -> None:
    with Browser(standing, "county") as browser:
        told = browser.get("/interpretations")
        assert told.status_code == 403
        assert "无权进行“试算”；须有角色：省级部门、审计人员。" in told.text


def test_who_may_not_try_readings_is_not_led_there(standing: Service) -> None:
    with Browser(standing, "county") as county, Browser(standing, "province") as province:
        assert 'href="/interpretations"' not in county.get("/clusters/c1").text
        assert 'href="/interpretations"' in province.get("/rules").text


def test_findings_are_listed_by_type(standing: Service) -> None:
    with Browser(standing, "province") as browser:
        every = browser.get("/alerts.json").json()
        kinds = {each["type"] for each in every}
        assert kinds
        for kind in kinds:
            some = browser.get("/alerts.json", params={"type": kind}).json()
            assert some == [each for each in every if each["type"] == kind]
        assert browser.get("/alerts", params={"type": "no-such"}).status_code == 422
