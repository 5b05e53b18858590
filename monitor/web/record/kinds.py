"""The facts that forms are for, in the order of the procedure, and their names in both languages."""

from collections.abc import Mapping, Sequence

from domain.events import FACTS
from domain.refusal import RefusedError
from monitor.access.policy import CITY_REPORT
from monitor.intake.labels import TYPES
from monitor.intake.line import shown
from monitor.intake.naming import field_label, value_label
from monitor.wording import Language
from monitor.wording.web_effects import FIELDS_IN_ENGLISH

GROUPS: Mapping[str, Sequence[str]] = {
    "application": (
        "application-submitted",
        "application-recommended",
        "public-notice-posted",
        "objection-raised",
        "objection-resolved",
        "application-rejected",
        "cluster-recognised",
    ),
    "duties": ("annual-report-filed", "major-change-occurred", "major-change-filed"),
    "incidents": ("incident-reported", "incident-regraded", "enterprise-joined", "enterprise-left"),
    "supervision": ("misconduct-found", "supervision-refused", "low-satisfaction-found"),
    "review": ("review-round-opened", "review-applied", "review-decided"),
    "case": (
        "case-opened",
        "defence-invited",
        "defence-received",
        "rectification-ordered",
        "rectification-accepted",
        "rectification-failed",
        "case-dismissed",
        "revocation-decided",
        "decision-served",
        "revocation-published",
    ),
    "appeal": ("appeal-lodged", "appeal-admitted", "appeal-refused", "appeal-answered"),
    "end": ("recognition-surrendered", "title-cancelled", "fact-withdrawn"),
}
FOUNDING = ("application-submitted", "cluster-recognised")


def require_known(type_name: str) -> None:
    """Refuse what is no type of fact.

    Raises:
        RefusedError: "record-type-unknown".
    """
    if type_name not in FACTS:
        raise RefusedError("record-type-unknown", kind="not-found", found=shown(type_name))


def actions_of(type_name: str) -> tuple[str, ...]:
    """Return the actions that a fact of a type may be."""
    return (type_name, CITY_REPORT) if type_name == "annual-report-filed" else (type_name,)


def type_words(type_name: str, language: Language) -> str:
    """Return the name of a type of fact, or of a finding.

    >>> type_words("appeal-lodged", "en")
    'Appeal lodged'
    """
    if language == "en":
        return type_name.replace("-", " ").capitalize()
    return TYPES.get(type_name, type_name)


def field_words(name: str, type_name: str, language: Language) -> str:
    """Return the label of a field."""
    if language == "en":
        return FIELDS_IN_ENGLISH.get(name, name)
    return field_label(name, type_name) or name


def value_words(value: str, language: Language, type_name: str | None = None) -> str:
    """Return a value of an enumeration in words; what is none, a day or an id, as it is.

    >>> value_words("work-safety", "en"), value_words("2026-11-21", "en")
    ('work safety', '2026-11-21')
    """
    label = value_label(value, type_name)
    if label is None:
        return value
    return value.replace("-", " ") if language == "en" else label
