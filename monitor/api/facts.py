"""Facts recorded over HTTP: one, upon the version of its cluster that was seen, or a batch, all or none."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import msgspec
from fastapi import Depends, Query, Response

from domain.events import Recorded, type_name
from monitor.access.policy import READ
from monitor.api.answers import Json, json_answer, tag
from monitor.api.once import Command, Left, once, recorded_by
from monitor.api.preconditions import expected_version
from monitor.api.reading import read_batch, read_fact
from monitor.audit.signing.receipts import Receipt, receipt_at_once, receipts_for
from monitor.http.asking import Asked, Caller, Cluster
from monitor.http.bodies import Body, require_media_type
from monitor.http.problems import refused_faults
from monitor.intake.line import FactLine
from monitor.recording import LinesRefusedError, Outcome

JSON = "application/json"
LINES = ("application/jsonl", "application/x-ndjson")


class How(msgspec.Struct, frozen=True, kw_only=True):
    """How facts are to be recorded."""

    dry_run: bool
    allow_repeats: bool
    expected: Mapping[str, int] = {}


async def how(
    *,
    dry_run: Annotated[bool, Query(description="Check everything and record nothing.")] = False,
    allow_repeats: Annotated[bool, Query(description="Record what is recorded already once more.")] = False,
) -> How:
    """Return how a request wants its facts recorded."""
    return How(dry_run=dry_run, allow_repeats=allow_repeats)


HowAsked = Annotated[How, Depends(how)]


def record_fact(caller: Caller, cluster: Cluster, body: Body, stated: HowAsked) -> Response:
    """Record one fact upon the version of its cluster that the caller has seen."""
    require_media_type(caller.request, JSON)
    expected = expected_version(caller.request, cluster)
    fact = read_fact(body, cluster, caller.language)
    upon = msgspec.structs.replace(stated, expected={cluster: expected})
    try:
        return _command(caller, body, [fact], upon, lambda outcome: _one(caller, fact, outcome, upon))
    except LinesRefusedError as error:
        raise error.refused[0].error from None


def record_batch(caller: Caller, body: Body, stated: HowAsked) -> Response:
    """Record facts of any clusters in one transaction, or none of them."""
    is_lines = require_media_type(caller.request, JSON, *LINES) != JSON
    most = caller.desk.parts.settings.limits.lines
    facts = read_batch(body, is_lines=is_lines, most=most, language=caller.language)
    try:
        return _command(caller, body, facts, stated, lambda outcome: _several(caller, facts, outcome, stated))
    except LinesRefusedError as error:
        raise refused_faults(error.refused, in_list=not is_lines, language=caller.language) from None


def _command(
    caller: Asked, body: bytes, lines: Sequence[FactLine], how: How, answer: Callable[[Outcome], Response]
) -> Response:
    def work() -> Response:
        outcome = caller.guarded.record(
            lines, allow_repeats=how.allow_repeats, dry_run=how.dry_run, expected=how.expected
        )
        return answer(outcome)

    def found_again(left: Left) -> Response | None:
        found = recorded_by(caller, lines, left)
        return None if found is None else answer(found)

    return once(caller, body, Command(lambda: caller.guarded.require_lines(lines), work, found_again))


# --- answers ----------------------------------------------------------------------------------


def _one(caller: Asked, fact: FactLine, outcome: Outcome, how: How) -> Response:
    record = _record(caller, fact, outcome)
    version = None if how.dry_run else _version(caller, fact, outcome)
    content: Json = {
        "id": record.id if record else None,
        "position": record.position if record else None,
        "version": version,
        "type": fact.type,
        "cluster": fact.cluster,
        "already_recorded": outcome.repeated > 0,
        "without_source": fact.source is None,
        "receipt": _receipt(caller, record, is_new=bool(outcome.recorded)) if record else None,
        "simulation": caller.simulation,
    }
    if version is None:
        return json_answer(content)
    place = f"/api/v1/clusters/{fact.cluster}"
    return json_answer(content, 200 if outcome.repeated else 201, {"ETag": tag(version), "Location": place})


def _record(caller: Asked, fact: FactLine, outcome: Outcome) -> Recorded | None:
    """Return the fact as recorded now, or before under its key."""
    if outcome.recorded:
        return outcome.recorded[0]
    if fact.key is None or not outcome.repeated:
        return None
    return caller.guarded.monitor_for(READ, fact.cluster).log.find_keys([fact.key]).get(fact.key)


def _version(caller: Asked, fact: FactLine, outcome: Outcome) -> int:
    """Return the version that the caller has seen: that of the fact, whatever others recorded after it."""
    return outcome.recorded[0].version if outcome.recorded else caller.guarded.version(fact.cluster)


def _receipt(caller: Asked, record: Recorded, *, is_new: bool) -> Receipt | None:
    engine = caller.guarded.monitor_for(READ, record.cluster).engine
    if is_new:
        return receipt_at_once(engine, record.position, simulation=caller.simulation)
    given = receipts_for(engine, [record.position], [], simulation=caller.simulation)
    return next(given, None)


def _several(caller: Asked, facts: Sequence[FactLine], outcome: Outcome, how: How) -> Response:
    content: Json = {
        "recorded": len(facts) - outcome.repeated,
        "already_recorded": outcome.repeated,
        "without_source": sum(1 for fact in facts if fact.source is None),
        "dry_run": how.dry_run,
        "events": [_placed(record) for record in outcome.recorded],
        "simulation": caller.simulation,
    }
    return json_answer(content, 201 if outcome.recorded else 200)


def _placed(record: Recorded) -> Json:
    return {
        "id": record.id,
        "position": record.position,
        "version": record.version,
        "cluster": record.cluster,
        "type": type_name(type(record.body)),
    }
