"""Looking through clusters and last days: filters, counts, order, pages, other times; the board."""

import shutil
from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from domain.rulebook import Rulebook
from monitor.answers import due_search, roster_search
from monitor.answers.acting import acting, deciding
from monitor.answers.board import City, due_by_day, figures, matters, regions
from monitor.answers.roster_search import Search, When, everything, search
from monitor.database import open_database
from tests.given import law
from tests.office import Office, evening, line, recognised

ON = "2026-02-10"


@pytest.fixture(scope="module")
def office(initialised_sqlite: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Three clusters: one reported in time, one never did, one of Shandong never did either."""
    file = tmp_path_factory.mktemp("search") / "monitor.db"
    shutil.copy(str(initialised_sqlite), file)
    engine = open_database(str(file))
    try:
        found = Office(engine)
        found.record(
            "2025-09-02",
            recognised("a", "2023-07-10"),
            line("annual-report-filed", "2024-03-20", "a", year=2023),
            line("annual-report-filed", "2025-03-20", "a", year=2024),
            recognised("b", "2024-07-10"),
            recognised("sd", "2023-09-10", "shandong"),
        )
        yield found
    finally:
        engine.dispose()


def now(day: str = ON) -> When:
    return When(date.fromisoformat(day), evening(day), is_now=True)


def then(day: str, known: str = ON) -> When:
    return When(date.fromisoformat(day), evening(known), is_now=False)


def wanted(name: str, value: str) -> Search:
    return msgspec.convert({name: value}, Search)


def names(found: roster_search.Found) -> list[str]:
    return [row.line["cluster"] for row in found.rows]


def test_a_filter_shows_the_clusters_it_names(office: Office) -> None:
    asked = {
        "programme": "shandong",
        "ground": "reporting",
        "due": "overdue",
        "standing": "revoked",
        "text": "A",
    }
    shown = {name: names(search(office.monitor, now(), wanted(name, value))) for name, value in asked.items()}
    assert shown == {
        "programme": ["sd"],
        "ground": ["b", "sd"],
        "due": ["b", "sd"],
        "standing": [],
        "text": ["a"],
    }


def test_beside_a_filter_stands_how_many_one_would_see_by_choosing_it(office: Office) -> None:
    found = search(office.monitor, now(), Search(programme="shandong"))
    assert found.facets["programme"] == {"fujian": 2, "shandong": 1}
    assert found.facets["ground"] == {"reporting": 1, "any": 1}
    assert found.total == 1
    for facet, counts in search(office.monitor, now(), Search()).facets.items():
        for value, count in counts.items():
            assert search(office.monitor, now(), wanted(facet, value)).total == count, (facet, value)


@pytest.mark.parametrize(("sort", "order"), [("cluster", "a b sd"), ("valid", "a sd b"), ("due", "sd b a")])
def test_pages_follow_one_another_in_the_order_asked_for(
    office: Office, sort: roster_search.Sort, order: str
) -> None:
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        found = search(office.monitor, now(), Search(sort=sort, after=after, limit=1))
        seen += names(found)
        after = found.after
        assert found.total == 3
    assert seen == order.split()


def test_about_another_day_only_the_clusters_of_the_page_are_folded_and_say_the_same(office: Office) -> None:
    quick = search(office.monitor, then("2025-03-31"), Search(sort="cluster"))
    whole = search(office.monitor, then("2025-03-31"), Search(sort="due"))
    assert names(quick) == ["a", "b", "sd"]
    told = {row.line["cluster"]: row for row in whole.rows}
    for row in quick.rows:
        other = told[row.line["cluster"]]
        named = ("standing", "stage", "valid_to", "open_grounds")
        assert [row.line[name] for name in named] == [other.line[name] for name in named]
        shown = [
            [(each["kind"], each["due_on"], each["days_left"]) for each in one.open] for one in (row, other)
        ]
        assert shown[0] == shown[1]
    assert told["b"].open[0]["days_left"] == -1


def test_before_something_was_known_nobody_is_in_the_list(office: Office) -> None:
    assert search(office.monitor, then("2025-03-31", "2025-09-01"), Search()).total == 0


def test_last_days_are_found_by_sort_kind_place_and_day(office: Office) -> None:
    def found(**asked: str) -> list[tuple[str, str, str]]:
        rows = due_search.search(office.monitor, now(), msgspec.convert(asked, due_search.Search)).rows
        return [(row.line["cluster"], row.due["kind"], row.due["due_on"]) for row in rows]

    assert found(sort="overdue", kind="annual-report") == [("b", "annual-report", "2025-03-30")]
    assert found(sort="soon") == [("sd", "work-summary", "2026-02-28")]
    assert found(day="2026-03-30") == [
        ("a", "annual-report", "2026-03-30"),
        ("b", "annual-report", "2026-03-30"),
    ]
    assert found(programme="shandong", kind="review-application") == [
        ("sd", "review-application", "2026-12-31")
    ]
    assert found(text="nowhere") == []


def test_pages_of_last_days_follow_one_another_by_day(office: Office) -> None:
    whole = [row.due for row in due_search.search(office.monitor, now(), due_search.Search()).rows]
    seen = []
    after: str | None = ""
    while after is not None:
        found = due_search.search(office.monitor, now(), due_search.Search(after=after, limit=2))
        seen += [row.due for row in found.rows]
        after = found.after
    assert seen == whole
    assert [each["due_on"] for each in whole] == sorted(each["due_on"] for each in whole)


def test_the_board_counts_what_the_lists_show(office: Office) -> None:
    rows = everything(office.monitor, now())
    counted = figures(rows)
    for sort in ("overdue", "soon", "provisional", "own"):
        listed = due_search.search(office.monitor, now(), due_search.Search(sort=sort)).total
        assert getattr(counted, sort) == listed
    assert counted.grounds == search(office.monitor, now(), Search(ground="any")).total == 2
    assert counted.clusters == 3


def test_on_the_board_grounds_come_before_overdue_reports_and_the_newest_first(office: Office) -> None:
    told = [
        (each.sort, each.since, each.line["cluster"]) for each in matters(everything(office.monitor, now()))
    ]
    assert told[:4] == [
        ("ground", "2025-04-01", "sd"),
        ("ground", "2025-03-31", "b"),
        ("ground", "2025-03-01", "sd"),
        ("ground", "2024-04-01", "sd"),
    ]
    assert {sort for sort, _, _ in told[5:]} == {"overdue"}


def test_a_region_says_how_many_stand_how_and_where_there_is_trouble(office: Office) -> None:
    found = {region.programme: region for region in regions(everything(office.monitor, now()))}
    assert found["fujian"].standings == {"recognised": 2}
    assert [(city.clusters, city.troubled) for city in found["fujian"].cities] == [(2, 1)]
    assert [isinstance(city, City) for city in found["shandong"].cities] == [True]


def test_last_days_are_counted_by_day(office: Office) -> None:
    assert due_by_day(everything(office.monitor, now()))[date(2026, 3, 30)] == 2


def book(programme: str) -> Rulebook:
    return law(programme).book


@pytest.mark.parametrize(
    ("programme", "kind", "who"),
    [
        ("fujian", "annual-report", "cluster"),  # 第十五条
        ("hainan", "annual-report", "county"),  # 第十三条
        ("heilongjiang", "annual-report", "city"),  # 第十三条
        ("shandong", "work-summary", "cluster"),  # 第十条
        ("shandong", "city-report", "city"),  # 第十一条
        ("fujian", "major-change", "applicant"),
        ("fujian", "appeal", "applicant"),
        ("fujian", "answer", "province"),
        ("national", "public-notice", "ministry"),
        ("fujian", "city-report", None),
    ],
)
def test_the_rulebook_says_whose_turn_it_is(programme: str, kind: str, who: str | None) -> None:
    assert acting(kind, book(programme)) == who
    assert deciding(book(programme)) in {"province", "ministry"}
