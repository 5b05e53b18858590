"""What is known around a form: the law that applies, and what there is to choose from in the cluster."""

from collections.abc import Sequence
from typing import NamedTuple

from domain import cluster as acts
from domain.events import FACTS, Recorded, legal_day, type_name
from domain.history import History
from domain.proceedings import cases_of
from domain.rulebook import Rulebook, Statutes
from monitor.access.policy import READ
from monitor.audit.papers.certificates import Asked as Question
from monitor.audit.papers.certificates import certified_stream
from monitor.http.asking import Asked
from monitor.web.record.kinds import type_words
from monitor.wording import Language

Options = Sequence[tuple[str, str]]


class Around(NamedTuple):
    """One cluster as it is now; without records where it is to be founded (`book` is then unknown)."""

    cluster: str
    name: str
    stream: Sequence[Recorded]
    history: History | None
    book: Rulebook | None
    statutes: Statutes
    holding: tuple[str, ...] = ()  # the grounds that hold now

    @property
    def version(self) -> int:
        """How many records there are."""
        return len(self.stream)

    @property
    def cases(self) -> list[str]:
        """The ids of the cases, the newest first."""
        if self.history is None:
            return []
        return [case.id for case in reversed(cases_of(self.history, self.statutes.deemed_service_days))]

    @property
    def changes(self) -> list[str]:
        """The ids of the major changes, the newest first."""
        found = self.history.of(acts.MajorChangeOccurred) if self.history else []
        return [entry.body.change for entry in reversed(found)]

    @property
    def incidents(self) -> list[str]:
        """The ids of the incidents, the newest first."""
        found = self.history.of(acts.IncidentReported) if self.history else []
        return [entry.body.incident for entry in reversed(found)]

    def records(self, language: Language) -> Options:
        """Return the facts that may be withdrawn, the newest first: ids and what they are."""
        entries = [each for each in (self.history.entries if self.history else ()) if each.withdrawal is None]
        return [
            (each.id, f"#{each.record.position} {type_words(name, language)} {each.on}")
            for each in reversed(entries)
            if (name := _kind(each.record)) in FACTS and name != "fact-withdrawn"
        ]


def _kind(record: Recorded) -> str:
    return type_name(type(record.body))


def around(asked: Asked, cluster: str) -> Around:
    """Return what there is of a cluster that may be seen.

    Raises:
        RefusedError: "cluster-not-found".
    """
    monitor = asked.guarded.monitor_for(READ, cluster)
    stream = monitor.log.stream(cluster)
    question = Question(cluster, legal_day(asked.at), max(asked.at, stream[-1].recorded_at))
    found = certified_stream(monitor, question, stream)
    founding = found.history.founding()
    name = founding.name if founding else cluster
    established = [each.code for each in found.assessment.grounds if each.state == "established"]
    holding = tuple(dict.fromkeys(established))
    return Around(cluster, name, stream, found.history, found.law.book, found.law.statutes, holding)


def around_nothing(asked: Asked) -> Around:
    """Return what there is around a cluster that is to be founded."""
    library = asked.guarded.monitor_for("read-law").library
    return Around("", "", (), None, None, library.statutes)
