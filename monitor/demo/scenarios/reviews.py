"""The end of validity and what follows: rounds, applications, decisions (domain 2, 3.2, 5, 6; 9.4, 9.5).

Elsewhere the date of the department's round is the day for applying; in Shandong it is the
31 December of the year in which the validity ends.
"""

from datetime import date

from monitor.demo.acts import cut_short, recognise
from monitor.demo.almanac import DAY
from monitor.demo.proceedings import fail_review, miss_review, open_round, renew
from monitor.demo.scenarios.scenario import BY_ROUND, SHANDONG, Scenario, scenarios
from monitor.demo.scribe import Scribe

YEAR_END = date(2025, 12, 31)
NATIONAL_SINCE = date(2022, 9, 19)


def _ends_in_2025(s: Scribe) -> None:
    """Recognise in September 2022 for three years: it ends in September 2025."""
    recognise(s, NATIONAL_SINCE + s.rng.randrange(10) * DAY)


def _apply(s: Scribe, on: date) -> None:
    s.record("review-applied", on)


def _nothing_comes(s: Scribe) -> None:
    """Let the year end without application: a missed deadline in Shandong, elsewhere nothing."""
    if s.scheme.deadline != "round":
        miss_review(s, YEAR_END)
    s.probe(s.valid_to, "recognised", None)
    s.probe(s.valid_to + DAY, "lapsed", "awaiting-review")


def three_years_end(s: Scribe) -> None:
    """No validity stated: it ends on the corresponding day, and nobody opens a round."""
    _ends_in_2025(s)
    _nothing_comes(s)


def validity_stated_by_day(s: Scribe) -> None:
    """Stated to the day, one day short of three years: the statement wins."""
    on = s.day(2022, 10, 10, 30)
    recognise(s, on, valid_from=on.isoformat(), valid_to=(on.replace(year=2025) - DAY).isoformat())
    _nothing_comes(s)


def validity_stated_by_month(s: Scribe) -> None:
    """Stated to the month: it ends with the month."""
    recognise(s, date(2022, 10, 10), valid_from="2022-10", valid_to="2025-09")
    _nothing_comes(s)


def validity_stated_by_year(s: Scribe) -> None:
    """Stated to the year, as in the national lists: it ends on 31 December."""
    recognise(s, s.day(2023, 1, 9), valid_from="2023", valid_to="2025")
    _nothing_comes(s)


def validity_ends_on_a_rest_day(s: Scribe) -> None:
    """The last day lies in National Day 2025: a validity never rolls."""
    recognise(s, date(2022, 10, 3))
    _nothing_comes(s)


def round_missed(s: Scribe) -> None:
    """A round after the end, and no application by its date."""
    _ends_in_2025(s)
    open_round(s, date(2025, 10, 13), date(2025, 11, 14))
    miss_review(s, date(2025, 11, 14))
    s.probe(s.until, "lapsed", grounds="review/not-applied=established")


def round_closes_before_the_end(s: Scribe) -> None:
    """A round that closes before the validity ends makes the ground only the day after it."""
    _ends_in_2025(s)
    open_round(s, date(2025, 3, 21), date(2025, 5, 30))
    miss_review(s, date(2025, 5, 30))
    s.probe(date(2025, 6, 10), "recognised")
    s.probe(s.until, "lapsed", grounds="review/not-applied=established")


def applied_after_the_round(s: Scribe) -> None:
    """An application after the round's date cures the obligation."""
    _ends_in_2025(s)
    open_round(s, date(2025, 10, 13), date(2025, 11, 14))
    miss_review(s, date(2025, 11, 14), applied_on=date(2025, 12, 1))
    _apply(s, date(2025, 12, 1))
    s.probe(date(2025, 11, 20), "lapsed", grounds="review/not-applied=established")
    s.probe(date(2025, 12, 5), "lapsed", "in-review", grounds="review/not-applied=cured")


def applied_on_the_last_day(s: Scribe) -> None:
    """An application on the last day: Shandong's 31 December, elsewhere the round's date."""
    _ends_in_2025(s)
    open_round(s, date(2025, 10, 13), YEAR_END)
    _apply(s, YEAR_END)
    s.probe(s.until, "lapsed", "in-review")


def passed_before_the_end(s: Scribe) -> None:
    """Pass before the validity ends: it goes on without a break."""
    _ends_in_2025(s)
    open_round(s, date(2025, 3, 21), date(2025, 5, 30))
    _apply(s, s.day(2025, 4, 7))
    s.probe(date(2025, 6, 2), "recognised", "in-review")
    renew(s, s.day(2025, 8, 11))
    s.probe(s.until, "recognised", None)


def passed_after_the_end(s: Scribe) -> None:
    """Pass after the validity ended: lapsed in between, then three years from the old end."""
    _ends_in_2025(s)
    open_round(s, date(2025, 9, 1), date(2025, 10, 31))
    _apply(s, date(2025, 10, 20))
    renew(s, s.day(2025, 11, 17))
    s.probe(date(2025, 11, 1), "lapsed", "in-review")
    s.probe(s.until, "recognised", None)


def restored_after_a_due_day(s: Scribe) -> None:
    """Pass after a gap in which a report would have been due: that year's is undetermined."""
    recognise(s, date(2022, 1, 10))
    open_round(s, date(2025, 1, 13), date(2025, 3, 14))
    _apply(s, date(2025, 2, 5))
    renew(s, s.day(2025, 6, 9))
    s.probe(date(2025, 5, 6), "lapsed", "in-review")
    s.probe(s.until, "recognised", None)


def failed_after_the_end(s: Scribe) -> None:
    """Fail after the validity ended: a ground at once; in Shandong the title is gone."""
    _ends_in_2025(s)
    open_round(s, date(2025, 9, 1), date(2025, 10, 31))
    _apply(s, date(2025, 10, 20))
    on = s.day(2025, 11, 17)
    fail_review(s, on)
    standing = "title-cancelled" if s.scheme.failed_cancels else "lapsed"
    s.probe(on, standing, grounds="review/failed=established")


def failed_before_the_end(s: Scribe) -> None:
    """Fail before the validity ends: the text says "after expiry", in Shandong it is at once."""
    _ends_in_2025(s)
    open_round(s, date(2025, 3, 21), date(2025, 5, 30))
    _apply(s, s.day(2025, 4, 7))
    fail_review(s, s.day(2025, 7, 7))
    standing = "title-cancelled" if s.scheme.failed_cancels else "recognised"
    s.probe(date(2025, 8, 15), standing)
    s.probe(
        s.until,
        "title-cancelled" if s.scheme.failed_cancels else "lapsed",
        grounds="review/failed=established",
    )


def shandong_applied_after_the_year(s: Scribe) -> None:
    """Shandong: an application in January is too late; it cures, and a person decides."""
    _ends_in_2025(s)
    miss_review(s, YEAR_END, applied_on=date(2026, 1, 12))
    _apply(s, date(2026, 1, 12))
    s.probe(date(2026, 1, 1), "lapsed", grounds="review/not-applied=established")


def shandong_title_cancelled(s: Scribe) -> None:
    """Shandong: nobody applied, and the department cancels the title."""
    _ends_in_2025(s)
    miss_review(s, YEAR_END)
    on = s.day(2026, 2, 2)
    s.record("title-cancelled", on, number="演示取字1号", reason="有效期满未申请复核")
    s.probe(on - DAY, "lapsed", "awaiting-review", grounds="review/not-applied=established")
    s.probe(on, "title-cancelled", None)


def recognition_surrendered(s: Scribe) -> None:
    """Give the recognition up: no report is owed any more and no validity ends."""
    _ends_in_2025(s)
    on = s.day(2024, 6, 3)
    s.record("recognition-surrendered", on, reason="〔演示〕主动放弃")
    cut_short(s, on)
    s.probe(on - DAY, "recognised", None)
    s.probe(on, "withdrawn", None)


SCENARIOS: tuple[Scenario, ...] = (
    *scenarios(three_years_end, validity_stated_by_day, validity_stated_by_month),
    *scenarios(validity_stated_by_year, validity_ends_on_a_rest_day, applied_on_the_last_day),
    *scenarios(passed_before_the_end, passed_after_the_end, restored_after_a_due_day),
    *scenarios(failed_after_the_end, failed_before_the_end, recognition_surrendered),
    *scenarios(round_missed, round_closes_before_the_end, applied_after_the_round, programmes=BY_ROUND),
    *scenarios(shandong_applied_after_the_year, shandong_title_cancelled, programmes=SHANDONG),
)
