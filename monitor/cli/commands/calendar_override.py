"""calendar override: an authority declared a day of a region worked or a rest day."""

from datetime import date
from typing import Literal

import msgspec

from domain.administration import CalendarOverridden
from domain.events import legal_day
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.editions import stated
from monitor.cli.session import recorder, session_of


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which day of which region is what, and on what basis."""

    region: str
    day: date
    kind: Literal["working", "rest"]
    basis: str
    decided_on: date | None


def run(call: Call, asked: Asked) -> None:
    """Record the override."""
    is_working = asked.kind == "working"
    body = stated(
        CalendarOverridden, region=asked.region, day=asked.day, working=is_working, basis=asked.basis
    )
    session = session_of(call)
    decided_on = asked.decided_on or legal_day(session.at)
    record = session.monitor.record_calendar(body, decided_on, at=session.at, by=recorder(call))
    if call.as_json:
        write_json({"id": record.id, "position": record.position})
    else:
        call.tells("calendar-recorded", position=record.position)
