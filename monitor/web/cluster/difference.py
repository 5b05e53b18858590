"""What knowledge of a cluster changed between two instants: what was recorded, what that makes different."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Query, Response
from htpy import Node, a, button, div, form, h2, label, li, p, span, ul
from htpy import input as input_

from domain.events import SHANGHAI, legal_day
from monitor.http.asking import Asked, Times, day_at, instant_at, knowledge_of
from monitor.web.asking import Visitor
from monitor.web.cluster.history import recorded_of
from monitor.web.cluster.seen import Json, Seen, event_links, seen
from monitor.web.frame import Page, shown
from monitor.web.parts.tables import card_table, nothing
from monitor.web.parts.text import NOTHING, plain
from monitor.web.words import moment
from monitor.wording import say
from monitor.wording.history_words import (
    answered_words,
    change_lines,
    differing_words,
    notice_words,
    type_words,
)

_FIRST_LOOK = timedelta(days=90)
Since = Annotated[str | None, Query(alias="from", max_length=40)]
Until = Annotated[str | None, Query(alias="to", max_length=40)]
On = Annotated[str | None, Query(max_length=40)]


def difference_page(
    asked: Visitor, cluster: str, since: Since = None, until: Until = None, on: On = None
) -> Response:
    """Show what knowledge of a cluster changed between two instants, of one legal day.

    Raises:
        FaultsError: "parameters-not-accepted".
        RefusedError: "cluster-not-found", "knowledge-runs-backwards", "known-at-in-future".
    """
    later = _later(asked, until)
    earlier = instant_at("from", since or None, asked.language) or later - _FIRST_LOOK
    day = day_at("on", on or None, asked.language) or legal_day(later)
    found = seen(asked, cluster, Times(day, later, is_now=not until and not on)).beside()
    answer = asked.guarded.difference(cluster, on=day, between=(earlier, later))
    title = say("cluster-page-difference", asked.language)
    content = [_form(found, earlier), _told(found, answer), _changed(found, answer), _recorded(found, answer)]
    return shown(asked, Page(title, content, "clusters", found.crumbs()))


def _later(asked: Asked, until: str | None) -> datetime:
    is_today = until == legal_day(asked.at).isoformat()
    return knowledge_of(asked, None if is_today else until or None, "to")


def _form(found: Seen, earlier: datetime) -> Node:
    language, later = found.language, found.times.known_at
    fields = (
        ("from", "cluster-page-from", earlier.astimezone(SHANGHAI).date()),
        ("to", "cluster-page-to", later.astimezone(SHANGHAI).date()),
        ("on", "page-on", found.times.on),
    )
    return form(".query", method="get", role="search", aria_label=say("cluster-page-difference", language))[
        (
            label[say(words, language), input_(type="date", name=name, value=str(value))]
            for name, words, value in fields
        ),
        button(".primary", type="submit")[say("page-times-do", language)],
    ]


def _told(found: Seen, answer: Json) -> Node:
    told = {name: moment(answer[f"{name}_known_at"]) for name in ("from", "to")}
    return p[
        say(
            "cluster-page-difference-told",
            found.language,
            on=answer["on"],
            earlier=told["from"],
            later=told["to"],
        )
    ]


def _recorded(found: Seen, answer: Json) -> Node:
    language, numbers = found.language, found.numbers()
    title = say("heading-recorded", language)
    headers = [
        say(f"column-{name}", language)
        for name in ("number", "effective-on", "recorded-at", "type", "changed")
    ]
    rows: list[list[Node]] = [
        [
            a(href=found.address("/step", n=numbers[event["id"]]))[f"#{numbers[event['id']]}"],
            span(".number")[event["effective_on"]],
            recorded_of(event, language),
            span(".label")[type_words(event["type"], language)],
            ul(".lines")[(li[each] for each in change_lines(event, language))],
        ]
        for event in answer["events"]
    ]
    notices = [p[each["known_from"], " ", notice_words(each, language)] for each in answer["notices"]]
    return [
        h2[title],
        card_table(headers, rows, caption=title, empty=say("empty-recorded", language)),
        [h2[say("heading-notices", language)], notices] if notices else None,
    ]


def _changed(found: Seen, answer: Json) -> Node:
    language = found.language
    title = say("heading-changed", language)
    if not answer["changed"]:
        return [h2[title], nothing(say("empty-changed", language))]
    headers = [
        say(f"column-{name}", language) for name in ("subject", "before", "after", "clause", "comes-from")
    ]
    rows = [_row(found, each) for each in answer["changed"]]
    return [h2[title], div(".told")[card_table(headers, rows, caption=title)]]


def _row(found: Seen, change: Json) -> list[Node]:
    language = found.language
    return [
        differing_words(change, language),
        span(".range")[answered_words(change, "from", language)],
        span(".range")[answered_words(change, "to", language)],
        plain(change["clause"]),
        _causes(found, change),
    ]


def _causes(found: Seen, change: Mapping[str, list[Json]]) -> Node:
    """Return what a difference comes from: facts by their numbers, notices, a law adopted."""
    language = found.language
    linked = event_links([str(each) for each in change["events"]], found)
    others = [[" ", notice_words(each, language)] for each in change["notices"]]
    adopted = [[" ", say("from-adoption", language, at=moment(str(each)))] for each in change["adoptions"]]
    return [*linked, *others, *adopted] or NOTHING
