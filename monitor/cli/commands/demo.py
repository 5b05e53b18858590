"""demo: a simulation database with real cluster names and synthetic histories, and its board."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

import msgspec

from domain.events import SHANGHAI
from domain.refusal import RefusedError
from monitor.bootstrap import Session, database_url, initialise_database
from monitor.cli.answer import write_json
from monitor.cli.board import board, write_board
from monitor.cli.call import Call
from monitor.cli.progress import Advance, progress
from monitor.cli.session import session_of
from monitor.demo.story import SHOWN_ON, Batch, demo_facts, with_event_id
from monitor.intake.decode import decode
from monitor.intake.line import FactLine, Place
from scheduler.tick import tick

RECORDER = "demo"
_NINE = time(9, tzinfo=SHANGHAI)
_PLACE = Place("demo")


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """Make the database, tell the story month by month, and show the board."""
    at = call.at or datetime.combine(SHOWN_ON, _NINE).astimezone(UTC)
    batches = [batch for batch in demo_facts() if batch[0] <= at]
    initialise_database(call.db, simulation=True, at=batches[0][0] if batches else at)
    call.at = at
    session = session_of(call)
    _refuse_used(session, call)
    with progress(call, "progress-demo") as advance:
        recorded, findings = tell(session, batches, advance)
    rows = board(session)
    if call.as_json:
        write_json(_answer(call, session, recorded, findings, rows))
        return
    shown_at = at.astimezone(SHANGHAI).isoformat()
    database = database_url(call.db)
    call.tells("demo-ready", database=database, recorded=recorded, findings=findings, at=shown_at)
    write_board(call, rows)
    call.tells("demo-next", database=database, at=shown_at)


def _refuse_used(session: Session, call: Call) -> None:
    position = session.monitor.log.last_position()
    if position:
        raise RefusedError(
            "demo-needs-empty-database", kind="conflict", database=database_url(call.db), position=position
        )


def tell(session: Session, batches: Sequence[Batch], advance: Advance) -> tuple[int, int]:
    """Record the batches at their instants, and look once a month, as the department would have.

    Returns how many facts and how many findings were recorded.
    """
    ids: dict[str, str] = {}
    findings, month = 0, batches[0][0].month if batches else 0
    for done, (at, lines) in enumerate(batches, start=1):
        if at.month != month:
            findings += len(tick(session.monitor, at))
            month = at.month
        facts = [_fact(with_event_id(line, ids)) for line in lines]
        outcome = session.monitor.record(facts, at=at, by=RECORDER)
        ids |= {record.key: record.id for record in outcome.recorded if record.key}
        advance(done, len(batches))
    return len(ids), findings + len(tick(session.monitor, session.at))


def _fact(line: dict[str, Any]) -> FactLine:
    fact = decode(line, _PLACE)
    if not isinstance(fact, FactLine):
        raise TypeError(line)
    return fact


def _answer(
    call: Call, session: Session, recorded: int, findings: int, rows: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "database": database_url(call.db),
        "simulation": True,
        "at": session.at.isoformat().replace("+00:00", "Z"),
        "recorded": recorded,
        "findings": findings,
        "board": rows,
    }
