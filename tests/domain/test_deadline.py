"""Every window and obligation prints what its last day follows from, and can be counted again."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.assessment import Assessment
from domain.deadline import Deadline, check_deadline, deadline_of_obligation, deadline_of_window
from tests.given import FAR, Story, calendar, law, look

EDITION = calendar().known_on(FAR)
REVOKED = Story().recognised().reported(2023, 2024).revoked("2026-01-30", "2026-02-02")
ONE_DAY = timedelta(days=1)


def of_windows(seen: Assessment) -> dict[str, Deadline]:
    return {each.kind: deadline_of_window(each, EDITION) for each in seen.windows}


def of_obligation(seen: Assessment, kind: str, period: str, programme: str, **choices: Any) -> Deadline:
    (owed,) = [each for each in seen.obligations if (each.kind, each.period) == (kind, period)]
    return deadline_of_obligation(owed, law(programme, **choices).book, EDITION)


def test_the_appeal_is_counted_from_its_service_with_clause_and_days() -> None:
    appeal = of_windows(look(REVOKED, "2026-02-10"))["appeal"]
    assert (appeal.start.type, str(appeal.start.opens_on)) == ("decision-served", "2026-02-02")
    assert (appeal.about, appeal.cited.clause, appeal.cited.basis) == ("c1", "第十六条", "lapsed")
    assert appeal.counted is not None
    assert (appeal.counted.length, str(appeal.due_on)) == (15, "2026-02-28")
    assert check_deadline(appeal)


def test_every_window_of_a_served_decision_can_be_counted_again() -> None:
    lodged = (
        Story()
        .recognised()
        .then("public-notice-posted", "2023-06-01", working_days=5)
        .reported(2023)
        .revoked("2026-01-30", "2026-02-02")
        .then("appeal-lodged", "2026-02-10", case="c1")
    )
    found = of_windows(look(lodged, "2026-03-10"))
    assert set(found) == {"appeal", "answer", "reconsideration", "litigation", "public-notice"}
    assert all(map(check_deadline, found.values()))
    assert found["public-notice"].about == "2023-06-01"


def test_a_deemed_service_names_the_day_of_posting_and_the_day_it_takes_effect() -> None:
    posted = Story().recognised().reported(2023, 2024).revoked("2026-01-05", "2026-01-08", "public-notice")
    start = of_windows(look(posted, "2026-03-01"))["appeal"].start
    assert (str(start.effective_on), str(start.opens_on)) == ("2026-01-08", "2026-02-07")


def test_a_party_told_a_later_day_has_that_day() -> None:
    told = Story().recognised().reported(2023, 2024)
    told.revoked("2026-01-30", "2026-02-02", told_last_day="2026-03-05")
    appeal = of_windows(look(told, "2026-02-10"))["appeal"]
    assert appeal.counted is not None
    assert (str(appeal.counted.due_on), str(appeal.due_on)) == ("2026-02-28", "2026-03-05")
    assert check_deadline(appeal)
    assert not check_deadline(replace(appeal, told_last_day=None))


def test_a_yearly_report_is_due_on_a_named_day_that_is_not_counted() -> None:
    report = of_obligation(look(REVOKED, "2026-01-10"), "annual-report", "2024", "fujian")
    assert report.counted is None
    assert report.fixed is not None
    assert (report.fixed.by, str(report.fixed.stated_on)) == ("annual-day", "2025-03-30")
    assert (report.start.type, report.state, str(report.due_on)) == (
        "cluster-recognised",
        "met",
        "2025-03-30",
    )
    assert check_deadline(report)


def test_a_named_day_that_rolls_lists_the_days_rolled_past() -> None:
    seen = look(REVOKED, "2026-01-10", annual_date_roll="next-working-day", by_includes_the_day=False)
    report = of_obligation(
        seen,
        "annual-report",
        "2024",
        "fujian",
        annual_date_roll="next-working-day",
        by_includes_the_day=False,
    )
    assert report.fixed is not None
    assert [str(each.day) for each in report.fixed.days] == ["2025-03-29", "2025-03-30", "2025-03-31"]
    assert (str(report.fixed.stated_on), str(report.due_on)) == ("2025-03-30", "2025-03-31")
    assert check_deadline(report)
    assert not check_deadline(replace(report, fixed=replace(report.fixed, days=report.fixed.days[:-1])))
    assert not check_deadline(replace(report, fixed=replace(report.fixed, days=report.fixed.days[1:])))
    assert not check_deadline(replace(report, fixed=replace(report.fixed, days=())))
    assert not check_deadline(replace(report, fixed=replace(report.fixed, rolls=False)))


def test_a_major_change_is_counted_in_months_and_rolls() -> None:
    changed = Story().recognised().then("major-change-occurred", "2025-12-31", change="ch1", kind="operator")
    filing = of_obligation(look(changed, "2026-01-10"), "major-change", "ch1", "fujian")
    assert filing.counted is not None
    assert (filing.counted.unit, str(filing.counted.rolled_from), str(filing.due_on)) == (
        "months",
        "2026-01-31",
        "2026-02-02",
    )
    assert check_deadline(filing)


def test_where_the_text_gives_no_period_there_is_no_last_day_to_certify() -> None:
    changed = Story().recognised().then("major-change-occurred", "2025-12-31", change="ch1", kind="operator")
    seen = look(changed, "2026-01-10", change_filing="undetermined")
    filing = of_obligation(seen, "major-change", "ch1", "fujian", change_filing="undetermined")
    assert (filing.counted, filing.fixed, filing.due_on) == (None, None, None)
    assert check_deadline(filing)
    assert not check_deadline(replace(filing, due_on=date(2026, 1, 31)))


@pytest.mark.parametrize(
    ("programme", "on", "by", "due_on"),
    [
        ("fujian", "2026-05-20", "announced", "2026-05-31"),
        ("shandong", "2026-05-20", "year-end", "2026-12-31"),
    ],
)
def test_the_application_for_review_is_due_by_the_round_or_the_end_of_the_year(
    programme: str, on: str, by: str, due_on: str
) -> None:
    story = Story(programme).recognised("2023-07-10", valid_from="2023-07-10", valid_to="2026-07-10")
    if by == "announced":
        story.then("review-round-opened", "2026-05-01", apply_by="2026-05-31")
    application = of_obligation(look(story, on), "review-application", "2026", programme)
    assert application.fixed is not None
    assert (application.fixed.by, str(application.due_on)) == (by, due_on)
    assert check_deadline(application)


def test_altering_the_last_day_the_start_or_the_calendar_is_found() -> None:
    appeal = of_windows(look(REVOKED, "2026-02-10"))["appeal"]
    assert appeal.due_on is not None
    later = replace(appeal.start, opens_on=appeal.start.opens_on + ONE_DAY)
    assert not check_deadline(replace(appeal, due_on=appeal.due_on + ONE_DAY))
    assert not check_deadline(replace(appeal, due_on=None))
    assert not check_deadline(replace(appeal, start=later))
    assert not check_deadline(replace(appeal, calendar="sha256:00"))
    report = of_obligation(look(REVOKED, "2026-01-10"), "annual-report", "2024", "fujian")
    assert report.fixed is not None
    assert report.due_on is not None
    assert not check_deadline(replace(report, due_on=report.due_on + ONE_DAY))
    assert not check_deadline(replace(report, fixed=replace(report.fixed, includes_the_day=False)))
    listed = appeal.counted.days if appeal.counted else ()
    assert not check_deadline(replace(report, fixed=replace(report.fixed, days=listed)))
