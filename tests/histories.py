"""Random histories with everything that makes knowledge differ from what happened.

Late and out of order recordings, several facts at one instant, withdrawals, second terms, revocations
with effect before or after their day, appeals, notices of the calendar in between.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import msgspec

from domain.administration import CALENDAR_STREAM, CalendarNoticeRecorded, CalendarOverridden
from domain.cluster import FactWithdrawn
from domain.events import FACTS, Event, Recorded
from monitor.codec import Envelope
from tests.given import PLACES, noon

FIRST, LAST = date(2021, 1, 1), date(2026, 11, 20)
PROGRAMMES = ("fujian", "shandong", "guangdong", "hainan", "national", "heilongjiang")
Told = tuple[str, dict[str, Any]]


def random_envelopes(rng: Random, cluster: str, programme: str, facts: int = 12) -> list[Envelope]:
    """Return the facts of one cluster in the order recorded, its founding first."""
    programmed = {"programme": programme, **PLACES, "county_code": "350582"}
    begins = FIRST + timedelta(days=rng.randrange(900))
    told = [_founding(rng, programmed)]
    told += [_told(rng, programmed) for _ in range(rng.randint(0, facts))]
    days = [begins + timedelta(days=rng.randint(-30, 1500)) for _ in told]
    days[0] = begins
    recorded = [_recorded_at(rng, max(day, begins)) for day in days]
    recorded[0] = min(recorded)
    made = sorted(zip(recorded, days, told, strict=True), key=lambda each: each[0])
    return list(_envelopes(rng, cluster, made))


def _envelopes(rng: Random, cluster: str, made: Sequence[tuple[datetime, date, Told]]) -> Iterator[Envelope]:
    ids: list[str] = []
    for number, (at, on, (kind, fields)) in enumerate(made):
        body: Event = msgspec.convert(fields, FACTS[kind])
        if ids and rng.random() < 0.12:
            body = FactWithdrawn(event=rng.choice(ids), reason="录入有误")
        ids.append(f"{cluster}-{number}")
        yield envelope(cluster, ids[-1], on, at, body)


def envelope(cluster: str, name: str, on: date, at: datetime, body: Event) -> Envelope:
    """Return a fact before it has its place."""
    return Envelope(id=name, cluster=cluster, effective_on=on, recorded_at=at, recorded_by="clerk", body=body)


def _recorded_at(rng: Random, day: date) -> datetime:
    """Return noon of the day or of a later one; every fourth at the common hour of its month."""
    late = rng.choice((0, 0, 0, 1, 20, 200, 400))
    shown = min(day + timedelta(days=late), LAST)
    return noon(shown.replace(day=28) if rng.random() < 0.25 else shown)


def _founding(rng: Random, programmed: dict[str, Any]) -> Told:
    if rng.random() < 0.3:
        return "application-submitted", programmed
    stated = rng.choice(({}, {"valid_to": "2024"}, {"valid_from": "2023-07", "valid_to": "2026-07-10"}))
    return "cluster-recognised", {**programmed, **stated}


def _told(rng: Random, programmed: dict[str, Any]) -> Told:
    kind = rng.choice(tuple(_FIELDS))
    fields = _FIELDS[kind](rng)
    if hasattr(FACTS[kind], "programme"):
        fields = {**programmed, "name": rng.choice(("演示集群", "更名集群")), **fields}
    return kind, fields


def _case(rng: Random) -> dict[str, Any]:
    return {"case": rng.choice(("c1", "c1", "c2"))}


def _stated(rng: Random) -> dict[str, Any]:
    return rng.choice(({}, {"valid_to": "2027-06-30"}))


def _day(rng: Random) -> str:
    return str(FIRST + timedelta(days=rng.randrange(2000)))


_FIELDS: dict[str, Callable[[Random], dict[str, Any]]] = {
    "annual-report-filed": lambda rng: {"year": rng.randint(2021, 2026)},
    "major-change-occurred": lambda rng: {"change": rng.choice("mn"), "kind": "operator"},
    "major-change-filed": lambda rng: {"change": rng.choice("mn")},
    "incident-reported": lambda rng: {
        "incident": rng.choice("ij"),
        "category": "work-safety",
        "grade": rng.choice(("ordinary", "major")),
    },
    "application-submitted": lambda _: {},
    "application-rejected": lambda _: {"reason": "材料不齐"},
    "public-notice-posted": lambda _: {"working_days": 5},
    "cluster-recognised": _stated,
    "review-round-opened": lambda rng: {"apply_by": _day(rng)},
    "review-applied": lambda _: {},
    "review-decided": lambda rng: {"outcome": rng.choice(("passed", "passed", "failed")), **_stated(rng)},
    "title-cancelled": lambda _: {"number": "1号", "reason": "取消"},
    "recognition-surrendered": lambda _: {},
    "case-opened": lambda rng: {**_case(rng), "grounds": ["review"]},
    "revocation-decided": lambda rng: {
        **_case(rng),
        "grounds": ["review"],
        "number": "1号",
        **rng.choice(({}, {"revoked_from": _day(rng)})),
    },
    "decision-served": lambda rng: {**_case(rng), "method": rng.choice(("signed", "public-notice"))},
    "appeal-lodged": _case,
    "appeal-admitted": _case,
    "appeal-refused": _case,
    "appeal-answered": lambda rng: {
        **_case(rng),
        "outcome": rng.choice(("upheld", "withdrawn", "withdrawn", "changed")),
    },
}
_OFTEN = ("case-opened", "revocation-decided", "decision-served", "appeal-lodged", "appeal-answered")
_FIELDS |= {kind: _FIELDS[kind] for kind in _OFTEN}


def calendar_envelopes(rng: Random) -> list[Envelope]:
    """Return two notices and an override that an administrator recorded, in the order recorded."""
    days = sorted(date(2023, 1, 1) + timedelta(days=rng.randrange(1300)) for _ in range(3))
    bodies: list[Event] = [
        CalendarNoticeRecorded(year=2027, off=(date(2027, 1, 1),), work=(date(2027, 1, 3),)),
        CalendarOverridden(region="3505", day=days[1] + timedelta(days=9), working=False, basis="公告"),
        CalendarNoticeRecorded(year=2026, off=(date(2026, 9, 4),), work=(), amends=2026),
    ]
    named = enumerate(zip(days, bodies, strict=True))
    return [
        envelope(CALENDAR_STREAM, f"calendar-{number}", day, noon(day), body) for number, (day, body) in named
    ]


def as_recorded(envelopes: Sequence[Envelope]) -> list[Recorded]:
    """Return facts in the order recorded, with the places they get in a log of their own."""
    versions: dict[str, int] = {}
    records = []
    for position, each in enumerate(sorted(envelopes, key=lambda each: each.recorded_at), start=1):
        versions[each.cluster] = versions.get(each.cluster, 0) + 1
        records.append(each.placed(position, versions[each.cluster]))
    return records
