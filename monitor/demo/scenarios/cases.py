"""Cases: opened, heard, rectified, dismissed or decided, and served by each method (domain 3.7, 3.9, 6).

No appeal is lodged here; in Fujian the appeal window runs out by itself.
"""

from datetime import date

from monitor.demo.acts import establish
from monitor.demo.almanac import DAY
from monitor.demo.proceedings import appeal_day, open_case, revoke, revoke_after_a_case, serve
from monitor.demo.scenarios.scenario import Scenario, scenarios
from monitor.demo.scribe import CASE, Scribe

OPEN = "incident/work-safety=established"


def _rectify(s: Scribe, on: date, outcome: str) -> None:
    s.record("rectification-ordered", on, case=CASE, until=(on + 30 * DAY).isoformat())
    s.record(f"rectification-{outcome}", on + 28 * DAY, case=CASE)


def case_dismissed(s: Scribe) -> None:
    """Dismiss after the defence: the recognition goes on, the ground stays on record."""
    establish(s)
    on = s.day(2025, 3, 3)
    open_case(s, on)
    s.record("case-dismissed", on + 30 * DAY, case=CASE, reason="〔演示〕申辩成立")
    s.probe(s.until, "recognised", None, grounds=OPEN)


def rectified_and_dismissed(s: Scribe) -> None:
    """Accept the rectification and dismiss."""
    establish(s)
    on = s.day(2025, 3, 3)
    open_case(s, on)
    _rectify(s, on + 20 * DAY, "accepted")
    s.record("case-dismissed", on + 60 * DAY, case=CASE, reason="〔演示〕整改合格")
    s.probe(s.until, "recognised", None, grounds=OPEN)


def rectification_failed_unserved(s: Scribe) -> None:
    """Revoke after a failed rectification, and serve nothing: no window opens."""
    establish(s)
    on = s.day(2025, 3, 3)
    open_case(s, on)
    _rectify(s, on + 20 * DAY, "failed")
    revoke(s, on + 60 * DAY)
    s.probe(on + 59 * DAY, "recognised", None, grounds=OPEN)
    s.probe(on + 60 * DAY, "revoked", "unserved", grounds=OPEN)


def revoked_from_an_earlier_day(s: Scribe) -> None:
    """Revoke with effect from an earlier day."""
    establish(s)
    on = s.day(2025, 5, 12)
    open_case(s, on - 42 * DAY)
    revoke(s, on, revoked_from=on - 10 * DAY)
    s.probe(s.until, "revoked", "unserved")


def _served(s: Scribe, method: str) -> None:
    establish(s)
    decided_on = s.day(2025, 5, 12)
    revoke_after_a_case(s, decided_on)
    served_on = decided_on + 4 * DAY
    start = serve(s, served_on, method)
    s.probe(start - DAY, "revoked", "unserved")
    if s.scheme.has_appeal:
        s.probe(start, "revoked", "appealable", windows="appeal=open reconsideration=open litigation=open")
        s.probe(appeal_day(start, 15) + DAY, "revoked", "final", windows="appeal=lapsed")
    elif s.scheme.programme != "national":
        s.probe(start, "revoked", "final", windows="reconsideration=open litigation=open")
    s.probe(s.until, "revoked", windows="reconsideration=lapsed litigation=lapsed")


def served_by_signature(s: Scribe) -> None:
    """Serve against signature."""
    _served(s, "signed")


def served_by_post(s: Scribe) -> None:
    """Serve by post: the day on the return slip."""
    _served(s, "post")


def served_by_leaving(s: Scribe) -> None:
    """Serve by leaving it, refused before witnesses."""
    _served(s, "left")


def served_electronically(s: Scribe) -> None:
    """Serve electronically, with consent."""
    _served(s, "electronic")


def served_by_public_notice(s: Scribe) -> None:
    """Serve by public notice: deemed on the 30th day after posting, not rolled."""
    _served(s, "public-notice")


def deemed_service_on_a_rest_day(s: Scribe) -> None:
    """Post so that the deemed day is Sunday 2025-06-15: it does not roll."""
    establish(s)
    revoke_after_a_case(s, date(2025, 5, 12))
    start = serve(s, date(2025, 5, 16), "public-notice")
    s.probe(start - DAY, "revoked", "unserved")
    s.probe(s.until, "revoked", windows="reconsideration=lapsed litigation=lapsed")


def served_across_national_day(s: Scribe) -> None:
    """Serve before National Day 2025: the windows stretch over it."""
    establish(s)
    revoke_after_a_case(s, date(2025, 9, 15))
    serve(s, s.day(2025, 9, 17, 10))


def litigation_moved_by_the_2026_notice(s: Scribe) -> None:
    """Six months from 2025-08-18 end on 2026-02-18, then in Spring Festival: the notice moves them."""
    establish(s)
    revoke_after_a_case(s, date(2025, 8, 11))
    serve(s, date(2025, 8, 18))
    s.probe(date(2025, 11, 3), "revoked", windows="litigation=open")
    s.probe(date(2026, 2, 24), "revoked", windows="litigation=open reconsideration=lapsed")
    s.probe(date(2026, 2, 25), "revoked", windows="litigation=lapsed")


SCENARIOS: tuple[Scenario, ...] = (
    *scenarios(case_dismissed, rectified_and_dismissed, rectification_failed_unserved),
    *scenarios(revoked_from_an_earlier_day, served_by_signature, served_by_post, served_by_leaving),
    *scenarios(served_electronically, served_by_public_notice, deemed_service_on_a_rest_day),
    *scenarios(served_across_national_day, litigation_moved_by_the_2026_notice),
)
