"""Where a list or a paper comes from: what was asked, the two times, law, calendar, how far the log was read.

Promise: the law named is that by which the clusters were judged at the instant of the question.
"""

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from domain.assessment import Law
from domain.events import legal_day
from monitor.application import Monitor
from monitor.rosters import instant
from monitor.wording import Language, say


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer rests on; `rulebooks` are pairs of edition and content hash."""

    question: str
    on: date
    known_at: datetime
    rulebooks: tuple[tuple[str, str], ...]
    calendar: str
    position: int
    simulation: bool

    def told(self, language: Language, count: int) -> list[tuple[str, str]]:
        """Return it as pairs of a label and a text; `count` is how many rows there are."""
        pairs = [
            ("question", self.question),
            ("on", self.on.isoformat()),
            ("known-at", instant(self.known_at)),
            *(("rulebook", f"{edition} {sha256}") for edition, sha256 in self.rulebooks),
            ("calendar", self.calendar),
            ("position", str(self.position)),
            ("rows", str(count)),
            ("simulation", say(f"simulation-{'told' if self.simulation else 'no'}", language)),
        ]
        return [(say(f"origin-{code}", language), text) for code, text in pairs]


def origin_of(
    monitor: Monitor, question: str, *, on: date, known_at: datetime, programmes: Iterable[str]
) -> Origin:
    """Return what an answer about some programmes rests on."""
    laws = [law_of(monitor, programme, known_at) for programme in sorted(set(programmes))]
    return Origin(
        question=question,
        on=on,
        known_at=known_at,
        rulebooks=tuple((law.book.edition, law.book.sha256) for law in laws),
        calendar=monitor.calendar(known_at).known_on(legal_day(known_at)).sha256,
        position=monitor.log.position_at(known_at),
        simulation=monitor.simulation,
    )


def law_of(monitor: Monitor, programme: str, known_at: datetime) -> Law:
    """Return the law by which a programme was judged at an instant."""
    return monitor.archive.law_of(programme, known_at) or monitor.library.law_of(programme)
