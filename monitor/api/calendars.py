"""The calendar over HTTP: last days of periods, arranged days, notices and overrides."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import msgspec
from fastapi import Path, Query, Response

from domain.administration import CALENDAR_STREAM, CalendarNoticeRecorded, CalendarOverridden
from domain.calendar import Edition, Unit
from domain.events import Recorded, legal_day
from domain.text import Name, Words, Year
from monitor.answers.calendar import (
    Period,
    counted,
    period_answer,
    refuse_contradiction,
    region_named,
    year_answer,
)
from monitor.api.answers import json_answer
from monitor.api.once import Command, Left, once
from monitor.api.reading import read_as
from monitor.http.asking import Asked, Caller, KnownAt, day_at, knowledge_of
from monitor.http.bodies import Body, require_media_type

Region = Annotated[
    str | None,
    Query(max_length=100, description="A division code or the name of a place, for its overrides."),
]
Day = Annotated[str, Query(description="The day of the act or event.", json_schema_extra={"format": "date"})]
Length = Annotated[int, Query(ge=1, le=3660)]
YearAsked = Annotated[int, Path(ge=1949, le=2200)]


class NoticeBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A holiday notice: the days it takes off and makes up."""

    year: Year
    issued_on: date
    off: tuple[date, ...] = ()
    work: tuple[date, ...] = ()
    number: Name | None = None
    amends: Year | None = None


class OverrideBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An authority's word on one day of a region; decided today where nothing is said."""

    region: Name
    day: date
    working: bool
    basis: Words
    decided_on: date | None = None


def due_day(  # noqa: PLR0913 - what a period can be
    caller: Caller,
    *,
    day: Day,
    length: Length,
    unit: Unit = "working-days",
    region: Region = None,
    known_at: KnownAt = None,
    from_first_day: bool = False,
    roll: Annotated[bool, Query(description="Whether a last day that is no working day moves on.")] = True,
    certificate: Annotated[bool, Query(description="List each day, counted or not and why.")] = False,
) -> Response:
    """Answer the last day of a period and how certain it is."""
    stated = day_at("day", day, caller.language)
    edition = _edition(caller, known_at, region)
    period = Period(
        day=stated or legal_day(caller.at),
        length=length,
        unit=unit,
        from_first_day=from_first_day,
        rolls=roll,
    )
    return json_answer(period_answer(counted(edition, period), with_certificate=certificate))


def arranged_days(
    caller: Caller, year: YearAsked, region: Region = None, known_at: KnownAt = None
) -> Response:
    """Answer the days of a year that a notice or an override arranges."""
    return json_answer(year_answer(_edition(caller, known_at, region), year))


def _edition(caller: Asked, known_at: str | None, region: str | None) -> Edition:
    instant = knowledge_of(caller, known_at)
    return caller.guarded.calendar(instant).known_on(legal_day(instant), region_named(region))


def record_notice(caller: Caller, body: Body) -> Response:
    """Record a holiday notice that came after this release."""
    require_media_type(caller.request, "application/json")
    stated = read_as(body, NoticeBody, caller.language)
    refuse_contradiction(stated.off, stated.work)
    fields = msgspec.structs.asdict(stated)
    issued_on = fields.pop("issued_on")
    return _record(caller, body, CalendarNoticeRecorded(**fields), issued_on)


def record_override(caller: Caller, body: Body) -> Response:
    """Record that an authority declared a day of a region worked or a rest day."""
    require_media_type(caller.request, "application/json")
    fields = msgspec.structs.asdict(read_as(body, OverrideBody, caller.language))
    decided_on = fields.pop("decided_on") or legal_day(caller.at)
    return _record(caller, body, CalendarOverridden(**fields), decided_on)


def _record(
    caller: Asked, body: bytes, act: CalendarNoticeRecorded | CalendarOverridden, on: date
) -> Response:
    def found_again(left: Left) -> Response | None:
        return next((_placed(caller, each) for each in _recorded(caller, act, on, left)), None)

    return once(
        caller,
        body,
        Command(
            require=lambda: caller.guarded.require_calendar(act),
            work=lambda: _placed(caller, caller.guarded.record_calendar(act, on)),
            found_again=found_again,
        ),
    )


def _recorded(
    caller: Asked, act: CalendarNoticeRecorded | CalendarOverridden, on: date, left: Left
) -> Iterator[Recorded]:
    """Yield an act as this principal recorded it by a command that was left."""
    for record in caller.desk.parts.monitor.log.stream(CALENDAR_STREAM):
        is_mine = record.recorded_by == caller.guarded.principal.user and left.may_have_recorded(record)
        if is_mine and (record.body, record.effective_on) == (act, on):
            yield record


def _placed(caller: Asked, record: Recorded) -> Response:
    content = {"id": record.id, "position": record.position, "simulation": caller.simulation}
    return json_answer(content, 201)
