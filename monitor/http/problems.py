"""Every error as a problem (RFC 9457): a code, a sentence, and where in what was sent.

Promise: nothing is told of how the service is made: no trace, no statement, no path of the machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import Response

from domain.refusal import Kind, RefusedError
from monitor.answers.refusals import refusal_sentence
from monitor.intake.check import Flaw, Path
from monitor.intake.jsonl import at_place
from monitor.intake.line import Place
from monitor.recording import Refused
from monitor.wording import Language, say

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:cluster-monitor:problem:"
_MOST_TOLD = 200
_BUSY_SECONDS = 5

STATUS_OF_KIND: Mapping[Kind, int] = {
    "bad-input": 422,
    "answer-is-no": 422,
    "conflict": 409,
    "not-found": 404,
    "unavailable": 503,
    "not-signed-in": 401,
    "not-permitted": 403,
}
STATUS_OF_CODE: Mapping[str, int] = {
    "header-not-accepted": 400,
    "request-not-accepted": 400,
    "session-needed": 403,
    "route-unknown": 404,
    "method-not-allowed": 405,
    "request-too-slow": 408,
    "version-moved-on": 412,
    "body-too-large": 413,
    "too-many-lines": 413,
    "media-type-not-accepted": 415,
    "host-not-served": 421,
    "precondition-required": 428,
    "sign-in-paused": 429,
    "too-many-requests": 429,
    "fault": 500,
}
# Values that name the machine rather than what was asked; the log has them.
_OURS = frozenset({"database", "reason"})
# Of several refusals the first of these names the whole, as the command line ends (contract, section 2).
_ORDER: Sequence[Kind] = (
    "unavailable",
    "not-permitted",
    "bad-input",
    "not-found",
    "conflict",
    "answer-is-no",
    "not-signed-in",
)


class Fault(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is wrong: where (RFC 6901 pointer, parameter, line), found and allowed."""

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None
    line: int | None = None
    found: str | None = None
    allowed: str | None = None
    article: str | None = None


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong, as RFC 9457 has it; `code`, `article` and `errors` are ours."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str | None = None
    article: str | None = None
    errors: tuple[Fault, ...] | None = None


class FaultsError(Exception):
    """What was sent is wrong in several places."""

    def __init__(self, code: str, status: int, faults: Sequence[Fault]) -> None:
        """Hold every place; `code` names the whole."""
        super().__init__(code)
        self.code = code
        self.status = status
        self.faults = tuple(faults)


def status_of(error: RefusedError) -> int:
    """Return the HTTP status that a refusal is answered with."""
    return STATUS_OF_CODE.get(error.code) or STATUS_OF_KIND[error.kind]


def problem_of(error: RefusedError, language: Language) -> Problem:
    """Return the problem that a refusal is told as."""
    status = status_of(error)
    return Problem(
        type=TYPE_PREFIX + error.code,
        title=title_of(status, language),
        status=status,
        detail=sentence_of(error, language),
        code=error.code,
        article=error.article,
    )


def problem_of_faults(error: FaultsError, language: Language) -> Problem:
    """Return the problem that faults in several places are told as; at most 200 of them."""
    return Problem(
        type=TYPE_PREFIX + error.code,
        title=title_of(error.status, language),
        status=error.status,
        detail=say(error.code, language, count=len(error.faults)),
        code=error.code,
        errors=error.faults[:_MOST_TOLD],
    )


def title_of(status: int, language: Language) -> str:
    """Return what a status means: in Chinese from our table, in English as RFC 9110 calls it."""
    return say(f"http-{status}", language) if language == "zh" else HTTPStatus(status).phrase


def sentence_of(error: RefusedError, language: Language) -> str:
    """Return the sentence of a refusal, without what it says of our own machine."""
    if error.kind != "unavailable":
        return refusal_sentence(error, language)
    kept = {name: "–" if name in _OURS else value for name, value in error.values.items()}
    return refusal_sentence(RefusedError(error.code, kind=error.kind, **kept), language)


def faults_of(flaws: Iterable[Flaw], place: Place, prefix: Path, language: Language) -> list[Fault]:
    """Return the flaws of one record, whose pointers begin with `prefix`."""
    return [_fault_of(flaw, place, prefix, language) for flaw in flaws]


def _fault_of(flaw: Flaw, place: Place, prefix: Path, language: Language) -> Fault:
    return Fault(
        code=flaw.code,
        detail=at_place(flaw, place).sentence(language),
        pointer=pointer((*prefix, *flaw.path)),
        line=place.line,
        found=flaw.found or None,
        allowed=flaw.allowed[language == "en"] or None,
    )


def refused_faults(refused: Sequence[Refused], *, in_list: bool, language: Language) -> FaultsError:
    """Return the lines that may not be recorded, each with its own reason."""
    kinds = {each.error.kind for each in refused}
    kind = next(kind for kind in _ORDER if kind in kinds)
    faults = [
        Fault(
            code=each.error.code,
            detail=sentence_of(each.error, language),
            pointer=pointer((str((each.line.place.line or 1) - 1),)) if in_list else None,
            line=each.line.place.line,
            article=each.error.article,
        )
        for each in refused
    ]
    return FaultsError("lines-refused", STATUS_OF_KIND[kind], faults)


def pointer(path: Path) -> str:
    """Return the JSON pointer of a path (RFC 6901).

    >>> pointer(("data", "grounds", "[1]", "a/b"))
    '/data/grounds/1/a~1b'
    """
    steps = (step[1:-1] if step.startswith("[") and step.endswith("]") else step for step in path)
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def respond(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return a problem as a response."""
    told = dict(headers or {})
    if problem.status in {429, 503}:
        told.setdefault("Retry-After", str(_BUSY_SECONDS))
    if problem.status == HTTPStatus.UNAUTHORIZED:
        told.setdefault("WWW-Authenticate", 'Bearer realm="cluster-monitor"')
    return Response(msgspec.json.encode(problem), problem.status, told, MEDIA_TYPE)


def described(problem: Any, instance: str | None) -> Any:  # noqa: ANN401 - kept as it came
    """Return a problem with the number of its request."""
    return msgspec.structs.replace(problem, instance=f"urn:cluster-monitor:request:{instance}")
