"""self-audit: examine log, projections, findings and calendar now; or list the audits and their gaps."""

from collections.abc import Sequence

import msgspec
from rich.text import Text

from domain.administration import SelfAuditCompleted
from domain.refusal import RefusedError
from monitor.answers.self_audits import self_audit_answer, self_audits_answer
from monitor.audit.self_audit import Audited, Silence, audits, self_audit, silences
from monitor.bootstrap import Session
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.progress import progress
from monitor.cli.screen import ALERT, Cell, Screen
from monitor.cli.session import session_of
from monitor.rosters import instant


class Asked(msgspec.Struct, frozen=True):
    """Whether the audits there are are listed instead."""

    list: bool


def run(call: Call, asked: Asked) -> None:
    """Audit, record the result and show it; or list.

    Raises:
        RefusedError: "self-audit-found-problems".
    """
    session = session_of(call)
    if asked.list:
        _list(call, session)
        return
    with progress(call, "progress-self-audit") as advance:
        audited = self_audit(session.monitor, session.at, lambda _part, done, total: advance(done, total))
    if call.as_json:
        write_json(self_audit_answer(audited) | {"simulation": call.simulation})
    else:
        _write(Screen(call), audited.found)
    if not audited.found.is_clean:
        raise RefusedError("self-audit-found-problems", kind="answer-is-no", position=audited.position)


def _write(screen: Screen, found: SelfAuditCompleted) -> None:
    screen.says("self-audit-clean" if found.is_clean else "self-audit-not-clean")
    covered = screen.sentence("audit-no-checkpoint")
    if found.checkpoint_size is not None:
        covered = screen.sentence("audit-checkpoint", size=found.checkpoint_size)
    replayed = {"replayed": found.replayed, "differs": found.replay_differs, "cannot": found.replay_cannot}
    years = ", ".join(map(str, found.uncovered_years))
    screen.pairs(
        [
            ("audit-log", screen.sentence("audit-log", size=found.size, problems=found.problems)),
            ("audit-root", found.root_sha256),
            ("audit-root-sm3", found.root_sm3),
            ("audit-checkpoint", covered),
            ("audit-replay", screen.sentence("audit-replay", **replayed)),
            ("audit-acts", screen.sentence("audit-acts", count=found.faulty_acts)),
            (
                "audit-calendar",
                screen.sentence("audit-calendar", days=found.calendar_days, differs=found.calendar_differs),
            ),
            *([("audit-uncovered", years)] if years else []),
        ]
    )
    rows = [[each.table, str(each.rows), _count(each.differs), each.sha256] for each in found.shadow]
    screen.table(("table", "rows", "differs", "sha256"), rows)


def _count(differs: int) -> Cell:
    return Text(str(differs), style=ALERT) if differs else "0"


def _list(call: Call, session: Session) -> None:
    done = audits(session.monitor)
    began = session.monitor.log.after(0, 1)
    gaps = silences(done, began[0].recorded_at if began else None, session.at)
    if call.as_json:
        write_json(self_audits_answer(done, gaps, simulation=call.simulation))
        return
    _write_list(Screen(call), done, gaps)


def _write_list(screen: Screen, done: Sequence[Audited], gaps: Sequence[Silence]) -> None:
    if done:
        rows = [_row(screen, each) for each in reversed(done)]
        screen.table(("audited-at", "log-size", "outcome", "root"), rows)
    else:
        screen.says("empty-self-audits")
    for gap in gaps:
        since, until = (screen.instant(instant(each)) for each in (gap.since, gap.until))
        screen.writes(Text(screen.sentence("audit-missing", since=since, until=until), style=ALERT))


def _row(screen: Screen, audited: Audited) -> list[Cell]:
    found = audited.found
    outcome: Cell = screen.sentence("audit-clean")
    if not found.is_clean:
        outcome = Text(screen.sentence("audit-found-problems"), style=ALERT)
    return [screen.instant(instant(audited.at)), str(found.size), outcome, found.root_sha256]
