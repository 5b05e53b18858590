"""record: one fact, from the words of the command."""

from datetime import date

import click
import msgspec

from domain.events import Recorded
from monitor.audit.signing.receipts import Receipt, receipts_for
from monitor.bootstrap import Session
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.failures import SeveralError
from monitor.cli.session import recorder, session_of
from monitor.intake.line import FactLine
from monitor.intake.pairs import read_pairs
from monitor.recording import LinesRefusedError


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The fact, and how to record it."""

    type: str
    cluster: str
    pairs: tuple[str, ...]
    on: date
    key: str | None
    allow_repeats: bool
    dry_run: bool


def run(call: Call, asked: Asked) -> None:
    """Record the fact and say under which id."""
    fact = stated(call, asked)
    session = session_of(call)
    try:
        outcome = session.monitor.record(
            [fact],
            at=session.at,
            by=recorder(call),
            allow_repeats=asked.allow_repeats,
            dry_run=asked.dry_run,
        )
    except LinesRefusedError as error:
        raise error.refused[0].error from None
    earlier = session.monitor.log.find_keys([fact.key]) if fact.key else {}
    records = [*outcome.recorded, *earlier.values()]
    receipt = _receipt(call, session, records) if call.as_json and not asked.dry_run else None
    _answer(call, fact, records, receipt, repeated=outcome.repeated > 0)


def stated(call: Call, asked: Asked) -> FactLine:
    """Return the fact that the words state.

    Raises:
        SeveralError: with everything that is wrong with them.
    """
    pairs = [*asked.pairs, *([f"key={asked.key}"] if asked.key else [])]
    fact, problems = read_pairs(asked.type, asked.cluster, asked.on.isoformat(), pairs)
    if fact is None:
        raise SeveralError([(problem.sentence(call.language), "bad-input") for problem in problems])
    return fact


def _receipt(call: Call, session: Session, records: list[Recorded]) -> Receipt | None:
    positions = [record.position for record in records[:1]]
    given = receipts_for(session.monitor.engine, positions, [], simulation=call.simulation)
    return next(given, None)


def _answer(
    call: Call, fact: FactLine, records: list[Recorded], receipt: Receipt | None, *, repeated: bool
) -> None:
    record = records[0] if records else None
    if call.as_json:
        write_json(
            {
                "id": record.id if record else None,
                "position": record.position if record else None,
                "type": fact.type,
                "cluster": fact.cluster,
                "already_recorded": repeated,
                "without_source": fact.source is None,
                "receipt": receipt,
                "simulation": call.simulation,
            }
        )
    elif record is None:
        call.tells("record-tried")
    else:
        code = "recorded-before" if repeated else "recorded"
        call.tells(code, id=record.id, position=record.position)
    if fact.source is None and not repeated:
        click.echo(call.says("without-source"), err=True)
