"""Recording a holiday notice or an override: the form, what would follow, and the act itself.

Promise: nothing is recorded before its effect was shown, and a form that was not taken loses nothing.
"""

from collections.abc import Sequence
from datetime import date

from fastapi import Response
from fastapi.responses import RedirectResponse
from htpy import Node, button, div, form, h2, li, p, ul
from htpy import input as input_

from domain.administration import CalendarNoticeRecorded, CalendarOverridden
from domain.events import legal_day
from domain.notices import Notice
from domain.refusal import RefusedError
from monitor.answers.calendar import refuse_contradiction
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of, status_of
from monitor.web.asking import Form, Visitor
from monitor.web.calendar.arranged import days_words
from monitor.web.calendar.effect import effect
from monitor.web.calendar.stated import NOTICE_FIELDS, OVERRIDE_FIELDS, Act, Read, read_notice, read_override
from monitor.web.frame import Page, shown, token_field
from monitor.web.parts.fields import choice_field, field, refusal_box, text_field
from monitor.web.parts.tables import pairs
from monitor.web.parts.text import plain
from monitor.wording import Language, say

NOTICE, OVERRIDE = "notice", "override"


def notice_form(asked: Visitor) -> Response:
    """Show the form of a notice."""
    asked.guarded.demand("calendar-notice")
    return _form_page(asked, NOTICE, Read({}, None, None))


def override_form(asked: Visitor) -> Response:
    """Show the form of an override."""
    asked.guarded.demand("calendar-override")
    return _form_page(asked, OVERRIDE, Read({}, None, None))


def check_notice(sent: Form) -> Response:
    """Show what a notice says and what would follow, or the form again."""
    return _check(sent.asked, NOTICE, read_notice(sent.text, sent.asked.language))


def check_override(sent: Form) -> Response:
    """Show what an override says and what would follow, or the form again."""
    return _check(sent.asked, OVERRIDE, read_override(sent.text, sent.asked))


def record_notice(sent: Form) -> Response:
    """Record a notice that was checked."""
    return _record(sent.asked, NOTICE, read_notice(sent.text, sent.asked.language))


def record_override(sent: Form) -> Response:
    """Record an override that was checked."""
    return _record(sent.asked, OVERRIDE, read_override(sent.text, sent.asked))


def notice_again(sent: Form) -> Response:
    """Show the form of a notice again, with what was typed."""
    return _again(sent, NOTICE, NOTICE_FIELDS)


def override_again(sent: Form) -> Response:
    """Show the form of an override again, with what was typed."""
    return _again(sent, OVERRIDE, OVERRIDE_FIELDS)


def _again(sent: Form, kind: str, names: Sequence[str]) -> Response:
    sent.asked.guarded.demand(f"calendar-{kind}")
    return _form_page(sent.asked, kind, Read({name: sent.text(name) for name in names}, None, None))


def _check(asked: Asked, kind: str, read: Read) -> Response:
    if read.act is None or read.on is None:
        return _form_page(asked, kind, read)
    try:
        asked.guarded.require_calendar(read.act)
        _refuse(read.act, read.on, asked)
    except RefusedError as error:
        return _form_page(asked, kind, read, error)
    return _confirm_page(asked, kind, read, read.act)


def _refuse(act: Act, on: date, asked: Asked) -> None:
    """Refuse what would be refused when it is recorded."""
    if isinstance(act, CalendarNoticeRecorded):
        refuse_contradiction(act.off, act.work)
    if on > legal_day(asked.at):
        raise RefusedError("calendar-dated-in-future", on=on, today=legal_day(asked.at))


def _record(asked: Asked, kind: str, read: Read) -> Response:
    if read.act is None or read.on is None:
        return _form_page(asked, kind, read)
    try:
        _refuse(read.act, read.on, asked)
        asked.guarded.record_calendar(read.act, read.on)
    except RefusedError as error:
        return _form_page(asked, kind, read, error)
    year = read.act.year if isinstance(read.act, CalendarNoticeRecorded) else read.act.day.year
    return RedirectResponse(f"/calendar/{year}?recorded=1", 303)


# --- pages ------------------------------------------------------------------------------------


def _form_page(asked: Asked, kind: str, read: Read, error: RefusedError | None = None) -> Response:
    language = asked.language
    why = sentence_of(error, language) if error else say("form-look", language)
    fields = _notice_fields(read, language) if kind == NOTICE else _override_fields(read, language)
    content = div(".narrow")[
        refusal_box(why, language, read.flaws) if error or read.flaws else None,
        p[say(f"{kind}-intro", language)],
        form(
            ".card",
            method="post",
            action=f"/calendar/{kind}",
            data_keep="typed" if read.values else True,
        )[token_field(asked), fields, button(".primary", type="submit")[say("calendar-check-do", language)]],
    ]
    status = status_of(error) if error else 422 if read.flaws else 200
    return shown(asked, _page(kind, content, language), status)


def _page(kind: str, content: Node, language: Language) -> Page:
    crumbs = ((say("page-section-calendar", language), "/calendar"),)
    return Page(
        title=say(f"calendar-{kind}-title", language), content=content, section="calendar", crumbs=crumbs
    )


def _notice_fields(read: Read, language: Language) -> list[Node]:
    values, errors = read.values, {each.field: each.sentence for each in read.flaws}

    def line(name: str, hint: str | None = None, **attributes: str | bool) -> Node:
        words = say(f"notice-{name.replace('_', '-')}", language)
        told = say(hint, language) if hint else None
        return field(name, words, hint=told, error=errors.get(name), value=values.get(name, ""), **attributes)

    def days(name: str) -> Node:
        hint = say("notice-days-hint", language)
        return text_field(
            name, say(f"notice-{name}", language), values.get(name, ""), hint=hint, error=errors.get(name)
        )

    return [
        line("year", inputmode="numeric", required=True),
        line("number", "notice-number-hint"),
        line("issued_on", type="date", required=True),
        days("off"),
        days("work"),
        line("amends", "notice-amends-hint", inputmode="numeric"),
    ]


def _override_fields(read: Read, language: Language) -> list[Node]:
    values, errors = read.values, {each.field: each.sentence for each in read.flaws}

    def line(name: str, hint: str | None = None, **attributes: str | bool) -> Node:
        words = say(f"override-{name.replace('_', '-')}", language)
        told = say(hint, language) if hint else None
        return field(name, words, hint=told, error=errors.get(name), value=values.get(name, ""), **attributes)

    choices = [(each, say(f"override-is-{each}", language)) for each in ("rest", "work")]
    return [
        line("region", "override-region-hint", required=True, maxlength="200"),
        line("day", type="date", required=True),
        choice_field("working", say("override-that-day", language), choices, values.get("working", "")),
        line("basis", required=True),
        line("decided_on", type="date"),
    ]


def _confirm_page(asked: Asked, kind: str, read: Read, act: Act) -> Response:
    language = asked.language
    hidden = [input_(type="hidden", name=name, value=value) for name, value in read.values.items()]
    content = div(".narrow")[
        div(".card")[pairs(_told(act, read.on, language))],
        h2[say("calendar-check-effect", language)],
        _effect(asked, act, read.on),
        form(".actions", method="post", action=f"/calendar/{kind}/record")[
            token_field(asked),
            hidden,
            button(".primary", type="submit")[say("calendar-check-record", language)],
            button(type="submit", formaction=f"/calendar/{kind}/again")[say("calendar-check-back", language)],
        ],
    ]
    return shown(asked, _page(kind, content, language))


def _told(act: Act, on: date | None, language: Language) -> list[tuple[Node, Node]]:
    if isinstance(act, CalendarNoticeRecorded):
        told: dict[str, object] = {
            "notice-year": act.year,
            "notice-number": act.number,
            "notice-issued-on": on,
            "notice-off": days_words(act.off),
            "notice-work": days_words(act.work),
            "notice-amends": act.amends,
        }
    else:
        told = {
            "override-region": act.region,
            "override-day": act.day,
            "override-that-day": say("override-is-work" if act.working else "override-is-rest", language),
            "override-basis": act.basis,
            "override-decided-on": on,
        }
    return [(say(name, language), plain(value)) for name, value in told.items()]


def _effect(asked: Asked, act: Act, on: date | None) -> Node:
    """Return what a notice would move among the clusters that may be seen."""
    language = asked.language
    if isinstance(act, CalendarOverridden) or on is None:
        return p[say("calendar-check-override", language)]
    notice = Notice(
        year=act.year,
        number=act.number,
        issued_on=on,
        off=act.off,
        work=act.work,
        amends=act.amends,
        known_from=legal_day(asked.at),
    )
    moved = effect(asked, notice)
    if not moved:
        return p[say("calendar-check-none", language)]
    return [
        p[say("calendar-check-moved", language, count=len(moved))],
        ul[(li[each] for each in moved)],
    ]
