"""What is announced about single days: State Council notices and regional overrides.

Promise: each names its source and the day from which it is known; nothing is computed.
Sources: the yearly notices, see `calendars/ORIGIN.md`.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

import msgspec

Why = Literal[
    "weekday",
    "weekend",
    "holiday",
    "make-up",
    "override",
    "unpublished-weekday",
    "unpublished-weekend",
]

DIVISION_CODE_DIGITS = 6


class DayReason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a day is worked or not; `basis` is the ground an override gives."""

    day: date
    working: bool
    why: Why
    notice: str | None = None
    basis: str | None = None


class Notice(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    cache_hash=True,
):
    """One notice of the State Council: the days it takes off, the days it makes up.

    `known_at` is the instant at which it was recorded here; None for a notice of the release.
    """

    year: int
    number: str | None
    issued_on: date
    off: tuple[date, ...]
    work: tuple[date, ...]
    amends: int | None = None
    issued_on_is_approximate: bool = False
    known_from: date | None = None
    known_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a notice that names one day both off and working."""
        if both := sorted(set(self.off) & set(self.work)):
            message = f"The notice for {self.year} names {both[0]} off and working."
            raise ValueError(message)

    @property
    def known_since(self) -> date:
        """Return the day from whose 00:00 (Asia/Shanghai) the notice is known."""
        return self.known_from or self.issued_on

    def reasons(self) -> Iterator[DayReason]:
        """Say of each day it names what the notice makes of it."""
        cited = self.number or f"{self.year} ({self.issued_on})"
        for day in self.off:
            yield DayReason(day=day, working=False, why="holiday", notice=cited)
        for day in self.work:
            yield DayReason(day=day, working=True, why="make-up", notice=cited)


class Override(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """An administrator's word on one day of one region: a code, a place name or `*`."""

    region: str
    day: date
    working: bool
    basis: str
    known_from: date
    known_at: datetime | None = None

    def reason(self) -> DayReason:
        """Say what the override makes of its day."""
        return DayReason(day=self.day, working=self.working, why="override", basis=self.basis)


class Region(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """Where a party is: its division code (GB/T 2260) and the places it belongs to."""

    code: str | None = None
    names: tuple[str, ...] = ()

    def lies_in(self, place: str) -> bool:
        """Tell whether a place, a code's leading digits or `*` covers the region.

        >>> [Region(code="350582").lies_in(p) for p in ("35", "350500", "3506", "*")]
        [True, True, False, True]
        """
        if not place.isdigit():
            return place == "*" or place in self.names
        if len(place) == DIVISION_CODE_DIGITS:
            place = place.removesuffix("00").removesuffix("00")
        return self.code is not None and self.code.startswith(place)


def read_notices(document: bytes) -> tuple[Notice, ...]:
    """Read a JSON array of notices.

    Raises:
        msgspec.DecodeError: for anything that is not one, unknown fields included.
    """
    return msgspec.json.decode(document, type=tuple[Notice, ...])
