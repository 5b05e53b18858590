"""When a period ends: the golden cases, the months, the rest days, the refusals."""

from datetime import date

import pytest

from domain.calendar import PeriodError, Unit
from tests.domain.the_calendar import CALENDAR, NOW, ONE_DAY, on


@pytest.mark.parametrize(
    ("start", "length", "known_on", "expected"),
    [
        ("2026-02-02", 15, "2026-02-02", "2026-02-28"),
        ("2026-09-16", 15, "2026-09-16", "2026-10-13"),
        ("2026-10-13", 30, "2026-10-13", "2026-11-24"),
        ("2020-01-13", 15, "2020-01-20", "2020-02-06"),
        ("2020-01-13", 15, "2020-01-28", "2020-02-10"),
        ("2020-01-15", 15, "2020-01-20", "2020-02-10"),
        ("2020-01-15", 15, "2020-01-28", "2020-02-12"),
        ("2019-03-19", 30, "2019-03-21", "2019-05-02"),
        ("2019-03-19", 30, "2019-03-22", "2019-04-30"),
    ],
)
def test_a_period_in_working_days_ends_as_the_notices_known_then_say(
    start: str, length: int, known_on: str, expected: str
) -> None:
    answer = CALENDAR.known_on(on(known_on)).due(on(start), length, "working-days")
    assert (str(answer.due_on), answer.certainty, answer.rolled_from) == (expected, "final", None)


def test_fifteen_working_days_from_2_february_2026_end_on_a_saturday_that_is_worked() -> None:
    assert NOW.due(on("2026-02-02"), 15, "working-days").due_on.weekday() == 5
    assert NOW.reason(on("2026-02-28")).why == "make-up"


def test_the_first_day_that_counts_is_the_first_working_day_after_the_event() -> None:
    assert str(NOW.due(on("2026-02-02"), 15, "working-days").starts_on) == "2026-02-03"
    assert str(NOW.due(on("2026-09-30"), 15, "working-days").starts_on) == "2026-10-08"


def test_a_public_notice_counts_its_first_day_when_that_is_worked() -> None:
    monday = NOW.due(on("2026-03-02"), 7, "working-days", from_first_day=True)
    saturday = NOW.due(on("2026-03-07"), 7, "working-days", from_first_day=True)
    assert (str(monday.starts_on), str(monday.due_on)) == ("2026-03-02", "2026-03-10")
    assert (str(saturday.starts_on), str(saturday.due_on)) == ("2026-03-09", "2026-03-17")


def test_thirty_working_days_that_run_into_an_unpublished_year_are_provisional() -> None:
    answer = NOW.due(on("2026-11-20"), 30, "working-days")
    assert (str(answer.due_on), answer.certainty) == ("2027-01-01", "provisional")


def test_a_period_that_only_starts_before_the_published_years_is_provisional_too() -> None:
    answer = NOW.due(on("2006-12-20"), 15, "working-days")
    assert (answer.due_on.year, answer.certainty) == (2007, "provisional")
    assert NOW.due(on("2006-12-31"), 15, "working-days").certainty == "final"


@pytest.mark.parametrize(
    ("start", "length", "unit", "expected"),
    [
        ("2026-01-31", 1, "months", "2026-02-28"),
        ("2024-01-31", 1, "months", "2024-02-29"),
        ("2024-02-29", 1, "years", "2025-02-28"),
        ("2026-11-30", 3, "months", "2027-02-28"),
        ("2023-07-10", 3, "years", "2026-07-10"),
        ("2026-03-10", 60, "days", "2026-05-09"),
    ],
)
def test_months_and_years_end_on_the_corresponding_day_or_the_months_end(
    start: str, length: int, unit: Unit, expected: str
) -> None:
    answer = NOW.due(on(start), length, unit, rolls=False)
    assert (str(answer.due_on), answer.rolled_from) == (expected, None)
    assert answer.starts_on == on(start) + ONE_DAY


@pytest.mark.parametrize(
    ("start", "length", "unit", "expected"),
    [
        ("2023-07-10", 3, "years", "2026-07-09"),
        ("2026-03-01", 1, "months", "2026-03-31"),
        ("2026-03-02", 1, "days", "2026-03-02"),
        ("2023-01-28", 1, "months", "2023-02-27"),
        ("2023-01-31", 1, "months", "2023-02-28"),
    ],
)
def test_a_period_that_counts_its_first_day_ends_a_day_earlier_but_never_before_a_months_end_it_lacks(
    start: str, length: int, unit: Unit, expected: str
) -> None:
    answer = NOW.due(on(start), length, unit, from_first_day=True, rolls=False)
    assert (str(answer.due_on), answer.starts_on) == (expected, on(start))


def test_a_last_day_on_a_rest_day_rolls_to_the_next_working_day() -> None:
    answer = NOW.due(on("2026-08-02"), 60, "days")
    assert (str(answer.rolled_from), str(answer.due_on)) == ("2026-10-01", "2026-10-08")


def test_a_last_day_on_a_make_up_saturday_stays() -> None:
    answer = NOW.due(on("2026-01-28"), 1, "months")
    assert (str(answer.due_on), answer.rolled_from) == ("2026-02-28", None)


def test_a_period_that_does_not_roll_is_final_even_where_no_notice_is_known() -> None:
    answer = NOW.due(on("2027-01-02"), 3, "years", rolls=False)
    assert (str(answer.due_on), answer.certainty) == ("2030-01-02", "final")


def test_a_period_that_rolls_is_as_certain_as_the_days_it_ends_among() -> None:
    assert NOW.due(on("2026-11-26"), 1, "months").certainty == "boundary"
    assert NOW.due(on("2026-11-24"), 1, "months").certainty == "final"
    assert NOW.due(on("2026-12-04"), 1, "months").certainty == "provisional"


def test_a_period_rolled_out_of_the_published_years_is_provisional() -> None:
    answer = CALENDAR.known_on(on("2016-11-30")).due(on("2016-11-01"), 60, "days")
    assert (str(answer.rolled_from), str(answer.due_on)) == ("2016-12-31", "2017-01-02")
    assert answer.certainty == "provisional"


@pytest.mark.parametrize(
    ("length", "unit"),
    [(0, "days"), (-1, "working-days"), (3661, "working-days"), (3661, "months"), (101, "years")],
)
def test_a_period_of_no_sensible_length_is_refused(length: int, unit: Unit) -> None:
    with pytest.raises(PeriodError, match=rf"A period is 1 to \d+ {unit} long, not {length}\."):
        NOW.due(on("2026-01-01"), length, unit)


@pytest.mark.parametrize(
    ("start", "length", "unit"),
    [
        ("9999-12-31", 1, "days"),
        ("9999-12-01", 60, "days"),
        ("9999-12-01", 60, "working-days"),
        ("9999-12-01", 1, "months"),
        ("9950-01-01", 100, "years"),
    ],
)
def test_a_period_that_leaves_the_years_that_have_a_name_is_refused(
    start: str, length: int, unit: Unit
) -> None:
    with pytest.raises(PeriodError, match="must end by 9999-12-31"):
        NOW.due(on(start), length, unit)


def test_the_first_day_of_all_can_be_counted_from() -> None:
    assert NOW.due(date.min, 1, "working-days", from_first_day=True).due_on == date.min
    assert NOW.due(date.min, 1, "months", from_first_day=True, rolls=False).due_on == date(1, 1, 31)


def test_the_last_day_of_all_can_be_a_last_day() -> None:
    assert NOW.due(on("9999-12-30"), 1, "days").due_on == date.max
    assert NOW.due(on("9999-12-30"), 1, "working-days").due_on == date.max
