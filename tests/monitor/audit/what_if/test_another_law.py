"""What if another law, reading or calendar applied: who changes, from which day, by which clause."""

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.notices import Notice
from tests.monitor.audit.what_if.supposing import Supposing, flips
from tests.office import LIBRARY, line, recognised

BOOKS = LIBRARY.books


# --- another law ----------------------------------------------------------------------------------


def test_a_draft_over_a_province_tells_who_changes_from_which_day_by_which_clause(fujian: Supposing) -> None:
    answer = fujian.what_if(book=BOOKS["shandong-draft"], programme="fujian")
    assert (answer.programme, answer.checked) == ("fujian", 1)
    assert flips(answer) == [("fj-a", "2024-02-29", "第十条", "shandong-draft")]
    assert [flip.section for flip in answer.flips] == ["reports.work-summary"]
    assert answer.flips[0].changes == ("more-overdue", "obligations", "grounds")


def test_an_edition_is_run_on_the_clusters_of_its_own_programme(fujian: Supposing) -> None:
    answer = fujian.what_if(book=BOOKS["guangdong-draft"])
    assert (answer.programme, answer.checked, answer.flips) == ("guangdong", 1, ())


def test_a_remedy_that_the_other_law_lacks_is_told_with_the_clause_that_gave_it(log: Supposing) -> None:
    case: dict[str, Any] = {"case": "c1", "grounds": ["reporting"]}
    log.recorded(
        recognised("fj-a", "2023-07-10"),
        line("case-opened", "2025-05-06", "fj-a", **case),
        line("revocation-decided", "2025-06-06", "fj-a", **case, number="1号"),
        line("decision-served", "2025-06-09", "fj-a", case="c1", method="signed"),
    )
    answer = log.what_if(book=BOOKS["hainan-2023"], programme="fujian")
    assert flips(answer) == [("fj-a", "2025-06-09", "第十六条", "fujian-2022")]
    assert answer.flips[0].changes == ("windows",)
    assert [(month, base["windows"], tried["windows"]) for month, base, tried in answer.workload] == [
        ("2025-06", 1, 0)
    ]


def test_the_clause_responsible_is_that_of_the_text_which_changed(log: Supposing) -> None:
    book = BOOKS["fujian-2022"]
    graver = tuple(msgspec.structs.replace(each, grade="major") for each in book.incidents.thresholds)
    incidents = msgspec.structs.replace(book.incidents, article="第二十条", thresholds=graver)
    log.recorded(
        recognised("fj-a", "2026-07-10"),
        line("incident-reported", "2026-08-01", "fj-a", incident="i", category="work-safety", grade="larger"),
    )
    answer = log.what_if(book=msgspec.structs.replace(book, incidents=incidents, sha256="draft"))
    assert flips(answer) == [("fj-a", "2026-08-01", "第二十条", "fujian-2022")]
    assert (answer.flips[0].section, answer.flips[0].first.cited.clause) == ("incidents", "第十六条（五）")


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("2025-02-28", "2025-02-28"),
        ("2025-03-01", "2025-03-30"),
        ("2025-03-31", "2025-03-31"),
        ("2025-04-01", "2026-02-28"),
    ],
)
def test_nothing_before_the_start_differs(fujian: Supposing, start: str, first: str) -> None:
    book = BOOKS["shandong-draft"]
    answer = fujian.what_if(programme="fujian", book=book, start=date.fromisoformat(start))
    assert [str(flip.first.on) for flip in answer.flips] == [first]
    assert all(month >= start[:7] for month, _, _ in answer.workload)


def test_the_work_of_a_month_is_told_for_both_laws(fujian: Supposing) -> None:
    answer = fujian.what_if(book=BOOKS["shandong-draft"], programme="fujian", on="2025-03-30")
    work = {month: (base, tried) for month, base, tried in answer.workload}
    assert work["2025-02"][0] == {"deadlines": 0, "overdue": 0, "grounds": 0, "windows": 0}
    assert work["2025-02"][1]["deadlines"] == 1
    assert work["2025-03"][1] == {"deadlines": 1, "overdue": 1, "grounds": 1, "windows": 0}


# --- another reading, another calendar ------------------------------------------------------------


def test_a_reading_changes_those_whose_grounds_rest_on_it(fujian: Supposing) -> None:
    answer = fujian.what_if(choices={"reporting_limbs": "all"}, programme="fujian")
    assert flips(answer) == [("fj-a", "2025-03-31", "第十六条（三）", "fujian-2022")]
    assert (answer.flips[0].changes, answer.flips[0].section) == (
        ("saved", "grounds"),
        "choices.reporting_limbs",
    )


def served_in_2019(log: Supposing) -> Supposing:
    """Serve a decision and tell the last day as counted before the notice of 2019-03-22."""
    case: dict[str, Any] = {"case": "c1", "grounds": ["review"]}
    return log.recorded(
        recognised("fj-a", "2018-01-10"),
        line("case-opened", "2019-03-01", "fj-a", **case),
        line("revocation-decided", "2019-03-05", "fj-a", **case, number="1号"),
        line(
            "decision-served",
            "2019-04-09",
            "fj-a",
            case="c1",
            method="signed",
            told_last_day="2019-05-07",
        ),
    )


def test_a_promised_last_day_rests_on_the_choice_to_keep_it(log: Supposing) -> None:
    answer = served_in_2019(log).what_if(choices={"never_shorten_a_notified_window": False})
    ((difference,),) = [flip.differences for flip in answer.flips]
    days = [[(each.state, str(each.on)) for each in side] for side in (difference.was, difference.becomes)]
    assert days == [
        [("due", "2019-05-07"), ("lapsed", "2019-05-08")],
        [("due", "2019-04-29"), ("lapsed", "2019-04-30")],
    ]
    assert answer.flips[0].section == "choices.never_shorten_a_notified_window"


def test_another_calendar_moves_windows_and_no_law_is_blamed(log: Supposing) -> None:
    calm = Notice(year=2019, number="试", issued_on=date(2018, 12, 1), off=(date(2019, 4, 10),), work=())
    choices = {"never_shorten_a_notified_window": False}
    base = served_in_2019(log).what_if(choices=choices)
    moved = log.what_if(choices=choices, notices=(calm,))
    assert [str(flip.differences[0].becomes[0].on) for flip in base.flips] == ["2019-04-29"]
    assert ("due", "2019-05-01") in {
        (each.state, str(each.on)) for each in moved.flips[0].differences[0].becomes
    }
    only = log.what_if(notices=(calm,))
    assert {(flip.section, flip.cited.rulebook) for flip in only.flips} <= {(None, None)}
