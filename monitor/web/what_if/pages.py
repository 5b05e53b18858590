"""What if: the question by address, then who would change, from when, by which clause, and the work it makes.

Promise: nothing is written; the page, its address and its files ask the same question.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from fastapi import Response
from htpy import Node, a, div, h2, li, p, span, ul

from domain.refusal import RefusedError
from monitor.audit.branching.supposition import shown_value
from monitor.audit.branching.what_if import what_if
from monitor.audit.branching.what_if_answer import what_if_answer
from monitor.audit.papers.evidence import unmoved
from monitor.http.asking import Asked, Times
from monitor.http.problems import FaultsError, sentence_of, status_of
from monitor.http.trying import require
from monitor.matrix_cells import named
from monitor.recording import LinesRefusedError
from monitor.web.asking import TimesShown, Visitor
from monitor.web.frame import Page, shown
from monitor.web.lists.files import attached, list_answer
from monitor.web.lists.stated import stated
from monitor.web.parts.fields import refusal_box
from monitor.web.parts.tables import as_files, nothing
from monitor.web.parts.text import plain
from monitor.web.parts.times_bar import times_bar
from monitor.web.what_if.asking import PATH, run_form
from monitor.web.what_if.result import flips_table, unreadable_note, workload
from monitor.web.what_if.running import branch_of, question_of
from monitor.web.what_if.wanted import Wanted, supposed, wanted_of
from monitor.wording import Language, say
from monitor.wording.terms import term

Json = dict[str, Any]
MOST_CLUSTERS = 5_000


def what_if_page(asked: Visitor, times: TimesShown) -> Response:
    """Show the form, and under it what would differ once something is supposed."""
    require(asked)
    language, wanted = asked.language, wanted_of(asked)
    with branch_of(asked, times) as branch:
        asking = run_form(asked, wanted, branch, times)
    refused, status, answer = _tried(asked, wanted, times)
    content = [
        p[say("suppose-intro", language)],
        times_bar(times, language, wanted.values),
        refused,
        _result(asked, wanted, answer) if answer else None,
        h2[say("suppose-question", language)],
        asking,
    ]
    crumbs = ((say("rules-title", language), "/rules"),)
    title = say("suppose-title", language)
    page = Page(title=title, content=content, section="rules", crumbs=crumbs, times=times)
    return shown(asked, page, status)


def what_if_file(asked: Visitor, form: str, times: TimesShown) -> Response:
    """Answer a run as a file: the whole of it as JSON, the clusters that differ as a table."""
    wanted = wanted_of(asked)
    answer = _run(asked, wanted, times)
    if form == "json":
        return attached(
            msgspec.json.format(msgspec.json.encode(answer), indent=2), form, f"what-if-{times.on}"
        )
    return list_answer(stated(asked, tuple(wanted.values)), times, form, "what-if", answer["flips"])


def _tried(asked: Asked, wanted: Wanted, times: Times) -> tuple[Node, int, Json | None]:
    """Return the answer, or why there is none."""
    if wanted.is_empty:
        return nothing(say("suppose-nothing-yet", asked.language)), 200, None
    try:
        return None, 200, _run(asked, wanted, times)
    except RefusedError as error:
        return _refused([sentence_of(error, asked.language)], asked.language), status_of(error), None
    except LinesRefusedError as error:
        sentences = [sentence_of(each.error, asked.language) for each in error.refused]
        return _refused(sentences, asked.language), status_of(error.refused[0].error), None
    except FaultsError as error:
        return _refused([each.detail for each in error.faults], asked.language), error.status, None


def _run(asked: Asked, wanted: Wanted, times: Times) -> Json:
    """Return the public answer, its days as text."""
    question = question_of(asked, times, wanted.text("programme"), wanted.text("cluster"), MOST_CLUSTERS)
    with branch_of(asked, times) as branch:
        found = what_if(branch, supposed(asked, wanted, branch), question, unmoved)
        answer: Json = msgspec.to_builtins(what_if_answer(found, branch, times.on))
    return answer


def _refused(sentences: Sequence[str], language: Language) -> Node:
    return refusal_box(" ".join(sentences), language)


# --- the answer ---------------------------------------------------------------------------------


def _result(asked: Asked, wanted: Wanted, answer: Json) -> Node:
    language = asked.language
    kept = {**wanted.values, **stated(asked, ()).times}
    return div("#results")[
        h2[say("suppose-result", language)],
        div(".card.calm")[ul(".bare")[(li[words] for words in _supposed(asked, wanted, answer))]],
        p[
            say(
                "what-if-summary",
                language,
                checked=answer["checked"],
                changed=answer["changed"],
                on=answer["on"],
            )
        ],
        unreadable_note(answer, language),
        ul(".figures")[
            (
                li[span(".figure")[str(count)], term("change", change, language)]
                for change, count in answer["changes"].items()
                if count
            )
        ],
        div(".summary")[
            a(href="#clusters")[say("heading-flips", language)],
            as_files(PATH, kept, language),
        ],
        workload(answer["workload"], language),
        h2(id="clusters")[say("heading-flips", language)],
        flips_table(answer["flips"], language),
    ]


def _supposed(asked: Asked, wanted: Wanted, answer: Json) -> list[str]:
    """Return what is supposed, in words, from the answer itself where it says it."""
    language = asked.language
    told = [
        say("what-if-start" if answer["from"] else "what-if-no-start", language, start=answer["from"]),
        *(
            say(
                "suppose-told-choice",
                language,
                choice=named(f"choice.{name}", name, language),
                value=named(f"reading.{shown_value(value)}", shown_value(value), language),
            )
            for name, value in answer["choices"].items()
        ),
    ]
    if answer["rulebook"]:
        told.insert(0, say("suppose-told-rulebook", language, edition=answer["rulebook"]))
    told += [
        say(f"suppose-told-{name}", language, value=plain(wanted.text(name)))
        for name in ("notice", "fact", "fact_on", "cluster")
        if wanted.text(name)
    ]
    return told
