"""What-if and the readings in a browser: by address, within one's rights, nothing written."""

import pytest

from monitor.access.principal import Grant
from tests.monitor.api.serving import Service
from tests.monitor.web.conftest import Browser

LATER = {"choice.report_owed": "recognised-at-year-end", "programme": "fujian"}


def test_a_run_asks_nothing_before_something_is_supposed(standing: Service) -> None:
    with Browser(standing, "auditor") as browser:
        page = browser.get("/what-if")
        assert page.status_code == 200
        assert "还没有假设" in page.text
        assert "申诉期间撤销决定是否停止执行" in page.text


def test_another_edition_shows_who_would_change_and_writes_nothing(standing: Service) -> None:
    before = standing.monitor.log.last_position()
    asked = {"rulebook": "guangdong-draft", "programme": "fujian", "from": "2025-01-01"}
    with Browser(standing, "auditor") as browser:
        page = browser.get("/what-if", params=asked).text
        whole = browser.get("/what-if.json", params=asked).json()
        assert whole["checked"] == 2
        assert f"核对 2 个集群，{whole['changed']} 个有变化" in page
        assert {flip["cluster"] for flip in whole["flips"]} == {"c1", "x1"}
        assert 'href="/clusters/c1"' in page
        assert f'<time datetime="{whole["flips"][0]["first_on"]}">' in page
        assert 'class="months-of-work"' in page
    assert standing.monitor.log.last_position() == before


def test_the_same_run_is_a_table_to_keep(standing: Service) -> None:
    asked = {"rulebook": "guangdong-draft", "programme": "fujian", "from": "2025-01-01"}
    with Browser(standing, "auditor") as browser:
        table = browser.get("/what-if.csv", params=asked).content.decode("utf-8-sig")
        assert "c1" in table
        assert "晋江运动鞋产业集群" in table
        assert browser.get("/what-if.xlsx", params=asked).content[:2] == b"PK"
        assert browser.get("/what-if.doc", params=asked).status_code == 404


def test_who_may_try_some_clusters_sees_nothing_of_others(standing: Service) -> None:
    standing.open("xiamen", Grant(role="auditor", region="3502"))
    asked = {"rulebook": "guangdong-draft", "programme": "fujian", "from": "2025-01-01"}
    with Browser(standing, "xiamen") as browser:
        whole = browser.get("/what-if.json", params=asked).json()
        assert (whole["checked"], [flip["cluster"] for flip in whole["flips"]]) == (1, ["x1"])
        assert browser.get("/interpretations.json").json()["checked"] == 1
        assert browser.get("/what-if", params={**asked, "cluster": "c1"}).status_code == 404
        assert "c1" not in browser.get("/what-if.csv", params=asked).content.decode("utf-8-sig")
        of_another = {"fact": standing.monitor.log.stream("c1")[0].id}
        assert browser.get("/what-if", params=of_another).status_code == 404


@pytest.mark.parametrize("address", ["/what-if", "/what-if.json?rulebook=fujian-2022", "/interpretations"])
def test_who_may_not_try_is_refused(standing: Service, address: str) -> None:
    with Browser(standing, "county") as browser:
        assert browser.get(address).status_code == 403


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"rulebook": "none-2099"}, 404),
        ({"rulebook": "fujian-2022", "programme": "none"}, 404),
        ({"rulebook": "fujian-2022", "cluster": "none"}, 404),
        ({"choice.report_owed": "<script>"}, 422),
        ({"choice.none": "all"}, 404),
        ({"notice": "none"}, 404),
        ({"rulebook": "fujian-2022", "from": "2025-02-30"}, 422),
        ({"fact": "none", "cluster": "c1"}, 404),
        ({"fact": "none", "fact_on": "2025-01-01", "cluster": "c1"}, 404),
    ],
)
def test_what_cannot_be_supposed_is_told_above_the_form(
    standing: Service, asked: dict[str, str], status: int
) -> None:
    with Browser(standing, "auditor") as browser:
        page = browser.get("/what-if", params=asked)
        assert page.status_code == status
        assert 'id="refused"' in page.text
        assert 'id="f-rulebook"' in page.text
        assert "<script>" not in page.text


def test_a_fact_of_a_cluster_can_be_left_out_or_moved(standing: Service) -> None:
    with Browser(standing, "auditor") as browser:
        fact = standing.monitor.log.stream("c1")[0].id
        form = browser.get("/what-if", params={"cluster": "c1"}).text
        assert f'value="{fact}"' in form
        left = browser.get("/what-if.json", params={"cluster": "c1", "fact": fact}).json()
        moved = {"cluster": "c1", "fact": fact, "fact_on": "2025-07-10"}
        later = browser.get("/what-if.json", params=moved).json()
        assert "不计事实" in browser.get("/what-if", params=moved).text
        standing_left = [each for each in left["flips"][0]["differences"] if each["what"] == "standing"]
        standing_later = [each for each in later["flips"][0]["differences"] if each["what"] == "standing"]
        assert standing_left[0]["to"] == []
        assert standing_later[0]["to"][0]["on"] == "2025-07-10"


def test_without_the_notice_of_a_year_its_days_are_estimated(standing: Service) -> None:
    with Browser(standing, "auditor") as browser:
        asked = {"notice": "2026-of-2025-11-04", "programme": "fujian"}
        page = browser.get("/what-if", params=asked)
        assert page.status_code == 200
        assert "不计放假通知 2026-of-2025-11-04" in page.text
        assert "没有集群会有变化" in page.text


def test_more_clusters_than_a_page_can_wait_for_are_refused_first(
    standing: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.web.what_if.pages.MOST_CLUSTERS", 1)
    with Browser(standing, "auditor") as browser:
        refused = browser.get("/what-if", params=LATER)
        assert refused.status_code == 422
        assert "共有 2 个集群，页面一次至多试 1 个" in refused.text
        assert browser.get("/what-if", params={**LATER, "cluster": "c1"}).status_code == 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_readings_tell_what_rests_on_them(standing: Service, language: str) -> None:
    with Browser(standing, "auditor", language) as browser:
        page = browser.get("/interpretations", params={"programme": "fujian", "combinations": "1"})
        whole = browser.get("/interpretations.json", params={"programme": "fujian"}).json()
        assert page.status_code == 200
        assert {each["choice"] for each in whole["readings"]} >= {"reporting_limbs", "appeal_suspends"}
        assert all(f'href="/clusters/{each["cluster"]}"' in page.text for each in whole["resting"])
        assert browser.get("/interpretations", params={"cluster": "none"}).status_code == 404


def test_a_run_can_be_asked_as_things_were_known_then(standing: Service) -> None:
    asked = {**LATER, "on": "2025-01-01", "known_at": "2026-01-05"}
    with Browser(standing, "auditor") as browser:
        page = browser.get("/what-if", params=asked)
        assert page.status_code == 200
        assert "截至 2025-01-01" in page.text
        early = {**LATER, "cluster": "c1", "known_at": "2020-01-01"}
        assert browser.get("/what-if", params=early).status_code == 404
