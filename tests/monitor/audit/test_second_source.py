"""The calendar against somebody else's."""

from datetime import date

import msgspec

from domain.calendar import Calendar
from domain.notices import Notice, Override
from monitor.audit.second_source import check_calendar
from tests.given import calendar

TODAY = date(2026, 11, 21)


def test_every_day_of_every_published_year_agrees_with_the_second_source() -> None:
    found = check_calendar(calendar(), TODAY)
    assert found.differs == ()
    assert found.days > 365 * 18
    assert found.uncovered_years == ()


def test_a_notice_that_was_entered_wrongly_is_found_day_by_day() -> None:
    notices = [
        msgspec.structs.replace(each, work=each.work[1:]) if each.year == 2025 and not each.amends else each
        for each in calendar().notices
    ]
    (right,) = (each for each in calendar().notices if each.year == 2025 and not each.amends)
    assert check_calendar(Calendar(notices=tuple(notices)), TODAY).differs == right.work[:1]


def test_a_year_the_second_source_does_not_know_is_named() -> None:
    later = Notice(year=2031, number=None, issued_on=date(2026, 11, 1), off=(date(2031, 1, 1),), work=())
    found = check_calendar(Calendar(notices=(*calendar().notices, later)), TODAY)
    assert found.uncovered_years == (2031,)
    assert found.differs == ()


def test_an_override_of_ours_is_no_difference() -> None:
    override = Override(
        region="*", day=date(2026, 11, 20), working=False, basis="…", known_from=date(2026, 11, 1)
    )
    found = check_calendar(Calendar(notices=calendar().notices, overrides=(override,)), TODAY)
    assert found.differs == ()
