"""timestamp request: a request over a checkpoint, to be carried to an authority."""

from pathlib import Path

import msgspec
from sqlalchemy import Connection

from domain.refusal import RefusedError
from monitor.audit.signing.checkpoint import Checkpoint
from monitor.audit.signing.checkpoint_table import stored_notes
from monitor.audit.signing.keys import write_new
from monitor.audit.signing.time_stamps import request_for
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.session import session_of
from monitor.database import reading
from monitor.intake.line import shown_path


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Over which checkpoint, and where to write."""

    size: int | None
    origin: str | None
    output: str


def run(call: Call, asked: Asked) -> None:
    """Write the request and tell over what."""
    with reading(session_of(call).monitor.engine) as connection:
        checkpoint = chosen(connection, asked)
    write_new(Path(asked.output), request_for(checkpoint))
    file = shown_path(asked.output)
    if call.as_json:
        write_json(
            {
                "origin": checkpoint.origin,
                "size": checkpoint.size,
                "root": checkpoint.shown_root,
                "file": file,
                "simulation": call.simulation,
            }
        )
        return
    call.tells("time-stamp-requested", size=checkpoint.size, file=file)


def chosen(connection: Connection, asked: Asked) -> Checkpoint:
    """Return the latest checkpoint that was asked for, by SHA-256 where no origin was.

    Raises:
        RefusedError: "checkpoint-not-found".
    """
    found = [stored.checkpoint() for stored in stored_notes(connection, asked.size or 0)]
    fitting = [each for each in found if each is not None and _fits(each, asked)]
    if not fitting:
        raise RefusedError("checkpoint-not-found", kind="not-found")
    return fitting[-1]


def _fits(checkpoint: Checkpoint, asked: Asked) -> bool:
    of_log = checkpoint.algorithm == "sha256" if asked.origin is None else checkpoint.origin == asked.origin
    return of_log and asked.size in {None, checkpoint.size}
