"""The stream of one cluster as it stood at an instant, and a look at it from a day.

Promise: what is looked at is exactly what was recorded by then.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from itertools import accumulate
from operator import attrgetter

import msgspec

from domain.assessment import Law
from domain.cluster import FactWithdrawn
from domain.events import Recorded
from domain.history import History, known
from domain.once import Once
from domain.viewpoint import Viewpoint
from monitor.audit.replaying.footing import Footing

_recorded_at = attrgetter("recorded_at")
_position = attrgetter("position")
_version = attrgetter("version")


class Look(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """From where is looked: at which records, on which day, how far knowledge of the calendar goes.

    `history` is what is known by the records.
    """

    records: Sequence[Recorded]
    history: History
    day: date
    known_on: date
    footing: Footing

    @Once
    def view(self) -> Viewpoint:
        """The same look as the domain takes it."""
        return Viewpoint(
            history=self.history,
            book=self.footing.law.book,
            statutes=self.footing.law.statutes,
            calendar=self.footing.calendar,
            day=self.day,
            known_on=self.known_on,
        )

    def at(self, records: Sequence[Recorded]) -> "Look":
        """Return the same look at other records."""
        return msgspec.structs.replace(self, records=records, history=known(records))

    def under(self, law: Law) -> "Look":
        """Return the same look under another law."""
        return msgspec.structs.replace(self, footing=msgspec.structs.replace(self.footing, law=law))


class Past:
    """The stream of one cluster, and what was known after so many of its records.

    Promise: each history is put together once, whoever looks at it; findings add nothing to it.
    """

    def __init__(self, stream: Sequence[Recorded]) -> None:
        """Look back at a stream."""
        self.stream = stream
        self._told = [record for record in stream if not record.is_finding]
        self._facts = list(accumulate((not record.is_finding for record in stream), initial=0))
        self._histories: dict[int, History] = {}
        self._withdrawals = {each.body.event: each for each in stream if isinstance(each.body, FactWithdrawn)}

    def recorded_by(self, at: datetime) -> int:
        """Return how many records there were at an instant."""
        return bisect_right(self.stream, at, key=_recorded_at)

    def reached(self, position: int) -> int:
        """Return how many records there were when the log was so long."""
        return bisect_right(self.stream, position, key=_position)

    def history(self, number: int) -> History:
        """Return what was known by the first so many records."""
        facts = self._facts[number]
        if facts not in self._histories:
            self._histories[facts] = known(self.stream[:number])
        return self._histories[facts]

    def programme_after(self, number: int) -> str:
        """Return the programme of the cluster by the same; nothing where that is not known."""
        founding = self.history(number).founding()
        return founding.programme if founding else ""

    @property
    def programme(self) -> str:
        """The programme of the cluster by all that is recorded."""
        return self.programme_after(len(self.stream))

    def facts_after(self, number: int) -> list[Recorded]:
        """Return what was recorded after the first so many records, without findings."""
        return self._told[self._facts[number] :]

    def withdrawal_of(self, record: Recorded) -> Recorded | None:
        """Return the record by which a fact was withdrawn after it had been recorded."""
        return self._withdrawals.get(record.id)

    def before(self, record: Recorded) -> int:
        """Return how many records stand before one of them."""
        return bisect_left(self.stream, record.version, key=_version)

    def look(self, number: int, day: date, known_on: date, footing: Footing) -> Look:
        """Return a look at the first so many records."""
        history = self.history(number)
        return Look(
            records=self.stream[:number], history=history, day=day, known_on=known_on, footing=footing
        )
