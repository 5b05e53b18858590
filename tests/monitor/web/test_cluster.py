"""The page of a cluster and what belongs to it, over real connections: what officers read there."""

import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from lxml import html

from domain.calendar import Calendar
from domain.events import FACTS
from monitor.answers.indicator_years import indicator_years
from monitor.answers.knowledge import knowledge_answer
from monitor.answers.why import why_answer
from monitor.audit.papers.certificates import Asked, Certified, certified
from monitor.codec import microseconds
from monitor.event_recorder import EventRecorder, KeyedEvent
from monitor.web.cluster.timeline import ADVERSE, LANES
from tests.given import noon
from tests.monitor.api.serving import JINJIANG, ROLES, XIAMEN, Service, fact, post, serving
from tests.monitor.web.conftest import Browser

HOSTILE = "德化陶瓷\u202e<script>alert(1)</script>"
PLACES = ("", "/step", "/difference", "/knowledge", "/certificate?kind=appeal", "/history.json")
INDICATORS: dict[str, Any] = {
    "output_yi": {"2022": 31.5, "2023": 35.8, "2024": 28.4},
    "sme_share_pct": 82.5,
    "area_km2": 88,
}


@pytest.fixture(scope="module")
def told(initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service in which a cluster was revoked after an accident, and another that did nothing."""
    file = shutil.copy(initialised_sqlite, tmp_path_factory.mktemp("cluster") / "monitor.db")
    with serving(f"sqlite:///{file}", "2025-03-20") as running:
        for user in ("clerk", "head"):
            running.add(user, ROLES["province"])
        with running.client("clerk") as clerk, running.client("head") as head:
            _tell(running, clerk, head)
        yield running


def _tell(running: Service, clerk: httpx2.Client, head: httpx2.Client) -> None:
    def do(kind: str, on: str, /, cluster: str = "c1", **data: Any) -> Any:
        officer = head if kind == "revocation-decided" else clerk  # four eyes
        answer = post(officer, cluster, fact(kind, on, **data))
        assert answer.status_code == 201, answer.text
        return answer.json()

    do("cluster-recognised", "2023-07-10", **{**JINJIANG, "name": HOSTILE})
    do("cluster-recognised", "2024-07-10", "x1", **XIAMEN)
    do("annual-report-filed", "2024-03-21", year=2023)
    running.on("2025-04-07")
    do("annual-report-filed", "2025-04-05", year=2024, indicators=INDICATORS)
    running.on("2025-09-01")
    do("incident-reported", "2025-08-03", incident="i1", category="work-safety", grade="larger")
    wrong = do("incident-reported", "2025-08-20", incident="i2", category="quality", grade="major")
    do("fact-withdrawn", "2025-09-01", event=wrong["id"], reason="误报<b>粗体</b>")
    running.on("2025-12-01")
    do("case-opened", "2025-12-01", case="k1", grounds=["incident"])
    running.on("2025-12-20")
    do("defence-invited", "2025-12-02", case="k1")
    do("defence-received", "2025-12-12", case="k1")
    do("revocation-decided", "2025-12-19", case="k1", grounds=["incident"], number="闽工信〔2025〕9号")
    running.on("2025-12-29")
    do("decision-served", "2025-12-29", case="k1", method="signed")
    running.on("2026-01-06")
    assert clerk.post("/tick").status_code == 200


def _page(running: Service, address: str, user: str = "province", language: str = "zh") -> Any:
    """Return the tree of a page that is shown."""
    with Browser(running, user, language) as browser:
        answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.text[-2_000:])
    return html.fromstring(answer.text)


def words(tree: Any) -> str:
    """Return the words of a part of a page, blanks taken together."""
    return " ".join(tree.text_content().split())


def after(page: Any, heading: str) -> Any:
    """Return what follows a heading."""
    return page.xpath(f"//h2[@id='{heading}']/following-sibling::*[1]")[0]


# --- who may see it -----------------------------------------------------------------------------


def test_who_may_not_see_a_cluster_finds_none_of_its_pages(told: Service) -> None:
    with Browser(told, "county") as county:
        assert county.get("/clusters/c1").status_code == 200
        for part in PLACES:
            answer = county.get(f"/clusters/x1{part}")
            assert answer.status_code == 404, part
            assert XIAMEN["name"] not in answer.text
            assert county.get(f"/clusters/nobody{part}").status_code == 404


def test_only_who_may_record_is_offered_the_form(told: Service) -> None:
    assert _page(told, "/clusters/c1").xpath("//a[@href='/clusters/c1/record']")
    assert not _page(told, "/clusters/c1", "auditor").xpath("//a[contains(@href, '/record')]")
    then = _page(told, "/clusters/c1?on=2025-12-30&known_at=2025-12-30")
    assert not then.xpath("//a[contains(@href, '/record')]")


# --- what is read there ---------------------------------------------------------------------------


def test_an_officer_reads_how_it_stands_and_by_when_who_must_act(told: Service) -> None:
    page = _page(told, "/clusters/c1")
    assert "已撤销 · 可申诉" in words(page.xpath("//div[@class='title']")[0])
    card = next(
        each for each in page.xpath("//div[contains(@class, 'card')]") if words(each).startswith("申诉 k1")
    )
    assert "2026-01-20" in words(card)
    assert "剩 14 天" in words(card)
    assert "第十六条" in words(card)
    certificate = card.xpath(".//a[contains(@href, 'certificate')]/@href")[0]
    assert certificate == "/clusters/c1/certificate?kind=appeal&about=k1"


def test_each_ground_tells_its_clause_and_the_events_it_rests_on(told: Service) -> None:
    tree = _page(told, "/clusters/c1").xpath("//ul[contains(@class, 'why')]/li")
    assert len(tree) == 5
    held = next(each for each in tree if "第十六条（五）" in words(each))
    assert "成立" in words(held)
    assert "所据记录已撤回" in words(held)
    linked = held.xpath(".//a[@data-event]/@href")
    page = _page(told, "/clusters/c1")
    assert linked
    assert all(page.xpath(f"//tr[@id='{each[1:]}']") for each in linked)
    late = next(each for each in tree if "第十六条（三）" in words(each))
    assert "如改取" in words(late)


def test_a_ground_that_holds_leads_to_its_case_or_to_the_form_that_opens_one(
    told: Service, small: Service
) -> None:
    assert "/clusters/c1/cases/k1" in _page(told, "/clusters/c1").xpath(
        "//ul[contains(@class, 'why')]//a/@href"
    )
    form = "/clusters/c1/record/case-opened"
    with small.client("province") as province:
        for stated in (
            fact("cluster-recognised", "2024-07-10", **JINJIANG),
            fact("misconduct-found", "2024-07-20", kind="illegality", description="…"),
        ):
            assert post(province, "c1", stated).is_success
        page = _page(small, "/clusters/c1")
        assert page.xpath("//ul[contains(@class, 'why')]//a[@class='button']/@href") == [form, form]
        ticked = _page(small, form).xpath("//input[@name='grounds'][@checked]/@value")
        assert ticked == ["integrity", "reporting"]
        assert (
            _page(small, f"{form}?grounds=integrity").xpath("//input[@name='grounds'][@checked]/@value")
            != ticked
        )
        for user, address in (("auditor", "/clusters/c1"), ("province", "/clusters/c1?on=2024-08-01")):
            assert form not in _page(small, address, user).xpath("//ul[contains(@class, 'why')]//a/@href")
        assert post(province, "c1", fact("case-opened", "2024-08-01", case="k9", grounds=ticked)).is_success
        ways = _page(small, "/clusters/c1").xpath("//ul[contains(@class, 'why')]//a/@href")
        assert ("/clusters/c1/cases/k9" in ways, form in ways) == (True, False)
        assert post(province, "c1", fact("case-dismissed", "2024-08-01", case="k9", reason="…")).is_success
        assert form in _page(small, "/clusters/c1").xpath("//ul[contains(@class, 'why')]//a/@href")


def test_what_was_withdrawn_stays_struck_with_its_reason(told: Service) -> None:
    row = _page(told, "/clusters/c1").xpath("//tr[contains(@class, 'gone')]")
    assert len(row) == 1
    assert row[0].xpath(".//s")
    assert "误报<b>粗体</b>" in words(row[0])
    assert not row[0].xpath(".//b")


@pytest.mark.parametrize(("view", "columns"), [("each", 7), ("facts", 7), ("brief", 5), ("json", 4)])
def test_the_history_is_shown_in_four_ways(told: Service, view: str, columns: int) -> None:
    page = _page(told, f"/clusters/c1?view={view}")
    table = page.xpath("//table[contains(@class, 'history')]")[0]
    assert len(table.xpath(".//thead//th")) == columns
    numbers = [words(each) for each in table.xpath(".//tbody/tr/th")]
    assert numbers[-1] == "#1"
    assert (len(numbers) == 11) == (view == "facts")


def test_every_event_of_the_timeline_leads_to_its_row_and_stands_on_its_day(told: Service) -> None:
    page = _page(told, "/clusters/c1")
    whole = page.xpath("//*[local-name()='svg' and contains(@class, 'timeline')]")[0]
    marks = whole.xpath(".//*[local-name()='a']")
    assert len(marks) >= 11
    assert all(page.xpath(f"//tr[@id='{mark.get('href')[1:]}']") for mark in marks)
    labels = [mark.get("aria-label") for mark in marks]
    assert "#3 2025-04-05 年度报送，2025-04-07 才记录" in labels
    assert whole.get("role") == "group"


def test_figures_are_held_against_the_criteria_by_year(told: Service) -> None:
    page = _page(told, "/clusters/c1")
    table = page.xpath("//h2[@id='indicators']/following-sibling::div//table")[0]
    output = next(words(row) for row in table.xpath(".//tr") if "产值均在30亿元" in words(row))
    assert "不符合" in output
    assert "各年均无法判定" in words(page)
    chart = page.xpath("//*[local-name()='svg' and contains(@class, 'indicator')]")[1]
    assert "2024: 28.4" in words(chart)
    assert "还没有报送指标" in words(_page(told, "/clusters/x1"))


def test_every_record_leads_to_its_receipt(told: Service) -> None:
    row = _page(told, "/clusters/c1").xpath("//tr[@id='e-1']")[0]
    address = row.xpath(".//a[contains(@href, 'receipt')]/@href")[0]
    assert told.monitor.log.stream("c1")[0].id in words(_page(told, address))


def test_hostile_names_and_reasons_are_harmless_on_every_page(told: Service) -> None:
    with Browser(told, "province") as browser:
        for part in PLACES[:-1]:
            text = browser.get(f"/clusters/c1{part}").text
            assert "<script>alert" not in text
            assert "\u202e" not in text
            assert "\\u202e" in text


@pytest.mark.parametrize("part", PLACES[:-1])
def test_every_page_is_there_in_english(told: Service, part: str) -> None:
    page = _page(told, f"/clusters/c1{part}", language="en")
    assert page.get("lang") == "en"
    assert len(page.xpath("//h1")) == 1


# --- times ----------------------------------------------------------------------------------------


def test_an_earlier_day_shows_what_was_true_and_known_then(told: Service) -> None:
    page = _page(told, "/clusters/c1?on=2025-09-15&known_at=2025-09-15")
    assert "已认定" in words(page.xpath("//div[@class='title']")[0])
    assert page.xpath("//div[contains(@class, 'replay')]")
    assert "k1" not in words(page.xpath("//main")[0])
    kept = page.xpath("//a[contains(@href, '/knowledge')]/@href")[0]
    assert "on=2025-09-15" in kept


def test_the_difference_names_what_changed_and_which_events_did_it(told: Service) -> None:
    page = _page(told, "/clusters/c1/difference?from=2025-12-25&to=2025-12-30&on=2025-12-30")
    tables = [words(each) for each in page.xpath("//table")]
    assert "阶段原未送达现可申诉" in tables[0]
    assert "决定送达" in tables[1]
    backwards = "/clusters/c1/difference?from=2025-12-30&to=2025-12-25"
    with Browser(told, "province") as browser:
        assert browser.get(backwards).status_code == 422
        assert browser.get("/clusters/c1/difference?from=yesterday").status_code == 422


def test_the_stepper_shows_each_event_with_what_was_known_right_after_it(told: Service) -> None:
    first = _page(told, "/clusters/c1/step?n=1")
    assert "已认定" in words(first.xpath("//div[@class='title']")[0])
    assert first.xpath("//a[@rel='next']/@href") == ["/clusters/c1/step?n=2"]
    assert not first.xpath("//a[@rel='prev']")
    last = _page(told, "/clusters/c1/step")
    assert not last.xpath("//a[@rel='next']")
    with Browser(told, "province") as browser:
        assert browser.get("/clusters/c1/step?n=999").status_code == 404


def test_two_axes_tell_since_when_a_standing_is_known(told: Service) -> None:
    page = _page(told, "/clusters/c1/knowledge")
    rows = [words(row) for row in page.xpath("//tbody/tr")]
    assert any("已撤销" in row and "至今" in row for row in rows)
    assert any("已认定" in row and "至今" not in row for row in rows)
    assert page.xpath("//*[local-name()='svg' and @role='img']")


# --- papers and files -------------------------------------------------------------------------------


def test_a_certificate_lists_the_days_that_count(told: Service) -> None:
    page = _page(told, "/clusters/c1/certificate?kind=appeal&about=k1")
    rows = page.xpath("//tbody/tr")
    counted = [row for row in rows if words(row.xpath("./td[3]")[0]) == "是"]
    assert len(counted) == 15
    assert words(rows[-1]).startswith("2026-01-20")
    with Browser(told, "province") as browser:
        assert browser.get("/clusters/c1/certificate?kind=answer").status_code == 404


def test_the_history_is_there_as_files(told: Service) -> None:
    with Browser(told, "province") as browser:
        answer = browser.get("/clusters/c1/history.json")
        assert answer.status_code == 200, answer.text
        lines = answer.json()
        assert lines[0]["type"] == "cluster-recognised"
        assert len(browser.get("/clusters/c1/history.json?known_at=2025-04-08").json()) < len(lines)
        assert browser.get("/clusters/c1/history.csv").content.startswith(b"\xef\xbb\xbf")
        workbook = browser.get("/clusters/c1/history.xlsx")
        assert workbook.content.startswith(b"PK")
        assert 'filename="c1-history.xlsx"' in workbook.headers["content-disposition"]
        assert browser.get("/clusters/c1/history.exe").status_code == 404


# --- what cannot be read ------------------------------------------------------------------------------


def test_a_cluster_in_quarantine_shows_why_and_its_raw_records(small: Service) -> None:
    with small.client("province") as province:
        post(province, "c1", fact("cluster-recognised", "2024-07-10", **JINJIANG))
    strange = KeyedEvent(
        originator_id="c1",
        originator_version=2,
        topic="annual-report-filed.v9",
        state=b'{"year":2025,"note":"<i>\\u202e"}',
        recorded_at=microseconds(small.clock.at),
        key=None,
    )
    EventRecorder(small.monitor.engine).insert_events([strange])
    page = _page(small, "/clusters/c1")
    assert "已隔离" in words(page.xpath("//div[@class='title']")[0])
    assert "annual-report-filed.v9" in words(page)
    assert JINJIANG["name"] in words(page.xpath("//table")[0])
    assert not page.xpath("//table//i")


# --- the answers that the pages take ----------------------------------------------------------------------


def _certified(told: Service, cluster: str, on: str) -> Certified:
    return certified(told.monitor, Asked(cluster, date.fromisoformat(on), told.clock.at))


def test_why_names_every_ground_and_takes_no_unseen_clause_for_fine(told: Service) -> None:
    grounds = why_answer(_certified(told, "c1", "2026-01-06"))
    assert {each["code"]: each["state"] for each in grounds} == {
        "review": "absent",
        "integrity": "absent",
        "reporting": "cured",
        "change": "absent",
        "incident": "established",
    }
    found = _certified(told, "c1", "2026-01-06")
    book = found.law.book
    unseen = msgspec.structs.replace(book.grounds[1], seen=False)
    partly = msgspec.structs.replace(book, grounds=(book.grounds[0], unseen))
    law = msgspec.structs.replace(found.law, book=partly)
    assert why_answer(found._replace(law=law))[1]["state"] == "unknown"


def test_a_figure_of_an_earlier_report_counts_for_its_year_and_missing_ones_are_unknown(
    told: Service,
) -> None:
    found = indicator_years(_certified(told, "c1", "2026-01-06"))
    assert [each["year"] for each in found["years"]] == [2024]
    series = {each["name"]: each["series"] for each in found["criteria"] if each["series"]}
    output = next(each for each in series.values() if "output_yi" in each["indicators"])
    assert [(each["year"], each["verdict"]) for each in output["points"]] == [
        (2022, "met"),
        (2023, "met"),
        (2024, "not-met"),
    ]
    assert indicator_years(_certified(told, "c1", "2025-04-04"))["years"] == []


def test_each_rectangle_says_what_the_status_of_its_days_and_knowledge_says(told: Service) -> None:
    for each in knowledge_answer(told.monitor, "c1", told.clock.at):
        on = date.fromisoformat(each["legal_from"] or "2023-01-01")
        known_at = datetime.fromisoformat(each["known_from"])
        status = told.monitor.status("c1", on=on, known_at=known_at)
        assert (status["standing"], status["valid_to"]) == (each["standing"], each["valid_to"])


# --- the tables the pictures are made by ----------------------------------------------------------------


def test_every_fact_has_its_lane() -> None:
    placed = [name for types in LANES.values() for name in types]
    assert len(placed) == len(set(placed))
    assert set(FACTS) <= set(placed)
    assert set(placed) >= ADVERSE


def test_days_off_are_those_of_our_calendar(told: Service) -> None:
    page = _page(told, "/clusters/c1")
    strip = page.xpath("//*[local-name()='svg' and contains(@class, 'timeline')]")[1]
    shaded = strip.xpath(".//*[local-name()='g' and @class='off']/*")
    calendar: Calendar = told.monitor.calendar()
    edition = calendar.known_on(noon("2026-01-06").date())
    days = [noon("2026-01-06").date().toordinal() + n for n in range(-90, 90)]
    off = [n for n in days if not edition.is_working(noon("2026-01-06").date().fromordinal(n))]
    assert len(shaded) == len(off)
    assert re.fullmatch(r"[0-9.]+", shaded[0].get("x"))
