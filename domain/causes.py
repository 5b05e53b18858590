"""What makes a difference: the first event, the responsible clause, the first calendar day, the field.

Promise: a cause is found by trying, never guessed. Each search puts one thing after another into its
place and names the first with which the outcome changes; where none does, it names none.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Literal, NamedTuple, TypeVar

import msgspec

from domain.assessment import Law
from domain.calendar import Edition
from domain.events import Recorded
from domain.rulebook import Clause, Rulebook
from domain.rulebook import Ground as GroundRule

Outcome = TypeVar("Outcome")
Subject = TypeVar("Subject")

# In the order in which a rulebook is read; grounds, reports and choices are tried one by one.
_SECTIONS = (
    "standing",
    "recognition",
    "validity",
    "review",
    "change_filing",
    "incidents",
    "appeal",
    "source",
)


class Cause(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What made the difference; which fields are filled follows from `kind`.

    event: `event`, the id. clause: `section` of the rulebook, its `clause` (article) and `rulebook`.
    calendar: `day`, and the `notice` that decides it. field: `field`, as `recorded` and as `computed`.
    """

    kind: Literal["event", "clause", "calendar", "field"]
    event: str | None = None
    section: str | None = None
    clause: str | None = None
    rulebook: str | None = None
    day: date | None = None
    notice: str | None = None
    field: str | None = None
    recorded: str | None = None
    computed: str | None = None


Trials = Iterator[tuple[Cause, Outcome]]


def first_change(before: Outcome, trials: Trials[Outcome]) -> Cause | None:
    """Return the cause with which the outcome is first another one; None where it stays."""
    return next((cause for cause, outcome in trials if outcome != before), None)


def first_changes(
    before: Collection[Subject], trials: Trials[Collection[Subject]], asked: Iterable[Subject]
) -> dict[Subject, Cause]:
    """Return for each subject asked the cause with which it first comes into the outcome, or leaves it."""
    open_ones = dict.fromkeys(asked)
    found: dict[Subject, Cause] = {}
    for cause, outcome in trials if open_ones else ():
        changed = [each for each in open_ones if (each in outcome) != (each in before)]
        for each in changed:
            found[each] = cause
            del open_ones[each]
        if not open_ones:
            break
    return found


# --- events -----------------------------------------------------------------------------------


def event_trials(
    before: Sequence[Recorded], later: Sequence[Recorded], outcome: Callable[[Sequence[Recorded]], Outcome]
) -> Trials[Outcome]:
    """Add later events one at a time, in the order of their recording, and yield each outcome."""
    for number, record in enumerate(later, start=1):
        yield Cause(kind="event", event=record.id), outcome([*before, *later[:number]])


# --- clauses ----------------------------------------------------------------------------------


class Swap(NamedTuple):
    """One section of the law that two laws state differently, and how to put it into the older one."""

    cause: Cause
    put_into: Callable[[Law], Law]


def responsible_clause(old: Law, new: Law, outcome: Callable[[Law], Outcome]) -> Cause | None:
    """Return the first section that alone changes the outcome when it is put into the old law.

    Where none does alone, the one that completes the change when they are put in one after another;
    None where the outcome is the same under both.
    """
    return first_change(outcome(old), clause_trials(old, new, outcome))


def clause_trials(old: Law, new: Law, outcome: Callable[[Law], Outcome]) -> Trials[Outcome]:
    """Put each differing section into the old law alone, then one after another; yield each outcome."""
    differing = list(swaps(old, new))
    for swap in differing:
        yield swap.cause, outcome(swap.put_into(old))
    law = old
    for swap in differing:
        law = swap.put_into(law)
        yield swap.cause, outcome(law)


def swaps(old: Law, new: Law) -> Iterator[Swap]:
    """Yield every section in which two laws differ, in the order in which a rulebook is read."""
    for name in _SECTIONS:
        if getattr(old.book, name) != getattr(new.book, name):
            yield _swap(old, new, name, name, getattr(new.book, name))
    for name, key in (("reports", "kind"), ("grounds", "code")):
        yield from _listed_swaps(old, new, name, key)
    yield from _choice_swaps(old, new)
    if old.statutes != new.statutes:
        cause = Cause(kind="clause", section="statutes", clause=new.statutes.service_article)
        yield Swap(cause, lambda law: msgspec.structs.replace(law, statutes=new.statutes))


def _swap(old: Law, new: Law, section: str, field: str, content: object) -> Swap:
    """Return the swap of a whole field, cited by the article of the newer text, else of the older."""
    cited = [_article(getattr(law.book, field)) for law in (new, old)]
    clause = next((article for article in cited if article), new.book.standing.article)
    return Swap(
        Cause(kind="clause", section=section, clause=clause, rulebook=new.book.edition),
        lambda law: _with(law, field, content),
    )


def _with(law: Law, field: str, content: object) -> Law:
    return Law(book=msgspec.structs.replace(law.book, **{field: content}), statutes=law.statutes)


def _article(part: object) -> str | None:
    return part.article if isinstance(part, Clause) else None


def _listed_swaps(old: Law, new: Law, name: str, key: str) -> Iterator[Swap]:
    """Yield the parts of a list of the rulebook that differ: changed, added or left out."""
    olds = {getattr(each, key): each for each in getattr(old.book, name)}
    news = {getattr(each, key): each for each in getattr(new.book, name)}
    for which in dict.fromkeys((*olds, *news)):
        before, after = olds.get(which), news.get(which)
        if before != after:
            cause = Cause(
                kind="clause",
                section=f"{name}.{which}",
                clause=_article(after) or _article(before),
                rulebook=new.book.edition,
            )
            yield Swap(cause, partial(_put, name, key, which, after))


def _put(name: str, key: str, which: str, part: object, law: Law) -> Law:
    """Put one part into a list of a law, in its place; None takes it out."""
    there = {getattr(each, key): each for each in getattr(law.book, name)} | {which: part}
    return _with(law, name, tuple(each for each in there.values() if each is not None))


def _choice_swaps(old: Law, new: Law) -> Iterator[Swap]:
    for name in dict.fromkeys((*old.book.choices, *new.book.choices)):
        before, after = old.book.choices.get(name), new.book.choices.get(name)
        if before != after:
            clause = choice_article(new.book, name) or choice_article(old.book, name) or name
            section = f"choices.{name}"
            cause = Cause(kind="clause", section=section, clause=clause, rulebook=new.book.edition)
            yield Swap(cause, partial(_choose, name, after))


def _choose(name: str, choice: object, law: Law) -> Law:
    """Put one named choice into a law; None takes it out."""
    chosen = {**law.book.choices, name: choice}
    return _with(law, "choices", {key: each for key, each in chosen.items() if each is not None})


def choice_article(book: Rulebook, name: str) -> str | None:
    """Return the article that leaves a named choice open, or None where no clause names it."""
    clauses: tuple[object, ...] = (*book.reports, book.review, book.change_filing, *book.grounds, book.appeal)
    naming = (each for each in clauses if name in getattr(each, "choices", ()))
    return next((_article(each) for each in naming), None)


def ground_article(book: Rulebook, codes: Iterable[str]) -> str | None:
    """Return the article of the first of these grounds that a rulebook has."""
    wanted = set(codes)
    rules: Iterator[GroundRule] = (rule for rule in book.grounds if rule.code in wanted)
    return next((rule.article for rule in rules), None)


# --- calendar days and fields -----------------------------------------------------------------


def first_calendar_day(old: Edition, new: Edition, first: date, last: date) -> Cause | None:
    """Return the first day of a span, both ends included, on which two editions disagree.

    First a day that one takes for worked and the other does not; else one that only one of them had
    published, on which an estimate became certain.
    """
    stated = {each.day for edition in (old, new) for each in edition.stated}
    days = sorted(day for day in stated if first <= day <= last)
    differing = [day for day in days if old.is_working(day) != new.is_working(day)]
    differing += [day for day in (*days, first) if (day.year in old.published) != (day.year in new.published)]
    return _day_cause(old, new, differing[0]) if differing else None


def _day_cause(old: Edition, new: Edition, day: date) -> Cause:
    reasons = (new.reason(day), old.reason(day))
    named = [each.notice or each.basis for each in reasons]
    year = [each.notice for each in (*new.stated, *old.stated) if each.day.year == day.year]
    return Cause(kind="calendar", day=day, notice=next((each for each in (*named, *year) if each), None))


def first_field(recorded: msgspec.Struct, computed: msgspec.Struct) -> Cause | None:
    """Return the first field in which two structs of one type differ."""
    for name in recorded.__struct_fields__:
        was, now = getattr(recorded, name), getattr(computed, name)
        if was != now:
            return Cause(kind="field", field=name, recorded=_told(was), computed=_told(now))
    return None


def _told(value: object) -> str:
    """Return a value as its public form writes it."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
