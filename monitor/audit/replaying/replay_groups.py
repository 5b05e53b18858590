"""The findings of a stream in the groups in which they were recorded, and how recorded meets computed.

Promise: a group is read with exactly the records that stood before it; a finding is the same only when
every field is, but for the version of the code.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from domain.causes import Cause, first_field
from domain.cluster import FactWithdrawn
from domain.events import AnyFinding, Recorded, legal_day
from domain.findings import Finding
from domain.recall import subject_of
from monitor.application import SYSTEM
from monitor.audit.replaying.replay_past import Past
from monitor.audit.replaying.replayed import Pins, pins_of_finding

_ALIKE = 4  # a computed finding with more fields that differ is another one


class Group(NamedTuple):
    """What one pass recorded of one cluster, and the stream as the pass read it.

    `before` is how many records of the stream stood before it, `read_to` the position of the last of
    them; `reached` is the position of the last record of the stream before the group.
    """

    before: int
    read_to: int
    at: datetime
    reached: int
    programme: str
    records: list[Recorded]

    @property
    def day(self) -> date:
        """The legal day on which the pass looked."""
        return legal_day(self.at)

    @property
    def read_everything(self) -> bool:
        """Tell whether the pass had read the whole stream before it, as every genuine one has."""
        return self.before > 0 and self.read_to == self.reached

    @property
    def pins(self) -> Pins:
        """What most of the findings pin: one that pins otherwise is the odd one."""
        pins = [pins_of_finding(finding_in(record)) for record in self.records]
        if len(pins) == 1:
            return pins[0]
        with_rulebook = [each for each in pins if each.rulebook_sha256 is not None] or pins
        counted = Counter((each.rulebook_sha256, each.statutes_sha256, each.notices_sha256) for each in pins)
        return max(
            with_rulebook,
            key=lambda each: counted[each.rulebook_sha256, each.statutes_sha256, each.notices_sha256],
        )


def groups_of(past: Past) -> list[Group]:
    """Return the findings of a stream in the groups in which they were recorded."""
    found: dict[tuple[int, datetime], Group] = {}
    for number, record in enumerate(past.stream):
        if isinstance(record.body, Finding):
            key = (record.body.computed_from_position, record.recorded_at)
            if key not in found:
                found[key] = _group(past, number, *key)
            found[key].records.append(record)
    return list(found.values())


def _group(past: Past, number: int, position: int, at: datetime) -> Group:
    """Return the group that begins with the record of a number, computed from a position of the log."""
    before = min(past.reached(position), number)
    read_to = past.stream[before - 1].position if before else 0
    reached = past.stream[number - 1].position if number else 0
    return Group(before, read_to, at, reached, past.programme_after(before), [])


def finding_in(record: Recorded) -> AnyFinding:
    """Return the finding of a record that holds one.

    Raises:
        KeyError: it holds no finding.
    """
    if isinstance(record.body, Finding):
        return record.body
    raise KeyError(record.id)


def matters_on(record: Recorded, day: date) -> bool:
    """Tell whether a fact can change what holds on a day: one of that time, or a withdrawal of any."""
    return record.effective_on <= day or isinstance(record.body, FactWithdrawn)


class Pair(NamedTuple):
    """A recorded finding; where it did not come out the same, why."""

    record: Recorded
    reason: str | None = None
    cause: Cause | None = None


class Matched(NamedTuple):
    """The recorded findings of a group, and the computed ones that were left out of a genuine one."""

    pairs: list[Pair]
    left_out: list[AnyFinding]


def match(group: Group, computed: Iterable[AnyFinding]) -> Matched:
    """Match what was recorded with what is computed, each computed finding once."""
    rest = list(computed)
    pairs: dict[str, Pair] = {}
    for record in group.records:
        recorded = finding_in(record)
        same = next((each for each in rest if _says(each, recorded)), None)
        if same is not None:
            rest.remove(same)
            pairs[record.id] = _enveloped(record, group)
    for record in group.records:
        if record.id not in pairs:
            pairs[record.id] = _differing(record, rest)
    return Matched(list(pairs.values()), rest if group.read_everything else [])


def _says(computed: AnyFinding, recorded: AnyFinding) -> bool:
    """Tell whether a computed finding is the recorded one in every field, but for the version of the code."""
    if type(computed) is not type(recorded) or computed.legal_on != recorded.legal_on:
        return False
    return _as_pinned(computed, recorded) == recorded


def _as_pinned(computed: AnyFinding, recorded: AnyFinding) -> AnyFinding:
    """Return what is computed with what an older release did not pin, and its version of the code."""
    names = ("statutes_sha256", "notices_sha256")
    unpinned = {name: None for name in names if getattr(recorded, name) is None}
    return msgspec.structs.replace(computed, code_version=recorded.code_version, **unpinned)


def _enveloped(record: Recorded, group: Group) -> Pair:
    """Return a finding that came out the same, unless its envelope says otherwise."""
    finding = finding_in(record)
    envelope = (
        ("effective_on", str(record.effective_on), str(finding.legal_on)),
        ("recorded_by", record.recorded_by, SYSTEM),
        ("computed_from_position", str(finding.computed_from_position), str(group.reached)),
    )
    for name, recorded, computed in envelope:
        if recorded != computed:
            cause = Cause(kind="field", field=name, recorded=recorded, computed=computed)
            return Pair(record, "field", cause)
    return Pair(record)


def _differing(record: Recorded, rest: list[AnyFinding]) -> Pair:
    """Take the computed finding that the recorded one was to be, if there is one so like it."""
    recorded = finding_in(record)
    near = [each for each in rest if type(each) is type(recorded)]
    near = [each for each in near if subject_of(each) == subject_of(recorded)] or near
    nearest = min(near, key=lambda each: _distance(each, recorded), default=None)
    if nearest is None or _distance(nearest, recorded) > _ALIKE:
        return Pair(record, "not-computed", own_clause(recorded))
    rest.remove(nearest)
    return Pair(record, "field", first_field(recorded, _as_pinned(nearest, recorded)))


def _distance(computed: AnyFinding, recorded: AnyFinding) -> int:
    was = _as_pinned(computed, recorded)
    return sum(getattr(was, name) != getattr(recorded, name) for name in was.__struct_fields__)


def own_clause(finding: AnyFinding) -> Cause:
    """Return the clause that a finding cites itself, for want of a nearer cause."""
    return Cause(kind="clause", clause=finding.clause, rulebook=finding.rulebook)
