"""What rests on how a text is read: one reading at a time, and several together."""

from datetime import date

import msgspec
import pytest

from domain.administration import CalendarOverridden
from domain.assessment import Law
from domain.refusal import RefusedError
from monitor.audit.branching.joint_readings import combined
from tests.monitor.audit.what_if.supposing import Supposing
from tests.office import LIBRARY, evening, line, recognised

BOOKS = LIBRARY.books


def test_what_rests_on_a_reading_is_told_with_its_question(fujian: Supposing) -> None:
    report = fujian.readings(programme="fujian")
    assert [(each.cluster, each.reading.choice, each.changes) for each in report.resting] == [
        ("fj-a", "reporting_limbs", ("saved", "grounds"))
    ]
    reading = report.resting[0].reading
    assert (reading.value, reading.alternative, reading.rulebook) == ("any", "all", "fujian-2022")
    assert reading.question == BOOKS["fujian-2022"].choices["reporting_limbs"].question
    assert (report.checked, report.on_readings) == (1, 1)


def test_every_other_reading_of_the_books_in_use_is_tried(fujian: Supposing) -> None:
    report = fujian.readings()
    tried = {(each.rulebook, each.choice, each.alternative) for each, _ in report.tried}
    assert tried == {
        (edition, name, alternative)
        for edition in ("fujian-2022", "guangdong-draft")
        for name, choice in BOOKS[edition].choices.items()
        for alternative in choice.alternatives
    }


def test_calendar_entries_are_counted_by_and_are_no_cluster(fujian: Supposing) -> None:
    fujian.recorded(recognised("fj-b", "2024-07-10"))
    holiday = CalendarOverridden(region="*", day=date(2026, 11, 23), working=False, basis="公告")
    fujian.office.monitor.record_calendar(holiday, date(2026, 11, 20), at=evening("2026-11-20"), by="clerk")
    assert [cluster for cluster, _ in fujian.branch().streams()] == ["fj-a", "fj-b", "gd-a"]
    assert list(fujian.branch().clusters()) == ["fj-a", "fj-b", "gd-a"]
    assert len(fujian.branch().calendar().overrides) == 1
    assert fujian.readings(programme="fujian").checked == 2


def test_what_comes_out_alike_under_every_reading_rests_on_the_facts(log: Supposing) -> None:
    log.recorded(
        recognised("fj-a", "2024-07-10"),
        line("annual-report-filed", "2025-03-03", "fj-a", year=2024),
        line("annual-report-filed", "2026-03-03", "fj-a", year=2025),
    )
    report = log.readings()
    assert (report.checked, report.on_readings, report.resting) == (1, 0, ())
    assert [count for _, count in report.tried] == [0] * len(report.tried)


def test_a_report_on_its_very_last_day_rests_on_whether_that_day_counts(log: Supposing) -> None:
    log.recorded(
        recognised("fj-a", "2024-07-10"),
        line("annual-report-filed", "2025-03-30", "fj-a", year=2024),
        line("annual-report-filed", "2026-03-03", "fj-a", year=2025),
    )
    (resting,) = log.readings(cluster="fj-a").resting
    assert (resting.reading.choice, str(resting.differences[0].on)) == ("by_includes_the_day", "2025-03-29")
    assert len(resting.differences) == 2


def surrendered_before_the_due_day(log: Supposing) -> Supposing:
    """One whose report on its last day is late only if it was owed at all, and that day does not count."""
    return log.recorded(
        recognised("fj-a", "2024-07-10"),
        line("recognition-surrendered", "2025-03-28", "fj-a"),
        line("annual-report-filed", "2025-03-30", "fj-a", year=2024),
    )


def test_what_two_readings_change_only_together_is_told_as_such(log: Supposing) -> None:
    surrendered_before_the_due_day(log)
    alone = log.readings()
    assert (alone.resting, alone.jointly, alone.on_readings) == ((), None, 0)
    report = log.readings(combinations=True)
    assert report.jointly is not None
    ((jointly),) = report.jointly
    assert {(each.choice, each.alternative) for each in jointly.readings} == {
        ("report_owed", "recognised-at-year-end"),
        ("by_includes_the_day", False),
    }
    assert [each.what for each in jointly.differences] == ["obligation", "ground"]
    assert report.on_readings == 1


def test_what_one_reading_changes_is_not_told_again_of_its_combinations(fujian: Supposing) -> None:
    assert fujian.readings(combinations=True).jointly == ()
    fujian.recorded(recognised("fj-b", "2024-07-10"))
    assert fujian.readings(combinations=True, programme="fujian").checked == 2


def test_too_many_combinations_are_refused() -> None:
    book = BOOKS["fujian-2022"]
    choice = book.choices["reporting_limbs"]
    many = {f"choice{number}": choice for number in range(13)}
    law = Law(book=msgspec.structs.replace(book, choices=many), statutes=LIBRARY.statutes)
    with pytest.raises(RefusedError, match="too-many-combinations"):
        combined(law)
