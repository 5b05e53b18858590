"""calendar due: the last day of a period, its certainty, and the certificate."""

from datetime import date, datetime
from typing import Any

import msgspec

from domain.calendar import Edition, PeriodError, Unit
from domain.certificate import Certificate, certificate
from domain.refusal import RefusedError
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
    document = counted(edition, asked)
    if call.as_json:
        write_json(_answer(document, with_certificate=asked.certificate))
    else:
        write_certificate(call, document, with_days=asked.certificate)


def counted(edition: Edition, asked: Asked) -> Certificate:
    """Return the period laid out on an edition.

    Raises:
        RefusedError: "period-impossible", too long, or beyond the last year there is.
    """
    try:
        return certificate(
            edition,
            asked.day,
            asked.length,
            asked.unit,
            from_first_day=asked.from_first_day,
            rolls=not asked.no_roll,
        )
    except PeriodError as error:
        raise RefusedError("period-impossible", reason=str(error)) from None


def _answer(document: Certificate, *, with_certificate: bool) -> dict[str, Any]:
    whole: dict[str, Any] = msgspec.to_builtins(document)
    names = ["start", "length", "unit", "due_on", "certainty", "calendar", "published_through"]
    answer = {name: whole[name] for name in names}
    if with_certificate:
        answer |= {"starts_on": whole["starts_on"], "rolled_from": whole["rolled_from"], "certificate": whole}
    return answer
