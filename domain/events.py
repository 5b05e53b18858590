"""The closed set of events, their stored names, and the envelope they travel in.

Everything else (codec, intake, projections, documents) derives from these tables.
"""

from datetime import date, datetime, timedelta, timezone
from typing import get_args

import msgspec

from domain import administration, alerting, case, cluster, findings
from domain.text import Name, Sha256

Fact = (
    cluster.ApplicationSubmitted
    | cluster.ApplicationRecommended
    | cluster.PublicNoticePosted
    | cluster.ObjectionRaised
    | cluster.ObjectionResolved
    | cluster.ApplicationRejected
    | cluster.ClusterRecognised
    | cluster.AnnualReportFiled
    | cluster.MajorChangeOccurred
    | cluster.MajorChangeFiled
    | cluster.IncidentReported
    | cluster.IncidentRegraded
    | cluster.EnterpriseJoined
    | cluster.EnterpriseLeft
    | cluster.MisconductFound
    | cluster.SupervisionRefused
    | cluster.LowSatisfactionFound
    | cluster.ReviewRoundOpened
    | cluster.ReviewApplied
    | cluster.ReviewDecided
    | case.CaseOpened
    | case.DefenceInvited
    | case.DefenceReceived
    | case.RectificationOrdered
    | case.RectificationAccepted
    | case.RectificationFailed
    | case.CaseDismissed
    | case.RevocationDecided
    | case.DecisionServed
    | cluster.TitleCancelled
    | case.AppealLodged
    | case.AppealAdmitted
    | case.AppealRefused
    | case.AppealAnswered
    | case.RevocationPublished
    | cluster.RecognitionSurrendered
    | cluster.FactWithdrawn
)
AnyFinding = (
    findings.GroundEstablished
    | findings.GroundCured
    | findings.ObligationOverdue
    | findings.WindowOpened
    | findings.WindowMoved
    | findings.WindowClosed
    | findings.ValidityEnded
    | findings.BasisLapsing
    | findings.AttentionRaised
)
Administrative = (
    administration.CalendarNoticeRecorded
    | administration.CalendarOverridden
    | administration.SelfAuditCompleted
    | administration.AccountAct
    | administration.WebhookAct
    | alerting.AlertingAct
)
Event = Fact | AnyFinding | Administrative


def stored_name(event: type[Event]) -> str:
    """Return the name and version an event is stored under: "annual-report-filed.v1"."""
    return str(event.__struct_config__.tag)


def type_name(event: type[Event]) -> str:
    """Return the public name of an event type: "annual-report-filed"."""
    return stored_name(event).rpartition(".")[0]


FACTS: dict[str, type[Fact]] = {type_name(kind): kind for kind in get_args(Fact)}
FINDINGS: dict[str, type[AnyFinding]] = {type_name(kind): kind for kind in get_args(AnyFinding)}
CONCLUDED: frozenset[type[Event]] = frozenset(FINDINGS.values())
STORED_NAMES: frozenset[str] = frozenset(stored_name(kind) for kind in get_args(Event))

# Acts of an authority; all other facts are reports of what happened.
DECISIONS: frozenset[type[Fact]] = frozenset(
    {
        cluster.ApplicationRecommended,
        cluster.ApplicationRejected,
        cluster.ClusterRecognised,
        cluster.ReviewRoundOpened,
        cluster.ReviewDecided,
        cluster.TitleCancelled,
        case.CaseOpened,
        case.RectificationOrdered,
        case.RectificationAccepted,
        case.RectificationFailed,
        case.CaseDismissed,
        case.RevocationDecided,
        case.AppealAdmitted,
        case.AppealRefused,
        case.AppealAnswered,
    }
)


class Source(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """The paper a fact rests on: its 文号, who issued it, the SHA-256 of the file."""

    number: Name | None = None
    issuer: Name | None = None
    sha256: Sha256 | None = None


class Pinned(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """What a decision of people was recorded upon, so that it can be judged again later.

    Known were the log up to `position` and the cluster's stream up to `version`; `events` are the ids of
    what the decision rests on in it. Hashes as in `domain.findings.Finding`.
    """

    position: int
    version: int
    events: tuple[str, ...]
    rulebook: str
    rulebook_sha256: str
    statutes_sha256: str
    notices_sha256: str
    calendar_sha256: str
    choices: tuple[str, ...]
    code_version: str


class Recorded(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An event in its envelope, as read back from the log.

    `position` is its place in the whole log, `version` its place in the cluster's stream (from 1).
    `recorded_at` is an aware UTC instant that never falls from one position to the next.
    `pinned` is there for decisions only.
    """

    id: str
    cluster: str
    position: int
    version: int
    effective_on: date
    recorded_at: datetime
    recorded_by: str
    body: Event
    source: Source | None = None
    key: str | None = None
    pinned: Pinned | None = None

    @property
    def is_finding(self) -> bool:
        """Tell whether the system concluded it."""
        return type(self.body) in CONCLUDED


# Since 1992 Asia/Shanghai has been UTC+8 all year; the first rule in the domain is of 2007.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def legal_day(instant: datetime) -> date:
    """Return the day in Asia/Shanghai on which an aware instant falls."""
    return instant.astimezone(SHANGHAI).date()
