"""I5, I6 and I7: windows against a count by hand."""

from collections.abc import Iterator
from datetime import date

from domain.events import Recorded, legal_day
from domain.findings import WindowClosed, WindowMoved, WindowOpened
from tests.simulation.oracle import NaiveWindow, courses, last_day, windows
from tests.simulation.seen import Seen

_APPEALS = "fujian"  # the one text with an appeal of its own (Art. 16)


def closed_early(seen: Seen) -> Iterator[str]:
    """I5: no window was found to have run out before its last day was over, as known that day."""
    for name, stream in seen.clusters.items():
        days = seen.calendar(_programme(name))
        for record in stream:
            body = record.body
            if isinstance(body, WindowClosed) and body.outcome == "lapsed" and body.case:
                known_on = legal_day(record.recorded_at)
                found = last_day(body.kind, body.opened_on, days, known_on)
                if known_on <= found:
                    yield f"{body.kind} of {name} was closed on {known_on}, its last day is {found}"


def closed_in_time(seen: Seen) -> Iterator[str]:
    """I6: after a tick every window that is over is found closed, and every open one is not."""
    if not seen.is_settled:
        return
    for name, stream in seen.clusters.items():
        days = seen.calendar(_programme(name))
        newest = _newest(stream)
        for course in courses(stream):
            for each in windows(course, days, seen.today, appeals=_has_appeals(name)):
                subject = (each.kind, course.case, each.opened_on)
                yield from _in_time(name, each, newest.get(subject), seen.today)


def _in_time(name: str, each: NaiveWindow, newest: object, today: date) -> Iterator[str]:
    """Compare a window with the newest finding about it."""
    last_day = getattr(newest, "due_on", None)
    is_over = each.met_on is not None or each.due_on < today
    if newest is None:
        yield f"{each.kind} of {name} from {each.opened_on} was never opened"
    elif is_over != isinstance(newest, WindowClosed):
        yield f"{each.kind} of {name} to {each.due_on} is {'over' if is_over else 'open'} and found otherwise"
    elif each.due_on != last_day and not is_over:
        yield f"{each.kind} of {name} ends on {each.due_on}, found {last_day}"


def _newest(stream: list[Recorded]) -> dict[tuple[str, str | None, date], object]:
    return {
        (each.body.kind, each.body.case, each.body.opened_on): each.body
        for each in stream
        if isinstance(each.body, WindowOpened | WindowMoved | WindowClosed)
    }


def never_too_late(seen: Seen) -> Iterator[str]:
    """I7: an appeal received by the last day is never told that it is late, nor kept from an answer."""
    for name, stream in seen.clusters.items():
        if not _has_appeals(name):
            continue
        days = seen.calendar(_programme(name))
        for course in courses(stream):
            if course.lodged is None or course.served is None:
                continue
            lodging = windows(course, days, seen.today, appeals=True)[2]
            if lodging.met_on is not None and _said(seen, name, course.case) != "met":
                yield f"the appeal of {name} on {lodging.met_on} was in time (last day {lodging.due_on})"


def _said(seen: Seen, name: str, case: str) -> str:
    answer = seen.monitor.status(name, on=seen.today, known_at=seen.world.at)
    found = [each for each in answer["windows"] if (each["kind"], each["case"]) == ("appeal", case)]
    return found[0]["state"] if found else "none"


def _programme(cluster: str) -> str:
    return cluster.rpartition("-")[0]


def _has_appeals(cluster: str) -> bool:
    return _programme(cluster) == _APPEALS
