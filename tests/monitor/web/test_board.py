"""The board: what needs attention, whom it shows what, and what cannot be read."""

from collections.abc import Iterator

import pytest

from tests.monitor.api.serving import JINJIANG, Service, fact, post
from tests.monitor.web.conftest import Browser
from tests.monitor.web.reading import LISTS, clusters_on, rows, shown, tree
from tests.projections.test_follow import poison


@pytest.fixture(scope="module")
def province(standing: Service) -> Iterator[Browser]:
    with Browser(standing, "province") as browser:
        yield browser


def test_the_board_says_what_needs_attention_and_leads_to_it(province: Browser) -> None:
    page = tree(province.get("/"))
    figures = {
        " ".join(each.text_content().split()): each.get("href")
        for each in page.xpath("//ul[@class='figures']//a")
    }
    assert figures["2个集群有情形成立"] == "/clusters?ground=any"
    assert figures["2项逾期"] == "/due?sort=overdue"
    assert figures["0项日期未定"] == "/due?sort=provisional"
    for address in figures.values():
        assert province.get(address).status_code == 200
    waiting = rows(province.get("/"))
    assert "情形成立 报送与监督：未及时报送 年度培育情况信息表 2024" in waiting[0][2]
    assert waiting[0][3:] == ["自2025-03-31", "责任单位省级主管部门"]
    assert page.xpath("//div[@class='matrix compact']//tbody/tr[1]//abbr/@title")[-2] == (
        "年度培育情况信息表，逾期未报，截止 2025-03-30"
    )
    assert page.xpath("//svg//a[@href='/due?day=2026-03-30']/@aria-label") == ["2026-03-30（工作日）：2 项"]
    assert page.xpath("//ul[@class='tiles']//a/@href")[0].startswith("/clusters?programme=fujian&province=")


@pytest.mark.parametrize("role", ["system-admin", "security-admin", "audit-admin"])
def test_who_looks_after_accounts_sees_no_cluster_and_where_else_to_go(standing: Service, role: str) -> None:
    with Browser(standing, role) as browser:
        board = browser.get("/")
        assert "您的角色不查看集群" in shown(board)
        assert "/account" in tree(board).xpath("//main//a/@href")
        for path in ("/", *LISTS):
            assert clusters_on(browser.get(path)) == set(), path
            assert "晋江" not in browser.get(path).text


def test_a_cluster_that_cannot_be_read_is_unknown_and_says_so(small: Service) -> None:
    with small.client("province") as client:
        assert post(client, "c1", fact("cluster-recognised", "2024-07-10", **JINJIANG)).status_code == 201
    with Browser(small, "province") as browser:
        assert "情况未知" not in shown(browser.get("/clusters"))
        poison(small.monitor.engine, "c1")
        assert rows(browser.get("/clusters"))[0][1].endswith("的记录无法读取，情况未知")
        assert clusters_on(browser.get("/clusters", params={"ground": "unknown"})) == {"c1"}
        board = browser.get("/")
        assert "1个集群有情形未知" in shown(board)
        assert "? 无法读取" in rows(board)[0][2]
        assert tree(browser.get("/reports")).xpath("//tbody//abbr/@title") == ["未知"] * 5
        assert browser.get("/clusters.csv").status_code == 200
