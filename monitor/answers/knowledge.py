"""How a cluster stood over two axes: on which legal days, as known from when until when."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.events import Recorded
from domain.periods import FOR_EVER, Knowledge, Rectangle, microseconds, rectangles
from monitor.application import Monitor
from monitor.assessor import Assessor
from monitor.rosters import instant
from monitor.version import VERSION
from projections.answer import day

Json = dict[str, Any]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def knowledge_answer(monitor: Monitor, cluster: str, known_at: datetime) -> list[Json]:
    """Return the rectangles of a cluster known by an instant, oldest knowledge first.

    `legal_from` and `legal_to`, `known_from` and `known_to` are half-open; the ends are None where there is
    none: no last day, or known so still. The standing is None on days before the first fact.
    """
    assessor = Assessor(monitor.log, monitor.library, monitor.archive, VERSION)
    calendar = monitor.calendar(known_at)
    knowing = Knowledge(law=assessor.law, adopted_at=assessor.adopted_at, calendar=calendar)
    stream: list[Recorded] = [
        each for each in monitor.log.stream(cluster) if each.recorded_at <= known_at and not each.is_finding
    ]
    asked = microseconds(known_at)
    return [_told(each, asked) for each in rectangles(stream, knowing) if each.known_from <= asked]


def _told(each: Rectangle, asked: int) -> Json:
    is_known_still = each.known_to == FOR_EVER or each.known_to > asked
    return {
        "legal_from": day(each.legal_from) if each.legal_from > date.min else None,
        "legal_to": day(each.legal_to) if each.legal_to < date.max else None,
        "known_from": _instant(each.known_from),
        "known_to": None if is_known_still else _instant(each.known_to),
        "standing": each.standing,
        "valid_from": day(each.valid_from),
        "valid_to": day(each.valid_to),
    }


def _instant(since: int) -> str:
    return instant(_EPOCH + timedelta(microseconds=since))
