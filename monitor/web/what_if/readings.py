"""What rests on readings: each open text with how many clusters it decides, then the clusters themselves."""

from collections.abc import Sequence
from typing import Any

import msgspec
from fastapi import Response
from htpy import Node, a, button, div, form, h2, label, li, p, span, strong, ul
from htpy import input as input_

from domain.refusal import RefusedError
from monitor.audit.branching.interpretations import interpretations
from monitor.audit.branching.supposition import shown_value
from monitor.audit.branching.what_if_answer import interpretations_answer
from monitor.audit.papers.evidence import unmoved
from monitor.http.asking import Asked, Times
from monitor.http.problems import sentence_of, status_of
from monitor.http.trying import ACTION, require
from monitor.matrix_cells import named
from monitor.web.asking import TimesShown, Visitor
from monitor.web.frame import Page, shown
from monitor.web.lists.files import attached
from monitor.web.lists.stated import address, stated
from monitor.web.parts.fields import choice_field, field, refusal_box
from monitor.web.parts.tables import as_files, card_table, nothing, rows_table
from monitor.web.parts.tags import day
from monitor.web.parts.text import plain
from monitor.web.parts.times_bar import times_bar
from monitor.web.rules.edition import reading_words
from monitor.web.rules.marks import law_words
from monitor.web.what_if.result import (
    change_tags,
    clause_cell,
    cluster_cell,
    difference_lines,
    unreadable_note,
)
from monitor.web.what_if.running import branch_of, question_of
from monitor.wording import Language, say
from monitor.wording.terms import term

Json = dict[str, Any]
PATH = "/interpretations"
MOST_CLUSTERS, MOST_COMBINED, _MOST_ROWS = 2_000, 500, 500
_AT_ONCE = 60  # clusters on which every reading is tried well within half a second


def readings_page(  # noqa: PLR0913, PLR0917 - the fields of its form
    asked: Visitor,
    times: TimesShown,
    programme: str = "",
    cluster: str = "",
    combinations: str = "",
    go: str = "",
) -> Response:
    """Show which results rest on a reading of the law; of many clusters, once somebody asks for it."""
    require(asked)
    language = asked.language
    kept = {"programme": programme.strip(), "cluster": cluster.strip(), "combinations": combinations}
    many = 0 if go or cluster.strip() else len(asked.guarded.visible(ACTION))
    found, refused, status = (
        (None, _later(many, language), 200) if many > _AT_ONCE else _tried(asked, times, kept)
    )
    content = [
        p[say("readings-intro", language)],
        times_bar(times, language, {name: value for name, value in kept.items() if value}),
        _form(asked, kept),
        refused,
        _answer(asked, found, kept) if found else None,
    ]
    crumbs = ((say("rules-title", language), "/rules"),)
    title = say("readings-title", language)
    page = Page(title=title, content=content, section="rules", crumbs=crumbs, times=times)
    return shown(asked, page, status)


def _later(count: int, language: Language) -> Node:
    """Return what is said before all readings are tried on many clusters."""
    return div(".card.calm")[p[say("readings-later", language, count=count)]]


def readings_file(
    asked: Visitor, times: TimesShown, programme: str = "", cluster: str = "", combinations: str = ""
) -> Response:
    """Answer the report as JSON."""
    kept = {"programme": programme.strip(), "cluster": cluster.strip(), "combinations": combinations}
    content = msgspec.json.format(msgspec.json.encode(_run(asked, times, kept)), indent=2)
    return attached(content, "json", f"interpretations-{times.on}")


def _tried(asked: Asked, times: Times, kept: dict[str, str]) -> tuple[Json | None, Node, int]:
    try:
        return _run(asked, times, kept), None, 200
    except RefusedError as error:
        sentence = sentence_of(error, asked.language)
        return None, refusal_box(sentence, asked.language), status_of(error)


def _run(asked: Asked, times: Times, kept: dict[str, str]) -> Json:
    """Return the public answer, its days as text."""
    most = MOST_COMBINED if kept["combinations"] else MOST_CLUSTERS
    question = question_of(asked, times, kept["programme"] or None, kept["cluster"] or None, most)
    with branch_of(asked, times) as branch:
        report = interpretations(branch, question, unmoved, combinations=bool(kept["combinations"]))
        answer: Json = msgspec.to_builtins(interpretations_answer(report, branch, times.on))
    return answer


def _form(asked: Asked, kept: dict[str, str]) -> Node:
    language = asked.language
    programmes = asked.guarded.monitor_for("read-law").library.programmes
    options = [("", say("suppose-every-programme", language))]
    options += [(each, term("programme", each, language)) for each in programmes]
    return form(".query", method="get", action=PATH)[
        (input_(type="hidden", name=name, value=value) for name, value in stated(asked, ()).times.items()),
        input_(type="hidden", name="go", value="1"),
        choice_field("programme", say("suppose-programme", language), options, kept["programme"]),
        field("cluster", say("suppose-cluster", language), value=kept["cluster"], maxlength="64"),
        label(".tick")[
            input_(type="checkbox", name="combinations", value="1", checked=bool(kept["combinations"])),
            " ",
            say("readings-combinations", language),
        ],
        div(".actions")[button(".primary", type="submit")[say("readings-do", language)]],
    ]


# --- the answer ---------------------------------------------------------------------------------


def _answer(asked: Asked, answer: Json, kept: dict[str, str]) -> Node:
    language = asked.language
    files = {name: value for name, value in {**kept, **stated(asked, ()).times}.items() if value}
    told = {name: answer[name] for name in ("checked", "on_readings", "on_facts_alone", "on")}
    return div("#results")[
        p[strong[say("interpretations-summary", language, **told)]],
        unreadable_note(answer, language),
        p[as_files(PATH, files, language, ("json",))],
        _readings(answer["readings"], kept, language),
        _resting("heading-resting", answer["resting"], language),
        _together(answer, language),
    ]


def _readings(tried: Sequence[Json], kept: dict[str, str], language: Language) -> Node:
    headers = [
        say(f"column-{name}", language)
        for name in ("question", "chosen", "alternative", "clusters", "edition")
    ]
    rows = [_reading(each, kept, language) for each in sorted(tried, key=lambda each: -each["clusters"])]
    caption = say("heading-readings", language)
    return [
        h2[caption],
        p(".hint")[say("readings-hint", language)],
        rows_table(headers, rows, caption=caption, empty=say("what-if-no-clusters", language)),
    ]


def _reading(tried: Json, kept: dict[str, str], language: Language) -> list[Node]:
    name = tried["choice"]
    supposed = {
        "programme": kept["programme"],
        "cluster": kept["cluster"],
        f"choice.{name}": shown_value(tried["alternative"]),
    }
    count = tried["clusters"]
    return [
        span(".named")[law_words(tried["question"]), span(".faint")[named(f"choice.{name}", name, language)]],
        reading_words(tried["value"], language),
        reading_words(tried["alternative"], language),
        a(".number", href=address("/what-if", supposed))[str(count)] if count else span(".number")["0"],
        a(href=f"/rules/{tried['rulebook']}#choice-{name}")[tried["rulebook"]],
    ]


def _together(answer: Json, language: Language) -> Node:
    if "jointly" not in answer:
        return None
    if not answer["jointly"]:
        return nothing(say("interpretations-none-jointly", language))
    return _resting("heading-jointly", answer["jointly"], language)


def _resting(heading: str, resting: Sequence[Json], language: Language) -> Node:
    caption = say(heading, language)
    headers = [
        say(f"column-{name}", language)
        for name in ("cluster", "choices", "day", "change", "clause", "difference")
    ]
    rows = [
        [
            cluster_cell(each),
            _taken(each.get("readings", [each]), language),
            day(each["first_on"]),
            change_tags(each["changes"], language),
            clause_cell(each),
            difference_lines(each["differences"], language),
        ]
        for each in resting[:_MOST_ROWS]
    ]
    cut = len(resting) - _MOST_ROWS
    return [
        h2[caption],
        p(".faint")[say("suppose-cut", language, shown=_MOST_ROWS, count=len(resting))] if cut > 0 else None,
        div(".flips")[card_table(headers, rows, caption=caption, empty=say("readings-none", language))],
    ]


def _taken(readings: Sequence[Json], language: Language) -> Node:
    return ul(".lines")[
        (
            li[
                named(f"choice.{each['choice']}", plain(each["choice"]), language),
                say("rules-colon", language),
                reading_words(each["value"], language),
                " → ",
                reading_words(each["alternative"], language),
            ]
            for each in readings
        )
    ]
