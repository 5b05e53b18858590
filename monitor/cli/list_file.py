"""A list that was asked for as a file: its form by the ending of the name."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from domain.refusal import RefusedError
from monitor.application import Monitor
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.whole_file import form_of, write_whole
from monitor.exchange.provenance import origin_of
from monitor.intake.line import shown_path

Json = dict[str, Any]
_NO_FILTER = (None, False, 0)


class Wanted(NamedTuple):
    """Which list, as what was asked, for which day, known by when."""

    name: str
    asked: msgspec.Struct
    on: date
    known_at: datetime


def write_list(call: Call, monitor: Monitor, wanted: Wanted, lines: Sequence[Json]) -> None:
    """Write a list to the file that was asked for, and say so.

    Raises:
        RefusedError: "list-form-unknown", "file-not-written", "table-too-long".
    """
    from monitor.exchange.lists import FORMS, Frame, list_file  # noqa: PLC0415 - slow to import, for files only

    file = str(getattr(wanted.asked, "to", ""))
    form = next((each for each in FORMS if each == form_of(file)), None)
    if form is None:
        raise RefusedError(
            "list-form-unknown", file=shown_path(file), allowed=" ".join(f".{f}" for f in FORMS)
        )
    origin = origin_of(
        monitor,
        _question(wanted),
        on=wanted.on,
        known_at=wanted.known_at,
        programmes=monitor.library.programmes,
    )
    frame = Frame(call.language, monitor.simulation, origin.told(call.language, len(lines)))
    content = list_file(form, wanted.name, lines, frame)
    write_whole(file, content)
    told = {"file": shown_path(file), "rows": len(lines), "bytes": len(content)}
    if call.as_json:
        write_json({**told, "simulation": monitor.simulation})
    else:
        call.tells("list-written", **told)


def _question(wanted: Wanted) -> str:
    """Return what was asked, in the words of the command line: "roster programme=fujian"."""
    asked = msgspec.structs.asdict(wanted.asked)
    filters = [f"{name}={value}" for name, value in asked.items() if name != "to" and value not in _NO_FILTER]
    return " ".join([wanted.name, *filters])
