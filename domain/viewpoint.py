"""From where an assessment looks: one cluster's history, the law, the calendar, a day."""

from datetime import date
from typing import Any

import msgspec

from domain.calendar import Calendar, Edition
from domain.findings import Basis
from domain.history import Entry, History
from domain.notices import Region
from domain.once import Once
from domain.rulebook import Rulebook, Statutes
from domain.standing import Course, Courses, courses_of


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """The clause a result rests on, in which edition, and whether that edition bound on the day."""

    clause: str
    rulebook: str | None
    basis: Basis
    choices: tuple[str, ...] = ()
    partial: bool = False


class Viewpoint(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All that an assessment may look at.

    `known_on` is the day on which knowledge ends: notices issued later are not known.
    """

    history: History
    book: Rulebook
    statutes: Statutes
    calendar: Calendar
    day: date
    known_on: date

    @Once
    def seen(self) -> History:
        """What had happened by the end of the day."""
        return self.history.by(self.day)

    @Once
    def courses(self) -> Courses:
        """The courses of the recognition, as far as any day."""
        return courses_of(self.history, self.book, self.statutes)

    @Once
    def course(self) -> Course:
        """The course of the recognition as far as the day."""
        return self.courses.by(self.day)

    @Once
    def region(self) -> Region:
        """Where the cluster is, for regional calendars."""
        return region_of(self.history)

    @Once
    def edition(self) -> Edition:
        """The calendar edition as known."""
        return self.calendar.known_on(self.known_on, self.region)

    @Once
    def first_day(self) -> date | None:
        """The first legal day of the cluster's history."""
        return self.seen.entries[0].on if self.seen else None

    def course_by(self, day: date) -> Course:
        """Return the course as it stood on an earlier day."""
        return self.course if day >= self.day else self.courses.by(day)

    def if_nothing_happens(self, day: date) -> "Viewpoint":
        """Return the view from a later day on which no more had happened."""
        later = msgspec.structs.replace(self, day=day, history=self.seen)
        later.__dict__["courses"] = self.courses.ended_on(self.day)
        return later

    def cite(self, clause: str, day: date, choices: tuple[str, ...] = ()) -> Citation:
        """Cite a clause of the rulebook for a result dated on a day."""
        book = self.book
        return Citation(
            clause=clause,
            rulebook=book.edition,
            basis=book.basis(day),
            choices=choices,
            partial=book.source == "partial",
        )


def region_of(history: History) -> Region:
    """Return where a cluster is; nowhere in particular before anything is known of it."""
    founding = history.founding()
    if founding is None:
        return Region()
    return Region(code=founding.county_code, names=(founding.province, founding.city, founding.county))


def ids(*entries: Entry[Any] | None) -> tuple[str, ...]:
    """Return the event ids of entries, leaving out what there is not."""
    return tuple(entry.id for entry in entries if entry is not None)
