"""The law and the calendar a record stands on: those it pins, and those of today.

Promise: a record that names its texts is judged by exactly them or not at all. One of an older release,
which names only the hash of its rulebook, is judged by the present text where that has the same hash.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from domain.administration import CALENDAR_STREAM
from domain.assessment import Law
from domain.calendar import Calendar
from domain.once import Once
from domain.refusal import RefusedError
from domain.rulebook_hash import notices_sha256
from monitor.application import Monitor
from monitor.audit.replaying.replayed import Pins, Reason


class Footing(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What something is judged by; `is_pinned` where the record itself names the calendar."""

    law: Law
    calendar: Calendar
    is_pinned: bool = True

    @property
    def law_key(self) -> tuple[str, str]:
        """The hashes that name the law."""
        return self.law.book.sha256, self.law.statutes_sha256

    @Once
    def notices_sha256(self) -> str:
        """The hash that names the calendar."""
        return notices_sha256(self.calendar)


class Footings:
    """Finds the footing of records; every text is read once."""

    def __init__(self, monitor: Monitor) -> None:
        """Read the archive and the library of a service."""
        self._archive = monitor.archive
        self._library = monitor.library
        self._calendar = monitor.calendar()
        self._recorded = monitor.log.stream(CALENDAR_STREAM)
        self._pinned: dict[tuple[str | None, ...], Footing | Reason] = {}
        self._today: dict[str, Footing | Reason] = {}
        self._adopted_laws: dict[tuple[str, str], Footing] = {}

    def pinned(self, pins: Pins, programme: str, at: datetime) -> Footing | Reason:
        """Return what a record stands on, or why that cannot be told."""
        if pins.rulebook_sha256 is None:  # of national law only: the rulebook is that of the day
            own = self.at(programme, at)
            if isinstance(own, str):
                return own
            pins = msgspec.structs.replace(pins, rulebook_sha256=own.law.book.sha256)
        key = (pins.rulebook_sha256, pins.statutes_sha256, pins.notices_sha256, programme)
        if key not in self._pinned:
            self._pinned[key] = self._find(pins, programme)
        return self._pinned[key]

    def _find(self, pins: Pins, programme: str) -> Footing | Reason:
        rulebook, statutes, notices = pins.rulebook_sha256, pins.statutes_sha256, pins.notices_sha256
        if rulebook is None or statutes is None or notices is None:
            return self._of_older_release(rulebook, programme)
        try:
            return Footing(law=self._archive.law(rulebook, statutes), calendar=self._calendar_of(notices))
        except RefusedError as error:
            return error.code
        except msgspec.DecodeError:  # a text of another kind under this name
            return "law-text-altered"

    def _calendar_of(self, notices: str) -> Calendar:
        """Return the calendar of a hash: as it was kept, else as it can be made again.

        A restored export does not bring along the texts that it pins, but an earlier release had the
        first so many of our notices, and the log the first so many of those that were recorded.
        """
        try:
            return self._archive.calendar(notices)
        except RefusedError as error:
            found = (each for each in self._earlier_calendars() if notices_sha256(each) == notices)
            calendar = next(found, None) if error.code == "law-text-missing" else None
            if calendar is None:
                raise
            return calendar

    def _earlier_calendars(self) -> Iterator[Calendar]:
        issued = sorted(self._library.notices, key=lambda each: each.issued_on)
        for released in range(len(issued), 0, -1):
            among = set(issued[:released])
            ours = tuple(each for each in self._library.notices if each in among)
            library = msgspec.structs.replace(self._library, notices=ours)
            yield from (library.calendar(self._recorded[:told]) for told in range(len(self._recorded) + 1))

    def _of_older_release(self, rulebook: str | None, programme: str) -> Footing | Reason:
        present = self._present(programme)
        if isinstance(present, str):
            return present
        if present.book.sha256 != rulebook:
            return "not-pinned"
        return Footing(law=present, calendar=self._calendar, is_pinned=False)

    def _present(self, programme: str) -> Law | Reason:
        try:
            return self._library.law_of(programme)
        except RefusedError as error:
            return error.code

    def at(self, programme: str, at: datetime) -> Footing | Reason:
        """Return what the programme was judged by at an instant, for records that pin nothing."""
        return self._adopted(programme, at)

    def today(self, programme: str) -> Footing | Reason:
        """Return what the programme is judged by today."""
        if programme not in self._today:
            self._today[programme] = self._adopted(programme, None)
        return self._today[programme]

    def _adopted(self, programme: str, at: datetime | None) -> Footing | Reason:
        try:
            law = self._archive.law_of(programme, at)
        except RefusedError as error:
            return error.code
        found = law or self._present(programme)
        return found if isinstance(found, str) else self._on(found)

    def _on(self, law: Law) -> Footing:
        """Return the footing of a law with the calendar of today; the same one for the same law."""
        key = law.book.sha256, law.statutes_sha256
        if key not in self._adopted_laws:
            self._adopted_laws[key] = Footing(law=law, calendar=self._calendar)
        return self._adopted_laws[key]
