"""A deadline certificate for people, to be read on a screen or printed."""

from rich.text import Text

from domain.certificate import CertifiedDay
from domain.deadline import Deadline, FixedDay
from monitor.answers.replay_telling import type_words
from monitor.audit.papers.certificates import Certified
from monitor.cli.call import Call
from monitor.cli.screen import NOTHING, QUIET, Cell, Screen, shown
from monitor.wording.telling import weekday


def write_deadline(call: Call, found: Certified, deadline: Deadline, *, is_missing: bool) -> None:
    """Write what a last day follows from: fact, paper, clause, law, calendar, and every day."""
    screen = Screen(call)
    kind = screen.term(deadline.subject, deadline.kind)
    screen.says("certificate-title", cluster=found.asked.cluster, kind=kind, about=shown(deadline.about))
    screen.pairs(_pairs(screen, call, found, deadline))
    _write_reason(screen, deadline)
    if deadline.told_last_day:
        screen.says("certificate-told", day=deadline.told_last_day)
    days = (deadline.counted or deadline.fixed or FixedDay(by="year-end", stated_on=found.asked.on)).days
    if days:
        screen.heading("heading-days")
        headers = ("day", "weekday", "number", "counted", "why", "notice")
        screen.table(headers, [_day(screen, call, each) for each in days])
    if is_missing:
        screen.says("certificate-is-missing")


def _pairs(screen: Screen, call: Call, found: Certified, deadline: Deadline) -> list[tuple[str, Cell]]:
    start, cited = deadline.start, deadline.cited
    source = start.source
    proof = " ".join(filter(None, [source.issuer, source.number, source.sha256])) if source else ""
    due_on = str(deadline.due_on) if deadline.due_on else None
    clause = {"clause": cited.clause, "rulebook": cited.rulebook, "basis": cited.basis}
    return [
        ("starts-with", f"{start.effective_on} {type_words(start.type, call.language)} {shown(start.event)}"),
        ("service-proof", shown(proof)),
        ("opens-on", str(start.opens_on)),
        ("due-on", screen.day(due_on, deadline.certainty)),
        ("certainty", screen.term("certainty", deadline.certainty)),
        ("state", screen.term(f"{deadline.subject}-state", deadline.state)),
        ("clause", screen.clause({**clause, "source": "partial" if cited.partial else "complete"})),
        ("choices", ", ".join(cited.choices) or NOTHING),
        ("rulebook-hash", found.law.book.sha256),
        ("calendar", deadline.calendar),
    ]


def _write_reason(screen: Screen, deadline: Deadline) -> None:
    """Say why nothing is counted, where that is so."""
    fixed = deadline.fixed
    if fixed is not None:
        screen.says(f"certificate-fixed-{fixed.by}", day=fixed.stated_on)
        if not fixed.includes_the_day:
            screen.says("certificate-excludes-the-day")
    elif deadline.counted is None:
        screen.says("certificate-no-period")


def _day(screen: Screen, call: Call, day: CertifiedDay) -> list[Cell]:
    words: list[str] = [
        str(day.day),
        weekday(day.day, call.language),
        shown(day.number),
        screen.sentence("yes" if day.counted else "no"),
        screen.term("why", day.why),
        shown(day.notice or day.basis),
    ]
    return [Text(word, style="" if day.counted else QUIET) for word in words]
