"""Reviews, cases, service, windows: acts of departments in a synthetic history, with their truth."""

from collections.abc import Callable
from datetime import date
from typing import Any

from monitor.demo.acts import cut_short
from monitor.demo.almanac import DAY, months_after, years_after
from monitor.demo.scribe import ALMANAC, CASE, Scribe, Spell

DEEMED_SERVICE = 30 * DAY
APPEAL_DAYS = 15
ANSWER_DAYS = 30


def window(
    s: Scribe, kind: str, start: date, due_by: Callable[[date], date], met_on: date | None = None
) -> None:
    """State what one window does: opens, moves with each notice that changes it, closes.

    `due_by` gives the last day as known on a day. It opens on the day that started it, moves on
    the notice's day, closes on the day it was met or on its last day (contract 3; domain 3.5, 3.6).
    """
    case = "" if kind == "public-notice" else CASE
    due = due_by(start)
    s.find("window-opened", start, kind, case, due)
    for turn in ALMANAC.turns:
        running = start < turn <= min(due, met_on or due, s.until)
        if running and due_by(turn) != due:
            due = due_by(turn)
            s.find("window-moved", turn, kind, case, due)
    if met_on and met_on <= due:
        s.find("window-closed", met_on, kind, case, due)
    elif due < s.until:
        s.find("window-closed", due, kind, case, due)


def public_notice(s: Scribe, on: date, working_days: int, *, states_length: bool = True) -> date:
    """Post the public notice, whose first day counts (domain 3.1); return its last day."""
    stated: dict[str, Any] = {"working_days": working_days} if states_length else {}
    s.record("public-notice-posted", on, **stated)
    window(s, "public-notice", on, lambda known: ALMANAC.working_day(on - DAY, working_days, known))
    return ALMANAC.working_day(on - DAY, working_days, on)


def renew(s: Scribe, on: date) -> None:
    """Pass the review: three years more, continuous (domain 5)."""
    s.record("review-decided", on, outcome="passed")
    renewed_to = years_after(s.valid_to, 3)
    if on <= s.valid_to:
        s.spells[-1].end = renewed_to
    else:
        s.spells.append(Spell(on, renewed_to))
    s.valid_to = renewed_to


def fail_review(s: Scribe, on: date) -> None:
    """Fail the review: a ground at once, or once the validity is over (domain 6; 9.5).

    In Shandong the decision itself cancels the title (Art 12; domain 5).
    """
    s.record("review-decided", on, outcome="failed")
    if s.scheme.failed_cancels:
        if s.is_recognised(on):
            cut_short(s, on)
        s.ground("review/failed", on)
    else:
        s.ground("review/failed", max(on, s.valid_to + DAY))


def miss_review(s: Scribe, deadline: date, *, applied_on: date | None = None) -> None:
    """Let the day for applying pass; an application after it cures (domain 6; 9.5)."""
    s.find("obligation-overdue", deadline + DAY, "review-application", "", deadline)
    s.ground("review/not-applied", max(deadline, s.valid_to) + DAY, cured_on=applied_on)


def open_round(s: Scribe, on: date, apply_by: date) -> None:
    """Open a review round where the department sets the date for applying."""
    if s.scheme.deadline == "round":
        s.record("review-round-opened", on, apply_by=apply_by.isoformat())


def grave_incident(s: Scribe, on: date) -> None:
    """Let a larger work-safety incident happen: a ground in every programme."""
    s.record("incident-reported", on, incident="incident-0", category="work-safety", grade="larger")
    s.ground("incident/work-safety", on)


def open_case(s: Scribe, on: date) -> None:
    """Open a case on an incident of a month before, and hear the party."""
    grave_incident(s, on - 30 * DAY)
    s.record("case-opened", on, case=CASE, grounds=["incident"])
    s.record("defence-invited", on + 2 * DAY, case=CASE, reply_by=(on + 12 * DAY).isoformat())
    s.record("defence-received", on + 9 * DAY, case=CASE)


def revoke(s: Scribe, on: date, revoked_from: date | None = None) -> None:
    """Revoke the recognition from the decision's day, or from the day it states (domain 5)."""
    stated: dict[str, Any] = {"revoked_from": revoked_from.isoformat()} if revoked_from else {}
    s.record("revocation-decided", on, case=CASE, grounds=["incident"], number="演示决字1号", **stated)
    cut_short(s, revoked_from or on)


def revoke_after_a_case(s: Scribe, on: date) -> None:
    """Open a case six weeks before a day and revoke on that day."""
    open_case(s, on - 42 * DAY)
    revoke(s, on)


def appeal_day(start: date, number: int) -> date:
    """Return working day `number` after service, as known that long after it."""
    return ALMANAC.working_day(start, number, start + 10 * DAY)


def serve(
    s: Scribe, on: date, method: str = "signed", *, lodged_on: date | None = None, told: date | None = None
) -> date:
    """Serve the decision and state its windows; return the day that starts them (domain 3.7, 3.9)."""
    stated: dict[str, Any] = {"told_last_day": told.isoformat()} if told else {}
    stated |= {"electronic": {"consent": True}, "left": {"refused": True}}.get(method, {})
    s.record("decision-served", on, case=CASE, method=method, **stated)
    start = on + DEEMED_SERVICE if method == "public-notice" else on
    window(s, "reconsideration", start, lambda known: ALMANAC.rolled(start + 60 * DAY, known))
    window(s, "litigation", start, lambda known: ALMANAC.rolled(months_after(start, 6), known))
    if s.scheme.has_appeal:
        window(s, "appeal", start, lambda known: _appeal_due(start, told, known), met_on=lodged_on)
    return start


def _appeal_due(start: date, told: date | None, known: date) -> date:
    counted = ALMANAC.working_day(start, APPEAL_DAYS, known)
    return max(counted, told or counted)


def lodge(s: Scribe, on: date, *, admitted_on: date | None = None, answered_on: date | None = None) -> None:
    """Receive an appeal; the answer is due 30 working days from its receipt (domain 2; 9.6)."""
    s.record("appeal-lodged", on, case=CASE)
    if admitted_on:
        s.record("appeal-admitted", admitted_on, case=CASE, reason="〔演示〕不可抗力")
    window(s, "answer", on, lambda known: ALMANAC.working_day(on, ANSWER_DAYS, known), met_on=answered_on)


def answer(s: Scribe, on: date, outcome: str) -> None:
    """Answer the appeal; where the decision falls, it is as if it had never been (domain 5)."""
    grounds: dict[str, Any] = {"grounds": ["incident"]} if outcome == "changed" else {}
    s.record("appeal-answered", on, case=CASE, outcome=outcome, **grounds)
    if outcome == "withdrawn":
        s.spells.append(Spell(on, s.valid_to))
