"""The certificate of a deadline, to be read or printed: fact, paper, clause, every day counted or not."""

from typing import Annotated

from fastapi import Query, Response
from htpy import Node, a, button, code, div, h2, p

from domain.certificate import CertifiedDay
from domain.deadline import Deadline, FixedDay
from monitor.audit.papers.absence import missing_finding
from monitor.audit.papers.certificates import one_deadline
from monitor.matrix_cells import named
from monitor.web.asking import TimesShown, Visitor
from monitor.web.cluster.seen import Seen, clause_of, event_links, seen
from monitor.web.frame import Page, shown
from monitor.web.parts.tables import pairs, rows_table
from monitor.web.parts.tags import day, state_tag
from monitor.web.parts.text import NOTHING, plain
from monitor.web.parts.times_bar import times_bar
from monitor.wording import say
from monitor.wording.history_words import type_words
from monitor.wording.telling import weekday
from monitor.wording.terms import term

Kind = Annotated[str, Query(max_length=40)]
About = Annotated[str | None, Query(max_length=200)]


def certificate_page(
    asked: Visitor, cluster: str, kind: Kind, times: TimesShown, about: About = None
) -> Response:
    """Show from which fact, by which clause and over which days a last day follows."""
    found = seen(asked, cluster, times).beside()
    deadline = one_deadline(found.found, kind, about)
    page = Page(
        title=_title(found, deadline),
        content=_content(found, deadline),
        section="clusters",
        crumbs=found.crumbs(),
        times=times,
        beside_title=state_tag(f"{deadline.subject}-state", deadline.state, found.language),
    )
    return shown(asked, page)


def _title(found: Seen, deadline: Deadline) -> str:
    kind = term(deadline.subject, deadline.kind, found.language)
    return say(
        "certificate-title", found.language, cluster=found.name, kind=kind, about=plain(deadline.about)
    )


def _content(found: Seen, deadline: Deadline) -> Node:
    language = found.language
    kept = {"kind": deadline.kind, "about": deadline.about}
    missing = missing_finding(found.found.stream, deadline)
    return [
        times_bar(found.times, language, kept),
        p(".actions")[button(type="button", data_print=True)[say("page-print", language)]],
        pairs((say(f"label-{name}", language), value) for name, value in _pairs(found, deadline)),
        [p[each] for each in _reasons(found, deadline)],
        _days(found, deadline),
        p[say("cluster-page-missing", language), event_links([missing.id], found)] if missing else None,
        h2[say("cluster-page-verify", language)],
        p[
            say("cluster-page-verify-told", language),
            " ",
            a(href=_interface(found, deadline))[say("cluster-page-as-json", language)],
        ],
    ]


def _interface(found: Seen, deadline: Deadline) -> str:
    return f"/api/v1{found.address('/certificate', kind=deadline.kind, about=deadline.about)}"


def _pairs(found: Seen, deadline: Deadline) -> list[tuple[str, Node]]:
    start, cited, language = deadline.start, deadline.cited, found.language
    source = start.source
    proof = [source.issuer, source.number, source.sha256] if source else []
    basis = "partial" if cited.partial else "complete"
    clause = {"clause": cited.clause, "rulebook": cited.rulebook, "basis": cited.basis, "source": basis}
    due_on = str(deadline.due_on) if deadline.due_on else None
    comma = "、" if language == "zh" else ", "
    begun = [
        str(start.effective_on),
        " ",
        type_words(start.type, language),
        event_links([start.event], found),
    ]
    return [
        ("starts-with", begun),
        ("service-proof", " ".join(plain(each) for each in proof if each) or NOTHING),
        ("opens-on", day(str(start.opens_on))),
        ("due-on", day(due_on, deadline.certainty, language)),
        ("certainty", term("certainty", deadline.certainty, language)),
        ("clause", clause_of(clause, language)),
        ("choices", comma.join(named(f"choice.{each}", each, language) for each in cited.choices) or NOTHING),
        ("rulebook-hash", code[found.found.law.book.sha256]),
        ("calendar", code[deadline.calendar]),
    ]


def _reasons(found: Seen, deadline: Deadline) -> list[str]:
    """Return what is to be said where a last day is named and not counted, or was told otherwise."""
    fixed, language = deadline.fixed, found.language
    said = []
    if fixed is not None:
        said.append(say(f"certificate-fixed-{fixed.by}", language, day=fixed.stated_on))
        if not fixed.includes_the_day:
            said.append(say("certificate-excludes-the-day", language))
    elif deadline.counted is None:
        said.append(say("certificate-no-period", language))
    if deadline.told_last_day:
        said.append(say("certificate-told", language, day=deadline.told_last_day))
    return said


def _days(found: Seen, deadline: Deadline) -> Node:
    language = found.language
    listed = (deadline.counted or deadline.fixed or FixedDay(by="year-end", stated_on=found.times.on)).days
    if not listed:
        return None
    title = say("heading-days", language)
    headers = [
        say(f"column-{name}", language) for name in ("day", "weekday", "number", "counted", "why", "notice")
    ]
    return [
        h2[title],
        div(".compact")[
            rows_table(headers, [_day(found, each) for each in listed], caption=title, empty=title)
        ],
    ]


def _day(found: Seen, each: CertifiedDay) -> list[Node]:
    language = found.language
    return [
        str(each.day),
        weekday(each.day, language),
        str(each.number) if each.number is not None else NOTHING,
        say("yes" if each.counted else "no", language),
        term("why", each.why, language),
        plain(each.notice or each.basis),
    ]
