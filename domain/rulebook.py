"""The shape of law: what a rulebook edition says, each value with its article.

A rulebook is data (`rulebooks/*.yaml`); this file knows how to read it, never what it says.
Articles are cited in Chinese as in the text ("第十六条（三）").
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from domain.cluster import ChangeKind, Grade, IncidentCategory, ReportKind
from domain.findings import Basis
from domain.text import GroundCode

Article = Annotated[str, msgspec.Meta(min_length=1)]
Sentence = Annotated[str, msgspec.Meta(min_length=1)]
Actor = Literal["cluster", "applicant", "county", "city", "province", "ministry"]
Unit = Literal["working-days", "days", "months", "years"]
ChoiceValue = bool | str


class Clause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Anything that a rulebook states, with the article that states it."""

    article: Article


class Standing(Clause, frozen=True, kw_only=True):
    """Whether the text binds: issued or a draft, from which day, through which day.

    A day is null where the text leaves it open.
    """

    state: Literal["issued", "draft"]
    in_force_from: date | None = None
    in_force_through: date | None = None
    note: str | None = None


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named reading of an open text: the value taken, its alternatives, what it decides."""

    value: ChoiceValue
    alternatives: Annotated[tuple[ChoiceValue, ...], msgspec.Meta(min_length=1)]
    question: Sentence


class Period(Clause, frozen=True, kw_only=True):
    """A length of time, such as 15 working days."""

    length: Annotated[int, msgspec.Meta(ge=1)]
    unit: Unit


class AnnualDay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day of each year; `day: last` is the last day of the month."""

    month: Annotated[int, msgspec.Meta(ge=1, le=12)]
    day: Annotated[int, msgspec.Meta(ge=1, le=31)] | Literal["last"]


class Step(Clause, frozen=True, kw_only=True):
    """One step of the recognition procedure: what is done, by whom."""

    step: Literal[
        "apply",
        "accept",
        "compliance-check",
        "first-review",
        "site-check",
        "recommend",
        "document-review",
        "re-review",
        "expert-panel",
        "site-visit",
        "public-notice",
        "publish",
    ]
    by: Actor
    note: str | None = None


class Quota(Clause, frozen=True, kw_only=True):
    """How many clusters are to be recognised in which years."""

    count: int
    from_year: int
    to_year: int


class PublicNotice(Clause, frozen=True, kw_only=True):
    """The public notice before recognition; `working_days` null where the text gives no length."""

    working_days: int | None = None
    first_day_counts: bool = True


class Recognition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How clusters are recognised."""

    steps: tuple[Step, ...]
    public_notice: PublicNotice
    rhythm: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    rhythm_article: Article | None = None
    quota: Quota | None = None


class Validity(Clause, frozen=True, kw_only=True):
    """How long a recognition lasts; the last day is the corresponding day (民法典 202)."""

    years: Annotated[int, msgspec.Meta(ge=1)]


class Review(Clause, frozen=True, kw_only=True):
    """The review: who starts it, by when to apply, what a pass adds.

    `apply_by` is the date of the round that the department opens, or 31 December of the year in
    which the validity ends.
    """

    started_by: Literal["province", "cluster", "unknown"]
    apply_by: Literal["round", "expiry-year-end"]
    assessed: Sentence
    extension_years: Annotated[int, msgspec.Meta(ge=1)]
    failed_cancels_title: bool = False
    voluntary: bool = False
    choices: tuple[str, ...] = ()


class Report(Clause, frozen=True, kw_only=True):
    """A yearly report: which, due when, from whom to whom, on which year."""

    kind: ReportKind
    due: AnnualDay
    by: Actor
    to: Actor | Literal["public"]
    choices: tuple[str, ...] = ()


class ChangeFiling(Clause, frozen=True, kw_only=True):
    """The filing of major changes; `stated` false where the text gives no number."""

    months: Annotated[int, msgspec.Meta(ge=1)]
    stated: bool
    kinds: tuple[ChangeKind, ...]
    choices: tuple[str, ...] = ()


class Limb(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way in which a ground can hold."""

    limb: str
    wording: Sentence


class Ground(Clause, frozen=True, kw_only=True):
    """A revocation ground; `seen` false where the text of the clause is not known."""

    code: GroundCode
    title: Sentence
    limbs: tuple[Limb, ...] = ()
    combine: Literal["any", "choice"] = "any"
    choices: tuple[str, ...] = ()
    seen: bool = True


class Threshold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The grade from which an incident of these categories counts; null: any grade."""

    categories: Annotated[tuple[IncidentCategory, ...], msgspec.Meta(min_length=1)]
    grade: Grade | None = None


class Incidents(Clause, frozen=True, kw_only=True):
    """Which incidents are grave."""

    thresholds: tuple[Threshold, ...]


class Appeal(Clause, frozen=True, kw_only=True):
    """The programme's own appeal: the period to lodge it and the period to answer it."""

    lodge: Period
    answer: Period
    choices: tuple[str, ...] = ()


class Test(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One comparison of an indicator; several indicators are added up.

    `over` "each-of-last-3-years" demands the value in each of the three years before.
    """

    indicator: str | tuple[str, ...]
    op: Literal[">", ">=", "<", "<=", "is"]
    value: Decimal | bool
    unit: str | None = None
    over: Literal["each-of-last-3-years"] | None = None


class Waiver(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A circumstance (a yes/no indicator) in which a criterion is not demanded, or only softly."""

    indicator: str
    reason: Sentence


class Criterion(Clause, frozen=True, kw_only=True):
    """One recognition criterion: met when any of its tests is met.

    A `soft` criterion (一般) is a limit from which the department may depart; one with
    `soft_where` is soft only in that circumstance.
    """

    name: str
    title: Sentence
    any_of: Annotated[tuple[Test, ...], msgspec.Meta(min_length=1)]
    soft: bool = False
    waived_by: Waiver | None = None
    soft_where: Waiver | None = None
    note: str | None = None


class Duty(Clause, frozen=True, kw_only=True):
    """Anything else that the text asks of someone, told in our words."""

    code: str
    by: Actor
    text: Sentence


class Rulebook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One edition of a programme's law.

    `source` is "partial" where only part of the text is known: the rest is unknown, never guessed.
    `sha256` is filled in by the loader: the hash of the canonical form of all the rest.
    """

    edition: Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9-]+\Z")]
    programme: Annotated[str, msgspec.Meta(pattern=r"\A[a-z-]+\Z")]
    title: Sentence
    issuer: Sentence
    number: str | None
    source: Literal["complete", "partial"]
    standing: Standing
    recognition: Recognition
    validity: Validity
    review: Review
    reports: tuple[Report, ...]
    change_filing: ChangeFiling | None
    grounds: tuple[Ground, ...]
    incidents: Incidents
    appeal: Appeal | Literal["none", "unknown"]
    criteria: tuple[Criterion, ...]
    duties: tuple[Duty, ...]
    choices: dict[str, Choice]
    sha256: str = ""

    def basis(self, day: date) -> Basis:
        """Tell whether the edition binds on a day."""
        text = self.standing
        if text.state == "draft":
            return "draft"
        if text.in_force_from and day < text.in_force_from:
            return "not-yet"
        if text.in_force_through and day > text.in_force_through:
            return "lapsed"
        return "in-force"

    def chosen(self, name: str, default: ChoiceValue) -> ChoiceValue:
        """Return the value of a named choice, or what the text says where it leaves none open."""
        choice = self.choices.get(name)
        return choice.value if choice else default

    def ground(self, code: GroundCode) -> Ground | None:
        """Return the ground with this code, or None where the edition has none."""
        return next((ground for ground in self.grounds if ground.code == code), None)


class StatutoryWindow(Clause, frozen=True, kw_only=True):
    """A window that national procedure law opens for every decision served."""

    kind: Literal["reconsideration", "litigation"]
    length: int
    unit: Unit
    statute: str


class Statutes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """National procedure law that applies under every rulebook."""

    windows: tuple[StatutoryWindow, ...]
    deemed_service_days: int
    deemed_service_article: Article
    service_article: Article
    electronic_service_article: Article
    grading_article: Article
    late_upgrade_days: int
    late_upgrade_article: Article
    grading: dict[Literal["deaths", "serious_injuries", "direct_loss_yuan"], dict[Grade, int]]
    graded_categories: tuple[IncidentCategory, ...]
