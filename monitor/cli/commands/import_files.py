"""import: files of facts, all in one transaction, with every error and its place."""

from collections.abc import Iterator

import msgspec

from domain.refusal import Kind, RefusedError
from monitor.answers.refusals import refusal_sentence
from monitor.audit.signing.note import Signer
from monitor.audit.signing.receipts import Receipt, receipts_for
from monitor.bootstrap import Session
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.failures import SeveralError
from monitor.cli.progress import Advance, progress
from monitor.cli.receipt_file import (
    require_writable,
    signers_of_receipts,
    write_receipts,
)
from monitor.cli.session import recorder, session_of
from monitor.intake.files import read_files
from monitor.intake.line import FactLine
from monitor.recording import LinesRefusedError, Outcome

Told = tuple[str, Kind]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which files, and whether to write."""

    files: tuple[str, ...]
    dry_run: bool
    allow_repeats: bool
    receipts: str | None = None
    receipt_key: str | None = None


def run(call: Call, asked: Asked) -> None:
    """Record the facts of the files, or nothing.

    Raises:
        SeveralError: with every problem of every file.
    """
    signers = _receipt_signers(asked)
    session = session_of(call)
    with progress(call, "progress-read") as advance:
        facts, problems = read_files(asked.files, advance)
    if problems:
        told: list[Told] = [(problem.sentence(call.language), "bad-input") for problem in problems]
        told += _refused_besides(call, session, facts, asked)
        raise SeveralError(told)
    try:
        outcome = _recorded(call, session, facts, asked)
    except LinesRefusedError as error:
        raise SeveralError(sentences(call, error)) from None
    _give_receipts(call, session, outcome, asked, signers)
    _answer(call, counts(facts, outcome, asked))


def _receipt_signers(asked: Asked) -> list[Signer]:
    """Return who signs receipts, and see to it before anything is recorded that they can be given."""
    if asked.receipts is None:
        if asked.receipt_key is not None:
            raise RefusedError("receipt-key-without-receipts")
        return []
    require_writable(asked.receipts)
    return signers_of_receipts([asked.receipt_key] if asked.receipt_key else [])


def _give_receipts(
    call: Call, session: Session, outcome: Outcome, asked: Asked, signers: list[Signer]
) -> None:
    if asked.receipts is None or asked.dry_run:
        return
    positions = [record.position for record in outcome.recorded]
    given = receipts_for(session.monitor.engine, positions, signers, simulation=call.simulation)
    with progress(call, "progress-receipts") as advance:
        write_receipts(asked.receipts, _counted(given, advance, len(positions)))


def _counted(given: Iterator[Receipt], advance: Advance, total: int) -> Iterator[Receipt]:
    for number, each in enumerate(given, start=1):
        advance(number, total)
        yield each


def _recorded(call: Call, session: Session, facts: list[FactLine], asked: Asked) -> Outcome:
    with progress(call, "progress-record") as advance:
        return session.monitor.record(
            facts,
            at=session.at,
            by=recorder(call),
            allow_repeats=asked.allow_repeats,
            dry_run=asked.dry_run,
            on_progress=advance,
        )


def _refused_besides(call: Call, session: Session, facts: list[FactLine], asked: Asked) -> list[Told]:
    """Return what else would be refused, so that one reading tells all there is to correct."""
    try:
        _recorded(call, session, facts, msgspec.structs.replace(asked, dry_run=True))
    except LinesRefusedError as error:
        return sentences(call, error)
    except RefusedError as error:
        return [(refusal_sentence(error, call.language), error.kind)]
    return []


def sentences(call: Call, error: LinesRefusedError) -> list[Told]:
    """Return the sentence of each line refused, with its place."""
    return [
        (
            call.says(
                "refused-at",
                where=refused.line.place.told(call.language),
                sentence=refusal_sentence(refused.error, call.language),
            ),
            refused.error.kind,
        )
        for refused in error.refused
    ]


def counts(facts: list[FactLine], outcome: Outcome, asked: Asked) -> dict[str, object]:
    """Return how many facts were recorded, were recorded before, and have no source."""
    return {
        "recorded": len(facts) - outcome.repeated,
        "already_recorded": outcome.repeated,
        "without_source": sum(1 for fact in facts if fact.source is None),
        "dry_run": asked.dry_run,
    }


def _answer(call: Call, counted: dict[str, object]) -> None:
    if call.as_json:
        write_json({**counted, "simulation": call.simulation})
        return
    call.tells(
        "import-tried" if counted["dry_run"] else "imported",
        recorded=counted["recorded"],
        repeated=counted["already_recorded"],
        sourceless=counted["without_source"],
    )
