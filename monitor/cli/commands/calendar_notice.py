"""calendar notice: a holiday notice that came after this release."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from domain.administration import CalendarNoticeRecorded
from monitor.answers.calendar import refuse_contradiction
from monitor.answers.days import read_day
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.editions import stated
from monitor.cli.session import recorder, session_of
from monitor.cli.values import BadValueError

_LONGEST_SPAN = 60  # days; no holiday is longer


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the notice says."""

    year: int
    issued_on: date
    off: tuple[str, ...]
    work: tuple[str, ...]
    number: str | None
    amends: int | None


def run(call: Call, asked: Asked) -> None:
    """Record the notice."""
    off = tuple(day for span in asked.off for day in days_of(span, "--off"))
    work = tuple(day for span in asked.work for day in days_of(span, "--work"))
    refuse_contradiction(off, work)
    fields = {"year": asked.year, "number": asked.number, "amends": asked.amends}
    notice = stated(CalendarNoticeRecorded, off=off, work=work, **fields)
    session = session_of(call)
    record = session.monitor.record_calendar(notice, asked.issued_on, at=session.at, by=recorder(call))
    if call.as_json:
        write_json({"id": record.id, "position": record.position})
    else:
        call.tells("calendar-recorded", position=record.position)


def days_of(span: str, flag: str) -> Iterator[date]:
    """Yield the days of a span: "2027-01-01" or "2027-01-01..2027-01-03".

    Raises:
        BadValueError: it is none.
    """
    first, _, last = span.partition("..")
    start, end = read_day(first), read_day(last or first)
    if start is None or end is None or not 0 <= (end - start).days <= _LONGEST_SPAN:
        raise BadValueError(flag, span, "allowed-days")
    yield from (start + timedelta(days=count) for count in range((end - start).days + 1))
