"""A command done once, however often its request arrives (Idempotency-Key).

Promise: an answer is kept only of what was recorded; a refusal changes nothing and is made anew. Where
a process died in between, the log itself says whether the command was recorded.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from fastapi import Request, Response

from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.http.asking import Asked
from monitor.http.problems import FaultsError
from monitor.http.repeats import Answered, Attempt
from monitor.intake.line import FactLine
from monitor.recording import LinesRefusedError, Outcome, says_the_same

REPLAYED = "Idempotency-Replayed"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_KEPT_HEADERS = ("ETag", "Location", "Vary")

Work = Callable[[], Response]
FoundAgain = Callable[["Left"], Response | None]


class Left(NamedTuple):
    """A command that a process left: since when, and what was answered to other keys of the same person."""

    since: datetime
    answered: Sequence[bytes]

    def may_have_recorded(self, record: Recorded) -> bool:
        """Tell whether a record may be of this command: after it began, and told to no other key."""
        is_told = any(record.id.encode() in each for each in self.answered)
        return record.recorded_at >= self.since and not is_told


class Command(NamedTuple):
    """What is to be done once.

    `require` refuses whoever may not do it (any more); `found_again` looks whether it was recorded by a
    process that did not live to say so.
    """

    require: Callable[[], None]
    work: Work
    found_again: FoundAgain


def once(caller: Asked, content: bytes, command: Command) -> Response:
    """Do a command, or answer as it was answered before, to who still may do it.

    Raises:
        RefusedError: "header-not-accepted"; "idempotency-key-reused", "idempotency-under-way"; and what
            the command refuses.
    """
    stated = caller.request.headers.get("idempotency-key")
    if stated is None:
        return command.work()
    if not _KEY.fullmatch(stated):
        raise RefusedError("header-not-accepted", header="Idempotency-Key", found=stated[:60])
    begun = caller.desk.repeats.begin(
        caller.guarded.principal.user, stated, _fingerprint(caller.request, content), caller.at
    )
    if isinstance(begun, Answered):
        command.require()
        return _again(begun)
    response = _done(caller, begun, command)
    kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    caller.desk.repeats.finish(begun, Answered(response.status_code, kept, bytes(response.body)))
    return response


def _again(answered: Answered) -> Response:
    headers = {**answered.headers, REPLAYED: "true"}
    return Response(answered.content, answered.status, headers, "application/json")


def _done(caller: Asked, attempt: Attempt, command: Command) -> Response:
    """Do the command; where it was refused nothing is kept, where that is uncertain it may be tried anew."""
    if attempt.is_again:
        _require(caller, attempt, command)
    try:
        return (_found_again(caller, attempt, command) if attempt.is_again else None) or command.work()
    except (LinesRefusedError, FaultsError):
        caller.desk.repeats.release(attempt)
        raise
    except RefusedError as error:
        if error.kind == "unavailable":
            caller.desk.repeats.let_go(attempt)
        else:
            caller.desk.repeats.release(attempt)
        raise
    except Exception:
        caller.desk.repeats.let_go(attempt)
        raise


def _found_again(caller: Asked, attempt: Attempt, command: Command) -> Response | None:
    others = caller.desk.repeats.answered_to_others(attempt)
    return command.found_again(Left(attempt.begun_at, others))


def _require(caller: Asked, attempt: Attempt, command: Command) -> None:
    """Refuse who may not do it any more; it may have been recorded, so its key is kept for who may."""
    try:
        command.require()
    except Exception:
        caller.desk.repeats.let_go(attempt)
        raise


def _fingerprint(request: Request, content: bytes) -> str:
    """Return what makes two requests the same: method, address and body."""
    address = f"{request.method} {request.url.path}?{request.url.query}\n"
    return hashlib.sha256(address.encode() + content).hexdigest()


def recorded_by(caller: Asked, lines: Sequence[FactLine], left: Left) -> Outcome | None:
    """Return facts as this principal recorded them by a command; None unless all of them were."""
    clusters = list(dict.fromkeys(line.cluster for line in lines))
    if not set(clusters) <= set(caller.guarded.visible()):
        return None
    user = caller.guarded.principal.user
    streams = {name: caller.guarded.monitor_for(READ, name).log.stream(name) for name in clusters}
    mine = [
        record
        for stream in streams.values()
        for record in stream
        if record.recorded_by == user and left.may_have_recorded(record)
    ]
    found = [_take(mine, line) for line in lines]
    recorded = tuple(record for record in found if record is not None)
    return Outcome(recorded, 0) if len(recorded) == len(lines) else None


def _take(records: list[Recorded], line: FactLine) -> Recorded | None:
    """Take the first record that states a fact out of a list, so that none counts for two."""
    for number, record in enumerate(records):
        if (record.cluster, record.key) == (line.cluster, line.key) and says_the_same(record, line):
            return records.pop(number)
    return None
