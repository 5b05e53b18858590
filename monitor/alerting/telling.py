"""How an alert is put into words for people: what is due, by when, by which clause, and who has to act."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from domain.alerts import is_open, kind_of
from domain.assessment import Assessment
from domain.cluster import ApplicationSubmitted, ClusterRecognised
from domain.events import AnyFinding, Recorded, legal_day
from domain.findings import AttentionRaised, ObligationOverdue, WindowFinding
from domain.hearing import working_days_left
from domain.history import History
from domain.refusal import RefusedError
from domain.viewpoint import region_of
from monitor.alerting.bulletin import Notice
from monitor.application import Monitor
from monitor.notify.addresses import origin_of
from monitor.wording import Language, say
from monitor.wording.telling import finding_text, subject_words
from projections.alerts import finding_answer

_OWN = frozenset({"own-task", "service", "provisional", "basis", "ground", "validity", "doubt"})
_DEPARTMENTS = {"answer", "public-notice"}


class Seen(NamedTuple):
    """A cluster as it is now: its stream, what is known of it, and its assessment."""

    stream: Sequence[Recorded]
    history: History
    assessment: Assessment


class Teller:
    """Puts alerts into words; `base_url` is the address of this service's own pages, where there is one."""

    def __init__(self, monitor: Monitor, base_url: str | None = None) -> None:
        """Read an application."""
        self._monitor = monitor
        self._base_url = base_url.rstrip("/") if base_url else None

    @property
    def board(self) -> str | None:
        """The address of the first page."""
        return f"{self._base_url}/" if self._base_url else None

    def link(self, cluster: str) -> str | None:
        """Return the address of a cluster's page."""
        return f"{self._base_url}/clusters/{cluster}" if self._base_url else None

    def see(self, cluster: str, at: datetime) -> Seen:
        """Look at a cluster as it is at an instant.

        Raises:
            RefusedError: it is not there, or its stream cannot be read.
        """
        return Seen(*self._monitor.assessed(cluster, at))

    def notice(
        self, record: Recorded, finding: AnyFinding, seen: Seen, at: datetime, language: Language
    ) -> Notice:
        """Return an alert in words, as things stand at an instant."""
        founding = seen.history.founding()
        answer = finding_answer(record)
        due_on = getattr(finding, "due_on", None)
        today = legal_day(at)
        edition = self._monitor.calendar(at).known_on(today, region_of(seen.history))
        deadline = _deadline(finding)
        return Notice(
            alert=record.id,
            cluster=record.cluster,
            name=founding.name if founding else record.cluster,
            place=f"{founding.province} {founding.city} {founding.county}" if founding else "",
            text=finding_text(answer, language),
            clause=_clause(answer, language),
            body=_body(finding, founding, language),
            legal_on=finding.legal_on,
            due_on=due_on,
            days_left=None if due_on is None else working_days_left(edition, today, due_on),
            certainty=_certainty(finding, seen.assessment),
            deadline=deadline,
            subject=subject_words(deadline, language) if deadline else "",
            version=version_of(deadline, seen.stream) if deadline else 0,
            is_reminder=isinstance(finding, AttentionRaised) and deadline is not None,
            is_over=not is_open(finding, seen.assessment),
            link=self.link(record.cluster),
        )


def read_base_url(text: str | None) -> str | None:
    """Return the address of this service's own pages, without a slash at its end; None where none is set.

    Raises:
        RefusedError: "base-url-not-accepted".
    """
    if not text:
        return None
    try:
        origin_of(text)
    except RefusedError:
        raise RefusedError("base-url-not-accepted") from None
    if "?" in text:
        raise RefusedError("base-url-not-accepted")
    return text.rstrip("/")


def version_of(deadline: str, stream: Sequence[Recorded]) -> int:
    """Return how often a deadline changed since it was first found: moved, closed, opened again."""
    found = [each.body for each in stream if isinstance(each.body, WindowFinding)]
    return max(0, sum(f"{each.kind} {each.case or ''}".strip() == deadline for each in found) - 1)


def _deadline(finding: AnyFinding) -> str | None:
    """Return what is due, as the reminders name it: "appeal c1", "annual-report 2025"."""
    if isinstance(finding, WindowFinding):
        return f"{finding.kind} {finding.case or ''}".strip()
    if isinstance(finding, ObligationOverdue):
        return f"{finding.kind} {finding.period}"
    is_reminder = isinstance(finding, AttentionRaised) and finding.code == "deadline-near"
    return finding.subject if is_reminder and isinstance(finding, AttentionRaised) else None


def _certainty(finding: AnyFinding, assessment: Assessment) -> str | None:
    """Return how certain a last day is: as found, or as the deadline it reminds of is known now."""
    if isinstance(finding, WindowFinding):
        return finding.certainty
    subject = _deadline(finding)
    known = {f"{each.kind} {each.case or ''}".strip(): each.certainty for each in assessment.windows}
    known |= {
        f"{each.kind} {each.period}": each.certainty for each in assessment.obligations if each.certainty
    }
    return known.get(subject or "")


def _clause(answer: Mapping[str, Any], language: Language) -> str:
    if answer["basis"] == "in-force":
        return " ".join(filter(None, (answer["rulebook"], answer["clause"])))
    advisory = say("alert-advisory", language)
    return " ".join(filter(None, (answer["rulebook"], answer["clause"], advisory)))


def _body(
    finding: AnyFinding, founding: ApplicationSubmitted | ClusterRecognised | None, language: Language
) -> str:
    """Return who has to act: the department for what is its own, else those on the spot."""
    if founding is None:
        return ""
    is_own = kind_of(finding) in _OWN or (isinstance(finding, WindowFinding) and finding.kind in _DEPARTMENTS)
    code = "alert-body-department" if is_own else "alert-body-cluster"
    return say(code, language, province=founding.province, city=founding.city, county=founding.county)


def again(notice: Notice) -> Notice:
    """Return a notice as told a second time: it was laid aside, and its day has come."""
    return msgspec.structs.replace(notice, is_again=True)
