"""What would follow from a fact if it were recorded now: found by the rules themselves, nothing recorded.

Promise: the answer is the difference of two assessments of one day, without the fact and with it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from domain.assessment import Assessment
from domain.case import DecisionServed
from domain.events import Recorded, legal_day
from domain.history import Entry
from domain.proceedings import service_day
from domain.rulebook import Statutes
from domain.windows import Window
from monitor.application import Monitor
from monitor.audit.papers.certificates import Asked, certified_stream
from monitor.changes import changes
from monitor.intake.line import FactLine
from monitor.recording import event_id
from projections.answer import day, window_answer

Json = dict[str, Any]
_SUPPOSED = "-"


def foreseen(monitor: Monitor, line: FactLine, at: datetime) -> Json:
    """Return what a fact would change if it were recorded at an instant.

    `on` is the day that is assessed: today, or the later day on which a service takes effect; `changed` is
    as in a history; `windows` are those that the fact opens or closes, each with its `length` and `unit`.
    """
    stream = monitor.log.stream(line.cluster)
    supposed = _supposed(line, stream, at)
    asked = Asked(line.cluster, _day(monitor.library.statutes, supposed, at), at)
    after = certified_stream(monitor, asked, [*stream, supposed])
    before = certified_stream(monitor, asked, stream).assessment if stream else None
    return {
        "on": day(asked.on),
        "changed": list(changes(before, after.assessment, after.law.book)),
        "windows": [opened_answer(each) for each in _touched(before, after.assessment)],
        "valid_to": day(after.assessment.valid_to),
        "standing": after.assessment.standing,
        "rulebook": after.law.book.edition,
        "basis": after.law.book.basis(line.effective_on),
        "next_change_on": day(after.assessment.next_change_on),
    }


def opened_answer(window: Window) -> Json:
    """Return a window as JSON values, with how long it is."""
    return {**window_answer(window), "length": window.counted.length, "unit": window.counted.unit}


def _supposed(line: FactLine, stream: Sequence[Recorded], at: datetime) -> Recorded:
    return Recorded(
        id=event_id(line, len(stream) + 1),
        cluster=line.cluster,
        position=stream[-1].position + 1 if stream else 1,
        version=len(stream) + 1,
        effective_on=line.effective_on,
        recorded_at=max(at, stream[-1].recorded_at) if stream else at,
        recorded_by=_SUPPOSED,
        body=line.body,
        source=line.source,
    )


def _day(statutes: Statutes, supposed: Recorded, at: datetime) -> date:
    """Return the day to assess: a service by public notice takes effect later (民诉法 95)."""
    today = legal_day(at)
    if not isinstance(supposed.body, DecisionServed):
        return today
    return max(today, service_day(Entry(supposed, supposed.body), statutes.deemed_service_days))


def _touched(before: Assessment | None, after: Assessment) -> list[Window]:
    """Return the windows that are not what they were; those that only ran on are the same."""
    known = {_told(each) for each in before.windows} if before else set()
    return [each for each in after.windows if _told(each) not in known]


def _told(window: Window) -> bytes:
    return msgspec.json.encode((window.kind, window.case, window.opened_on, window.due_on, window.state))
