"""The board and the lists: what officers read, whom they may see, other times, files, hostile names."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx2
import pytest
from icalendar import Calendar
from lxml import html
from python_calamine import CalamineWorkbook

from monitor.web.drawings.bars import life_bar, stacked_bar
from monitor.web.drawings.heat_map import Day, heat_map
from tests.acceptance.corpus import texts, wrong_with
from tests.monitor.api.conftest import fill
from tests.monitor.api.serving import JINJIANG, Service, fact, post
from tests.monitor.web.conftest import Browser
from tests.projections.test_follow import poison

LISTS = ("/clusters", "/due", "/alerts", "/reports")
FORMS = ("json", "csv", "xlsx")
SEEN = {
    "province": {"c1", "x1"},
    "auditor": {"c1", "x1"},
    "city": {"c1"},
    "county": {"c1"},
    "operator": {"c1"},
}


@pytest.fixture(scope="module")
def province(standing: Service) -> Iterator[Browser]:
    with Browser(standing, "province") as browser:
        yield browser


def tree(answer: httpx2.Response) -> Any:
    assert answer.status_code == 200, answer.text[:500]
    return html.fromstring(answer.text)


def shown(answer: httpx2.Response) -> str:
    """Return the words of a page, the blanks between them as one."""
    return " ".join(tree(answer).text_content().split())


def rows(answer: httpx2.Response) -> list[list[str]]:
    """Return the cells of the first table."""
    table = tree(answer).xpath("//table")[0]
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
        for row in table.xpath(".//tbody/tr")
    ]


def clusters_on(answer: httpx2.Response) -> set[str]:
    """Return the clusters that a page leads to."""
    links = tree(answer).xpath("//main//a/@href")
    return {link.split("/")[2].split("?")[0] for link in links if link.startswith("/clusters/")}


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
    assert page.xpath("//svg//a[@href='/due?day=2026-03-30']/@aria-label") == ["2026-03-30（工作日）：2 项"]
    assert page.xpath("//ul[@class='tiles']//a/@href")[0].startswith("/clusters?programme=fujian&province=")


@pytest.mark.parametrize("role", sorted(SEEN))
def test_each_sees_the_clusters_of_his_own_and_no_others(standing: Service, role: str) -> None:
    with Browser(standing, role) as browser:
        for path in ("/", *LISTS):
            assert clusters_on(browser.get(path)) == SEEN[role], path
        for path in LISTS:
            lines = browser.get(f"{path}.json").json()
            assert {each["cluster"] for each in lines} == SEEN[role], path
        other = browser.get("/alerts", params={"cluster": "x1"})
        assert other.status_code == (200 if "x1" in SEEN[role] else 404)


@pytest.mark.parametrize("role", ["system-admin", "security-admin", "audit-admin"])
def test_who_looks_after_accounts_sees_no_cluster_and_where_else_to_go(standing: Service, role: str) -> None:
    with Browser(standing, role) as browser:
        board = browser.get("/")
        assert "您的角色不查看集群" in shown(board)
        assert "/account" in tree(board).xpath("//main//a/@href")
        for path in ("/", *LISTS):
            assert clusters_on(browser.get(path)) == set(), path
            assert "晋江" not in browser.get(path).text


def test_a_cluster_is_listed_with_its_standing_ground_and_nearest_deadline(province: Browser) -> None:
    found = rows(province.get("/clusters", params={"city": "泉州市"}))
    assert found == [
        [
            "晋江运动鞋产业集群c1",
            "状态● 已认定▲ 报送与监督",
            "地区泉州市晋江市",
            "有效期至2027-07-10",
            "最近期限2025-03-30逾期 282 天",
            "事项年度培育情况信息表 2024另有 1 项",
            "责任单位集群",
        ]
    ]


def test_choices_stand_beside_the_list_with_their_counts(province: Browser) -> None:
    page = tree(province.get("/clusters", params={"q": "食品"}))
    facets = {
        " ".join(each.text_content().split()): each.get("href")
        for each in page.xpath("//nav[@class='facet']//a")
    }
    assert facets["已认定 1"] == "/clusters?q=%E9%A3%9F%E5%93%81&standing=recognised"
    chosen = tree(province.get(facets["报送与监督 1"])).xpath("//nav[@class='facet']//a[@aria-current]")
    assert [each.get("href") for each in chosen] == ["/clusters?q=%E9%A3%9F%E5%93%81"]


def test_the_list_of_last_days_names_the_clause_and_who_acts(province: Browser) -> None:
    found = rows(province.get("/due", params={"sort": "overdue", "city": "厦门市"}))
    assert [row[2:] for row in found] == [
        [
            "截止日2025-03-30",
            "剩余逾期 282 天",
            "事项年度培育情况信息表 2024",
            "责任单位集群",
            "情况▲ 逾期未完成",
            "条款与依据第十五条",
        ]
    ]


def test_the_matrix_says_in_words_what_each_mark_means(province: Browser) -> None:
    page = tree(province.get("/reports"))
    marks = page.xpath("//tbody/tr[1]//abbr/@title")
    assert marks[-2:] == [
        "年度培育情况信息表，逾期未报，截止 2025-03-30",
        "年度培育情况信息表，未到期，截止 2026-03-30",
    ]
    assert "逾期未报" in shown(province.get("/reports"))


def test_a_list_of_another_day_says_so_and_keeps_the_day_on_its_ways_on(province: Browser) -> None:
    asked = {"on": "2025-03-30", "known_at": "2026-01-06"}
    for path in LISTS:
        assert "2025-03-30 当日的情况" in shown(province.get(path, params=asked)), path
    page = province.get("/clusters", params=asked)
    assert "逾期" not in rows(page)[0][4]
    assert "今天" in rows(page)[0][4]
    links = tree(page).xpath("//div[@id='results']//a/@href")
    assert [link for link in links if "on=2025-03-30" not in link] == []
    before = province.get("/clusters", params={"on": "2025-03-30", "known_at": "2025-03-30"})
    assert "还没有集群" in shown(before)


def test_a_list_as_a_file_holds_what_the_page_shows(province: Browser) -> None:
    asked = {"sort": "overdue"}
    as_json = province.get("/due.json", params=asked).json()
    assert [each["due_on"] for each in as_json] == ["2025-03-30", "2025-03-30"]
    as_csv = list(csv.reader(io.StringIO(province.get("/due.csv", params=asked).content.decode("utf-8-sig"))))
    assert [row[0] for row in as_csv[1:]] == ["2025-03-30", "2025-03-30"]
    book = CalamineWorkbook.from_object(io.BytesIO(province.get("/due.xlsx", params=asked).content))
    assert len(book.get_sheet_by_index(0).to_python()) == 3
    told = {str(row[0]): row[1] for row in book.get_sheet_by_index(1).to_python()}
    assert told["问题"] == "due sort=overdue"
    answer = province.get("/due.ics", params=asked)
    assert answer.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [each.decoded("DTSTART") for each in events] == [date(2025, 3, 30)] * 2
    assert len(Calendar.from_ical(province.get("/clusters.ics").content).walk("VEVENT")) == len(
        province.get("/due.json").json()
    )


@pytest.mark.parametrize("path", LISTS)
def test_every_list_comes_in_every_form_to_keep(province: Browser, path: str) -> None:
    for form in FORMS:
        answer = province.get(f"{path}.{form}")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].endswith(f'.{form}"')
    assert province.get(f"{path}.pdf").status_code == 404


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/due?within=-1", "within"),
        ("/due?within=9999999999", "within"),
        ("/due?day=2026-02-30", "day"),
        ("/due?sort=fast", "sort"),
        ("/clusters?standing=fine", "standing"),
        ("/reports?years=1000", "years"),
        ("/clusters?on=yesterday", "on"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_name(province: Browser, address: str, told: str) -> None:
    answer = province.get(address)
    assert answer.status_code == 422
    assert told in html.fromstring(answer.text).text_content()


def test_a_made_up_cursor_is_refused(province: Browser) -> None:
    for path in LISTS:
        assert province.get(path, params={"cursor": "made-up"}).status_code == 422, path


def test_an_empty_list_says_what_to_do(province: Browser) -> None:
    assert "请放宽条件" in shown(province.get("/clusters", params={"q": "没有这样的"}))
    assert "请放宽条件" in shown(province.get("/due", params={"q": "没有这样的"}))
    assert "没有提醒" in shown(province.get("/alerts", params={"on": "2020-01-01"}))


def test_fields_left_empty_ask_for_everything(province: Browser) -> None:
    empty = dict.fromkeys(("q", "programme", "city", "day", "within", "kind", "on", "known_at"), "")
    assert clusters_on(province.get("/due", params=empty)) == {"c1", "x1"}


def test_the_lists_speak_english_when_asked_to(standing: Service) -> None:
    with Browser(standing, "province", "en") as browser:
        for path, words in (
            ("/", "clusters with grounds"),
            ("/clusters", "Nearest deadline"),
            ("/due", "deadlines"),
            ("/alerts", "not acknowledged"),
            ("/reports", "on time"),
        ):
            answer = browser.get(path)
            assert words in shown(answer), path
            assert '<html lang="en">' in answer.text


def test_names_that_mean_harm_do_none_on_any_page(small: Service) -> None:
    taken = {}
    with small.client("province") as client:
        for number, text in enumerate(texts()[::6]):
            stated = fact(
                "cluster-recognised", "2024-07-10", **{**JINJIANG, "name": text[:60], "city": text[:30]}
            )
            if post(client, f"h{number}", stated).status_code == 201:
                taken[f"h{number}"] = text
    assert len(taken) > 5
    with Browser(small, "province") as browser:
        for path in ("/", *LISTS):
            answer = browser.get(path)
            assert wrong_with(answer) is None, path
            page = tree(answer)
            assert len(page.xpath("//script")) == 1, path
            assert not page.xpath(
                "//main//*[@style or @onerror or @onload or @onclick]|//main//img|//main//iframe"
            ), path
            odd = {letter for letter in page.text_content() if not (letter.isprintable() or letter.isspace())}
            assert odd == set(), path
        for path in LISTS[:2]:
            assert clusters_on(browser.get(path)) == set(taken), path


def test_a_longer_list_goes_on_where_it_stopped(small: Service) -> None:
    with small.client("province") as client:
        lines = [
            fact("cluster-recognised", "2024-07-10", **JINJIANG) | {"cluster": f"p{n:03}"} for n in range(53)
        ]
        assert client.post("/facts", json=lines).status_code in {200, 201}
    with Browser(small, "province") as browser:
        for path in ("/clusters", "/reports", "/due"):
            seen: list[str] = []
            address: str | None = path
            while address is not None:
                page = browser.get(address)
                links = tree(page).xpath("//span[@class='named']/a/@href")
                seen += [link.split("/")[2] for link in links]
                onward = tree(page).xpath("//a[@rel='next']/@href")
                address = onward[0] if onward else None
            assert sorted(set(seen)) == [f"p{n:03}" for n in range(53)], path
            assert len(seen) in {53, 106}, path


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


# --- noting an alert ------------------------------------------------------------------------------


def newest(browser: Browser) -> str:
    """Return the address of the newest alert that one may see."""
    links = tree(browser.get("/alerts")).xpath("//tbody//a/@href")
    return next(str(link) for link in links if link.startswith("/alerts/"))


def test_an_officer_acknowledges_an_alert_and_all_see_by_whom_and_why(small: Service) -> None:
    fill(small)
    with Browser(small, "county") as county, Browser(small, "auditor") as auditor:
        alert = newest(county)
        sent = county.send_form(f"{alert}/acknowledge", reason="已电话催报<b>")
        assert (sent.status_code, sent.headers["location"]) == (303, alert)
        for page in (auditor.get(alert), auditor.get("/alerts", params={"cluster": "c1"})):
            assert "county 于 2026-01-06" in shown(page)
            assert "已电话催报<b>" in shown(page)
        again = county.send_form(f"{alert}/acknowledge", reason="再来一次")
        assert again.status_code == 409
        assert "该提醒已由 county 确认" in shown_refusal(again)
        assert "再来一次" in again.text


def test_an_alert_rests_until_a_day_to_come_and_nothing_typed_is_lost(small: Service) -> None:
    fill(small)
    with Browser(small, "city") as city:
        alert = newest(city)
        for until in ("2026-01-06", "2028-01-01", "tomorrow<", ""):
            refused = city.send_form(f"{alert}/snooze", until=until, reason="等待材料")
            assert refused.status_code == 422, until
            assert "等待材料" in refused.text
            assert "须在 2026-01-06 之后一年以内" in shown_refusal(refused)
        assert city.send_form(f"{alert}/snooze", until="2026-01-20", reason="等待材料").status_code == 303
        assert "暂缓至 2026-01-20" in shown(city.get(alert))


def shown_refusal(answer: httpx2.Response) -> str:
    box = html.fromstring(answer.text).xpath("//*[@id='refused']")
    return " ".join(box[0].text_content().split()) if box else ""


def test_who_only_reads_sees_an_alert_without_forms_and_cannot_note_it(standing: Service) -> None:
    with Browser(standing, "auditor") as auditor, Browser(standing, "county") as county:
        links = tree(auditor.get("/alerts", params={"cluster": "x1"})).xpath("//tbody//a/@href")
        alert = next(link for link in links if link.startswith("/alerts/"))
        assert tree(auditor.get(alert)).xpath("//main//form") == []
        assert auditor.send_form(f"{alert}/acknowledge", reason="x").status_code == 403
        assert county.get(alert).status_code == 404
        assert county.send_form(f"{alert}/acknowledge", reason="x").status_code == 404
        assert auditor.get("/alerts/none").status_code == 404


# --- drawings -----------------------------------------------------------------------------------


def test_the_heat_map_links_days_on_which_something_is_due_and_marks_rest_days() -> None:
    days = [
        Day(
            date(2026, 11, 16 + n), n if n in {2, 4} else 0, f"words {n}", n > 4, n == 6, n == 5, "/due?day=x"
        )
        for n in range(7)
    ]
    drawn = html.fromstring(str(heat_map(days, {11: "11月"}, "一二三四五六日", "caption")))
    assert [each.get("aria-label") for each in drawn.xpath("//a")] == ["words 2", "words 4"]
    assert [each.get("class") for each in drawn.xpath("//rect")] == [
        "heat-0", "heat-0", "heat-1", "heat-0", "heat-2", "heat-0 rest today", "heat-0 rest estimate",
    ]  # fmt: skip
    assert drawn.xpath("//text[@class='faint']")[0].text == "11月"


@pytest.mark.parametrize(
    ("on", "length", "state"),
    [
        ("2023-07-10", "0", "far"),
        ("2025-01-08", "49.95", "far"),
        ("2026-06-01", "96.35", "near"),
        ("2026-07-11", "100", "over"),
        ("2020-01-01", "0", "far"),
    ],
)
def test_a_validity_is_drawn_as_far_as_it_is_gone(on: str, length: str, state: str) -> None:
    drawn = html.fromstring(str(life_bar("2023-07-10", "2026-07-10", date.fromisoformat(on))))
    bar = drawn.xpath("//rect")[1]
    assert (bar.get("width"), bar.get("class")) == (length, state)


def test_without_a_validity_nothing_is_drawn() -> None:
    assert life_bar(None, "2026-07-10", date(2026, 1, 1)) is None


def test_the_parts_of_a_bar_fill_it() -> None:
    drawn = html.fromstring(
        str(stacked_bar({"recognised": 3, "revoked": 1}, {"recognised": "good", "revoked": "bad"}))
    )
    assert [(each.get("class"), each.get("x"), each.get("width")) for each in drawn.xpath("//rect")] == [
        ("part-good", "0", "75"),
        ("part-bad", "75", "25"),
    ]
