"""When somebody is to be reminded of a deadline, and when a cluster has to be looked at again."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from domain.assessment import Assessment, Judgement
from domain.events import legal_day
from domain.history import AnyEntry
from domain.obligations import Obligation
from domain.viewpoint import Citation
from domain.windows import Window

DEADLINE_LADDER = (180, 90, 30, 7, 1)
_BEFORE = tuple(timedelta(days=days) for days in DEADLINE_LADDER)


class Reminder(msgspec.Struct, frozen=True):
    """A day on which somebody is to be reminded of a deadline."""

    on: date
    subject: str
    due_on: date
    cited: Citation


def reminders(assessment: Judgement) -> Iterator[Reminder]:
    """Yield the reminders of all deadlines, past and to come (180, 90, 30, 7 and 1 day before)."""
    for obligation in assessment.obligations:
        yield from _of_obligation(obligation)
    for window in assessment.windows:
        if window.kind != "public-notice":
            yield from _of_window(window)


def _of_obligation(obligation: Obligation) -> Iterator[Reminder]:
    if obligation.due_on is None or obligation.state == "undetermined":
        return
    subject = f"{obligation.kind} {obligation.period}"
    until = obligation.met_on or date.max
    rungs = _rungs(obligation.due_on, obligation.opens_on, until)
    known_since = learned_on(obligation.trigger) if rungs else date.min
    for on in rungs:
        if on >= known_since:
            yield Reminder(on, subject, obligation.due_on, obligation.cited)


def _of_window(window: Window) -> Iterator[Reminder]:
    subject = f"{window.kind} {window.case}"
    closes = [revision.known_on for revision in window.revisions[1:]] + [window.met_on or date.max]
    begins = window.opened_on
    for revision, until in zip(window.revisions, closes, strict=True):
        for on in _rungs(revision.due_on, begins, until):
            if on >= revision.known_on:
                yield Reminder(on, subject, revision.due_on, window.cited)
        begins = until


def _rungs(due_on: date, begins: date, until: date) -> list[date]:
    days = [due_on - before for before in _BEFORE]
    return [on for on in days if begins < on < until]


def learned_on(entry: AnyEntry) -> date:
    """Return the day on which a fact was recorded: nobody is reminded of what was past before."""
    return legal_day(entry.record.recorded_at)


def next_wake_on(assessment: Assessment) -> date | None:
    """Return the next day on which the scheduler has to look at the cluster again."""
    later = [reminder.on for reminder in reminders(assessment) if reminder.on > assessment.on]
    if assessment.next_change_on is not None:
        later.append(assessment.next_change_on)
    return min(later, default=None)
