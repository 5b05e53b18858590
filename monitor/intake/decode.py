"""One record as JSON values -> a fact, or everything that is wrong with it.

Lines, table rows and KEY=VALUE words all end here, so they are held to the same rules.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date
from typing import Annotated, Any

import msgspec
import msgspec.inspect as mi

from domain.events import FACTS, FINDINGS, Fact, Pinned, Source
from domain.text import ClusterId, Name
from monitor.intake.allowed import REASONABLE_DAYS, STATED, alternatives, listed
from monitor.intake.check import Flaw, Instant, Path, flaws, nearest
from monitor.intake.labels import TYPES
from monitor.intake.line import FactLine, Place, shown

Position = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class Envelope(msgspec.Struct, forbid_unknown_fields=True):
    """A record as section 1 of the public contract has it."""

    type: str
    cluster: ClusterId
    effective_on: date
    data: dict[str, Any] = {}
    source: Source | None = None
    key: Name | None = None
    id: Name | None = None
    position: Position | None = None
    recorded_at: Instant | None = None
    recorded_by: Name | None = None
    pinned: Pinned | None = None


def shape(kind: type[msgspec.Struct]) -> mi.StructType:
    """Return the fields of a struct and their types."""
    described = mi.type_info(kind)
    if not isinstance(described, mi.StructType):
        raise TypeError(kind)
    return described


def _states_day(field: mi.Field) -> bool:
    kinds = alternatives(field.type)
    return any(isinstance(kind, mi.DateType) or getattr(kind, "pattern", None) == STATED for kind in kinds)


ENVELOPE = shape(Envelope)
SHAPES: dict[str, mi.StructType] = {name: shape(kind) for name, kind in FACTS.items()}
_DAYS: dict[str, tuple[str, ...]] = {
    name: tuple(field.name for field in body.fields if _states_day(field)) for name, body in SHAPES.items()
}
_RESTORING = ("id", "position", "recorded_at", "recorded_by")
_REFUSED = (msgspec.ValidationError, ArithmeticError, UnicodeError, ValueError)
_NO_SOURCE = Source()


def decode(record: dict[str, Any], place: Place) -> FactLine | list[Flaw]:
    """Return the fact a record states, or its flaws (at least one)."""
    try:
        envelope = msgspec.convert(record, Envelope)
        body = _body(envelope.data, FACTS[envelope.type])
    except (*_REFUSED, KeyError):
        return _explained(record)
    return _last_flaws(envelope, body) or _fact_line(envelope, body, place)


def _body(stated: dict[str, Any], kind: type[Fact]) -> Fact:
    if "type" in stated:  # the tag is ours, not the writer's
        raise KeyError
    return msgspec.convert(stated, kind)


def _fact_line(envelope: Envelope, body: Fact, place: Place) -> FactLine:
    return FactLine(
        type=envelope.type,
        cluster=envelope.cluster,
        effective_on=envelope.effective_on,
        body=body,
        source=None if envelope.source == _NO_SOURCE else envelope.source,
        key=envelope.key,
        place=place,
        id=envelope.id,
        position=envelope.position,
        recorded_at=envelope.recorded_at and envelope.recorded_at.astimezone(UTC),
        recorded_by=envelope.recorded_by,
        pinned=envelope.pinned,
    )


def _last_flaws(envelope: Envelope, body: Fact) -> list[Flaw]:
    """Return what the types alone cannot refuse."""
    found = list(_far_days(body, envelope.type))
    if _is_far(envelope.effective_on):
        found.append(_far(("effective_on",), envelope.effective_on))
    if any(getattr(envelope, name) is not None for name in (*_RESTORING, "pinned")):
        found.extend(_restoring_flaws(envelope))
    return found


def _restoring_flaws(envelope: Envelope) -> Iterator[Flaw]:
    for name in _RESTORING:
        if getattr(envelope, name) is None:
            yield Flaw((name,), "partial-restore")
    if envelope.recorded_at and _is_far(envelope.recorded_at):
        yield _far(("recorded_at",), envelope.recorded_at)


def _far_days(body: Fact, type_name: str) -> Iterator[Flaw]:
    """Yield days so far off that counting from them would leave the calendar."""
    for name in _DAYS[type_name]:
        day = getattr(body, name)
        if day is not None and _is_far(day):
            yield _far(("data", name), day)


def _is_far(day: object) -> bool:
    return not "1949" <= str(day)[:4] <= "2200"


def _far(path: Path, day: object) -> Flaw:
    return Flaw(path, "out-of-range", shown(str(day)), REASONABLE_DAYS)


def _explained(record: dict[str, Any]) -> list[Flaw]:
    found = list(flaws(record, ENVELOPE))
    name = record.get("type")
    stated = record.get("data", {})
    if isinstance(name, str) and name not in FACTS:
        found.append(type_flaw(name, ("type",)))
    elif isinstance(name, str) and isinstance(stated, dict):
        found.extend(_body_flaws(stated, name))
    return found or [Flaw((), "not-accepted")]


def type_flaw(name: str, path: Path) -> Flaw:
    """Return what is wrong with a type that is not one of the facts."""
    code = "finding-not-imported" if name in FINDINGS else "unknown-type"
    return Flaw(
        path, code, shown(name), nearest(name, list(FACTS), listed(list(FACTS), list(map(TYPES.get, FACTS))))
    )


def _body_flaws(stated: dict[str, Any], name: str) -> list[Flaw]:
    found = list(flaws(stated, SHAPES[name], ("data",)))
    if found:
        return found
    try:
        body = msgspec.convert(stated, FACTS[name])
    except _REFUSED as error:
        return [_broken_rule(str(error))]
    return list(_far_days(body, name))


_RULES: dict[str, str] = {
    "an enterprise needs uscc or name": "enterprise-unnamed",
    "state working_days or days, not both": "notice-length-twice",
    "valid_to lies before valid_from": "validity-reversed",
    "state a grade or a figure": "regrade-empty",
}
_RULE_AT = re.compile(r"(?s)(?P<rule>.*?)(?: - at `\$\.(?P<path>[^`]*)`)?")


def _broken_rule(message: str) -> Flaw:
    """Return the flaw of a rule between fields, as an event states it when it is made."""
    match = _RULE_AT.fullmatch(message)
    rule, path = (match["rule"], match["path"]) if match else (message, None)
    return Flaw(
        ("data", *(path or "").split(".")) if path else (), _RULES.get(rule, "not-accepted"), shown(rule)
    )
