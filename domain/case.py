"""What can happen in a revocation case and its appeal; part of the cluster's stream."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from domain.cluster import Happening
from domain.text import GroundCode, Name, SubjectId, Words

Grounds = Annotated[tuple[GroundCode, ...], msgspec.Meta(min_length=1)]
ServiceMethod = Literal["signed", "post", "left", "electronic", "public-notice"]


class CaseStep(Happening, frozen=True, kw_only=True):
    """One step of a case, named by its id."""

    case: SubjectId


class CaseOpened(CaseStep, frozen=True, kw_only=True, tag="case-opened.v1"):
    """The department opened a case on these grounds."""

    grounds: Grounds


class DefenceInvited(CaseStep, frozen=True, kw_only=True, tag="defence-invited.v1"):
    """The party was told of the case and invited to state its defence (陈述申辩)."""

    reply_by: date | None = None


class DefenceReceived(CaseStep, frozen=True, kw_only=True, tag="defence-received.v1"):
    """The party's defence was received."""

    reply_by: date | None = None


class RectificationOrdered(CaseStep, frozen=True, kw_only=True, tag="rectification-ordered.v1"):
    """The department ordered rectification."""

    until: date | None = None


class RectificationAccepted(CaseStep, frozen=True, kw_only=True, tag="rectification-accepted.v1"):
    """The rectification was accepted."""

    until: date | None = None


class RectificationFailed(CaseStep, frozen=True, kw_only=True, tag="rectification-failed.v1"):
    """The rectification was not accepted."""

    until: date | None = None


class CaseDismissed(CaseStep, frozen=True, kw_only=True, tag="case-dismissed.v1"):
    """The case was closed without a revocation."""

    reason: Words


class RevocationDecided(CaseStep, frozen=True, kw_only=True, tag="revocation-decided.v1"):
    """The recognition was revoked; `revoked_from` where the decision takes effect on another day."""

    grounds: Grounds
    number: Name
    revoked_from: date | None = None


class DecisionServed(CaseStep, frozen=True, kw_only=True, tag="decision-served.v1"):
    """The decision was served; the day is that of signature, receipt, leaving, arrival or posting."""

    method: ServiceMethod
    told_last_day: date | None = None
    consent: bool | None = None
    refused: bool | None = None


class AppealLodged(CaseStep, frozen=True, kw_only=True, tag="appeal-lodged.v1"):
    """The department received the appeal."""


class AppealAdmitted(CaseStep, frozen=True, kw_only=True, tag="appeal-admitted.v1"):
    """The department admitted the appeal; a late one needs the reason."""

    reason: Words | None = None


class AppealRefused(CaseStep, frozen=True, kw_only=True, tag="appeal-refused.v1"):
    """The department refused the appeal; a late one needs the reason."""

    reason: Words | None = None


class AppealAnswered(CaseStep, frozen=True, kw_only=True, tag="appeal-answered.v1"):
    """The appeal was answered: the decision stands, falls, or stands on other grounds."""

    outcome: Literal["upheld", "withdrawn", "changed"]
    grounds: tuple[GroundCode, ...] | None = None


class RevocationPublished(CaseStep, frozen=True, kw_only=True, tag="revocation-published.v1"):
    """The revocation was made public."""
