"""Findings computed again, group by group: all that one pass of the scheduler recorded of a cluster.

Promise: as known then, a group is computed from exactly what was recorded before it, under the law and
the calendar it pins; as known now and under the law of today it is computed only where that can matter.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from domain.assessment import Law
from domain.calendar import Calendar
from domain.causes import Cause, clause_trials, event_trials, first_calendar_day, first_changes
from domain.events import AnyFinding, Recorded
from domain.viewpoint import region_of
from monitor.audit.replaying.footing import Footing
from monitor.audit.replaying.replay_drawing import Bench, Essence, draw, essence
from monitor.audit.replaying.replay_groups import (
    Group,
    Pair,
    finding_in,
    groups_of,
    match,
    matters_on,
    own_clause,
)
from monitor.audit.replaying.replay_past import Past
from monitor.audit.replaying.replayed import Pins, Reason, Replayed, Verdict, about, left_out

_AROUND = timedelta(days=200)  # of a finding that names no first or last day of its own


def replay_findings(bench: Bench, past: Past) -> Iterator[Replayed]:
    """Yield every finding of a stream, replayed, and every one that was left out."""
    for group in groups_of(past):
        pins = group.pins
        footing = bench.footings.pinned(pins, group.programme, group.at)
        reason = footing if isinstance(footing, str) else _unsure(past, group, footing, pins)
        if reason is None and isinstance(footing, Footing):
            yield from GroupReplay(bench, past, group, footing).replay()
        else:
            for record in group.records:
                yield about(record, then="cannot", now="cannot", today="cannot", reason=reason)


def _unsure(past: Past, group: Group, footing: Footing, pins: Pins) -> Reason | None:
    """Return why a group cannot be computed: an older release counted on a calendar that is not known."""
    if footing.is_pinned:
        return None
    edition = footing.calendar.known_on(group.day, region_of(past.history(group.before)))
    return None if edition.sha256 == pins.calendar_sha256 else "not-pinned"


class GroupReplay:
    """One group, computed as known then, as known now, and under the law of today."""

    def __init__(self, bench: Bench, past: Past, group: Group, footing: Footing) -> None:
        """Compute a group of a stream on the footing it pins."""
        self._bench = bench
        self._group = group
        self._footing = footing
        self._today = bench.footings.today(group.programme)
        self._later = [each for each in past.facts_after(group.before) if matters_on(each, group.day)]
        self._look = past.look(group.before, group.day, group.day, footing)
        self._drawn = draw(self._look, bench.code_version)
        self._then = self._drawn.essences
        self._now = self._known_now()
        self._ruled = self._under_today()

    def replay(self) -> Iterator[Replayed]:
        """Yield the findings of the group, and those that were left out of it."""
        matched = match(self._group, self._drawn.findings)
        findings = [finding_in(pair.record) for pair in matched.pairs]
        causes = self._clauses(findings) | self._events_and_days(findings)
        for pair in matched.pairs:
            yield self._replayed(pair, causes)
        for finding in matched.left_out:
            said = essence(finding)
            verdicts = _verdict(said, self._now), _verdict(said, self._ruled)
            yield left_out(finding, self._group.records[0], *verdicts)

    def _replayed(self, pair: Pair, causes: dict[Essence, Cause]) -> Replayed:
        finding = finding_in(pair.record)
        said = essence(finding)
        nearer = causes.get(said)
        cause = pair.cause if pair.reason == "field" else nearer or pair.cause
        is_newer = pair.reason is None and finding.code_version != self._bench.code_version
        return about(
            pair.record,
            then="differs" if pair.reason else "same",
            now=_verdict(said, self._now),
            today=_verdict(said, self._ruled),
            reason=pair.reason,
            cause=cause,
            code_version=finding.code_version if is_newer else None,
        )

    # --- as known now, and under the law of today ---------------------------------------------

    def _known_now(self) -> frozenset[Essence]:
        """Compute with all that is known today; the same where nothing known since can matter."""
        is_known_then = not self._later and (not self._rests_on_calendar() or self._is_calendar_the_same())
        return self._then if is_known_then else self._draw_now(self._footing.law)

    def _draw_now(self, law: Law) -> frozenset[Essence]:
        footing = Footing(law=law, calendar=self._calendar_now)
        look = msgspec.structs.replace(self._look, known_on=self._bench.today, footing=footing)
        if self._later:
            look = look.at([*look.records, *self._later])
        return draw(look, self._bench.code_version).essences

    @property
    def _calendar_now(self) -> Calendar:
        return self._today.calendar if isinstance(self._today, Footing) else self._footing.calendar

    def _rests_on_calendar(self) -> bool:
        there = self._drawn.judgement
        rolls = self._footing.law.book.chosen("annual_date_roll", "none") == "next-working-day"
        counted = any(each.kind == "major-change" for each in there.obligations)
        return rolls or counted or bool(there.windows)

    def _is_calendar_the_same(self) -> bool:
        """Tell whether all that is known of the calendar today was known on the day of the group."""
        then, now = self._footing, self._today
        if not isinstance(now, Footing) or then.notices_sha256 != now.notices_sha256:
            return False
        known_since = now.calendar.known_on(self._bench.today, self._look.view.region)
        return self._bench.today >= self._group.day and known_since.sha256 == self._drawn.judgement.calendar

    def _under_today(self) -> frozenset[Essence] | None:
        """Compute under the law of today; None where that cannot be read."""
        if not isinstance(self._today, Footing):
            return None
        if self._today.law_key == self._footing.law_key:
            return self._now
        return self._draw_now(self._today.law)

    # --- causes -------------------------------------------------------------------------------

    def _events_and_days(self, findings: Sequence[AnyFinding]) -> dict[Essence, Cause]:
        """Return why what is known today says otherwise: an event recorded since, else a calendar day."""
        asked = _changed(findings, self._then, self._now)

        def outcome(records: Sequence[Recorded]) -> frozenset[Essence]:
            return draw(self._look.at(records), self._bench.code_version).essences

        trials = event_trials(self._look.records, self._later, outcome)
        found = first_changes(self._then, trials, asked)
        for said, finding in asked.items():
            if said not in found:
                found[said] = self._calendar_day(finding) or own_clause(finding)
        return found

    def _calendar_day(self, finding: AnyFinding) -> Cause | None:
        region = self._look.view.region
        old = self._footing.calendar.known_on(self._group.day, region)
        new = self._calendar_now.known_on(self._bench.today, region)
        return first_calendar_day(old, new, *_span(finding))

    def _clauses(self, findings: Sequence[AnyFinding]) -> dict[Essence, Cause]:
        """Return why the law of today says otherwise than the law of then."""
        today, ruled = self._today, self._ruled
        if not isinstance(today, Footing) or ruled is None:
            return {}
        asked = _changed(findings, self._now, ruled)
        trials = clause_trials(self._footing.law, today.law, self._draw_now)
        found = first_changes(self._now, trials, asked)
        return {said: found.get(said) or own_clause(each) for said, each in asked.items()}


def _changed(
    findings: Sequence[AnyFinding], before: frozenset[Essence], after: frozenset[Essence]
) -> dict[Essence, AnyFinding]:
    """Return the findings that only one side says, by what they say."""
    changed = before ^ after
    said = {essence(each): each for each in findings} if changed else {}
    return {each: finding for each, finding in said.items() if each in changed}


def _verdict(said: Essence, found: frozenset[Essence] | None) -> Verdict:
    if found is None:
        return "cannot"
    return "same" if said in found else "differs"


def _span(finding: AnyFinding) -> tuple[date, date]:
    """Return the days a finding counts on, as far as it tells."""
    due_on: date | None = getattr(finding, "due_on", None)
    first: date = getattr(finding, "opened_on", None) or finding.legal_on - _AROUND
    return first, due_on or finding.legal_on + _AROUND
