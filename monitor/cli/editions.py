"""The calendar of a call: the release's, or with --db that of a database with what was recorded there."""

from datetime import datetime
from typing import Any, TypeVar

import msgspec

from domain.calendar import Edition
from domain.events import legal_day
from domain.refusal import RefusedError
from monitor.answers.calendar import region_named
from monitor.bootstrap import now, release_calendar
from monitor.cli.call import Call
from monitor.cli.session import end_of_knowledge, session_of

Body = TypeVar("Body", bound=msgspec.Struct)


def edition_of(call: Call, known_at: datetime | None, region: str | None) -> Edition:
    """Return the edition known at an instant in a region: a division code or the name of a place."""
    if call.db is None:
        known_by = known_at or call.at or now()
        return release_calendar().known_on(legal_day(known_by), region_named(region))
    session = session_of(call)
    known_by = end_of_knowledge(session, known_at)
    return session.monitor.calendar(known_by).known_on(legal_day(known_by), region_named(region))


def stated(kind: type[Body], **fields: Any) -> Body:  # noqa: ANN401 - whatever the event holds
    """Return what is to be recorded of the calendar, held to the bounds of its type.

    Raises:
        RefusedError: "calendar-not-accepted".
    """
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise RefusedError("calendar-not-accepted", reason=str(error)) from None
