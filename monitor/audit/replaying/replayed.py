"""What a replay says of one finding or act: three verdicts, what differs, and why.

Promise: "same" is said only of what was computed again; what cannot be computed says so and why.
"""

from datetime import date, datetime
from typing import Any, Literal

import msgspec

from domain.causes import Cause
from domain.events import AnyFinding, Event, Pinned, Recorded, type_name
from domain.findings import Finding
from domain.procedure import Checked

Json = dict[str, Any]
Verdict = Literal["same", "differs", "cannot"]
Grade = Literal["sound", "right-then-wrong-now", "wrong-then", "law-changed", "undetermined"]

# Why a verdict is not "same", where no cause says it: nothing computes the finding, one was left out, or
# what would be needed to compute it is not there.
Reason = str


class Pins(msgspec.Struct, frozen=True, kw_only=True):
    """The inputs a record names, in one form for findings and decisions; null where it names none."""

    position: int
    rulebook: str | None
    rulebook_sha256: str | None
    statutes_sha256: str | None
    notices_sha256: str | None
    calendar_sha256: str
    choices: tuple[str, ...]
    events: tuple[str, ...]
    code_version: str


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """One finding or act, replayed.

    `then` is the verdict on what was known when it was recorded, `now` on all that is known today under
    the law it pins, `today` under the law adopted today. `id` is null for a finding that was left out;
    `code_version` is filled where another version of the code recorded the same. `later` are the checks
    that are broken only by what became known since.
    """

    cluster: str
    id: str | None
    position: int
    type: str
    legal_on: date | None
    recorded_at: datetime | None
    then: Verdict
    now: Verdict
    today: Verdict
    reason: Reason | None = None
    cause: Cause | None = None
    checks: tuple[Checked, ...] = ()
    later: tuple[Checked, ...] = ()
    pinned: Pins | None = None
    code_version: str | None = None
    body: Event | None = None

    @property
    def faults(self) -> tuple[Checked, ...]:
        """The faults of procedure."""
        return tuple(each for each in self.checks if each.is_fault)

    @property
    def remarks(self) -> tuple[Checked, ...]:
        """What is worth a look and no fault."""
        return tuple(each for each in self.checks if each.is_broken and each.severity == "remark")

    @property
    def grade(self) -> Grade:
        """The class of the three verdicts together."""
        if self.then == "differs" or self.faults:
            return "wrong-then"
        if self.then == "cannot":
            return "undetermined"
        if self.now == "differs":
            return "right-then-wrong-now"
        return "law-changed" if self.today == "differs" else "sound"


def pins_of(record: Recorded) -> Pins | None:
    """Return the inputs that a record pins; None for one that pins none."""
    body = record.body
    if isinstance(body, Finding):
        return pins_of_finding(body)
    return None if record.pinned is None else _pins_of_decision(record.pinned)


def pins_of_finding(body: Finding) -> Pins:
    """Return the inputs that a finding pins."""
    return Pins(
        position=body.computed_from_position,
        rulebook=body.rulebook,
        rulebook_sha256=body.rulebook_sha256,
        statutes_sha256=body.statutes_sha256,
        notices_sha256=body.notices_sha256,
        calendar_sha256=body.calendar_sha256,
        choices=body.choices,
        events=body.events,
        code_version=body.code_version,
    )


def _pins_of_decision(pinned: Pinned) -> Pins:
    return Pins(**{name: getattr(pinned, name) for name in Pins.__struct_fields__})


def about(record: Recorded, **found: Any) -> Replayed:  # noqa: ANN401 - the fields of Replayed
    """Return what was found of a record."""
    return Replayed(
        cluster=record.cluster,
        id=record.id,
        position=record.position,
        type=type_name(type(record.body)),
        legal_on=record.effective_on,
        recorded_at=record.recorded_at,
        pinned=pins_of(record),
        body=record.body,
        **found,
    )


def left_out(finding: AnyFinding, beside: Recorded, now: Verdict, today: Verdict) -> Replayed:
    """Return that a finding was computed which was not recorded with the others of its moment."""
    return Replayed(
        cluster=beside.cluster,
        id=None,
        position=finding.computed_from_position,
        type=type_name(type(finding)),
        legal_on=finding.legal_on,
        recorded_at=beside.recorded_at,
        then="differs",
        now=now,
        today=today,
        reason="missing-finding",
        cause=Cause(kind="clause", clause=finding.clause, rulebook=finding.rulebook),
        body=finding,
    )


def unreadable(cluster: str, position: int, reason: str) -> Replayed:
    """Return that a cluster cannot be replayed: one of its events cannot be read."""
    return Replayed(
        cluster=cluster,
        id=None,
        position=position,
        type="unreadable",
        legal_on=None,
        recorded_at=None,
        then="cannot",
        now="cannot",
        today="cannot",
        reason=f"event-unreadable {reason}".strip(),
    )


# --- public form ------------------------------------------------------------------------------


def replayed_answer(replayed: Replayed) -> Json:
    """Return the public form of a replayed finding or act."""
    return {
        "id": replayed.id,
        "cluster": replayed.cluster,
        "position": replayed.position,
        "type": replayed.type,
        "legal_on": replayed.legal_on,
        "recorded_at": _instant(replayed.recorded_at),
        "then": replayed.then,
        "now": replayed.now,
        "today": replayed.today,
        "class": replayed.grade,
        "reason": replayed.reason,
        "cause": msgspec.to_builtins(replayed.cause),
        "faults": [check_answer(each) for each in replayed.faults],
        "remarks": [check_answer(each) for each in replayed.remarks],
        "later": [check_answer(each) for each in replayed.later],
        "code_version": replayed.code_version,
        "data": msgspec.to_builtins(replayed.body),
    }


def protocol_answer(replayed: Replayed) -> Json:
    """Return the same with every input pinned and every check, passed or broken."""
    return {
        **replayed_answer(replayed),
        "pinned": msgspec.to_builtins(replayed.pinned),
        "checks": [check_answer(each) for each in replayed.checks],
    }


def check_answer(check: Checked) -> Json:
    """Return the public form of a check."""
    return {
        "code": check.code,
        "passed": not check.is_broken,
        "severity": check.severity,
        "article": check.article,
        "source": check.source,
        "values": check.values,
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")
