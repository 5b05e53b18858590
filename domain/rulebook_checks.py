"""What a well-formed rulebook must hold beyond its types, so that code and law mean the same.

Promise: every fault is found, each with the key it lies at; an edition without one can be assessed.
"""

from collections.abc import Iterator
from datetime import date
from typing import get_args

from domain.cluster import IncidentCategory
from domain.criteria_checks import criteria_faults
from domain.rulebook import AnnualDay, Appeal, Choice, ChoiceValue, Ground, Rulebook
from domain.rulebook_faults import Fault, repeated
from domain.text import GroundCode

# Every choice the code knows: the readings it can take, and the sections whose results rest on it.
READINGS: dict[str, tuple[ChoiceValue, ...]] = {
    "annual_date_roll": ("none", "next-working-day"),
    "by_includes_the_day": (True, False),
    "report_owed": ("recognised-on-due-day", "recognised-at-year-end"),
    "report_year": ("previous", "current"),
    "reporting_limbs": ("any", "all"),
    "change_filing": ("one-month", "undetermined"),
    "review_extension": ("three-years", "as-stated-only"),
    "never_shorten_a_notified_window": (True, False),
    "appeal_suspends": (True, False),
}
SECTIONS: dict[str, tuple[str, ...]] = {
    "annual_date_roll": ("reports",),
    "by_includes_the_day": ("reports",),
    "report_owed": ("reports",),
    "report_year": ("reports",),
    "reporting_limbs": ("grounds",),
    "change_filing": ("change_filing", "grounds"),
    "review_extension": ("review",),
    "never_shorten_a_notified_window": ("appeal",),
    "appeal_suspends": ("appeal",),
}
LIMBS: dict[GroundCode, frozenset[str]] = {
    "review": frozenset({"not-applied", "failed"}),
    "integrity": frozenset({"false-application", "illegality"}),
    "reporting": frozenset({"late-report", "refused-supervision"}),
    "change": frozenset({"unfiled-change"}),
    "satisfaction": frozenset({"low-satisfaction"}),
    "incident": frozenset(get_args(IncidentCategory)),
}


def faults(book: Rulebook) -> Iterator[Fault]:
    """Yield every fault of a rulebook, in the order of its sections."""
    yield from _standing(book)
    yield from _partial(book)
    yield from _recognition(book)
    yield from _reports(book)
    yield from _grounds(book)
    yield from _incidents(book)
    yield from criteria_faults(book.criteria)
    yield from repeated("duties", [duty.code for duty in book.duties], "duty")
    yield from _choices(book)


def _standing(book: Rulebook) -> Iterator[Fault]:
    text = book.standing
    if text.state == "draft" and (text.in_force_from or text.in_force_through):
        yield Fault("standing.state", "a draft is not in force on any day")
    if text.state == "issued" and text.in_force_from is None:
        yield Fault("standing.in_force_from", "an issued text needs its first day")
    if text.in_force_from and text.in_force_through and text.in_force_through < text.in_force_from:
        yield Fault("standing.in_force_through", "lies before in_force_from")


def _partial(book: Rulebook) -> Iterator[Fault]:
    """Yield what only a text known in part may leave unknown."""
    if book.source == "partial":
        return
    if book.appeal == "unknown":
        yield Fault("appeal", "can be unknown only where source is partial")
    if book.review.started_by == "unknown":
        yield Fault("review.started_by", "can be unknown only where source is partial")
    for index, ground in enumerate(book.grounds):
        if not ground.seen:
            yield Fault(f"grounds[{index}].seen", "can be false only where source is partial")


def _recognition(book: Rulebook) -> Iterator[Fault]:
    notice, quota = book.recognition.public_notice, book.recognition.quota
    if notice.working_days is not None and notice.working_days < 1:
        yield Fault("recognition.public_notice.working_days", "must be 1 or more")
    if quota and quota.to_year < quota.from_year:
        yield Fault("recognition.quota.to_year", "lies before from_year")


def _reports(book: Rulebook) -> Iterator[Fault]:
    yield from repeated("reports", [report.kind for report in book.reports], "report")
    for index, report in enumerate(book.reports):
        if not _comes_every_year(report.due):
            yield Fault(f"reports[{index}].due.day", "does not come in every year")


def _comes_every_year(due: AnnualDay) -> bool:
    try:
        return due.day == "last" or bool(date(2023, due.month, due.day))
    except ValueError:
        return False


def _grounds(book: Rulebook) -> Iterator[Fault]:
    yield from repeated("grounds", [ground.code for ground in book.grounds], "ground")
    for index, ground in enumerate(book.grounds):
        key = f"grounds[{index}]"
        yield from _limbs(key, ground)
        if (ground.combine == "choice") != ("reporting_limbs" in ground.choices):
            yield Fault(f"{key}.combine", "is choice exactly where choices names reporting_limbs")
        if ground.code == "change" and ("change_filing" in ground.choices) != _period_is_chosen(book):
            yield Fault(f"{key}.choices", "names change_filing exactly where the period is not stated")


def _limbs(key: str, ground: Ground) -> Iterator[Fault]:
    if not ground.limbs:
        yield Fault(f"{key}.limbs", "a ground needs a limb")
    yield from repeated(f"{key}.limbs", [limb.limb for limb in ground.limbs], "limb")
    for place, limb in enumerate(ground.limbs):
        if limb.limb not in LIMBS[ground.code]:
            allowed = ", ".join(sorted(LIMBS[ground.code]))
            yield Fault(f"{key}.limbs[{place}].limb", f"`{limb.limb}` is none of: {allowed}")


def _period_is_chosen(book: Rulebook) -> bool:
    return book.change_filing is not None and not book.change_filing.stated


def _incidents(book: Rulebook) -> Iterator[Fault]:
    weighed = [category for threshold in book.incidents.thresholds for category in threshold.categories]
    yield from repeated("incidents.thresholds", weighed, "category")
    rule = book.ground("incident")
    named = {limb.limb for limb in rule.limbs} if rule else set[str]()
    for category in sorted(named ^ set(weighed)):
        yield Fault("incidents.thresholds", f"`{category}` is not both a limb of the ground and weighed")


# --- choices ----------------------------------------------------------------------------------


def _choices(book: Rulebook) -> Iterator[Fault]:
    for name, choice in book.choices.items():
        if name in READINGS:
            yield from _readings(f"choices.{name}", choice, READINGS[name])
        else:
            yield Fault(f"choices.{name}", f"is no choice; known are: {', '.join(sorted(READINGS))}")
    named = dict(_named(book))
    for key, names in named.items():
        yield from _names(book, key, names)
    yield from _unnamed(book, named)
    if _period_is_chosen(book) and "change_filing" not in book.choices:
        yield Fault("choices", "change_filing is missing, and the text states no period")


def _readings(key: str, choice: Choice, known: tuple[ChoiceValue, ...]) -> Iterator[Fault]:
    """Yield readings the code does not know, and the value among its alternatives."""
    allowed = ", ".join(_written(each) for each in known)
    for reading in (choice.value, *choice.alternatives):
        if reading not in known:
            yield Fault(key, f"`{_written(reading)}` is no reading; known are: {allowed}")
    if choice.value in choice.alternatives:
        yield Fault(f"{key}.alternatives", f"contain the value `{_written(choice.value)}`")
    yield from repeated(f"{key}.alternatives", choice.alternatives, "reading")


def _written(reading: ChoiceValue) -> str:
    return reading if isinstance(reading, str) else str(reading).lower()


def _named(book: Rulebook) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the key of each section that can rest on choices, and the choices it names."""
    yield "review", book.review.choices
    for index, report in enumerate(book.reports):
        yield f"reports[{index}]", report.choices
    for index, ground in enumerate(book.grounds):
        yield f"grounds[{index}]", ground.choices
    if book.change_filing:
        yield "change_filing", book.change_filing.choices
    if isinstance(book.appeal, Appeal):
        yield "appeal", book.appeal.choices


def _names(book: Rulebook, key: str, names: tuple[str, ...]) -> Iterator[Fault]:
    for name in names:
        if name not in book.choices:
            yield Fault(f"{key}.choices", f"`{name}` is not defined under choices")
        elif key.partition("[")[0] not in SECTIONS.get(name, ()):
            yield Fault(f"{key}.choices", f"`{name}` decides nothing here")


def _unnamed(book: Rulebook, named: dict[str, tuple[str, ...]]) -> Iterator[Fault]:
    """Yield each choice that a section rests on without naming it: its results would not say so."""
    for name in book.choices:
        homes = SECTIONS.get(name, ())
        if not any(name in names for names in named.values()):
            yield Fault(f"choices.{name}", "is named by no section")
        elif homes == ("reports",):
            for key, names in named.items():
                if key.startswith("reports[") and name not in names:
                    yield Fault(f"{key}.choices", f"does not name `{name}`")
