"""The list of revocation cases: where each stands, what comes next, by whom and by when."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import Response
from htpy import Node, a, br, button, div, form, p, span

from monitor.http.asking import Times
from monitor.intake.labels import PROGRAMMES
from monitor.web.asking import TimesShown, Visitor
from monitor.web.cases.files import FORMS, case_file
from monitor.web.cases.found import case_address, every_case
from monitor.web.frame import Page, shown
from monitor.web.lists.calendars import case_calendar
from monitor.web.lists.files import CALENDAR
from monitor.web.parts.fields import choice_field, field
from monitor.web.parts.tables import as_files, card_table
from monitor.web.parts.tags import Tone, day, days_left, tag
from monitor.web.parts.text import plain
from monitor.web.parts.times_bar import times_bar
from monitor.web.record.choosing import who_may
from monitor.web.record.kinds import type_words
from monitor.wording import Language, say
from monitor.wording.terms import TERMS, term

Json = dict[str, Any]
ENDED = frozenset({"dismissed", "answered", "appeal-refused"})
TONES: Mapping[str, Tone] = {
    "dismissed": "plain",
    "decided": "bad",
    "served": "bad",
    "appealed": "warn",
    "appeal-admitted": "warn",
    "appeal-refused": "plain",
    "answered": "plain",
}
_KINDS = ("open", "closed", "late", "overdue")
_FILTERS = ("q", "programme", "state")


def cases(asked: Visitor, times: TimesShown) -> Response:
    """Show the cases that may be seen, those with the nearest last day first."""
    language, kept = asked.language, _kept(asked)
    found = _filtered(list(every_case(asked, times)), kept, times)
    title = say("cases-title", language)
    query = {**kept, **_times(asked)}
    content = [
        times_bar(times, language, kept),
        _query(kept, _times(asked), language),
        div("#results")[
            p[
                say("cases-count", language, count=len(found)),
                " ",
                as_files("/cases", query, language, (*FORMS, CALENDAR)),
            ],
            div(".wide-table")[
                card_table(
                    [say(f"cases-column-{each}", language) for each in _COLUMNS],
                    [_row(each, times, language) for each in found],
                    caption=say("cases-caption", language),
                    empty=say("cases-none", language),
                )
            ],
        ],
    ]
    return shown(asked, Page(title, content, section="cases", times=times))


def case_files(asked: Visitor, form: str, times: TimesShown) -> Response:
    """Answer the same list as a file."""
    found = _filtered(list(every_case(asked, times)), _kept(asked), times)
    if form == CALENDAR:
        return case_calendar(asked, times, found)
    return case_file(asked, times, form, found)


_COLUMNS = ("cluster", "case", "state", "grounds", "age", "next", "who", "due")


def _kept(asked: Visitor) -> dict[str, str]:
    query = asked.request.query_params
    return {name: query[name][:100] for name in _FILTERS if query.get(name)}


def _times(asked: Visitor) -> dict[str, str]:
    query = asked.request.query_params
    return {name: query[name] for name in ("on", "known_at") if query.get(name)}


def _filtered(found: list[Json], kept: Mapping[str, str], times: Times) -> list[Json]:
    passing = [
        each
        for each in found
        if _is_named(each, kept.get("q", ""))
        and kept.get("programme", each["programme"]) == each["programme"]
        and _is_in(each, kept.get("state", ""), times)
    ]
    return sorted(
        passing, key=lambda each: (each["next"] is None, each["next_by"] or "9999", each["cluster"])
    )


def _is_named(case: Json, text: str) -> bool:
    return text.casefold() in f"{case['cluster']} {case['name']} {case['case']}".casefold()


def _is_in(case: Json, state: str, times: Times) -> bool:
    if state in _KINDS:
        is_ended = case["state"] in ENDED
        is_over = case["next_by"] is not None and case["next_by"] < times.on.isoformat()
        kinds = {"open": not is_ended, "closed": is_ended, "late": case["late"], "overdue": is_over}
        return bool(kinds[state])
    return not state or bool(state == case["state"])


def _query(kept: Mapping[str, str], times: Mapping[str, str], language: Language) -> Node:
    kinds = [(each, say(f"cases-{each}", language)) for each in _KINDS]
    states = [*kinds, *((each, term("case-state", each, language)) for each in TERMS["case-state"])]
    anything = ("", say("cases-any", language))
    programmes = [(each, term("programme", each, language)) for each in PROGRAMMES]
    action = f"/cases?{urlencode(times)}" if times else "/cases"
    return form(".query", method="get", action=action, role="search", data_live=not times)[
        field("q", say("cases-filter-text", language), type="search", value=kept.get("q", "")),
        choice_field(
            "programme",
            say("cases-filter-programme", language),
            [anything, *programmes],
            kept.get("programme", ""),
        ),
        choice_field(
            "state", say("cases-filter-state", language), [anything, *states], kept.get("state", "")
        ),
        div(".actions")[button(type="submit")[say("cases-do", language)]],
    ]


def _row(case: Json, times: Times, language: Language) -> list[Node]:
    comma = "、" if language == "zh" else ", "
    return [
        [a(href=f"/clusters/{case['cluster']}")[plain(case["name"])], br, span(".faint")[case["cluster"]]],
        a(".range", href=case_address(case["cluster"], case["case"]))[plain(case["case"])],
        state_tags(case, language),
        comma.join(term("ground", each, language) for each in case["grounds"]) or "—",
        [
            day(case["opened_on"]),
            br,
            span(".faint")[say("cases-age", language, days=case["age_days"])] if case["opened_on"] else None,
        ],
        type_words(case["next"], language) if case["next"] else say("cases-nothing-next", language),
        who_may(case["next"], language) if case["next"] else "—",
        due_cell(case, times, language),
    ]


def state_tags(case: Json, language: Language) -> Node:
    """Return where a case stands, and that its appeal is late where it is."""
    state = tag(term("case-state", case["state"], language), TONES.get(case["state"], "calm"))
    return [state, " ", tag(say("cases-late-mark", language), "bad")] if case["late"] else state


def due_cell(case: Json, times: Times, language: Language) -> Node:
    """Return the last day of the next step, and how long it is until then."""
    if case["next_by"] is None:
        return "—"
    left = (date.fromisoformat(case["next_by"]) - times.on).days
    return [day(case["next_by"], case["next_certainty"], language), br, days_left(left, language)]
