"""Editions of the calendar: what is known when, how surely, and why."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from domain.calendar import Calendar, Notice, Override, Region
from tests.domain.the_calendar import CALENDAR, NOW, ONE_DAY, closed, on, with_overrides

UNPUBLISHED = Calendar(notices=()).known_on(date(2026, 1, 1))
NEXT_YEAR = Notice(
    year=2027, number="某号", issued_on=date(2026, 12, 1), off=(date(2027, 1, 1),), work=(date(2026, 12, 26),)
)


@pytest.mark.parametrize(
    ("issued_on", "day", "before", "after"),
    [
        ("2015-05-13", "2015-09-03", "weekday", "holiday"),
        ("2015-05-13", "2015-09-06", "weekend", "make-up"),
        ("2019-03-22", "2019-05-03", "weekday", "holiday"),
        ("2019-03-22", "2019-04-28", "weekend", "make-up"),
        ("2020-01-27", "2020-01-31", "weekday", "holiday"),
        ("2020-01-27", "2020-02-01", "make-up", "holiday"),
    ],
)
def test_an_amendment_is_unknown_on_its_eve_and_known_from_its_day_of_issue(
    issued_on: str, day: str, before: str, after: str
) -> None:
    eve, same, next_day = (CALENDAR.known_on(on(issued_on) + n * ONE_DAY) for n in (-1, 0, 1))
    assert [edition.reason(on(day)).why for edition in (eve, same, next_day)] == [before, after, after]
    assert same is next_day
    assert eve.sha256 != same.sha256


def test_an_edition_is_made_once_and_kept() -> None:
    assert CALENDAR.known_on(on("2026-05-01")) is CALENDAR.known_on(on("2026-06-01"), Region(code="350582"))


def test_a_year_is_published_from_the_day_of_its_notice() -> None:
    eve, same = CALENDAR.known_on(on("2025-11-03")), CALENDAR.known_on(on("2025-11-04"))
    assert (eve.published_through, same.published_through) == (on("2025-12-31"), on("2026-12-31"))
    assert same.published_from == on("2007-01-01")
    assert (UNPUBLISHED.published_from, UNPUBLISHED.published_through) == (None, None)


def test_a_notice_learned_of_late_is_known_from_that_day_only() -> None:
    late = msgspec.structs.replace(NEXT_YEAR, known_from=on("2026-12-05"))
    calendar = Calendar(notices=(*CALENDAR.notices, late))
    assert calendar.known_on(on("2026-12-04")).published_through == on("2026-12-31")
    assert calendar.known_on(on("2026-12-05")).published_through == on("2027-12-31")


def test_an_amendment_issued_earlier_but_learned_of_later_still_yields_to_the_later_notice() -> None:
    first = Notice(
        year=2026, number="一", issued_on=on("2026-03-01"), off=(on("2026-07-01"),), work=(), amends=2026
    )
    second = Notice(
        year=2026, number="二", issued_on=on("2026-04-01"), off=(), work=(on("2026-07-01"),), amends=2026
    )
    late = msgspec.structs.replace(first, known_from=on("2026-05-01"))
    edition = Calendar(notices=(*CALENDAR.notices, second, late)).known_on(on("2026-06-01"))
    assert edition.reason(on("2026-07-01")).notice == "二"


def test_an_amendment_issued_with_the_notice_it_changes_wins_in_whatever_order_they_are_listed() -> None:
    amendment = Notice(
        year=2027, number=None, issued_on=NEXT_YEAR.issued_on, off=(), work=NEXT_YEAR.off, amends=2027
    )
    for notices in ((NEXT_YEAR, amendment), (amendment, NEXT_YEAR)):
        assert Calendar(notices=notices).known_on(on("2026-12-01")).is_working(on("2027-01-01"))


def test_an_amendment_alone_publishes_no_year() -> None:
    alone = msgspec.structs.replace(NEXT_YEAR, amends=2027)
    edition = Calendar(notices=(*CALENDAR.notices, alone)).known_on(on("2026-12-01"))
    assert edition.published_through == on("2026-12-31")
    assert edition.certainty(on("2027-01-01")) == "provisional"


def test_a_calendar_cut_at_a_day_answers_as_was_known_then_for_ever() -> None:
    cut = with_overrides(closed("*", "2020-03-02", "2020-02-20")).until(on("2020-01-20"))
    assert len(cut.overrides) == 0
    assert cut.known_on(on("2026-11-21")) is CALENDAR.known_on(on("2020-01-20"))


def test_the_days_on_which_the_calendar_changed_are_listed_oldest_first() -> None:
    changes = CALENDAR.editions_between(on("2019-03-21"), on("2020-01-27"))
    assert [str(day) for day, _ in changes] == ["2019-03-22", "2019-11-21", "2020-01-27"]
    assert [edition for _, edition in changes] == [CALENDAR.known_on(day) for day, _ in changes]
    assert CALENDAR.editions_between(on("2020-01-27"), on("2020-02-27")) == ()


def test_a_notice_that_says_nothing_new_makes_no_new_edition() -> None:
    again = Notice(
        year=2020, number=None, issued_on=on("2020-02-03"), off=(on("2020-02-02"),), work=(), amends=2020
    )
    calendar = Calendar(notices=(*CALENDAR.notices, again))
    assert calendar.editions_between(on("2020-01-27"), on("2020-03-01")) == ()


def test_an_override_elsewhere_makes_no_new_edition_here() -> None:
    calendar = with_overrides(closed("46", "2026-07-06", "2026-07-05"))
    july = (on("2026-07-01"), on("2026-07-31"))
    assert calendar.editions_between(*july, Region(code="350582")) == ()
    assert [str(day) for day, _ in calendar.editions_between(*july, Region(code="469002"))] == ["2026-07-05"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2006-12-31", "provisional"),
        ("2007-01-01", "final"),
        ("2025-12-31", "final"),
        ("2026-12-24", "final"),
        ("2026-12-25", "boundary"),
        ("2026-12-31", "boundary"),
        ("2027-01-01", "provisional"),
    ],
)
def test_a_day_is_final_once_no_notice_can_touch_it(day: str, expected: str) -> None:
    assert NOW.certainty(on(day)) == expected


def test_the_last_week_of_december_is_settled_by_next_years_notice() -> None:
    calendar = Calendar(notices=(*CALENDAR.notices, NEXT_YEAR))
    eve, same = calendar.known_on(on("2026-11-30")), calendar.known_on(on("2026-12-01"))
    assert [each.certainty(on("2026-12-25")) for each in (eve, same)] == ["boundary", "final"]
    assert [str(each.next_working_day(on("2026-12-26"))) for each in (eve, same)] == [
        "2026-12-28",
        "2026-12-26",
    ]


def test_a_year_missing_between_published_ones_is_provisional_and_so_is_a_period_across_it() -> None:
    gap = Calendar(notices=tuple(n for n in CALENDAR.notices if n.year != 2012)).known_on(on("2026-01-01"))
    assert gap.certainty(on("2012-06-01")) == "provisional"
    assert gap.certainty(on("2011-12-25")) == "boundary"
    assert gap.due(on("2011-06-01"), 500, "working-days").certainty == "provisional"


@pytest.mark.parametrize(
    ("day", "working", "why", "notice"),
    [
        ("2026-03-02", True, "weekday", None),
        ("2026-03-07", False, "weekend", None),
        ("2015-09-03", False, "holiday", "国发明电〔2015〕1号"),
        ("2019-05-05", True, "make-up", "2019 (2019-03-22)"),
        ("2027-03-01", True, "unpublished-weekday", None),
        ("2027-03-06", False, "unpublished-weekend", None),
    ],
)
def test_each_day_says_why_it_is_worked_or_not(
    day: str, why: str, notice: str | None, *, working: bool
) -> None:
    reason = NOW.reason(on(day))
    assert (reason.day, reason.working, reason.why, reason.notice) == (on(day), working, why, notice)
    assert NOW.is_working(on(day)) is working


def test_an_override_gives_its_basis() -> None:
    reason = with_overrides(closed("*", "2026-07-06")).known_on(on("2026-07-01")).reason(on("2026-07-06"))
    assert (reason.working, reason.why, reason.notice, reason.basis) == (
        False,
        "override",
        None,
        "防台风通告",
    )


def test_the_hash_changes_with_every_word_of_the_content_and_with_nothing_else() -> None:
    notices = CALENDAR.notices
    variants = {
        "as it is": CALENDAR,
        "a year less": Calendar(notices=notices[:-1]),
        "a day off more": Calendar(
            notices=(
                *notices[:-1],
                msgspec.structs.replace(notices[-1], off=(*notices[-1].off, on("2026-03-02"))),
            )
        ),
        "a day made up less": Calendar(
            notices=(*notices[:-1], msgspec.structs.replace(notices[-1], work=notices[-1].work[1:]))
        ),
        "an override": with_overrides(closed("*", "2026-07-06")),
        "an override on another basis": with_overrides(
            msgspec.structs.replace(closed("*", "2026-07-06"), basis="抗洪通告")
        ),
        "an override to work": with_overrides(closed("*", "2026-07-06", working=True)),
        "another year published": Calendar(
            notices=(*notices, Notice(year=2027, number=None, issued_on=on("2026-11-01"), off=(), work=()))
        ),
    }
    hashes = {calendar.known_on(on("2026-11-21")).sha256 for calendar in variants.values()}
    assert len(hashes) == len(variants)
    reordered = Calendar(notices=tuple(reversed(notices)))
    assert reordered.known_on(on("2026-11-21")).sha256 == NOW.sha256


def test_the_hash_of_the_calendar_as_of_21_november_2026_is_pinned() -> None:
    assert NOW.sha256 == "sha256:62c85056099267499e84517b4fecac4e274b6ec5d7e3aa3b9d89c258f1714289"


def test_what_was_recorded_later_on_the_same_day_is_not_known_before() -> None:
    noon = datetime(2026, 3, 1, 4, tzinfo=UTC)
    notice = Notice(
        year=2027, number=None, issued_on=date(2026, 3, 1), off=(date(2027, 1, 1),), work=(), known_at=noon
    )
    override = Override(
        region="*",
        day=date(2026, 3, 2),
        working=False,
        basis="…",
        known_from=date(2026, 3, 1),
        known_at=noon + timedelta(hours=1),
    )
    release = Notice(year=2026, number="1", issued_on=date(2025, 11, 1), off=(), work=())
    grown = Calendar(notices=(release, notice), overrides=(override,))
    assert grown.recorded_by(noon + timedelta(hours=1)) is grown
    assert grown.recorded_by(noon) == Calendar(notices=(release, notice))
    assert grown.recorded_by(noon - timedelta(microseconds=1)) == Calendar(notices=(release,))
