"""What is shown of a backup: its proof, table by table, and what is wrong with it."""

from collections.abc import Sequence
from typing import Any

import msgspec
from rich.text import Text

from domain.refusal import RefusedError
from monitor.audit.log.problems import Problem
from monitor.backup.checking import Checked
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.screen import ALERT, Screen, shown
from monitor.intake.line import shown_path


def tell(call: Call, done: str, file: str, checked: Checked) -> None:
    """Show a backup, after what was done with it: the code of a sentence.

    Raises:
        RefusedError: "backup-does-not-hold", there are problems.
    """
    call.simulation = checked.about.simulation
    if call.as_json:
        write_json(_answer(call, file, checked))
    else:
        _write(call, done, file, checked)
    if checked.problems:
        count = len(checked.problems)
        raise RefusedError("backup-does-not-hold", kind="answer-is-no", file=shown_path(file), count=count)


def _answer(call: Call, file: str, checked: Checked) -> dict[str, Any]:
    proof = msgspec.to_builtins(checked.proof)
    problems = [{"code": each.code, "sentence": _sentence(call, each)} for each in checked.problems]
    return {
        "ok": not problems,
        "file": file,
        "made_at": checked.about.made_at,
        "code_version": checked.about.code_version,
        "revision": checked.about.revision,
        **proof,
        "checkpoints_outside": checked.compared,
        "problems": problems,
        "simulation": call.simulation,
    }


def _write(call: Call, done: str, file: str, checked: Checked) -> None:
    screen, proof = Screen(call), checked.proof
    if checked.problems:
        _write_problems(screen, call, checked.problems)
        return
    screen.says(done, file=shown_path(file), size=proof.size)
    screen.pairs(
        [
            ("backup-made", screen.instant(checked.about.made_at)),
            ("audit-root", proof.root),
            ("audit-root-sm3", proof.root_sm3),
            ("backup-compared", str(checked.compared)),
        ]
    )
    rows = [[name, str(each.rows), each.sha256] for name, each in proof.tables.items()]
    screen.table(("table", "rows", "sha256"), rows)
    if not checked.compared:
        screen.says("backup-without-outside")


def _write_problems(screen: Screen, call: Call, problems: Sequence[Problem]) -> None:
    for problem in problems:
        screen.writes(Text(_sentence(call, problem), style=ALERT))


def _sentence(call: Call, problem: Problem) -> str:
    until = problem.position if problem.until is None else problem.until
    values = {"position": problem.position, "until": until, "detail": shown(problem.detail)}
    return call.says(f"fault-{problem.code}", cluster=shown(problem.cluster), **values)
