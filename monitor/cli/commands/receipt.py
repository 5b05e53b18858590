"""receipt: what was recorded where, with the proofs that join it to the log; or a check of such."""

from collections.abc import Sequence

import click
import msgspec

from domain.refusal import RefusedError
from monitor.audit.signing.keys import VerifierKey, read_verifiers
from monitor.audit.signing.receipt_check import Check, check_receipt
from monitor.audit.signing.receipts import Receipt, receipts_for, stored_statement
from monitor.audit.signing.tlog_proof import read_proof
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.receipt_file import read_receipts, signers_of_receipts, write_receipts
from monitor.cli.screen import NOTHING, Screen, shown
from monitor.cli.session import session_of
from monitor.database import reading
from monitor.intake.line import shown_path


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of which events, signed by whom, written where; or which file to check, by whose keys."""

    events: tuple[str, ...]
    key: tuple[str, ...]
    output: str | None
    check: str | None


def run(call: Call, asked: Asked) -> None:
    """Give receipts, or check those of a file."""
    if bool(asked.events) == (asked.check is not None):
        raise RefusedError("receipt-words-missing")
    if asked.check is not None:
        _check(call, asked.check, read_verifiers(asked.key))
        return
    signers = signers_of_receipts(asked.key)
    engine = session_of(call).monitor.engine
    given = receipts_for(engine, asked.events, signers, simulation=call.simulation)
    if asked.output is not None:
        count = write_receipts(asked.output, given)
        call.tells("receipt-written", count=count, file=shown_path(asked.output))
    elif call.as_json:
        write_json(list(given))
    else:
        for each in given:
            _write(Screen(call), each)


def _write(screen: Screen, receipt: Receipt) -> None:
    rows = [
        ("position", str(receipt.position)),
        ("event", shown(receipt.id)),
        ("cluster", shown(receipt.cluster)),
        ("type", shown(receipt.type)),
        ("recorded-at", screen.instant(receipt.recorded_at)),
        ("leaf-sha256", receipt.sha256),
        ("leaf-sm3", receipt.sm3),
    ]
    covering = [read_proof(proof).checkpoint for proof in receipt.proofs.values()]
    told = [
        screen.sentence("receipt-covered", origin=shown(each.origin), size=each.size) for each in covering
    ]
    rows += [("covered-by", each) for each in told]
    screen.pairs(rows)
    if not covering:
        screen.says("receipt-not-covered")


def _check(call: Call, file: str, verifiers: Sequence[VerifierKey]) -> None:
    """Check the receipts of a file against the database.

    Raises:
        RefusedError: "receipts-do-not-hold".
    """
    with reading(session_of(call).monitor.engine) as connection:
        checks = [
            check_receipt(each, verifiers, stored_statement(connection, each.position))
            for each in read_receipts(file)
        ]
    if call.as_json:
        write_json(marked(call, [{**msgspec.to_builtins(each), "ok": not each.problems} for each in checks]))
    else:
        for each in checks:
            click.echo(_sentence(call, each))
    failed = sum(1 for each in checks if each.problems)
    if failed:
        raise RefusedError("receipts-do-not-hold", kind="answer-is-no", count=failed)


def _sentence(call: Call, check: Check) -> str:
    if check.problems:
        problems = " ".join(call.says(problem) for problem in check.problems)
        return call.says("receipt-fails", position=check.position, problems=problems)
    return call.says(
        "receipt-holds",
        position=check.position,
        signers=shown(", ".join(check.signed_by)),
        proofs=", ".join(check.proven_by) or NOTHING,
    )
