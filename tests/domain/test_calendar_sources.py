"""The notices we hold, against themselves and against two sources we did not make."""

import json
from datetime import date, timedelta

import chinese_calendar
import holidays
import msgspec
import pytest

from domain.calendar import read_notices
from tests.domain.the_calendar import CALENDAR, NOTICES_DOCUMENT, NOW

EACH_DAY = [date(2007, 1, 1) + timedelta(days=n) for n in range((date(2027, 1, 1) - date(2007, 1, 1)).days)]


def test_every_day_from_2007_to_2026_is_what_chinesecalendar_says() -> None:
    assert [day for day in EACH_DAY if NOW.is_working(day) != chinese_calendar.is_workday(day)] == []


def test_every_day_from_2007_to_2026_is_what_holidays_says() -> None:
    china = holidays.country_holidays("CN", years=range(2006, 2028))
    assert [day for day in EACH_DAY if NOW.is_working(day) != china.is_working_day(day)] == []


def test_there_is_one_yearly_notice_a_year_and_three_amendments() -> None:
    assert [n.year for n in CALENDAR.notices if n.amends is None] == list(range(2007, 2027))
    assert [str(n.issued_on) for n in CALENDAR.notices if n.amends] == [
        "2015-05-13",
        "2019-03-22",
        "2020-01-27",
    ]


def test_notices_stand_in_order_of_issue() -> None:
    assert list(CALENDAR.notices) == sorted(CALENDAR.notices, key=lambda notice: notice.issued_on)


def test_no_notice_reaches_before_the_boundary_week_or_beyond_its_year() -> None:
    for notice in CALENDAR.notices:
        days = (*notice.off, *notice.work)
        assert date(notice.year - 1, 12, 25) <= min(days)
        assert max(days) <= date(notice.year, 12, 31)


def test_every_yearly_notice_came_between_25_october_and_18_december() -> None:
    issued = [(n.issued_on.month, n.issued_on.day) for n in CALENDAR.notices if n.amends is None]
    assert (min(issued), max(issued)) == ((10, 25), (12, 18))


def test_only_the_first_three_days_of_issue_are_approximate() -> None:
    assert [n.year for n in CALENDAR.notices if n.issued_on_is_approximate] == [2007, 2008, 2009]


@pytest.mark.parametrize(
    "change",
    [{"off": ["2026-02-30"]}, {"remark": ""}, {"work": ["2026-01-01"]}, {"year": "2026"}],
)
def test_a_notice_that_is_not_one_is_refused(change: dict[str, object]) -> None:
    notice = json.loads(NOTICES_DOCUMENT)[-1] | change
    with pytest.raises(msgspec.DecodeError):
        read_notices(json.dumps([notice]).encode())


def test_a_day_named_both_off_and_working_is_named_in_the_refusal() -> None:
    notice = json.loads(NOTICES_DOCUMENT)[-1] | {"work": ["2026-01-01"]}
    with pytest.raises(msgspec.ValidationError, match="2026 names 2026-01-01 off and working"):
        read_notices(json.dumps([notice]).encode())
