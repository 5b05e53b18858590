"""The almanac against the golden cases of domain.md section 3 and against a package of others' making."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from monitor.demo.acts import change_due
from monitor.demo.almanac import Almanac, months_after, years_after
from monitor.demo.scenarios.changes import BY_HAND

ALMANAC = Almanac.of_the_notices()

# start, working days, known on, last day
GOLDEN = [
    ("2026-02-02", 15, "2026-02-02", "2026-02-28"),
    ("2026-09-16", 15, "2026-09-16", "2026-10-13"),
    ("2026-10-13", 30, "2026-10-13", "2026-11-24"),
    ("2020-01-13", 15, "2020-01-20", "2020-02-06"),
    ("2020-01-13", 15, "2020-01-28", "2020-02-10"),
    ("2020-01-15", 15, "2020-01-20", "2020-02-10"),
    ("2020-01-15", 15, "2020-01-28", "2020-02-12"),
    ("2019-03-19", 30, "2019-03-21", "2019-05-02"),
    ("2019-03-19", 30, "2019-03-22", "2019-04-30"),
]


@pytest.mark.parametrize(("start", "number", "known_on", "last_day"), GOLDEN)
def test_the_almanac_counts_the_golden_cases(start: str, number: int, known_on: str, last_day: str) -> None:
    counted = ALMANAC.working_day(date.fromisoformat(start), number, date.fromisoformat(known_on))

    assert counted.isoformat() == last_day


def test_the_almanac_agrees_with_chinesecalendar_on_every_day_of_twenty_years() -> None:
    known_on = date(2026, 11, 21)
    days = [date(2007, 1, 1) + timedelta(days=number) for number in range(7305)]

    differing = [day for day in days if ALMANAC.is_worked(day, known_on) != chinese_calendar.is_workday(day)]

    assert days[-1] == date(2026, 12, 31)
    assert differing == []


def test_months_and_years_end_on_the_corresponding_day_or_the_last_of_the_month() -> None:
    assert months_after(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_after(date(2025, 12, 15), 1) == date(2026, 1, 15)
    assert years_after(date(2023, 7, 10), 3) == date(2026, 7, 10)


@pytest.mark.parametrize(("happened_on", "due_on"), BY_HAND.items())
def test_a_change_is_due_on_the_day_worked_out_by_hand(happened_on: date, due_on: date) -> None:
    assert change_due(happened_on) == due_on
