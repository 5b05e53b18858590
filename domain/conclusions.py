"""What follows from an assessment: the findings that are not recorded yet.

Level-triggered: it compares all that the assessment implies with all that is recorded, so that it may
run late, twice, or after an outage, and still records each finding once with its legal day.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from domain.assessment import Judgement
from domain.doubt import Attention
from domain.events import AnyFinding, Recorded
from domain.findings import (
    AttentionRaised,
    BasisLapsing,
    GroundCured,
    GroundEstablished,
    ObligationOverdue,
    ValidityEnded,
)
from domain.recall import Draft, Inputs, Recall, subject_of, subject_of_attention, subject_of_overdue
from domain.reminders import learned_on, reminders
from domain.spells import Ground
from domain.text import DAY
from domain.viewpoint import Citation
from domain.window_findings import never_opened, opened_moved_closed

LAPSE_LADDER = (180, 90, 30)


def conclude(assessment: Judgement, recorded: Iterable[Recorded], inputs: Inputs) -> list[Draft]:
    """Return the findings that follow from an assessment and are not recorded yet.

    Ordered by legal day, so that a catch-up reads like the days it makes up for.
    """
    recall = Recall(recorded)
    found = [
        *_grounds(assessment, recall, inputs),
        *_grounds_gone(assessment, recall, inputs),
        *(recall.draft(each) for each in _overdue(assessment, recall, inputs)),
        *opened_moved_closed(assessment, recall, inputs),
        *never_opened(assessment, recall, inputs),
        *_once(recall, _ended_validities(assessment, inputs)),
        *_once(recall, _lapsing(assessment, inputs)),
        *(recall.draft(each) for each in _attentions(assessment, recall, inputs)),
        *(recall.draft(each) for each in _reminders(assessment, recall, inputs)),
    ]
    # Two reviews that failed on one day establish one ground: a key stands for one finding.
    distinct: dict[str, Draft] = {}
    for draft in found:
        distinct.setdefault(draft.key, draft)
    return sorted(distinct.values(), key=lambda draft: draft.finding.legal_on)


def _once(recall: Recall, findings: Iterable[AnyFinding]) -> Iterator[Draft]:
    """Draft the findings about subjects of which nothing is recorded."""
    for finding in findings:
        if not recall.of(subject_of(finding)):
            yield recall.draft(finding)


# --- grounds ----------------------------------------------------------------------------------


def _grounds(assessment: Judgement, recall: Recall, inputs: Inputs) -> Iterator[Draft]:
    for ground in assessment.grounds:
        if ground.state != "unknown" and ground.since is not None:
            yield from _ground(ground, ground.since, recall, inputs)


def _ground(ground: Ground, since: date, recall: Recall, inputs: Inputs) -> Iterator[Draft]:
    established = GroundEstablished(
        **inputs.pin(ground.cited, since, ground.events), **_about(ground), since=since
    )
    known = recall.of(subject_of(established))
    if not known or (isinstance(known[-1], GroundCured) and ground.state == "established"):
        yield recall.draft(established)
    if ground.cured_on is not None and not (known and isinstance(known[-1], GroundCured)):
        pinned = inputs.pin(ground.cited, ground.cured_on, ground.events)
        yield recall.draft(GroundCured(**pinned, **_about(ground), since=since, reason=ground.reason))


def _about(ground: Ground) -> dict[str, Any]:
    return {
        "code": ground.code,
        "limb": ground.limb,
        "obligation": ground.obligation,
        "period": ground.period,
        "subject": ground.subject,
    }


def _grounds_gone(assessment: Judgement, recall: Recall, inputs: Inputs) -> Iterator[Draft]:
    """Cure the recorded grounds that, as known now, never were (`domain.md` 9.1)."""
    there = {
        ("ground", each.code, each.limb, each.obligation, each.period, each.subject, str(each.since))
        for each in assessment.grounds
    }
    for subject, known in recall.by_subject.items():
        newest = known[-1]
        if isinstance(newest, GroundEstablished) and subject not in there:
            yield recall.draft(_known_late(assessment, newest, inputs))


def _known_late(assessment: Judgement, ground: GroundEstablished, inputs: Inputs) -> GroundCured:
    met = [
        obligation
        for obligation in assessment.obligations
        if (obligation.kind, obligation.period) == (ground.obligation, ground.period) and obligation.met_on
    ]
    cited = Citation(
        clause=ground.clause,
        rulebook=ground.rulebook,
        basis=ground.basis,
        choices=ground.choices,
        partial=ground.partial,
    )
    legal_on = (met[0].met_on if met else None) or assessment.on
    return GroundCured(
        **inputs.pin(cited, legal_on, met[0].events if met else ground.events),
        code=ground.code,
        limb=ground.limb,
        since=ground.since,
        period=ground.period,
        obligation=ground.obligation,
        subject=ground.subject,
        reason="known-late" if met else "no-longer-holds",
    )


# --- obligations ------------------------------------------------------------------------------


def _overdue(assessment: Judgement, recall: Recall, inputs: Inputs) -> Iterator[ObligationOverdue]:
    for obligation in assessment.obligations:
        kind, period, due_on = obligation.kind, obligation.period, obligation.due_on
        if due_on is None or recall.of(subject_of_overdue(kind, period, due_on)):
            continue
        if obligation.overdue_from is not None:
            pinned = inputs.pin(obligation.cited, obligation.overdue_from, obligation.events)
            yield ObligationOverdue(**pinned, kind=kind, period=period, due_on=due_on)


# --- validity, the text, attention, reminders -------------------------------------------------


def _ended_validities(assessment: Judgement, inputs: Inputs) -> Iterator[ValidityEnded]:
    """Yield the terms that ended without being renewed before, while the recognition held."""
    for term in assessment.terms:
        ended_on = term.valid_to + DAY
        renewed_before = term.renewed is not None and term.renewed.on <= term.valid_to
        was_over = term.over_on is not None and term.over_on <= ended_on
        if ended_on <= assessment.on and not renewed_before and not was_over:
            cited = Citation(
                clause=inputs.law.book.validity.article,
                rulebook=inputs.law.book.edition,
                basis=inputs.law.book.basis(ended_on),
                partial=inputs.law.book.source == "partial",
            )
            pinned = inputs.pin(cited, ended_on, (term.granted.id,))
            yield ValidityEnded(**pinned, valid_to=term.valid_to)


def _lapsing(assessment: Judgement, inputs: Inputs) -> Iterator[BasisLapsing]:
    """Warn the department before the rulebook lapses, for each cluster that rests on it."""
    text = inputs.law.book.standing
    recognised = assessment.terms[0].recognition if assessment.terms else None
    if text.state == "draft" or text.in_force_through is None or recognised is None:
        return
    for days_left in LAPSE_LADDER:
        legal_on = text.in_force_through - timedelta(days=days_left)
        if max(recognised.on, learned_on(recognised)) <= legal_on <= assessment.on:
            cited = Citation(clause=text.article, rulebook=inputs.law.book.edition, basis="in-force")
            yield BasisLapsing(
                **inputs.pin(cited, legal_on),
                days_left=days_left,
                in_force_through=text.in_force_through,
            )


def _attentions(assessment: Judgement, recall: Recall, inputs: Inputs) -> Iterator[AttentionRaised]:
    """Yield what needed attention on some day on which its reason was known, and is not recorded."""
    for raised in assessment.raised:
        if raised.since > assessment.on:
            continue
        if recall.of(subject_of_attention(raised.code, raised.subject, raised.since, None)):
            continue
        known_from = max([recall.learned_on(event) for event in raised.events], default=date.min)
        if raised.until is None or raised.until > known_from:
            yield _attention(raised, inputs)


def _attention(raised: Attention, inputs: Inputs) -> AttentionRaised:
    pinned = inputs.pin(raised.cited, raised.since, raised.events)
    return AttentionRaised(**pinned, code=raised.code, subject=raised.subject)


def _reminders(assessment: Judgement, recall: Recall, inputs: Inputs) -> Iterator[AttentionRaised]:
    """Yield what is not recorded of the rungs of the ladder that came while the deadline was open."""
    for reminder in reminders(assessment):
        code, on, days_left = "deadline-near", reminder.on, (reminder.due_on - reminder.on).days
        if on > assessment.on or recall.of(subject_of_attention(code, reminder.subject, on, days_left)):
            continue
        yield AttentionRaised(
            **inputs.pin(reminder.cited, on),
            code=code,
            subject=reminder.subject,
            due_on=reminder.due_on,
            days_left=days_left,
        )
