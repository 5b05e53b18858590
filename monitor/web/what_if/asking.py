"""The form of a run: what may be supposed, each field with what holds now."""

from collections.abc import Iterable, Sequence
from typing import Any

from htpy import Node, button, details, div, form, p, summary
from htpy import input as input_

from domain.notices import Notice
from domain.refusal import RefusedError
from domain.rulebook import Choice, Rulebook
from monitor.audit.branching.branch import Branch
from monitor.audit.branching.supposition import shown_value
from monitor.http.asking import Asked, Times
from monitor.http.problems import sentence_of
from monitor.intake.labels import TYPES
from monitor.matrix_cells import named
from monitor.web.parts.fields import choice_field, field
from monitor.web.parts.text import plain
from monitor.web.rules.edition import reading_words
from monitor.web.what_if.wanted import CHOICE, Wanted, key_of
from monitor.wording import Language, say
from monitor.wording.terms import term

Json = dict[str, Any]
Options = list[tuple[str, str]]
PATH = "/what-if"


def run_form(asked: Asked, wanted: Wanted, branch: Branch, times: Times) -> Node:
    """Return the form; of one cluster its facts may be corrected too."""
    language = asked.language
    return form(".card", method="get", action=PATH)[
        _kept(asked),
        div(".columns")[
            _law(wanted, branch, language),
            _clusters(wanted, branch, language),
            _calendar_and_start(wanted, branch, language),
        ],
        _readings(wanted, branch, language),
        _fact(asked, wanted, times),
        div(".actions")[button(".primary", type="submit")[say("suppose-do", language)]],
        p(".hint")[say("suppose-promise", language)],
    ]


def _kept(asked: Asked) -> Iterable[Node]:
    query = asked.request.query_params
    return (
        input_(type="hidden", name=name, value=query[name]) for name in ("on", "known_at") if query.get(name)
    )


def _law(wanted: Wanted, branch: Branch, language: Language) -> Node:
    options = [("", say("suppose-law-in-use", language))]
    options += [
        (
            book.edition,
            f"{term('programme', book.programme, language)} {book.edition}{_draft(book, language)}",
        )
        for book in branch.library.books.values()
    ]
    return choice_field(
        "rulebook",
        say("suppose-rulebook", language),
        options,
        wanted.text("rulebook") or "",
        hint=say("suppose-rulebook-hint", language),
    )


def _draft(book: Rulebook, language: Language) -> str:
    mark = term("basis", "draft", language)
    if book.standing.state != "draft":
        return ""
    return f"（{mark}）" if language == "zh" else f" ({mark})"


def _clusters(wanted: Wanted, branch: Branch, language: Language) -> Node:
    options = [("", say("suppose-every-programme", language))]
    options += [(each, term("programme", each, language)) for each in branch.programmes]
    return div[
        choice_field(
            "programme",
            say("suppose-programme", language),
            options,
            wanted.text("programme") or "",
            hint=say("suppose-programme-hint", language),
        ),
        field(
            "cluster",
            say("suppose-cluster", language),
            hint=say("suppose-cluster-hint", language),
            value=wanted.text("cluster") or "",
            maxlength="64",
        ),
    ]


def _calendar_and_start(wanted: Wanted, branch: Branch, language: Language) -> Node:
    options = [("", say("suppose-calendar-in-use", language))]
    newest = sorted(branch.library.notices, key=lambda each: each.issued_on, reverse=True)
    options += [(key_of(each), _without(each, language)) for each in newest]
    return div[
        choice_field("notice", say("suppose-notice", language), options, wanted.text("notice") or ""),
        field(
            "from",
            say("suppose-from", language),
            hint=say("suppose-from-hint", language),
            type="date",
            value=wanted.text("from") or "",
        ),
    ]


def _without(notice: Notice, language: Language) -> str:
    return say("suppose-without-notice", language, year=notice.year, number=notice.number or notice.issued_on)


# --- readings ---------------------------------------------------------------------------------


def _readings(wanted: Wanted, branch: Branch, language: Language) -> Node:
    known = _choices(_books(wanted, branch))
    fields = [
        choice_field(
            f"{CHOICE}{name}",
            named(f"choice.{name}", name, language),
            _options(choices, language),
            wanted.choices.get(name, ""),
            hint=plain(choices[0].question),
        )
        for name, choices in known.items()
    ]
    return details(open=bool(wanted.choices))[
        summary[say("suppose-readings", language)],
        div(".columns")[fields],
    ]


def _books(wanted: Wanted, branch: Branch) -> list[Rulebook]:
    books = branch.library.books
    if (named_ := wanted.text("rulebook")) in books:
        return [books[str(named_)]]
    programme = wanted.text("programme")
    programmes = [programme] if programme in branch.programmes else branch.programmes
    return [branch.law_of(str(each)).book for each in programmes]


def _choices(books: Iterable[Rulebook]) -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = {}
    for book in books:
        for name, choice in book.choices.items():
            found.setdefault(name, []).append(choice)
    return found


def _options(choices: Sequence[Choice], language: Language) -> Options:
    values = dict.fromkeys(value for each in choices for value in (each.value, *each.alternatives))
    taken = {each.value for each in choices}
    now = say("suppose-taken-now", language)
    shown = [
        (shown_value(value), reading_words(value, language) + (now if value in taken else ""))
        for value in values
    ]
    return [("", say("suppose-as-in-use", language)), *shown]


# --- a fact -----------------------------------------------------------------------------------


def _fact(asked: Asked, wanted: Wanted, times: Times) -> Node:
    """Return the fields to leave out a fact of the cluster, or to move it; without a cluster how to."""
    language, cluster = asked.language, wanted.text("cluster")
    if cluster is None or not asked.guarded.may("what-if", cluster):
        return p(".hint")[say("suppose-fact-needs-cluster", language)]
    try:
        events = asked.guarded.history(cluster, known_at=times.known_at)
    except RefusedError as error:  # nothing known of it by then, or a record that cannot be read
        return p(".error")[sentence_of(error, language)]
    options = [("", say("suppose-no-fact", language))]
    options += [(each["id"], _named(each, language)) for each in events if "legal_on" not in each["data"]]
    return div(".columns")[
        choice_field("fact", say("suppose-fact", language), options, wanted.text("fact") or ""),
        field(
            "fact_on",
            say("suppose-fact-on", language),
            hint=say("suppose-fact-on-hint", language),
            type="date",
            value=wanted.text("fact_on") or "",
        ),
    ]


def _named(event: Json, language: Language) -> str:
    kind = event["type"]
    words = TYPES.get(kind, kind) if language == "zh" else kind
    return f"{event['effective_on']} {plain(words)} #{event['position']}"
