"""The law and the calendar as the service holds them: editions by programme, notices, overrides."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

import msgspec

from domain.administration import CalendarNoticeRecorded, CalendarOverridden
from domain.assessment import Law
from domain.calendar import Calendar
from domain.events import Recorded, legal_day
from domain.notices import Notice, Override
from domain.refusal import RefusedError
from domain.rulebook import Rulebook, Statutes


class Library(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Rulebooks by edition, the statutes, and the notices that came with the release."""

    books: Mapping[str, Rulebook]
    statutes: Statutes
    notices: tuple[Notice, ...]

    @cached_property
    def _laws(self) -> dict[str, Law]:
        books = {book.programme: book for book in sorted(self.books.values(), key=_weight)}
        return {programme: Law(book=book, statutes=self.statutes) for programme, book in books.items()}

    @property
    def programmes(self) -> list[str]:
        """The programmes there are rulebooks for."""
        return sorted(self._laws)

    def law_of(self, programme: str, cluster: str = "") -> Law:
        """Return the law of a programme; a refusal names the cluster it was asked for.

        Raises:
            RefusedError: "programme-unknown".
        """
        law = self._laws.get(programme)
        if law is None:
            raise RefusedError(
                "programme-unknown", cluster=cluster, found=programme, allowed=", ".join(self.programmes)
            )
        return law

    @property
    def laws(self) -> list[Law]:
        """The law of every programme."""
        return [self.law_of(programme) for programme in self.programmes]

    def book(self, edition: str) -> Rulebook:
        """Return one edition.

        Raises:
            RefusedError: "edition-unknown".
        """
        if edition not in self.books:
            raise RefusedError(
                "edition-unknown", kind="not-found", found=edition, allowed=", ".join(sorted(self.books))
            )
        return self.books[edition]

    def calendar(self, recorded: Sequence[Recorded]) -> Calendar:
        """Return the calendar with what administrators recorded.

        A notice of the release is known from its day of issue; a recorded one from its recording on.
        """
        notices = [
            _notice(each, each.body) for each in recorded if isinstance(each.body, CalendarNoticeRecorded)
        ]
        overrides = [
            _override(each, each.body) for each in recorded if isinstance(each.body, CalendarOverridden)
        ]
        return Calendar(notices=(*self.notices, *notices), overrides=tuple(overrides))


def calendar_size(calendar: Calendar, day: date) -> int:
    """Return how many notices and overrides are known on a day; it only ever grows."""
    known = calendar.until(day)
    return len(known.notices) + len(known.overrides)


def _weight(book: Rulebook) -> tuple[bool, date, str]:
    """Order editions of a programme: issued texts over drafts, later over earlier ones."""
    text = book.standing
    return text.state == "issued", text.in_force_from or date.min, book.edition


def _notice(record: Recorded, body: CalendarNoticeRecorded) -> Notice:
    return Notice(
        year=body.year,
        number=body.number,
        issued_on=record.effective_on,
        off=body.off,
        work=body.work,
        amends=body.amends,
        known_from=max(record.effective_on, legal_day(record.recorded_at)),
        known_at=record.recorded_at,
    )


def _override(record: Recorded, body: CalendarOverridden) -> Override:
    return Override(
        region=body.region,
        day=body.day,
        working=body.working,
        basis=body.basis,
        known_from=legal_day(record.recorded_at),
        known_at=record.recorded_at,
    )
