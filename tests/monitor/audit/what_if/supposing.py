"""A department whose log is asked what if: facts recorded on any database, then a branch of it."""

from datetime import date
from typing import Any

from sqlalchemy import Engine

from monitor.audit.branching.branch import Branch
from monitor.audit.branching.interpretations import Report, interpretations
from monitor.audit.branching.passing import Asked
from monitor.audit.branching.supposition import Supposition
from monitor.audit.branching.what_if import Answer, what_if
from monitor.intake.line import FactLine
from tests.office import LIBRARY, Office, evening

ON = "2026-11-20"


class Supposing:
    """A log with facts, and questions about it on a day as known that evening."""

    def __init__(self, to_write: Engine, to_read: Engine) -> None:
        self.office = Office(to_write)
        self._to_read = to_read

    def branch(self, known_at: str = ON) -> Branch:
        return Branch(self._to_read, LIBRARY, known_at=evening(known_at), simulation=False)

    def recorded(self, *lines: FactLine, at: str = ON) -> "Supposing":
        """Record facts on a day; a fact that is dated later is not told yet."""
        self.office.record(at, *lines)
        return self

    def what_if(
        self,
        *,
        on: str = ON,
        known_at: str = ON,
        programme: str | None = None,
        cluster: str | None = None,
        **supposed: Any,
    ) -> Answer:
        asked = Asked(on=date.fromisoformat(on), programme=programme, cluster=cluster)
        return what_if(self.branch(known_at), Supposition(**supposed), asked, lambda *_: None)

    def readings(
        self,
        *,
        on: str = ON,
        programme: str | None = None,
        cluster: str | None = None,
        combinations: bool = False,
    ) -> Report:
        asked = Asked(on=date.fromisoformat(on), programme=programme, cluster=cluster)
        return interpretations(self.branch(), asked, lambda *_: None, combinations=combinations)

    def id_of(self, cluster: str, number: int) -> str:
        """Return the id of the n-th record of a cluster, from 0."""
        return self.office.monitor.log.stream(cluster)[number].id


def flips(answer: Answer) -> list[tuple[str, str, str, str | None]]:
    """Return who differs as (cluster, first day, clause, edition)."""
    return [
        (flip.cluster, str(flip.first.on), flip.cited.clause, flip.cited.rulebook) for flip in answer.flips
    ]
