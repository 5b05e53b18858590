"""The board and the lists: what officers read, whom they may see, other times, files, hostile names."""

import csv
import io
from collections.abc import Iterator
from datetime import date

import pytest
from icalendar import Calendar
from lxml import html
from python_calamine import CalamineWorkbook

from domain.cluster import AnnualReportFiled
from tests.acceptance.corpus import texts, wrong_with
from tests.monitor.api.serving import JINJIANG, Service, fact, post
from tests.monitor.web.conftest import Browser
from tests.monitor.web.reading import LISTS, clusters_on, rows, shown, tree

FORMS = ("json", "csv", "xlsx", "ics")
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


def test_a_calendar_taken_again_has_a_newer_version_of_what_was_filed_and_withdrawn(small: Service) -> None:
    with small.client("province") as client, Browser(small, "province") as browser:
        post(client, "c1", fact("cluster-recognised", "2024-07-10", **JINJIANG))

        def version(path: str) -> tuple[int, str]:
            found = Calendar.from_ical(browser.get(path).content).walk("VEVENT")
            (one,) = [each for each in found if each.decoded("DTSTART") == date(2026, 3, 30)]
            return int(str(one["SEQUENCE"])), str(one["STATUS"])

        assert version("/due.ics") == version("/reports.ics") == (0, "CONFIRMED")
        post(client, "c1", fact("annual-report-filed", "2026-01-04", year=2025))
        assert version("/reports.ics") == (1, "CANCELLED")
        stream = small.monitor.log.stream("c1")
        event = next(each.id for each in stream if isinstance(each.body, AnnualReportFiled))
        post(client, "c1", fact("fact-withdrawn", "2026-01-05", event=event, reason="报错年度"))
        assert version("/due.ics") == version("/reports.ics") == (2, "CONFIRMED")


def test_alerts_as_a_calendar_stand_on_their_legal_days_and_warn_nobody(standing: Service) -> None:
    with Browser(standing, "province") as browser:
        listed = browser.get("/alerts.json").json()
        events = Calendar.from_ical(browser.get("/alerts.ics").content).walk("VEVENT")
    days = sorted(each["legal_on"] for each in listed)
    assert [each.decoded("DTSTART").isoformat() for each in events] == days
    assert [each.walk("VALARM") for each in events] == [[]] * len(days)


@pytest.mark.parametrize("path", [*LISTS, "/cases"])
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
