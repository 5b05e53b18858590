"""calendar due: the last day of a period, its certainty, and the certificate."""

from datetime import date, datetime

import msgspec

from domain.calendar import Unit
from monitor.answers.calendar import Period, counted, period_answer
from monitor.cli.answer import write_json
from monitor.cli.calendar_screen import write_certificate
from monitor.cli.call import Call
from monitor.cli.editions import edition_of


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which period, on which calendar."""

    day: date
    length: int
    unit: Unit
    from_first_day: bool
    no_roll: bool
    known_at: datetime | None
    region: str | None
    certificate: bool


def run(call: Call, asked: Asked) -> None:
    """Answer the last day of a period."""
    edition = edition_of(call, asked.known_at, asked.region)
    period = Period(
        day=asked.day,
        length=asked.length,
        unit=asked.unit,
        from_first_day=asked.from_first_day,
        rolls=not asked.no_roll,
    )
    document = counted(edition, period)
    if call.as_json:
        write_json(period_answer(document, with_certificate=asked.certificate))
    else:
        write_certificate(call, document, with_days=asked.certificate)
