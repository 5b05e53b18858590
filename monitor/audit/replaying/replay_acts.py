"""Acts of the department examined again: what a decision pins, and how it came about.

Promise: a fault counts only where it is one by what was known when the act was recorded and by all that is
known today. A step that was merely recorded late makes a remark, one that fell away since makes a change.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from domain.assessment import Law
from domain.case import AppealLodged
from domain.causes import Cause, clause_trials, event_trials, first_calendar_day, first_change
from domain.cluster import ApplicationSubmitted, ClusterRecognised, FactWithdrawn
from domain.events import DECISIONS, Recorded, legal_day
from domain.procedure import Checked, Matter, examine, is_examined
from monitor.application import SYSTEM
from monitor.audit.replaying.footing import Footing
from monitor.audit.replaying.replay_drawing import Bench
from monitor.audit.replaying.replay_past import Look, Past
from monitor.audit.replaying.replay_pins import differing_pin
from monitor.audit.replaying.replayed import Reason, Replayed, Verdict, about, pins_of

_OF_ANY_DAY = frozenset({ApplicationSubmitted, ClusterRecognised, FactWithdrawn})
_LONGEST = timedelta(days=200)  # no period of procedure counts on days further away
Checks = tuple[Checked, ...]
Broken = frozenset[str]


def replay_acts(bench: Bench, past: Past, *, has_gaps: bool) -> Iterator[Replayed]:
    """Yield every act of a stream, replayed; `has_gaps` of a log restored without its findings."""
    for record in past.stream:
        if is_examined(record):
            footing = _footing(bench, past, record)
            if isinstance(footing, Footing):
                yield ActReplay(bench, past, record, footing).replay(has_gaps=has_gaps)
            else:
                yield about(record, then="cannot", now="cannot", today="cannot", reason=footing)


def _footing(bench: Bench, past: Past, record: Recorded) -> Footing | Reason:
    programme = past.programme_after(past.recorded_by(record.recorded_at))
    pins = pins_of(record)
    if pins is None:
        return bench.footings.at(programme, record.recorded_at)
    return bench.footings.pinned(pins, programme, record.recorded_at)


class ActReplay:
    """One act: as known when it was recorded, as known now, and under the law of today.

    An appeal waits for its answer: it is seen on the day of the replay, every other act on its own.
    """

    def __init__(self, bench: Bench, past: Past, record: Recorded, footing: Footing) -> None:
        """Examine an act of a stream on its footing."""
        self._bench = bench
        self._past = past
        self._record = record
        today = bench.footings.today(past.programme)
        calendar = today.calendar if isinstance(today, Footing) else footing.calendar
        waits = isinstance(record.body, AppealLodged)
        day, at = (bench.today, bench.at) if waits else (record.effective_on, record.recorded_at)
        before, everything = past.recorded_by(at), len(past.stream)
        self._since = past.facts_after(before)
        self._look_then = past.look(before, day, legal_day(at), footing)
        footing_now = msgspec.structs.replace(footing, calendar=calendar)
        self._look_now = past.look(everything, day, bench.today, footing_now)
        self._look_today = (
            past.look(everything, day, bench.today, today) if isinstance(today, Footing) else None
        )
        self._withdrawal = past.withdrawal_of(record)

    def replay(self, *, has_gaps: bool) -> Replayed:
        """Return the verdicts, and the checks that applied."""
        reason, cause = self._pins(has_gaps=has_gaps)
        then = self._examined(self._look_then)
        now = then if self._withdrawal or self._is_seen_the_same() else self._examined(self._look_now)
        today = self._examined_today(now)
        later = tuple(each for each in now if each.is_fault and each.code not in broken(then))
        checks = tuple(_in_doubt(each, now) for each in then)
        return about(
            self._record,
            then=_THEN[reason],
            now="differs" if later or self._withdrawal else "same",
            today=self._verdict_today(checks, today),
            reason=reason,
            cause=cause
            or self._withdrawn()
            or self._fault(checks)
            or self._event_or_day(then, later)
            or self._clause(now, today),
            checks=checks,
            later=later,
            code_version=self._other_version() if reason is None else None,
        )

    def _pins(self, *, has_gaps: bool) -> tuple[Reason | None, Cause | None]:
        """Return why what is pinned is not the same, and the field; old decisions pin nothing."""
        pinned = self._record.pinned
        if pinned is None:
            return ("not-pinned" if type(self._record.body) in DECISIONS else None), None
        cause = differing_pin(self._record, pinned, self._past, self._look_then.footing, has_gaps=has_gaps)
        return ("field" if cause else None), cause

    def _other_version(self) -> str | None:
        pinned = self._record.pinned
        return pinned.code_version if pinned and pinned.code_version != self._bench.code_version else None

    def _examined(self, look: Look) -> Checks:
        return examine(Matter(record=self._record, view=look.view, machine=SYSTEM))

    def _is_seen_the_same(self) -> bool:
        """Tell whether nothing that became known since can matter to the act, neither facts nor days."""
        then, now = self._look_then, self._look_now
        if any(_tells_of(each, then.day) for each in self._since):
            return False
        if then.footing.notices_sha256 != now.footing.notices_sha256:
            return False
        return then.view.edition.sha256 == now.view.edition.sha256

    def _examined_today(self, now: Checks) -> Checks | None:
        """Examine under the law of today; None where that cannot be read."""
        look = self._look_today
        if look is None:
            return None
        is_same = look.footing.law_key == self._look_now.footing.law_key
        return now if is_same or self._withdrawal else self._examined(look)

    def _verdict_today(self, checks: Checks, today: Checks | None) -> Verdict:
        if today is None:
            return "cannot"
        return "differs" if self._withdrawal or broken(today) != broken(checks) else "same"

    # --- causes -------------------------------------------------------------------------------

    def _withdrawn(self) -> Cause | None:
        return Cause(kind="event", event=self._withdrawal.id) if self._withdrawal else None

    def _event_or_day(self, then: Checks, later: Checks) -> Cause | None:
        """Return why it is seen otherwise now: an event recorded since, a calendar day."""
        if not later:
            return None
        look = self._look_then

        def outcome(records: Sequence[Recorded]) -> Broken:
            return broken(self._examined(look.at(records)))

        cause = first_change(broken(then), event_trials(look.records, self._since, outcome))
        return cause or self._calendar_day() or self._fault(later)

    def _calendar_day(self) -> Cause | None:
        then, now = self._look_then, self._look_now
        region = then.view.region
        old = then.footing.calendar.known_on(then.known_on, region)
        new = now.footing.calendar.known_on(now.known_on, region)
        return first_calendar_day(old, new, then.day - _LONGEST, then.day + _LONGEST)

    def _fault(self, checks: Checks) -> Cause | None:
        return _fault(checks, self._look_then.footing.law.book.edition)

    def _clause(self, now: Checks, today: Checks | None) -> Cause | None:
        """Return the clause that makes the law of today say otherwise."""
        look = self._look_today
        if today is None or look is None or broken(today) == broken(now):
            return None

        def outcome(law: Law) -> Broken:
            return broken(self._examined(look.under(law)))

        return first_change(broken(now), clause_trials(self._look_now.footing.law, look.footing.law, outcome))


_THEN: dict[Reason | None, Verdict] = {None: "same", "field": "differs", "not-pinned": "cannot"}


def _tells_of(record: Recorded, day: date) -> bool:
    """Tell whether a fact tells of a day: one by that day, a withdrawal, or what the cluster is."""
    return record.effective_on <= day or type(record.body) in _OF_ANY_DAY


def broken(checks: Checks) -> Broken:
    """Return the codes of the faults among checks."""
    return frozenset(each.code for each in checks if each.is_fault)


def _in_doubt(check: Checked, now: Checks) -> Checked:
    """Return a check; a fault that is none by all that is known today is but a remark."""
    if not check.is_fault or check.code in broken(now):
        return check
    told = {**check.values, "recorded": "later"}
    return msgspec.structs.replace(check, severity="remark", values=told)


def _fault(checks: Checks, edition: str) -> Cause | None:
    """Return the clause of the first fault."""
    for each in checks:
        if each.is_fault:
            rulebook = edition if each.source == "rulebook" else None
            return Cause(kind="clause", clause=each.article, rulebook=rulebook)
    return None
