"""A period after a day: its last day, how certain that is, and every day of it with its notice."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
from fastapi import Response
from htpy import Node, a, button, div, form, h2, label, p, span
from htpy import input as input_

from domain.calendar import Unit
from domain.certificate import Certificate, CertifiedDay
from domain.period import LONGEST
from domain.refusal import RefusedError
from monitor.answers.calendar import Period, counted, period_answer, region_named
from monitor.answers.days import read_day
from monitor.http.asking import Asked, Times
from monitor.http.problems import sentence_of
from monitor.web.asking import TimesShown, Visitor
from monitor.web.frame import Page, shown
from monitor.web.lists.files import attached
from monitor.web.lists.stated import address
from monitor.web.parts.fields import Flawed, choice_field, field, refusal_box
from monitor.web.parts.tables import nothing, pairs, rows_table
from monitor.web.parts.tags import day, tag
from monitor.web.parts.text import plain
from monitor.wording import Language, say
from monitor.wording.telling import weekday
from monitor.wording.terms import term

PATH = "/calendar/compute"
UNITS: tuple[Unit, ...] = ("working-days", "days", "months", "years")
_NAMES = ("day", "length", "unit", "region", "first", "roll", "on", "known_at")
_LONGEST_TEXT = 100


class Wanted(NamedTuple):
    """What the form says, and what of it is wrong; `period` is there where nothing is."""

    values: Mapping[str, str]
    period: Period | None
    flaws: tuple[Flawed, ...]


def compute(asked: Visitor, times: TimesShown) -> Response:
    """Show the form and, once it is filled in, the last day with its certificate."""
    language, wanted = asked.language, _wanted(asked)
    refusal, document = None, None
    try:
        document = _document(asked, wanted, times)
    except RefusedError as error:
        refusal = sentence_of(error, language)
    is_bad = bool(wanted.flaws or refusal)
    content = [
        refusal_box(refusal or say("form-look", language), language, wanted.flaws) if is_bad else None,
        _form(wanted, language),
        _result(document, wanted, language) if document else nothing(say("compute-none", language)),
    ]
    crumbs = ((say("page-section-calendar", language), "/calendar"),)
    title = say("calendar-compute-title", language)
    page = Page(title=title, content=content, section="calendar", crumbs=crumbs, times=times)
    return shown(asked, page, 422 if is_bad else 200)


def compute_file(asked: Visitor, times: TimesShown) -> Response:
    """Answer the certificate as JSON.

    Raises:
        RefusedError: "period-not-stated"; "period-impossible".
    """
    document = _document(asked, _wanted(asked), times)
    if document is None:
        raise RefusedError("period-not-stated")
    answer = {**period_answer(document, with_certificate=True), "simulation": asked.simulation}
    content = msgspec.json.format(msgspec.json.encode(answer), indent=2)
    return attached(content, "json", f"deadline-{document.due_on}")


def _document(asked: Asked, wanted: Wanted, times: Times) -> Certificate | None:
    if wanted.period is None:
        return None
    region = region_named(wanted.values.get("region") or None)
    return counted(asked.guarded.calendar(times.known_at).known_on(times.on, region), wanted.period)


def _wanted(asked: Asked) -> Wanted:
    query = asked.request.query_params
    values = {name: query.get(name, "").strip()[:_LONGEST_TEXT] for name in _NAMES}
    if not values["day"] and not values["length"]:
        return Wanted({**values, "roll": "1"}, None, ())
    start = read_day(values["day"])
    unit = next((each for each in UNITS if each == values["unit"]), UNITS[0])
    flaws = [] if start else [Flawed("day", say("field-day", asked.language))]
    if _length(values["length"], unit) is None:
        flaws.append(Flawed("length", say("field-length", asked.language, most=LONGEST[unit])))
    if start is None or (length := _length(values["length"], unit)) is None:
        return Wanted(values, None, tuple(flaws))
    period = Period(
        day=start,
        length=length,
        unit=unit,
        from_first_day=bool(values["first"]),
        rolls=bool(values["roll"]),
    )
    return Wanted(values, period, ())


def _length(text: str, unit: Unit) -> int | None:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:6]) <= LONGEST[unit]:
        return None
    return int(text)


def _form(wanted: Wanted, language: Language) -> Node:
    values = wanted.values
    errors = {each.field: each.sentence for each in wanted.flaws}
    units = [(each, term("unit", each, language)) for each in UNITS]
    return form(".query", method="get", action=PATH)[
        (
            input_(type="hidden", name=name, value=values[name])
            for name in ("on", "known_at")
            if values.get(name)
        ),
        field(
            "day",
            say("compute-start", language),
            hint=say("compute-start-hint", language),
            error=errors.get("day"),
            type="date",
            value=values.get("day", ""),
            required=True,
        ),
        field(
            "length",
            say("compute-length", language),
            error=errors.get("length"),
            type="number",
            min="1",
            max="3660",
            value=values.get("length", ""),
            required=True,
        ),
        choice_field("unit", say("compute-unit", language), units, values.get("unit", "")),
        field(
            "region",
            say("calendar-region", language),
            hint=say("calendar-region-hint", language),
            value=values.get("region", ""),
        ),
        _tick("first", say("compute-from-first", language), is_on=bool(values.get("first"))),
        _tick("roll", say("compute-roll", language), is_on=bool(values.get("roll"))),
        div(".actions")[button(".primary", type="submit")[say("compute-do", language)]],
    ]


def _tick(name: str, words: str, *, is_on: bool) -> Node:
    return label(".tick")[input_(type="checkbox", name=name, value="1", checked=is_on), " ", words]


def _result(document: Certificate, wanted: Wanted, language: Language) -> Node:
    length = say("unit-length", language, length=document.length, unit=term("unit", document.unit, language))
    kept = {name: value for name, value in wanted.values.items() if value}
    rolled = document.rolled_from
    return div("#results")[
        div(".card.calm")[
            p[f"{document.start} {weekday(document.start, language)} + {length}"],
            p(".due-day")[
                say("compute-due", language),
                " ",
                day(str(document.due_on), document.certainty, language),
                " ",
                weekday(document.due_on, language),
            ],
        ],
        pairs(
            [
                (say("compute-starts", language), str(document.starts_on)),
                (say("compute-certainty", language), _certainty(document, language)),
                (say("compute-rolled", language), plain(rolled)),
                (say("calendar-through", language), plain(document.published_through)),
                (say("calendar-hash", language), span(".mono")[document.calendar]),
            ]
        ),
        div(".actions")[
            button(type="button", data_print=True)[say("page-print", language)],
            a(href=address(f"{PATH}.json", kept), download=True)["JSON"],
        ],
        h2[say("compute-days", language)],
        _days(document, language),
    ]


def _certainty(document: Certificate, language: Language) -> Node:
    return tag(
        term("certainty", document.certainty, language), "good" if document.certainty == "final" else "warn"
    )


def _days(document: Certificate, language: Language) -> Node:
    names = (
        "column-day",
        "column-weekday",
        "compute-day-number",
        "compute-day-counted",
        "column-why",
        "column-notice",
    )
    rows = [_day(each, language) for each in document.days]
    caption = say("compute-days", language)
    headers = [say(name, language) for name in names]
    return div(".compact")[rows_table(headers, rows, caption=caption, empty="")]


def _day(each: CertifiedDay, language: Language) -> list[Node]:
    return [
        str(each.day),
        weekday(each.day, language),
        plain(each.number),
        say("yes" if each.counted else "no", language),
        term("why", each.why, language),
        plain(each.notice or each.basis),
    ]
