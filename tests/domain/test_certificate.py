"""The deadline certificate lists every day, and does not survive a change to any."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.calendar import PeriodError, Unit
from domain.certificate import Certificate, CertifiedDay, certificate, check_certificate
from tests.domain.the_calendar import closed, with_overrides

NOW = with_overrides(closed("*", "2026-07-06", "2026-07-05")).known_on(date(2026, 11, 21))
APPEAL = certificate(NOW, date(2026, 2, 2), 15, "working-days")
RECONSIDERATION = certificate(NOW, date(2026, 8, 2), 60, "days")
LITIGATION = certificate(NOW, date(2026, 2, 14), 6, "months")
VALIDITY = certificate(NOW, date(2023, 7, 10), 3, "years", from_first_day=True, rolls=False)

UNITS = st.sampled_from(["working-days", "days", "months", "years"])
DAYS = st.dates(date(1995, 1, 1), date(2100, 12, 31))


def line(document: Certificate, day: str) -> CertifiedDay:
    return next(each for each in document.days if each.day == date.fromisoformat(day))


def with_line(document: Certificate, number: int, line: CertifiedDay) -> Certificate:
    return replace(document, days=(*document.days[:number], line, *document.days[number + 1 :]))


def test_an_appeal_certificate_gives_the_first_and_the_last_day_and_the_hash_of_its_calendar() -> None:
    assert (str(APPEAL.starts_on), str(APPEAL.due_on)) == ("2026-02-03", "2026-02-28")
    assert (APPEAL.calendar, APPEAL.certainty) == (NOW.sha256, "final")
    assert APPEAL.published_through == date(2026, 12, 31)
    assert APPEAL.basis == ("civil-code-201", "state-council-notices")


def test_the_day_of_the_event_is_listed_and_not_counted() -> None:
    first = APPEAL.days[0]
    assert (first.day, first.counted, first.number, first.why) == (APPEAL.start, False, None, "event-day")


def test_a_holiday_is_not_counted_and_names_its_notice() -> None:
    holiday = line(APPEAL, "2026-02-17")
    assert (holiday.counted, holiday.why, holiday.notice) == (False, "holiday", "2026 (2025-11-04)")


def test_the_make_up_saturday_is_the_fifteenth_and_last() -> None:
    last = APPEAL.days[-1]
    assert (last.day.weekday(), last.number, last.why) == (5, 15, "make-up")


def test_a_day_closed_by_the_administration_names_its_ground() -> None:
    closed = line(certificate(NOW, date(2026, 7, 1), 5, "working-days"), "2026-07-06")
    assert (closed.counted, closed.why, closed.basis) == (False, "override", "防台风通告")


def test_sixty_days_that_end_in_a_holiday_show_the_days_rolled_past() -> None:
    assert str(RECONSIDERATION.rolled_from) == "2026-10-01"
    assert (line(RECONSIDERATION, "2026-10-01").number, line(RECONSIDERATION, "2026-10-02").number) == (
        60,
        None,
    )
    assert (str(RECONSIDERATION.days[-1].day), RECONSIDERATION.days[-1].counted) == ("2026-10-08", False)
    assert RECONSIDERATION.basis == ("civil-code-201", "civil-code-203", "state-council-notices")


def test_a_rest_day_inside_a_period_in_days_counts() -> None:
    sunday = line(RECONSIDERATION, "2026-08-09")
    assert (sunday.counted, sunday.number, sunday.why) == (True, 7, "weekend")


def test_a_validity_counts_its_first_day_and_does_not_roll() -> None:
    assert (VALIDITY.days[0].number, VALIDITY.days[0].why) == (1, "weekday")
    assert (str(VALIDITY.due_on), VALIDITY.basis) == ("2026-07-09", ("civil-code-202",))


def test_a_period_that_cannot_be_counted_cannot_be_certified() -> None:
    with pytest.raises(PeriodError):
        certificate(NOW, date(2026, 1, 1), 0, "days")


@given(start=DAYS, length=st.integers(1, 60), unit=UNITS, from_first_day=st.booleans(), rolls=st.booleans())
def test_every_certificate_agrees_with_itself_counted_again(
    start: date, length: int, unit: Unit, *, from_first_day: bool, rolls: bool
) -> None:
    document = certificate(
        NOW,
        start,
        min(length, 4) if unit == "years" else length,
        unit,
        from_first_day=from_first_day,
        rolls=rolls,
    )
    assert check_certificate(document)
    if unit in {"working-days", "days"}:
        assert sum(each.counted for each in document.days) == length


@pytest.mark.parametrize("document", [APPEAL, RECONSIDERATION, LITIGATION, VALIDITY])
@given(place=st.integers(min_value=0))
def test_altering_what_one_day_counts_for_is_found(document: Certificate, place: int) -> None:
    number = place % len(document.days)
    day = document.days[number]
    assert not check_certificate(with_line(document, number, replace(day, counted=not day.counted)))
    assert not check_certificate(with_line(document, number, replace(day, number=(day.number or 0) + 1)))
    assert not check_certificate(with_line(document, number, replace(day, day=day.day + timedelta(days=1))))


@given(place=st.integers(1, len(APPEAL.days) - 1))
def test_altering_whether_a_day_was_worked_is_found(place: int) -> None:
    day = APPEAL.days[place]
    assert not check_certificate(with_line(APPEAL, place, replace(day, working=not day.working)))


@pytest.mark.parametrize("document", [APPEAL, RECONSIDERATION, LITIGATION, VALIDITY])
def test_altering_the_heading_is_found(document: Certificate) -> None:
    day = timedelta(days=1)
    assert check_certificate(document)
    assert not check_certificate(replace(document, length=document.length + 1))
    assert not check_certificate(replace(document, due_on=document.due_on + day))
    assert not check_certificate(replace(document, due_on=document.due_on - day))
    assert not check_certificate(replace(document, start=document.start - day))
    assert not check_certificate(replace(document, starts_on=document.starts_on + day))
    assert not check_certificate(replace(document, rolled_from=document.due_on + day))
    assert not check_certificate(replace(document, from_first_day=not document.from_first_day))
    assert not check_certificate(replace(document, days=()))


def test_rolling_past_a_working_day_or_stopping_on_a_rest_day_is_found() -> None:
    assert not check_certificate(replace(RECONSIDERATION, rolls=False))
    worked = replace(line(RECONSIDERATION, "2026-10-01"), working=True)
    assert not check_certificate(with_line(RECONSIDERATION, 60, worked))


def test_a_month_that_lacks_the_corresponding_day_ends_with_its_last() -> None:
    for from_first_day in (True, False):
        document = certificate(
            NOW, date(2026, 1, 31), 1, "months", from_first_day=from_first_day, rolls=False
        )
        assert document.due_on == date(2026, 2, 28)
        assert check_certificate(document)


def test_thirty_days_are_not_passed_off_as_a_month() -> None:
    document = certificate(NOW, date(2026, 3, 2), 30, "days", rolls=False)
    assert check_certificate(document)
    assert not check_certificate(replace(document, unit="months", length=1))
