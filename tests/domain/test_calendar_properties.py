"""What must hold of every period, whatever its first day, length and notices."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar, Edition, Notice, PeriodError, Unit
from tests.domain.the_calendar import CALENDAR, NOW, ONE_DAY

DAYS = st.dates(date(1990, 1, 1), date(2200, 12, 31))
LENGTHS = st.integers(1, 400)


def count_by_hand(edition: Edition, start: date, length: int) -> date:
    day = start
    while length:
        day += ONE_DAY
        length -= edition.is_working(day)
    return day


@given(DAYS, LENGTHS)
def test_counting_by_sums_equals_counting_day_by_day(start: date, length: int) -> None:
    assert NOW.due(start, length, "working-days").due_on == count_by_hand(NOW, start, length)


@given(st.dates(date(2006, 10, 1), date(2027, 2, 1)), st.integers(1, 60), st.sampled_from(CALENDAR.notices))
def test_it_does_so_in_every_edition_there_ever_was(start: date, length: int, notice: Notice) -> None:
    edition = CALENDAR.known_on(notice.known_since)
    assert edition.due(start, length, "working-days").due_on == count_by_hand(edition, start, length)


@given(
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 4, 30))),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 4, 30))),
    st.dates(date(2025, 12, 1), date(2026, 4, 30)),
    st.integers(1, 60),
)
def test_it_does_so_under_any_notice_that_could_be_written(
    off: frozenset[date], work: frozenset[date], start: date, length: int
) -> None:
    notice = Notice(
        year=2026, number=None, issued_on=date(2025, 1, 1), off=tuple(off - work), work=tuple(work)
    )
    edition = Calendar(notices=(notice,)).known_on(date(2026, 1, 1))
    assert edition.due(start, length, "working-days").due_on == count_by_hand(edition, start, length)


@given(DAYS, LENGTHS)
def test_counting_back_from_the_last_day_leads_to_the_first_that_counted(start: date, length: int) -> None:
    answer = NOW.due(start, length, "working-days")
    day, left = answer.due_on, length - 1
    while left:
        day -= ONE_DAY
        left -= NOW.is_working(day)
    assert day == answer.starts_on > start


@given(
    one=DAYS,
    other=DAYS,
    length=LENGTHS,
    unit=st.sampled_from(["working-days", "days", "months"]),
    from_first_day=st.booleans(),
)
def test_a_later_event_or_a_longer_period_never_ends_earlier(
    one: date, other: date, length: int, unit: Unit, *, from_first_day: bool
) -> None:
    first, second = sorted([one, other])
    early = NOW.due(first, length, unit, from_first_day=from_first_day).due_on
    assert early <= NOW.due(second, length, unit, from_first_day=from_first_day).due_on
    assert early <= NOW.due(first, length + 1, unit, from_first_day=from_first_day).due_on


@given(DAYS, LENGTHS, st.sampled_from(["working-days", "days", "months"]))
def test_a_period_for_doing_an_act_ends_on_a_working_day(start: date, length: int, unit: Unit) -> None:
    answer = NOW.due(start, length, unit)
    assert NOW.is_working(answer.due_on)
    assert answer.rolled_from is None or not NOW.is_working(answer.rolled_from)


@given(
    st.dates(date.min, date.max), st.integers(-5, 4000), st.sampled_from(["working-days", "days", "years"])
)
def test_no_day_and_no_length_breaks_the_count(start: date, length: int, unit: Unit) -> None:
    try:
        assert NOW.due(start, length, unit).due_on >= start
    except PeriodError as refusal:
        assert str(refusal).startswith("A period ")  # noqa: PT017 - either outcome is right
