"""The grounds on which a recognition may be revoked: established, cured or unknown.

Each rule is one function; each ground names its article, its choices and the facts it rests on.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from domain import cluster
from domain.history import Entry
from domain.incidents import incident_grounds
from domain.obligations import Obligation, change_filings, review_applications
from domain.rulebook import Ground as Rule
from domain.spells import Ground, withdrawn
from domain.standing import Term
from domain.text import DAY, GroundCode
from domain.viewpoint import Viewpoint, ids

Failure = Entry[cluster.ReviewDecided]


def grounds(view: Viewpoint, owed: list[Obligation]) -> list[Ground]:
    """Return every ground that held on some day up to the day, the newest state of each."""
    found = [
        *review_not_applied(view, owed),
        *review_failed(view),
        *misconduct(view),
        *reporting(view, owed),
        *unfiled_changes(view, owed),
        *low_satisfaction(view),
        *incident_grounds(view),
    ]
    return [_as_seen(view, ground) for ground in found if ground.since is None or ground.since <= view.day]


def _as_seen(view: Viewpoint, ground: Ground) -> Ground:
    """Return a ground as unknown where the clause itself has not been seen (partial books)."""
    rule = view.book.ground(ground.code)
    if rule is None or rule.seen:
        return ground
    return msgspec.structs.replace(ground, state="unknown", reason="clause-not-seen", cured_on=None)


# --- review -----------------------------------------------------------------------------------


def review_not_applied(view: Viewpoint, owed: list[Obligation]) -> Iterator[Ground]:
    """有效期满未申请复核: the last day for applications passed, and the validity ended."""
    rule = view.book.ground("review")
    if rule is None:
        return
    for obligation in owed:
        if obligation.kind == "review-application":
            yield from _not_applied(view, rule, obligation)
    for obligation in review_applications(view, withdrawn=True):
        yield from _as_withdrawn(_not_applied(view, rule, obligation), obligation.trigger)


def _as_withdrawn(found: Iterable[Ground], entry: Entry[Any]) -> Iterator[Ground]:
    """Yield grounds whose fact was withdrawn as cured, leaving out those that never came to hold."""
    for ground in found:
        cured = withdrawn(ground, entry)
        if cured is not None:
            yield cured


def _not_applied(view: Viewpoint, rule: Rule, obligation: Obligation) -> Iterator[Ground]:
    overdue_from = obligation.overdue_from
    if overdue_from is None:
        return
    since = max(overdue_from, _expired_from(view, obligation))
    if obligation.met_on is None or obligation.met_on >= since:
        yield _late(view, rule, "not-applied", obligation, since)


def _expired_from(view: Viewpoint, obligation: Obligation) -> date:
    """Return the day after the validity that the obligation belongs to (有效期满)."""
    year = int(obligation.period)
    term = next(term for term in view.course.terms if term.valid_to.year == year)
    return term.valid_to + DAY


def review_failed(view: Viewpoint) -> Iterator[Ground]:
    """经复核未通过: decided failed, and the validity ended or the title cancelled by it."""
    rule = view.book.ground("review")
    if rule is None:
        return
    for term in view.course.terms:
        for entry in _failures(view, term):
            yield from _failed(view, rule, term, entry)


def _failures(view: Viewpoint, term: Term) -> list[Failure]:
    """Return the failed decisions of a term, withdrawn ones included."""
    until = term.renewed.on if term.renewed else date.max
    return [
        entry
        for entry in view.seen.all_of(cluster.ReviewDecided)
        if entry.body.outcome == "failed" and term.granted.on <= entry.on <= until
    ]


def _failed(view: Viewpoint, rule: Rule, term: Term, entry: Failure) -> Iterator[Ground]:
    since = entry.on if view.book.review.failed_cancels_title else max(entry.on, term.valid_to + DAY)
    passed_on = term.renewed.on if term.renewed else None
    ground = Ground(
        code="review",
        limb="failed",
        since=since,
        state="cured" if passed_on else "established",
        reason="review-passed" if passed_on else None,
        cured_on=passed_on,
        cited=view.cite(rule.article, since, rule.choices),
        events=ids(entry, term.renewed),
    )
    if entry.withdrawal:
        yield from _as_withdrawn([ground], entry)
    elif passed_on is None or passed_on >= since:
        yield ground


# --- integrity and satisfaction ---------------------------------------------------------------


def misconduct(view: Viewpoint) -> Iterator[Ground]:
    """虚假申报或违法违规: a finding of misconduct is recorded."""
    for entry in view.seen.all_of(cluster.MisconductFound):
        yield from _by_fact(view, "integrity", entry.body.kind, entry)


def refusals(view: Viewpoint) -> Iterator[Ground]:
    """不接受、不配合监督: a refusal is recorded."""
    for entry in view.seen.all_of(cluster.SupervisionRefused):
        yield from _by_fact(view, "reporting", "refused-supervision", entry)


def low_satisfaction(view: Viewpoint) -> Iterator[Ground]:
    """入驻企业满意度低: a finding by the department, where the edition has the ground."""
    for entry in view.seen.all_of(cluster.LowSatisfactionFound):
        yield from _by_fact(view, "satisfaction", "low-satisfaction", entry)


def _by_fact(view: Viewpoint, code: GroundCode, limb: str, entry: Entry[Any]) -> Iterator[Ground]:
    """Yield the ground that one fact makes, if the cluster was recognised on its day."""
    rule = view.book.ground(code)
    if rule is None or not view.course.is_subject_on(entry.on):
        return
    ground = Ground(
        code=code,
        limb=limb,
        since=entry.on,
        state="established",
        cited=view.cite(rule.article, entry.on, rule.choices),
        subject=entry.id,
        events=ids(entry),
    )
    if entry.withdrawal:
        yield from _as_withdrawn([ground], entry)
    else:
        yield ground


# --- reporting --------------------------------------------------------------------------------


def reporting(view: Viewpoint, owed: list[Obligation]) -> Iterator[Ground]:
    """未及时报送，不接受监督: either limb, or both together, as the text or the choice says."""
    rule = view.book.ground("reporting")
    if rule is None:
        return
    kinds = {report.kind for report in view.book.reports}
    late = [
        _late(view, rule, "late-report", obligation, obligation.overdue_from)
        for obligation in owed
        if obligation.kind in kinds and obligation.overdue_from is not None
    ]
    refused = list(refusals(view))
    if rule.combine == "choice" and view.book.chosen("reporting_limbs", "any") == "all":
        yield from _together(late, refused)
        yield from _together(refused, late)
    else:
        yield from (*late, *refused)


def _together(limbs: list[Ground], others: list[Ground]) -> Iterator[Ground]:
    """Yield limbs as far as another limb holds with them."""
    starts = [other.since for other in others if other.since is not None]
    for limb in limbs:
        if starts and limb.since is not None:
            is_held = limb.state == "established" and any(other.state == "established" for other in others)
            cured = [other for other in (limb, *others) if other.cured_on is not None]
            yield msgspec.structs.replace(
                limb,
                since=max(limb.since, min(starts)),
                state="established" if is_held else "cured",
                reason=None if is_held else cured[0].reason,
                cured_on=None if is_held else cured[0].cured_on,
            )


# --- major changes ----------------------------------------------------------------------------


def unfiled_changes(view: Viewpoint, owed: list[Obligation]) -> Iterator[Ground]:
    """重大变动未及时报备: a change not filed by its due day; unknown where the text gives none."""
    rule = view.book.ground("change")
    if rule is None:
        return
    for obligation in owed:
        if obligation.kind == "major-change":
            yield from _unfiled(view, rule, obligation)
    for obligation in change_filings(view, withdrawn=True):
        if obligation.state != "undetermined":
            yield from _as_withdrawn(_unfiled(view, rule, obligation), obligation.trigger)


def _unfiled(view: Viewpoint, rule: Rule, obligation: Obligation) -> Iterator[Ground]:
    if obligation.overdue_from is not None:
        yield _late(view, rule, "unfiled-change", obligation, obligation.overdue_from)
    elif obligation.state == "undetermined":
        yield _undetermined(view, rule, obligation)


def _undetermined(view: Viewpoint, rule: Rule, obligation: Obligation) -> Ground:
    return Ground(
        code=rule.code,
        limb="unfiled-change",
        since=None,
        state="unknown",
        reason="period-undetermined",
        cited=view.cite(rule.article, obligation.opens_on, rule.choices),
        obligation=obligation.kind,
        period=obligation.period,
        events=obligation.events,
    )


def _late(view: Viewpoint, rule: Rule, limb: str, obligation: Obligation, since: date | None) -> Ground:
    """Return the ground that an obligation missed or met late makes."""
    is_cured = obligation.state == "met-late"
    return Ground(
        code=rule.code,
        limb=limb,
        since=since,
        state="cured" if is_cured else "established",
        reason="met-late" if is_cured else None,
        cured_on=obligation.met_on if is_cured else None,
        cited=view.cite(rule.article, since or obligation.opens_on, rule.choices),
        obligation=obligation.kind,
        period=obligation.period,
        events=obligation.events,
    )
