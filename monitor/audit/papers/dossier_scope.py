"""What a dossier is about: the case, the events up to its checkpoint, the obligations behind its grounds."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from domain.administration import CALENDAR_STREAM
from domain.case import CaseStep
from domain.events import Recorded, legal_day
from domain.refusal import RefusedError
from monitor.application import Monitor
from monitor.audit.papers.certificates import Asked
from monitor.audit.papers.evidence import Tops, covering_tops
from monitor.audit.papers.verifier import FORMAT
from monitor.rosters import instant
from monitor.version import VERSION

Json = dict[str, Any]

# Which obligations, when missed, make a ground.
BEHIND: dict[str, tuple[str, ...]] = {
    "reporting": ("annual-report", "work-summary", "city-report"),
    "change": ("major-change",),
    "review": ("review-application",),
}


class Wanted(NamedTuple):
    """Which case; the verifier keys that come along as a hint; whether nobody needs to have signed."""

    cluster: str
    case: str
    keys: tuple[str, ...] = ()
    unsigned: bool = False


class Scope(NamedTuple):
    """A case with its stream up to the checkpoints; `asked` is the newest day and instant covered."""

    wanted: Wanted
    tops: Tops
    stream: tuple[Recorded, ...]
    asked: Asked

    @property
    def steps(self) -> list[Recorded]:
        """The steps of the case, in the order of their recording."""
        return [each for each in self.stream if _case_of(each) == self.wanted.case]

    @property
    def grounds(self) -> tuple[str, ...]:
        """The grounds that the steps of the case name."""
        named = (code for each in self.steps for code in getattr(each.body, "grounds", None) or ())
        return tuple(dict.fromkeys(named))

    @property
    def obligations(self) -> frozenset[str]:
        """The kinds of obligations that stand behind the grounds."""
        return frozenset(kind for code in self.grounds for kind in BEHIND.get(code, ()))

    def about(self, simulation: bool, missing: Sequence[str]) -> Json:  # noqa: FBT001 - a column
        """Return what the dossier says of itself."""
        return {
            "format": FORMAT,
            "cluster": self.wanted.cluster,
            "case": self.wanted.case,
            "simulation": simulation,
            "signed": self.tops.is_signed,
            "origin": self.tops.origin,
            "size": self.tops.size,
            "known_at": instant(self.asked.known_at),
            "on": self.asked.on.isoformat(),
            "code_version": VERSION,
            "missing_texts": list(missing),
        }


def scope_of(monitor: Monitor, wanted: Wanted) -> Scope:
    """Find a case and the checkpoints that cover it.

    Raises:
        RefusedError: "dossier-cluster-not-found", "case-not-found", "evidence-not-signed".
    """
    stream = [] if wanted.cluster.startswith(":") else monitor.log.stream(wanted.cluster)
    if not stream:
        raise RefusedError("dossier-cluster-not-found", kind="not-found", cluster=wanted.cluster)
    mine = [each.position for each in stream if getattr(each.body, "case", None) == wanted.case]
    cases = list(dict.fromkeys(filter(None, map(_case_of, stream))))
    if wanted.case not in cases:
        allowed = ", ".join(cases) or "-"
        found = {"cluster": wanted.cluster, "case": wanted.case, "allowed": allowed}
        raise RefusedError("case-not-found", kind="not-found", **found)
    tops = covering_tops(monitor.engine, max(mine), unsigned=wanted.unsigned)
    covered = tuple(each for each in stream if each.position <= tops.size)
    return Scope(wanted, tops, covered, _newest(monitor, wanted.cluster, covered, tops.size))


def _case_of(record: Recorded) -> str | None:
    return record.body.case if isinstance(record.body, CaseStep) else None


def _newest(monitor: Monitor, cluster: str, covered: Sequence[Recorded], size: int) -> Asked:
    """Return the instant of the last event in the dossier: later ones cannot change what it says."""
    calendar = (each for each in monitor.log.stream(CALENDAR_STREAM) if each.position <= size)
    known_at = max(each.recorded_at for each in (*covered, *calendar))
    return Asked(cluster, legal_day(known_at), known_at)
