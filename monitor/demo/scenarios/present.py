"""Histories that are under way on 2026-11-20: one for every standing, stage and window (domain 5)."""

from datetime import date

from monitor.demo.acts import change, cut_short, establish, recognise
from monitor.demo.almanac import DAY
from monitor.demo.proceedings import (
    answer,
    lodge,
    open_case,
    open_round,
    public_notice,
    revoke_after_a_case,
    serve,
)
from monitor.demo.scenarios.applications import RECOMMENDED_BY_CITY
from monitor.demo.scenarios.scenario import FUJIAN, TODAY, Scenario, scenarios
from monitor.demo.scribe import CASE, Scribe

OPEN = "appeal=open reconsideration=open litigation=open"


def _apply(s: Scribe, on: date) -> None:
    s.record("application-submitted", on, **s.place())


def now_submitted(s: Scribe) -> None:
    """Submitted, nothing decided."""
    _apply(s, s.day(2026, 10, 12))
    s.probe(TODAY, "applying", "submitted")


def now_recommended(s: Scribe) -> None:
    """Recommended by the city."""
    _apply(s, s.day(2026, 9, 7))
    s.record("application-recommended", s.day(2026, 10, 12), outcome="recommended")
    s.probe(TODAY, "applying", "recommended")


def now_in_public_notice(s: Scribe) -> None:
    """In public notice until 2026-11-24."""
    _apply(s, s.day(2026, 9, 7))
    public_notice(s, date(2026, 11, 16), 7)
    s.probe(TODAY, "applying", "in-public-notice", windows="public-notice=open")


def now_rejected(s: Scribe) -> None:
    """Rejected last month."""
    _apply(s, s.day(2026, 9, 7))
    s.record("application-rejected", s.day(2026, 10, 12), reason="〔演示〕产值未达标")
    s.probe(TODAY, "rejected", None)


def now_not_yet_valid(s: Scribe) -> None:
    """Published in November, valid from January."""
    recognise(s, s.day(2026, 11, 2, 10), valid_from="2027", valid_to="2029")
    s.probe(TODAY, "recognised", "not-yet-valid")


def now_in_review(s: Scribe) -> None:
    """Valid until the end of the year, in review already."""
    recognise(s, s.day(2024, 1, 8), valid_from="2024", valid_to="2026")
    open_round(s, date(2026, 9, 1), date(2026, 12, 31))
    s.record("review-applied", s.day(2026, 10, 12))
    s.probe(TODAY, "recognised", "in-review")


def now_expired(s: Scribe) -> None:
    """Expired in October; no round has been opened."""
    recognise(s, s.day(2023, 10, 9))
    s.probe(TODAY, "lapsed", "awaiting-review")


def now_expired_in_review(s: Scribe) -> None:
    """Expired in October, the review under way."""
    recognise(s, s.day(2023, 10, 9))
    open_round(s, date(2026, 11, 2), date(2026, 12, 11))
    s.record("review-applied", date(2026, 11, 16))
    s.probe(TODAY, "lapsed", "in-review")


def now_surrendered(s: Scribe) -> None:
    """Given up."""
    establish(s, 2024)
    on = s.day(2026, 9, 7)
    s.record("recognition-surrendered", on)
    cut_short(s, on)
    s.probe(TODAY, "withdrawn", None)


def now_change_to_file(s: Scribe) -> None:
    """A change of this month, to be filed next month."""
    establish(s, 2024)
    change(s, s.day(2026, 11, 2, 10), None)


def now_case_open(s: Scribe) -> None:
    """A case is open, the defence received."""
    establish(s, 2024)
    open_case(s, date(2026, 11, 9))
    s.probe(TODAY, "recognised", None, grounds="incident/work-safety=established")


def _revoked(s: Scribe, on: date) -> None:
    establish(s, 2024)
    revoke_after_a_case(s, on)


def now_unserved(s: Scribe) -> None:
    """Revoked, not served."""
    _revoked(s, date(2026, 11, 16))
    s.probe(TODAY, "revoked", "unserved")


def now_served(s: Scribe) -> None:
    """Served: the windows are open; litigation ends in 2027, provisional."""
    _revoked(s, date(2026, 11, 5))
    serve(s, date(2026, 11, 9))
    if s.scheme.has_appeal:
        s.probe(TODAY, "revoked", "appealable", windows=OPEN)


def now_under_appeal(s: Scribe) -> None:
    """Appealed; the answer is due in December."""
    _revoked(s, date(2026, 10, 26))
    serve(s, date(2026, 10, 28), lodged_on=date(2026, 11, 5))
    lodge(s, date(2026, 11, 5))
    s.probe(TODAY, "revoked", "under-appeal", windows="appeal=met answer=open")


def now_answer_due_in_2027(s: Scribe) -> None:
    """Appealed on 2026-11-20: the answer's day lies beyond the published calendar."""
    _revoked(s, date(2026, 11, 9))
    serve(s, date(2026, 11, 12), lodged_on=TODAY)
    lodge(s, TODAY)
    s.probe(TODAY, "revoked", "under-appeal", windows="appeal=met answer=open")


def now_answer_overdue(s: Scribe) -> None:
    """Appealed in September, unanswered."""
    _revoked(s, date(2026, 8, 31))
    serve(s, date(2026, 9, 2), lodged_on=date(2026, 9, 14))
    lodge(s, date(2026, 9, 14))
    s.probe(TODAY, "revoked", "answer-overdue", windows="answer=lapsed")


def now_late_appeal(s: Scribe) -> None:
    """Appealed too late; nobody has decided on it."""
    _revoked(s, date(2026, 10, 12))
    serve(s, date(2026, 10, 14))
    s.record("appeal-lodged", date(2026, 11, 11), case=CASE)
    s.probe(TODAY, "revoked", "final", windows="appeal=late")


def now_final(s: Scribe) -> None:
    """Served in spring, published: final, all windows lapsed."""
    _revoked(s, date(2026, 3, 23))
    serve(s, s.day(2026, 3, 27, 10))
    s.record("revocation-published", date(2026, 6, 1), case=CASE)
    s.probe(TODAY, "revoked", windows="reconsideration=lapsed litigation=lapsed")


def now_restored(s: Scribe) -> None:
    """Revoked, and the decision withdrawn on appeal."""
    _revoked(s, date(2026, 8, 31))
    serve(s, date(2026, 9, 2), lodged_on=date(2026, 9, 10))
    lodge(s, date(2026, 9, 10), answered_on=date(2026, 10, 20))
    answer(s, date(2026, 10, 20), "withdrawn")
    s.probe(TODAY - DAY, "recognised")


SCENARIOS: tuple[Scenario, ...] = (
    *scenarios(now_submitted, now_in_public_notice, now_rejected, now_not_yet_valid, until=TODAY),
    *scenarios(now_in_review, now_expired, now_expired_in_review, now_surrendered, until=TODAY),
    *scenarios(now_change_to_file, now_case_open, now_unserved, now_served, now_final, until=TODAY),
    *scenarios(now_recommended, programmes=RECOMMENDED_BY_CITY, until=TODAY),
    *scenarios(now_under_appeal, now_answer_due_in_2027, now_answer_overdue, programmes=FUJIAN, until=TODAY),
    *scenarios(now_late_appeal, now_restored, programmes=FUJIAN, until=TODAY),
)
