"""What a finding is as an alert: of which kind, and whether what it says still holds.

Promise: whether an alert is open follows from the assessment of the day, never from what people did with it.
"""

from typing import assert_never

from domain.alerting import AlertKind
from domain.assessment import Assessment
from domain.events import AnyFinding
from domain.findings import (
    AttentionRaised,
    BasisLapsing,
    GroundCured,
    GroundEstablished,
    ObligationOverdue,
    ValidityEnded,
    WindowClosed,
    WindowMoved,
    WindowOpened,
)

_OF_ATTENTION: dict[str, AlertKind] = {
    "deadline-near": "deadline",
    "provisional-date": "provisional",
    "boundary-date": "provisional",
    "decision-unserved": "service",
    "service-consent-unknown": "service",
    "answer-overdue": "own-task",
    "rectification-overdue": "own-task",
    "late-appeal": "own-task",
    "expired-no-round": "own-task",
    "extension-undetermined": "own-task",
    "basis-lapsed": "basis",
    "basis-draft": "basis",
    "basis-not-yet": "basis",
}
_OWN_WINDOWS = ("answer", "public-notice")  # the department's, not the party's


def kind_of(finding: AnyFinding) -> AlertKind:
    """Return the kind of alert that a finding is."""
    match finding:
        case GroundEstablished() | GroundCured():
            return "ground"
        case ObligationOverdue():
            return "overdue"
        case WindowOpened() | WindowMoved() | WindowClosed():
            return "window"
        case ValidityEnded():
            return "validity"
        case BasisLapsing():
            return "basis"
        case AttentionRaised():
            return _kind_of_attention(finding)
        case _:
            assert_never(finding)


def _kind_of_attention(finding: AttentionRaised) -> AlertKind:
    first = (finding.subject or "").partition(" ")[0]
    if finding.code == "deadline-near" and first in _OWN_WINDOWS:
        return "own-task"
    return _OF_ATTENTION.get(finding.code, "doubt")


def is_news_only(finding: AnyFinding) -> bool:
    """Tell whether a finding says that something is over: it is told once and asks for nothing."""
    return isinstance(finding, GroundCured | WindowClosed)


def is_open(finding: AnyFinding, assessment: Assessment) -> bool:
    """Tell whether what a finding says holds on the day of an assessment."""
    match finding:
        case GroundCured() | WindowClosed():
            return False
        case GroundEstablished():
            return _ground_holds(finding, assessment)
        case ObligationOverdue():
            return (finding.kind, finding.period, finding.due_on) in _overdue(assessment)
        case WindowOpened() | WindowMoved():
            window = (finding.kind, finding.case, finding.opened_on, finding.due_on)
            return window in _open_windows(assessment)
        case _:
            return _other_holds(finding, assessment)


def _other_holds(finding: ValidityEnded | BasisLapsing | AttentionRaised, assessment: Assessment) -> bool:
    match finding:
        case ValidityEnded():
            return assessment.standing == "lapsed" and assessment.valid_to == finding.valid_to
        case BasisLapsing():
            return assessment.on <= finding.in_force_through
        case AttentionRaised():
            return _attention_holds(finding, assessment)
        case _:
            assert_never(finding)


def _ground_holds(finding: GroundEstablished, assessment: Assessment) -> bool:
    about = (finding.code, finding.limb, finding.since, finding.obligation, finding.period, finding.subject)
    return about in [
        (each.code, each.limb, each.since, each.obligation, each.period, each.subject)
        for each in assessment.grounds
        if each.state == "established"
    ]


def _overdue(assessment: Assessment) -> list[tuple[object, ...]]:
    found = [each for each in assessment.obligations if each.state == "overdue"]
    return [(each.kind, each.period, each.due_on) for each in found]


def _open_windows(assessment: Assessment) -> list[tuple[object, ...]]:
    return [
        (each.kind, each.case, each.opened_on, each.due_on)
        for each in assessment.windows
        if each.state == "open" or (each.kind == "answer" and each.state == "lapsed")
    ]


def _attention_holds(finding: AttentionRaised, assessment: Assessment) -> bool:
    if finding.code == "deadline-near":
        return (finding.subject, finding.due_on) in _open_deadlines(assessment)
    return (finding.code, finding.subject) in [(each.code, each.subject) for each in assessment.attention]


def _open_deadlines(assessment: Assessment) -> list[tuple[object, ...]]:
    """Return what can still be met, as the reminders name it, with its last day."""
    owed = [each for each in assessment.obligations if each.state == "open"]
    opened = [each for each in assessment.windows if each.state == "open"]
    return [
        *((f"{each.kind} {each.period}", each.due_on) for each in owed),
        *((f"{each.kind} {each.case}", each.due_on) for each in opened),
    ]
