"""export: all facts as JSON lines, from which an empty database is restored."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from domain.administration import CALENDAR_STREAM
from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.cli.call import Call
from monitor.cli.progress import Advance, progress
from monitor.cli.session import session_of
from monitor.event_log import EventLog
from monitor.exchange.export import export_lines
from monitor.intake.line import shown_path

_PAGE = 1_000


class Asked(msgspec.Struct, frozen=True):
    """Where to write."""

    output: str | None


def run(call: Call, asked: Asked) -> None:
    """Write the facts, to stdout or to a file that appears only when it is whole."""
    log = session_of(call, studies=True).monitor.log
    with progress(call, "progress-export") as advance:
        lines = export_lines(_facts(log, advance))
        if asked.output is None:
            sys.stdout.buffer.writelines(lines)
            return
        count = _written(lines, Path(asked.output))
    call.tells("exported", count=count, file=shown_path(asked.output))


def _facts(log: EventLog, advance: Advance) -> Iterator[Recorded]:
    """Yield what was recorded of clusters, in the order of the log."""
    position, last = 0, log.last_position()
    while page := log.after(position, _PAGE):
        yield from (record for record in page if record.cluster != CALENDAR_STREAM)
        position = page[-1].position
        advance(position, last)


def _written(lines: Iterator[bytes], file: Path) -> int:
    partial = file.with_name(f"{file.name}.partial")
    count = 0
    try:
        with partial.open("wb") as stream:
            for count, line in enumerate(lines, start=1):  # noqa: B007 - the last count is wanted
                stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
    except (OSError, ValueError) as error:
        partial.unlink(missing_ok=True)
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise RefusedError("file-not-written", file=shown_path(str(file)), reason=reason) from None
    return count
