"""What is known of one cluster: its facts in legal order, without what was withdrawn."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from operator import attrgetter
from typing import Generic, TypeVar, cast

import msgspec

from domain.cluster import ApplicationSubmitted, ClusterRecognised, FactWithdrawn, Happening
from domain.events import CONCLUDED, Recorded
from domain.once import Once

Body_co = TypeVar("Body_co", bound=Happening, covariant=True)
Step = TypeVar("Step", bound=Happening)
Founding = ApplicationSubmitted | ClusterRecognised


class Entry(msgspec.Struct, Generic[Body_co], frozen=True):
    """A recorded fact and, where it was withdrawn, the record that withdrew it."""

    record: Recorded
    body: Body_co
    withdrawal: Recorded | None = None

    @property
    def on(self) -> date:
        """The legal day of the fact."""
        return self.record.effective_on

    @property
    def id(self) -> str:
        """The id of the fact's event."""
        return self.record.id

    @property
    def withdrawn_on(self) -> date | None:
        """The day on which the withdrawal says the fact was withdrawn."""
        return self.withdrawal.effective_on if self.withdrawal else None


AnyEntry = Entry[Happening]


legal_order = attrgetter("record.effective_on", "record.position")
_legal_day = attrgetter("record.effective_on")


class History:
    """The facts of one cluster as known at some instant, in legal order.

    Findings are left out: what the system concluded earlier proves nothing today.
    """

    def __init__(self, entries: Iterable[AnyEntry]) -> None:
        """Hold entries, sorted by legal day, then by position."""
        self.entries = tuple(sorted(entries, key=legal_order))
        self.kept: dict[object, object] = {}  # what was found in it, by whoever looked for it

    @Once
    def _of(self) -> dict[type, list[AnyEntry]]:
        """The entries by the type of their fact, each type in legal order."""
        found: dict[type, list[AnyEntry]] = {}
        for entry in self.entries:
            found.setdefault(type(entry.body), []).append(entry)
        return found

    def __bool__(self) -> bool:
        """Tell whether anything is known."""
        return bool(self.entries)

    def by(self, day: date) -> "History":
        """Return what had happened by the end of a day: itself, where that is everything."""
        happened = bisect_right(self.entries, day, key=_legal_day)
        if happened == len(self.entries):
            return self
        found = self.kept.get(happened)
        if not isinstance(found, History):
            self.kept[happened] = found = _first(self, happened)
        return found

    def without(self, fact: str) -> "History":
        """Return the history without one fact, by the id of its event."""
        others = History(())
        others.entries = tuple([entry for entry in self.entries if entry.record.id != fact])
        return others

    def all_of(self, kind: type[Step]) -> list[Entry[Step]]:
        """Return the entries of a type, withdrawn ones included, in legal order."""
        return cast("list[Entry[Step]]", self._of.get(kind, []))

    def of(self, kind: type[Step]) -> list[Entry[Step]]:
        """Return the entries of a type that were not withdrawn, in legal order."""
        return [entry for entry in self.all_of(kind) if entry.withdrawal is None]

    def standing_entries(self) -> Iterator[AnyEntry]:
        """Yield every entry that was not withdrawn, in legal order."""
        return (entry for entry in self.entries if entry.withdrawal is None)

    def founding(self) -> Founding | None:
        """Return the newest fact that says what the cluster is: its recognition or application."""
        return self._founding

    @Once
    def _founding(self) -> Founding | None:
        recognised = self.of(ClusterRecognised) or self.all_of(ClusterRecognised)
        if recognised:
            return recognised[-1].body
        submitted = self.of(ApplicationSubmitted) or self.all_of(ApplicationSubmitted)
        return submitted[-1].body if submitted else None


def _first(history: History, number: int) -> History:
    """Return the first so many entries, which are in their order already."""
    first = History(())
    first.entries = history.entries[:number]
    return first


def known(stream: Iterable[Recorded], at: datetime | None = None) -> History:
    """Return what was known of a cluster at an instant (None: all that is recorded).

    A withdrawal counts from its own recording on, for every legal day.
    """
    facts = [record for record in stream if type(record.body) not in CONCLUDED]
    if at is not None:
        facts = [record for record in facts if record.recorded_at <= at]
    gone = {record.body.event: record for record in facts if isinstance(record.body, FactWithdrawn)}
    if not gone:
        return History([Entry(record, record.body) for record in facts])
    return History([Entry(record, record.body, gone.get(record.id)) for record in facts])
