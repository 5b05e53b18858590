"""What each row of the comparison says of one rulebook, line by line, each with its article."""

from collections.abc import Iterator

import msgspec

from domain.rulebook import AnnualDay, Appeal, ChoiceValue, Criterion, Period, Rulebook
from monitor.wording import SENTENCES, Language, say

SIGNS = {">": ">", ">=": "≥", "<": "<", "<=": "≤"}


class Line(msgspec.Struct, frozen=True):
    """One thing that a rulebook says, and the article that says it (None: no article does)."""

    text: str
    article: str | None = None


def named(code: str, fallback: str, language: Language) -> str:
    """Return the word with this code, or the fallback where a department's own book needs none."""
    return say(code, language) if code in SENTENCES else fallback


def title(book: Rulebook, _: Language) -> Iterator[Line]:
    """Yield the title of the text."""
    yield Line(book.title)


def number(book: Rulebook, language: Language) -> Iterator[Line]:
    """Yield the number of the text, where it has one."""
    if book.number:
        yield Line(book.number)
    elif book.source == "partial":
        yield Line(say("cell.unknown", language))


def standing(book: Rulebook, language: Language) -> Iterator[Line]:
    """Yield whether and when the text binds."""
    text = book.standing
    code = "draft" if text.state == "draft" else "in-force"
    if text.in_force_through:
        code = "in-force-through"
    said = say(f"cell.{code}", language, first=text.in_force_from, last=text.in_force_through)
    partial = say("cell.partial", language) if book.source == "partial" else ""
    yield Line(said + partial, text.article)


def steps(book: Rulebook, actor: str, language: Language) -> Iterator[Line]:
    """Yield the steps of the recognition that an actor takes, by article."""
    if book.source == "partial":
        yield Line(say("cell.unknown", language))
    mine: dict[str, list[str]] = {}
    for step in book.recognition.steps:
        if step.by == actor:
            mine.setdefault(step.article, []).append(say(f"step.{step.step}", language))
    yield from (
        Line("、".join(done) if language == "zh" else ", ".join(done), at) for at, done in mine.items()
    )


def public_notice(book: Rulebook, language: Language) -> Iterator[Line]:
    """Yield the length of the public notice."""
    notice = book.recognition.public_notice
    if notice.working_days:
        yield Line(say("cell.working-days", language, length=notice.working_days), notice.article)
    elif book.source == "partial":
        yield Line(say("cell.unknown", language))
    else:
        yield Line(say("cell.no-length", language), notice.article)


def rhythm(book: Rulebook, _: Language) -> Iterator[Line]:
    """Yield how often clusters are recognised."""
    if book.recognition.rhythm:
        yield Line(book.recognition.rhythm, book.recognition.rhythm_article)


def quota(book: Rulebook, language: Language) -> Iterator[Line]:
    """Yield how many clusters are to be recognised in which years."""
    found = book.recognition.quota
    if found:
        span = {"first": found.from_year, "last": found.to_year, "count": found.count}
        yield Line(say("cell.quota", language, **span), found.article)


def validity(book: Rulebook, language: Language) -> Iterator[Line]:
    """Yield how long a recognition lasts."""
    yield Line(say("cell.years", language, years=book.validity.years), book.validity.article)


def review(book: Rulebook, language: Language) -> Iterator[Line]:
    """Yield who starts the review, by when, what it assesses, what it adds."""
    rule = book.review
    started = "voluntary" if rule.voluntary else rule.started_by
    said = say(
        "cell.review",
        language,
        started=say(f"cell.started.{started}", language),
        apply_by=say(f"cell.apply-by.{rule.apply_by}", language),
        assessed=rule.assessed,
        years=rule.extension_years,
    )
    by_choice = say("cell.by-choice", language) if "review_extension" in rule.choices else ""
    cancels = say("cell.cancels", language) if rule.failed_cancels_title else ""
    yield Line(said + by_choice + cancels, rule.article)


def reports(book: Rulebook, language: Language) -> Iterator[Line]:
    """Yield each yearly report: which, by when, from whom to whom."""
    for report in book.reports:
        said = say(
            "cell.report",
            language,
            kind=say(f"report.{report.kind}", language),
            due=_day(report.due, language),
            by=say(f"actor.{report.by}", language),
            to=say(f"actor.{report.to}", language),
        )
        yield Line(said, report.article)


def _day(due: AnnualDay, language: Language) -> str:
    code = "cell.last-day" if due.day == "last" else "cell.day"
    return say(code, language, month=due.month, day=due.day)


def change_filing(book: Rulebook, language: Language) -> Iterator[Line]:
    """Yield the period for filing a major change, and whether the text states it."""
    filing = book.change_filing
    if filing:
        by = say("cell.by-text" if filing.stated else "cell.by-choice", language)
        yield Line(say("cell.change", language, months=filing.months) + by, filing.article)


def ground(book: Rulebook, code: str, language: Language) -> Iterator[Line]:
    """Yield the limbs of a ground, and how they are joined where that is open."""
    for found in book.grounds:
        if found.code == code and not found.seen:
            yield Line(say("cell.unknown", language))
        elif found.code == code:
            limbs = "；".join(limb.wording for limb in found.limbs)
            joined = say(f"cell.{found.combine}", language) if len(found.limbs) > 1 else ""
            yield Line(limbs + joined, found.article)


def appeal(book: Rulebook, language: Language) -> Iterator[Line]:
    """Yield the periods of the appeal, that there is none, or that none was seen."""
    found = book.appeal
    if isinstance(found, Appeal):
        lodge, answer = _period(found.lodge, language), _period(found.answer, language)
        yield Line(say("cell.appeal", language, lodge=lodge, answer=answer), found.article)
    elif found == "unknown":
        yield Line(say("cell.unknown", language))


def _period(period: Period, language: Language) -> str:
    return say(f"cell.{period.unit}", language, length=period.length)


def criterion(book: Rulebook, name: str, language: Language) -> Iterator[Line]:
    """Yield the limits of a criterion, or its title where people judge it."""
    for found in book.criteria:
        if found.name == name:
            yield Line(_limit(found, language) + _terms(found, language), found.article)
            return
    if book.source == "partial":
        yield Line(say("cell.unknown", language))


def _limit(found: Criterion, language: Language) -> str:
    """Return the one limit in figures; in words where there are several or people judge it."""
    test = found.any_of[0]
    if len(found.any_of) > 1:
        return "；".join(part for part in (found.title, found.note) if part)
    if isinstance(test.value, bool):
        return found.title
    unit = named(f"unit.{test.unit}", test.unit, language) if test.unit else ""
    return f"{SIGNS[test.op]}{test.value}{unit}"


def _terms(found: Criterion, language: Language) -> str:
    said = say("cell.soft", language) if found.soft else ""
    if found.waived_by:
        said += say("cell.waived", language, reason=found.waived_by.reason)
    if found.soft_where:
        said += say("cell.softened", language, reason=found.soft_where.reason)
    return said


def choices(book: Rulebook, language: Language) -> Iterator[Line]:
    """Yield each open reading and the one taken."""
    for name, choice in book.choices.items():
        yield Line(f"{say(f'choice.{name}', language)}：{_reading(choice.value, language)}")


def _reading(value: ChoiceValue, language: Language) -> str:
    return say(f"reading.{str(value).lower()}", language)


def duties(book: Rulebook, language: Language) -> Iterator[Line]:
    """Yield whatever else the text asks of someone."""
    for duty in book.duties:
        yield Line(f"{say(f'actor.{duty.by}', language)}：{duty.text}", duty.article)
