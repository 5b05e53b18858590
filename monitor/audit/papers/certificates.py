"""Certificates of one cluster's deadlines: the assessment of a day, with all that each last day rests on.

Promise: a certificate names the very texts it was counted by, so that the verifier of dossiers counts
it again from them and from the event that began the period.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from domain.assessment import Assessment, Law, assess
from domain.calendar import Calendar, Edition
from domain.deadline import Deadline, deadline_of_obligation, deadline_of_window
from domain.events import Recorded, legal_day
from domain.history import History, known
from domain.refusal import RefusedError
from domain.rulebook_hash import notices_sha256
from domain.viewpoint import region_of
from monitor.application import Monitor
from monitor.assessor import Assessor
from monitor.law_archive import LawText, UsedLaw
from monitor.rosters import instant
from monitor.version import VERSION

Json = dict[str, Any]


class Asked(NamedTuple):
    """Of which cluster, for the end of which legal day, known by when."""

    cluster: str
    on: date
    known_at: datetime


class Certified(NamedTuple):
    """A cluster on a day: what was found, and by which law, calendar and edition of it."""

    asked: Asked
    stream: tuple[Recorded, ...]
    history: History
    simulation: bool
    assessment: Assessment
    law: Law
    calendar: Calendar

    @property
    def edition(self) -> Edition:
        """The calendar edition as known in the cluster's region."""
        return self.calendar.known_on(legal_day(self.asked.known_at), region_of(self.history))

    @property
    def texts(self) -> tuple[LawText, ...]:
        """The texts of law that the certificates name."""
        used = UsedLaw(law=self.law, calendar=self.calendar, edition=self.edition)
        return used.texts

    def deadlines(self) -> list[Deadline]:
        """Return the certificate of each window and each obligation."""
        edition, book = self.edition, self.law.book
        windows = [deadline_of_window(each, edition) for each in self.assessment.windows]
        owed = self.assessment.obligations
        return [*windows, *(deadline_of_obligation(each, book, edition) for each in owed)]

    def document(self, deadline: Deadline) -> Json:
        """Return a certificate as JSON values, with what it was counted by."""
        region = region_of(self.history)
        document: Json = msgspec.json.decode(msgspec.json.encode(deadline))
        return document | {
            "cluster": self.asked.cluster,
            "on": self.asked.on.isoformat(),
            "known_at": instant(self.asked.known_at),
            "position": self.stream[-1].position,
            "simulation": self.simulation,
            "region": {"code": region.code, "names": list(region.names)},
            "rulebook_sha256": self.law.book.sha256,
            "statutes_sha256": self.law.statutes_sha256,
            "notices_sha256": notices_sha256(self.calendar),
        }


def certified(monitor: Monitor, asked: Asked) -> Certified:
    """Assess a cluster with what was recorded by an instant.

    Raises:
        RefusedError: "cluster-not-found".
    """
    stream = [each for each in monitor.log.stream(asked.cluster) if each.recorded_at <= asked.known_at]
    if not stream or asked.cluster.startswith(":"):
        at = instant(asked.known_at)
        raise RefusedError("cluster-not-found", kind="not-found", cluster=asked.cluster, known_at=at)
    return certified_stream(monitor, asked, stream)


def certified_stream(monitor: Monitor, asked: Asked, stream: Sequence[Recorded]) -> Certified:
    """Assess a stream that was read already."""
    assessor = Assessor(monitor.log, monitor.library, monitor.archive, VERSION)
    history = known(stream, asked.known_at)
    law, calendar = assessor.law(history, asked.known_at), monitor.calendar(asked.known_at)
    return Certified(
        asked,
        tuple(stream),
        history,
        monitor.simulation,
        assess(history, law, calendar, asked.on, legal_day(asked.known_at)),
        law,
        calendar,
    )


def one_deadline(found: Certified, kind: str, about: str | None) -> Deadline:
    """Return the one deadline of a kind, of a case, a period or an opening day.

    Raises:
        RefusedError: "certificate-not-found", none or several; with those there are.
    """
    there = found.deadlines()
    fitting = [each for each in there if each.kind == kind and about in (None, each.about)]
    if len(fitting) == 1:
        return fitting[0]
    allowed = ", ".join(f"{each.kind} {each.about}" for each in fitting or there)
    raise RefusedError(
        "certificate-not-found",
        kind="not-found",
        cluster=found.asked.cluster,
        found=" ".join(filter(None, [kind, about])),
        on=found.asked.on,
        allowed=allowed or "-",
    )
