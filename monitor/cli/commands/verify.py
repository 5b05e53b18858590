"""verify: whether the log is what it was, or whether an exported bundle holds."""

from pathlib import Path

import msgspec
from rich.text import Text

from domain.refusal import RefusedError
from monitor.answers.evidence import problem_sentence, verify_answer
from monitor.audit.log.log_check import Verdict
from monitor.audit.log.verification import verify_log
from monitor.audit.signing.checkpoint import read_checkpoints
from monitor.audit.signing.keys import read_verifiers
from monitor.cli.answer import write_json
from monitor.cli.bundle_screen import verify_bundle
from monitor.cli.call import Call
from monitor.cli.progress import progress
from monitor.cli.screen import ALERT, Screen
from monitor.cli.session import session_of
from monitor.cli.values import MisuseError

_SHOWN = 50


class Asked(msgspec.Struct, frozen=True):
    """A bundle, or the log against checkpoints that were held outside, signed by keys that are trusted."""

    bundle: str | None
    checkpoint: tuple[str, ...]
    key: tuple[str, ...]


def run(call: Call, asked: Asked) -> None:
    """Check, and tell what is wrong and where.

    Raises:
        RefusedError: "log-does-not-hold", "bundle-does-not-hold".
    """
    verifiers = read_verifiers(asked.key)
    if asked.bundle is not None:
        if asked.checkpoint:
            raise MisuseError("verify-bundle-or-checkpoints")
        verify_bundle(call, asked.bundle, verifiers)
        return
    outside = [each for file in asked.checkpoint for each in read_checkpoints(Path(file))]
    engine = session_of(call).monitor.engine
    with progress(call, "progress-verify") as advance:
        verdict = verify_log(engine, outside, verifiers, advance)
    if call.as_json:
        write_json(verify_answer(verdict, len(outside), call.language, simulation=call.simulation))
    else:
        _write(call, verdict, has_outside=bool(outside))
    if not verdict.ok:
        raise RefusedError("log-does-not-hold", kind="answer-is-no", count=len(verdict.problems))


def _write(call: Call, verdict: Verdict, *, has_outside: bool) -> None:
    screen = Screen(call)
    roots = {"root": f"sha256:{verdict.root_sha256.hex()}", "root_sm3": f"sm3:{verdict.root_sm3.hex()}"}
    if verdict.size == 0 and verdict.ok:
        screen.says("verify-empty")
    elif verdict.ok:
        screen.says("verify-holds", size=verdict.size, count=verdict.compared, **roots)
    else:
        screen.says("verify-found", size=verdict.size, count=len(verdict.problems), **roots)
    for problem in verdict.problems[:_SHOWN]:
        screen.writes(Text(problem_sentence(problem, call.language), style=ALERT))
    if len(verdict.problems) > _SHOWN:
        screen.says("verify-more", count=len(verdict.problems) - _SHOWN)
    if not has_outside:
        screen.says("verify-without-outside")
