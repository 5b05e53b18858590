from datetime import date, timedelta
from typing import Any

import pytest

from tests.given import Story, attentions, look, obligation

REPORTS = [
    ("fujian", "annual-report", "2025-03-30"),
    ("hainan", "annual-report", "2025-03-30"),
    ("guangdong", "annual-report", "2025-03-31"),
    ("shandong", "work-summary", "2025-02-28"),
    ("shandong", "city-report", "2025-03-31"),
    ("heilongjiang", "annual-report", "2025-03-10"),
    ("national", "annual-report", "2025-04-30"),
]


@pytest.mark.parametrize(("programme", "kind", "due_on"), REPORTS)
def test_a_yearly_report_is_open_on_its_due_day_and_overdue_the_day_after(
    programme: str, kind: str, due_on: str
) -> None:
    story = Story(programme).recognised("2024-07-10")
    assert obligation(look(story, due_on), kind, "2024") == (due_on, "open", None)
    after = (date.fromisoformat(due_on) + timedelta(days=1)).isoformat()
    assert obligation(look(story, after), kind, "2024") == (due_on, "overdue", None)


def test_the_end_of_february_follows_the_leap_year() -> None:
    story = Story("shandong").recognised("2022-07-10")
    assert obligation(look(story, "2024-02-29"), "work-summary", "2023") == ("2024-02-29", "open", None)


@pytest.mark.parametrize(
    ("filed", "state"), [("2025-03-29", "met"), ("2025-03-30", "met"), ("2025-03-31", "met-late")]
)
def test_a_report_received_on_the_due_day_is_in_time(filed: str, state: str) -> None:
    story = Story().recognised("2024-07-10").then("annual-report-filed", filed, year=2024)
    assert obligation(look(story, filed), "annual-report", "2024") == ("2025-03-30", state, filed)


def test_the_first_report_counts_and_a_withdrawn_one_does_not() -> None:
    story = Story().recognised("2024-07-10").then("annual-report-filed", "2025-03-01", year=2024)
    wrong = story.last_id
    story.then("annual-report-filed", "2025-04-02", year=2024)
    assert obligation(look(story, "2025-05-01"), "annual-report", "2024")[2] == "2025-03-01"
    story.then("fact-withdrawn", "2025-05-02", event=wrong, reason="录错集群")
    assert obligation(look(story, "2025-05-02"), "annual-report", "2024") == (
        "2025-03-30",
        "met-late",
        "2025-04-02",
    )


def test_in_shandong_each_report_meets_only_its_own_obligation() -> None:
    story = Story("shandong").recognised("2024-07-10")
    story.then("annual-report-filed", "2025-02-20", year=2024, report="work-summary")
    seen = look(story, "2025-04-01")
    assert obligation(seen, "work-summary", "2024")[1] == "met"
    assert obligation(seen, "city-report", "2024")[1] == "overdue"


def test_no_report_is_owed_for_a_year_that_ended_before_the_publication() -> None:
    seen = look(
        Story().recognised("2024-01-05", valid_from="2023-07-10", valid_to="2026-07-09"), "2024-06-01"
    )
    assert [(each.kind, each.period) for each in seen.obligations] == [("annual-report", "2024")]


def test_a_report_is_owed_for_the_year_of_a_publication_on_new_years_eve() -> None:
    seen = look(Story().recognised("2023-12-31"), "2024-01-01")
    assert [each.period for each in seen.obligations] == ["2023"]


@pytest.mark.parametrize(("valid_to", "owed"), [("2026-03-29", False), ("2026-03-30", True)])
def test_a_report_is_owed_if_the_cluster_is_recognised_on_the_due_day(valid_to: str, owed: bool) -> None:
    story = Story().recognised("2023-03-30", valid_to=valid_to)
    for on in ("2026-03-01", "2026-05-01"):
        periods = [each.period for each in look(story, on).obligations]
        assert ("2025" in periods) is owed


def test_whether_recognition_at_the_years_end_suffices_is_a_choice() -> None:
    story = Story().recognised("2023-03-10", valid_to="2026-03-10").reported(2023, 2024)
    choice = {"report_owed": "recognised-at-year-end"}
    assert obligation(look(story, "2026-04-01", **choice), "annual-report", "2025")[1] == "overdue"
    assert [each.period for each in look(story, "2026-04-01").obligations] == ["2023", "2024"]
    assert [each.period for each in look(story, "2025-12-31", **choice).obligations][-1] == "2025"


def test_a_standing_restored_only_later_leaves_the_report_to_a_person() -> None:
    story = Story().recognised("2023-01-10").reported(2023, 2024)
    story.then("review-applied", "2026-02-01").then("review-decided", "2026-04-20", outcome="passed")
    assert "2025" not in [each.period for each in look(story, "2026-04-19").obligations]
    seen = look(story, "2026-04-20")
    assert obligation(seen, "annual-report", "2025") == ("2026-03-30", "undetermined", None)
    assert attentions(seen) == ["report-undetermined"]
    story.then("annual-report-filed", "2026-04-25", year=2025)
    assert obligation(look(story, "2026-04-25"), "annual-report", "2025")[1] == "met-late"


def test_a_revocation_that_fell_leaves_the_report_of_the_time_between_to_a_person() -> None:
    story = Story().recognised("2023-07-10").reported(2023, 2024).revoked("2026-01-20", served="2026-02-02")
    story.then("appeal-lodged", "2026-02-10", case="c1")
    story.then("appeal-answered", "2026-04-10", case="c1", outcome="withdrawn")
    assert obligation(look(story, "2026-04-10"), "annual-report", "2025")[1] == "undetermined"


@pytest.mark.parametrize(
    ("choices", "due_on", "certainty"),
    [
        ({}, "2024-03-30", "final"),
        ({"annual_date_roll": "next-working-day"}, "2024-04-01", "final"),
        ({"by_includes_the_day": False}, "2024-03-29", "final"),
    ],
)
def test_how_the_annual_date_is_read_is_a_choice(
    choices: dict[str, Any], due_on: str, certainty: str
) -> None:
    story = Story().recognised("2023-07-10")
    seen = look(story, "2024-03-01", **choices)
    (report,) = seen.obligations
    assert (str(report.due_on), report.certainty) == (due_on, certainty)
    assert set(choices) <= set(report.cited.choices)


def test_an_annual_date_that_rolls_into_an_unpublished_year_is_provisional() -> None:
    seen = look(
        Story().recognised("2026-07-10"), "2026-11-21", "2026-11-21", annual_date_roll="next-working-day"
    )
    assert [(str(each.due_on), each.certainty) for each in seen.obligations] == [
        ("2027-03-30", "provisional")
    ]
    assert [each.certainty for each in look(Story().recognised("2026-07-10"), "2026-11-21").obligations] == [
        "final"
    ]


def test_which_year_heilongjiang_means_is_a_choice() -> None:
    story = Story("heilongjiang").recognised("2023-07-10")
    assert obligation(look(story, "2024-03-10"), "annual-report", "2023")[0] == "2024-03-10"
    seen = look(story, "2024-03-10", report_year="current")
    assert [(each.period, str(each.due_on)) for each in seen.obligations] == [("2024", "2024-03-10")]


# --- major changes ----------------------------------------------------------------------------


def changed(on: str, programme: str = "heilongjiang") -> Story:
    return (
        Story(programme)
        .recognised("2023-07-10")
        .then("major-change-occurred", on, change="m1", kind="operator")
    )


@pytest.mark.parametrize(
    ("happened", "due_on"),
    [
        ("2024-01-31", "2024-02-29"),
        ("2025-01-31", "2025-02-28"),
        ("2024-04-10", "2024-05-10"),
        ("2025-09-01", "2025-10-09"),
        ("2026-01-20", "2026-02-24"),
        ("2024-06-09", "2024-07-09"),
        ("2024-05-18", "2024-06-18"),
        ("2024-05-15", "2024-06-17"),
    ],
)
def test_a_change_is_filed_within_a_month_rolled_over_rest_days(happened: str, due_on: str) -> None:
    assert obligation(look(changed(happened), happened), "major-change", "m1") == (due_on, "open", None)


@pytest.mark.parametrize(
    ("filed", "state"), [("2024-05-09", "met"), ("2024-05-10", "met"), ("2024-05-11", "met-late")]
)
def test_a_filing_on_the_last_day_is_in_time(filed: str, state: str) -> None:
    story = changed("2024-04-10").then("major-change-filed", filed, change="m1")
    assert obligation(look(story, "2024-06-01"), "major-change", "m1") == ("2024-05-10", state, filed)


def test_where_the_text_gives_no_number_the_month_is_a_choice() -> None:
    story = changed("2024-04-10", "fujian")
    seen = look(story, "2024-05-11")
    assert obligation(seen, "major-change", "m1") == ("2024-05-10", "overdue", None)
    assert seen.obligations[-1].cited.choices == ("change_filing",)
    seen = look(story, "2024-05-11", change_filing="undetermined")
    assert obligation(seen, "major-change", "m1") == (None, "undetermined", None)
    filed = story.then("major-change-filed", "2024-06-11", change="m1")
    assert (
        obligation(look(filed, "2024-06-11", change_filing="undetermined"), "major-change", "m1")[1] == "met"
    )


def test_heilongjiang_states_the_month_by_text() -> None:
    assert look(changed("2024-04-10"), "2024-05-11").obligations[-1].cited.choices == ()


def test_a_change_before_recognition_or_after_its_end_is_not_owed() -> None:
    story = (
        Story().applied().then("major-change-occurred", "2023-04-01", change="m0", kind="other").recognised()
    )
    story.then("recognition-surrendered", "2024-01-01")
    story.then("major-change-occurred", "2024-02-01", change="m1", kind="other")
    assert [e.period for e in look(story, "2024-06-01").obligations if e.kind == "major-change"] == []


# --- the application for review ---------------------------------------------------------------


def test_a_round_sets_the_last_day_for_applications() -> None:
    story = Story().recognised("2023-07-10").then("review-round-opened", "2026-08-01", apply_by="2026-09-30")
    assert obligation(look(story, "2026-09-30"), "review-application", "2026") == ("2026-09-30", "open", None)
    assert obligation(look(story, "2026-10-01"), "review-application", "2026") == (
        "2026-09-30",
        "overdue",
        None,
    )
    story.then("review-applied", "2026-10-02")
    assert obligation(look(story, "2026-10-02"), "review-application", "2026")[1] == "met-late"


def test_without_a_round_no_application_is_owed() -> None:
    assert all(e.kind != "review-application" for e in look(Story().recognised(), "2026-12-31").obligations)


def test_in_shandong_the_application_is_owed_in_the_year_of_expiry() -> None:
    story = Story("shandong").recognised("2023-07-10").reported(2023, 2024, 2025)
    assert all(e.kind != "review-application" for e in look(story, "2025-12-31").obligations)
    assert obligation(look(story, "2026-01-01"), "review-application", "2026") == ("2026-12-31", "open", None)
    assert obligation(look(story, "2027-01-01"), "review-application", "2026")[1] == "overdue"
    story.then("review-applied", "2026-03-01")
    assert obligation(look(story, "2027-01-01"), "review-application", "2026")[1] == "met"


def test_a_cluster_that_gave_up_before_owes_no_application() -> None:
    story = Story("shandong").recognised("2023-07-10").then("recognition-surrendered", "2026-05-01")
    assert all(e.kind != "review-application" for e in look(story, "2027-01-01").obligations)


def test_a_gap_between_two_recognitions_owes_nothing() -> None:
    story = (
        Story().recognised("2020-01-10").reported(2020, 2021).applied("2023-06-01").recognised("2024-02-01")
    )
    assert [each.period for each in look(story, "2024-06-01").obligations] == ["2020", "2021", "2024"]
