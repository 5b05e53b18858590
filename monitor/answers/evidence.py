"""What an audit comes to: whether the log holds, the checkpoints that are kept."""

from collections.abc import Sequence
from typing import Any

from monitor.audit.log.log_check import Verdict
from monitor.audit.log.problems import Problem
from monitor.audit.signing.checkpoint import Checkpoint, signed_by
from monitor.audit.signing.checkpoint_table import StoredNote
from monitor.audit.signing.keys import VerifierKey
from monitor.audit.signing.note import NoteError
from monitor.intake.line import escaped
from monitor.wording import Language, say

_NOTHING = "—"


def verify_answer(verdict: Verdict, outside: int, language: Language, *, simulation: bool) -> dict[str, Any]:
    """Return the public form of a check of the log; roots as "sha256:<hex>" and "sm3:<hex>".

    `outside` is how many of the checkpoints that were compared had been held outside.
    """
    return {
        "ok": verdict.ok,
        "size": verdict.size,
        "root": f"sha256:{verdict.root_sha256.hex()}",
        "root_sm3": f"sm3:{verdict.root_sm3.hex()}",
        "checkpoints": verdict.compared,
        "checkpoints_outside": outside,
        "problems": [_problem(each, language) for each in verdict.problems],
        "simulation": simulation,
    }


def _problem(problem: Problem, language: Language) -> dict[str, Any]:
    answered: dict[str, Any] = {"code": problem.code, "position": problem.position}
    if problem.until is not None:
        answered["until"] = problem.until
    if problem.cluster is not None:
        answered["cluster"] = problem.cluster
    return {**answered, "sentence": problem_sentence(problem, language)}


def problem_sentence(problem: Problem, language: Language) -> str:
    """Return what a problem of the log means."""
    until = problem.position if problem.until is None else problem.until
    values = {"position": problem.position, "until": until, "detail": _shown(problem.detail)}
    return say(f"fault-{problem.code}", language, cluster=_shown(problem.cluster), **values)


def _shown(value: object) -> str:
    return _NOTHING if value in (None, "") else escaped(str(value))


def checkpoint_answer(stored: StoredNote, verifiers: Sequence[VerifierKey]) -> dict[str, Any]:
    """Return the public form of a checkpoint as it is kept, and whose signatures it bears."""
    found = stored.checkpoint()
    answer = {"origin": stored.origin, "size": stored.size, "root": None, "note": stored.note}
    if found is None:
        return {**answer, "signature": "unreadable", "signed_by": []}
    signature, names = _signature(found, verifiers)
    return {**answer, "root": found.shown_root, "signature": signature, "signed_by": names}


def _signature(found: Checkpoint, verifiers: Sequence[VerifierKey]) -> tuple[str, list[str]]:
    if not verifiers:
        return "unchecked", []
    try:
        names = list(signed_by(found, verifiers))
    except NoteError:
        return "bad", []
    return ("good" if names else "unknown"), names
