"""What can happen to a cluster, from application to the end of its recognition.

Each event is frozen and says only what was reported or decided; the envelope
(`domain.events.Recorded`) says when it happened, when we learned it and from whom.
Shapes follow section 1 of the public contract.
"""

from datetime import date
from typing import Literal

import msgspec

from domain.text import (
    Count,
    DayCount,
    DivisionCode,
    Indicators,
    Name,
    Place,
    Programme,
    Quantity,
    StatedDay,
    SubjectId,
    Text,
    Words,
    Year,
    check_indicators,
    check_quantities,
    first_stated_day,
    last_stated_day,
)

Grade = Literal["ordinary", "larger", "major", "extraordinary"]
IncidentCategory = Literal[
    "work-safety",
    "quality",
    "environment",
    "network-security",
    "data-security",
    "tax-evasion",
    "illegality",
    "dishonesty",
    "other",
]
ReportKind = Literal["annual-report", "work-summary", "city-report"]
ChangeKind = Literal["leading-industry", "spatial-scope", "operator", "other"]


class Happening(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    gc=False,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="type",
):
    """What all events share: a stored name (the tag), and no free fields."""


class Enterprise(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """An enterprise by its unified social credit code (统一社会信用代码), its name, or both."""

    uscc: Name | None = None
    name: Name | None = None

    def __post_init__(self) -> None:
        """Refuse an enterprise without code and name."""
        if self.uscc is None and self.name is None:
            msg = "an enterprise needs uscc or name"
            raise ValueError(msg)

    def is_same_as(self, other: "Enterprise") -> bool:
        """Tell whether both mean one enterprise: by code where both have one, else by name."""
        if self.uscc is not None and other.uscc is not None:
            return self.uscc == other.uscc
        return self.name is not None and self.name == other.name


class ApplicationSubmitted(Happening, frozen=True, kw_only=True, tag="application-submitted.v1"):
    """The applicant's papers were received (effective: the day received)."""

    programme: Programme
    name: Name
    province: Place
    city: Place
    county: Place
    county_code: DivisionCode | None = None
    leading_industry: Text | None = None
    spatial_scope: Text | None = None
    operator: Text | None = None
    area_km2: Quantity | None = None
    indicators: Indicators | None = None
    plan: Text | None = None

    def __post_init__(self) -> None:
        """Refuse unreasonable quantities."""
        check_quantities((self.area_km2,))
        check_indicators(self.indicators)


class ApplicationRecommended(Happening, frozen=True, kw_only=True, tag="application-recommended.v1"):
    """The city department recommended or returned the application."""

    outcome: Literal["recommended", "returned"]
    site_visited_on: date | None = None


class PublicNoticePosted(Happening, frozen=True, kw_only=True, tag="public-notice-posted.v1"):
    """The list was put up for public notice (公示); its first day counts."""

    working_days: DayCount | None = None
    days: DayCount | None = None

    def __post_init__(self) -> None:
        """Refuse a notice that states its length twice."""
        if self.working_days is not None and self.days is not None:
            msg = "state working_days or days, not both"
            raise ValueError(msg)


class ObjectionRaised(Happening, frozen=True, kw_only=True, tag="objection-raised.v1"):
    """Someone objected during the public notice."""

    text: Words
    by: Name | None = None


class ObjectionResolved(Happening, frozen=True, kw_only=True, tag="objection-resolved.v1"):
    """The department dealt with the objections."""

    outcome: Words


class ApplicationRejected(Happening, frozen=True, kw_only=True, tag="application-rejected.v1"):
    """The application was refused."""

    reason: Words


class ClusterRecognised(Happening, frozen=True, kw_only=True, tag="cluster-recognised.v1"):
    """The list was published (effective: the day of publication).

    `valid_from` and `valid_to` keep the precision that the notice states: a day, a month or a year.
    """

    programme: Programme
    name: Name
    province: Place
    city: Place
    county: Place
    county_code: DivisionCode | None = None
    leading_industry: Text | None = None
    spatial_scope: Text | None = None
    operator: Text | None = None
    valid_from: StatedDay | None = None
    valid_to: StatedDay | None = None
    number: Name | None = None

    def __post_init__(self) -> None:
        """Refuse days the calendar does not have and a validity that ends before it starts."""
        start = first_stated_day(self.valid_from) if self.valid_from else None
        end = last_stated_day(self.valid_to) if self.valid_to else None
        if start and end and end < start:
            msg = "valid_to lies before valid_from"
            raise ValueError(msg)


class AnnualReportFiled(Happening, frozen=True, kw_only=True, tag="annual-report-filed.v1"):
    """A yearly report was received; `report` says which where the book has several."""

    year: Year
    report: ReportKind | None = None
    indicators: Indicators | None = None
    narrative: Text | None = None

    def __post_init__(self) -> None:
        """Refuse unreasonable quantities."""
        check_indicators(self.indicators)


class MajorChangeOccurred(Happening, frozen=True, kw_only=True, tag="major-change-occurred.v1"):
    """The leading industry, the spatial scope or the operator changed."""

    change: SubjectId
    kind: ChangeKind
    description: Text | None = None
    value: Text | None = None


class MajorChangeFiled(Happening, frozen=True, kw_only=True, tag="major-change-filed.v1"):
    """The filing (报备) of a major change was received."""

    change: SubjectId


class IncidentStatement(Happening, frozen=True, kw_only=True):
    """What is stated of an incident: its grade, its figures, or neither."""

    incident: SubjectId
    grade: Grade | None = None
    deaths: Count | None = None
    serious_injuries: Count | None = None
    direct_loss_yuan: Quantity | None = None

    def __post_init__(self) -> None:
        """Refuse an unreasonable loss."""
        check_quantities((self.direct_loss_yuan,))

    @property
    def figures(self) -> dict[str, int | Quantity]:
        """The figures stated, by name."""
        named = {
            "deaths": self.deaths,
            "serious_injuries": self.serious_injuries,
            "direct_loss_yuan": self.direct_loss_yuan,
        }
        return {name: figure for name, figure in named.items() if figure is not None}


class IncidentReported(IncidentStatement, frozen=True, kw_only=True, tag="incident-reported.v1"):
    """An incident happened; its grade is stated, follows from figures, or is unknown."""

    category: IncidentCategory
    enterprise: Enterprise | None = None


class IncidentRegraded(IncidentStatement, frozen=True, kw_only=True, tag="incident-regraded.v1"):
    """The grade or the figures of an incident were stated anew."""

    def __post_init__(self) -> None:
        """Refuse a regrade that states nothing."""
        if self.grade is None and not self.figures:
            msg = "state a grade or a figure"
            raise ValueError(msg)
        check_quantities((self.direct_loss_yuan,))


class Membership(Happening, frozen=True, kw_only=True):
    """About an enterprise's membership of the cluster."""

    enterprise: Enterprise


class EnterpriseJoined(Membership, frozen=True, kw_only=True, tag="enterprise-joined.v1"):
    """An enterprise is a member from this day."""


class EnterpriseLeft(Membership, frozen=True, kw_only=True, tag="enterprise-left.v1"):
    """An enterprise is no longer a member from this day."""


class MisconductFound(Happening, frozen=True, kw_only=True, tag="misconduct-found.v1"):
    """A false application or illegality was found."""

    kind: Literal["false-application", "illegality"]
    description: Words


class SupervisionRefused(Happening, frozen=True, kw_only=True, tag="supervision-refused.v1"):
    """The cluster refused supervision or did not cooperate."""

    description: Words


class LowSatisfactionFound(Happening, frozen=True, kw_only=True, tag="low-satisfaction-found.v1"):
    """The department found low satisfaction or many problems reported."""

    description: Words


class ReviewRoundOpened(Happening, frozen=True, kw_only=True, tag="review-round-opened.v1"):
    """The department opened a review round with a last day for applications."""

    apply_by: date


class ReviewApplied(Happening, frozen=True, kw_only=True, tag="review-applied.v1"):
    """The application for review was received."""


class ReviewDecided(Happening, frozen=True, kw_only=True, tag="review-decided.v1"):
    """The review was decided; `valid_to` where the decision states it."""

    outcome: Literal["passed", "failed"]
    valid_to: StatedDay | None = None
    plan_assessment: Text | None = None

    def __post_init__(self) -> None:
        """Refuse a day the calendar does not have."""
        if self.valid_to:
            last_stated_day(self.valid_to)


class TitleCancelled(Happening, frozen=True, kw_only=True, tag="title-cancelled.v1"):
    """The title was cancelled (Shandong draft, Art 12)."""

    number: Name
    reason: Words


class RecognitionSurrendered(Happening, frozen=True, kw_only=True, tag="recognition-surrendered.v1"):
    """The cluster gave its recognition up."""

    reason: Text | None = None


class FactWithdrawn(Happening, frozen=True, kw_only=True, tag="fact-withdrawn.v1"):
    """An earlier record was wrong; from this recording on it no longer counts, for any legal day."""

    event: Name
    reason: Words
