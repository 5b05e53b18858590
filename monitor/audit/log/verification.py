"""The log of a database checked against all checkpoints at hand: those stored in it, and those held outside.

Promise: a checkpoint that no trusted key signed proves nothing, and where keys are named it is not
compared, but told.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Engine

from monitor.audit.log.claims import Claim
from monitor.audit.log.log_check import Advance, Verdict, check_log, shown
from monitor.audit.log.log_rows import LogRows
from monitor.audit.log.problems import Problem
from monitor.audit.signing.checkpoint import Checkpoint, is_signed_by_log
from monitor.audit.signing.checkpoint_table import StoredNote
from monitor.audit.signing.keys import VerifierKey
from monitor.database import reading


class Named(NamedTuple):
    """A checkpoint, and how a person calls the place where it is from."""

    checkpoint: Checkpoint
    place: str


def verify_log(
    engine: Engine,
    outside: Iterable[Checkpoint] = (),
    verifiers: Sequence[VerifierKey] = (),
    advance: Advance = lambda _done, _total: None,
) -> Verdict:
    """Check the log of a database, in one unchanging state of it.

    Raises:
        RefusedError: the database cannot be used.
    """
    with reading(engine) as connection:
        connection.exec_driver_sql("SELECT 1")  # the transaction begins here, also for the driver
        rows = LogRows(connection.connection.driver_connection)
        stored, problems = _stored(rows)
        named = [*(Named(each, "") for each in outside), *stored]
        trusted, unsigned = _divided(named, verifiers)
        verdict = check_log(rows, [_claim(each) for each in trusted], advance)
    return verdict._replace(problems=[*verdict.problems, *problems, *unsigned])


def _stored(rows: LogRows) -> tuple[list[Named], list[Problem]]:
    """Return the checkpoints that the database keeps, and the rows that are none."""
    found, problems = [], []
    for origin, size, note in rows.checkpoints():
        checkpoint = StoredNote(origin, size, note).checkpoint() if isinstance(note, str) else None
        if checkpoint is None:
            problems.append(Problem("checkpoint-unreadable", detail=shown(f"{origin} {size}")))
        else:
            found.append(Named(checkpoint, "database"))
    return found, problems


def _divided(named: Iterable[Named], verifiers: Sequence[VerifierKey]) -> tuple[list[Named], list[Problem]]:
    trusted, unsigned = [], []
    for each in named:
        if not verifiers or is_signed_by_log(each.checkpoint, verifiers):
            trusted.append(each)
        else:
            unsigned.append(Problem("checkpoint-not-signed", detail=_called(each)))
    return trusted, unsigned


def _claim(each: Named) -> Claim:
    return Claim(each.checkpoint.algorithm, each.checkpoint.size, each.checkpoint.root, _called(each))


def _called(each: Named) -> str:
    return " ".join(filter(None, (each.checkpoint.origin, str(each.checkpoint.size), each.place)))
