"""The replay stepper for hearings: event after event, what was then true, known and due, by both clocks."""

from typing import Annotated, NamedTuple

from fastapi import Query, Response
from htpy import Node, a, div, h2, h3, nav, p, span, ul
from htpy import li as item_

from domain.events import legal_day
from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.audit.papers.certificates import Asked as Certifying
from monitor.audit.papers.certificates import certified_stream
from monitor.http.asking import Asked, Times
from monitor.web.asking import Visitor
from monitor.web.cluster.header import attention_of, standing_of
from monitor.web.cluster.history import recorded_of, source_of
from monitor.web.cluster.seen import Json, Seen
from monitor.web.cluster.why_tree import why_of
from monitor.web.cluster.windows import windows_of
from monitor.web.frame import Page, shown
from monitor.web.parts.tables import pairs
from monitor.web.words import moment
from monitor.wording import Language, say
from monitor.wording.history_words import change_lines, content_lines, type_words
from projections.answer import full_answer

Number = Annotated[int | None, Query(ge=1, le=1_000_000)]


class Step(NamedTuple):
    """One event of several, and the cluster as it was when that had just been recorded."""

    number: int
    total: int
    event: Json
    seen: Seen


def step_page(asked: Visitor, cluster: str, n: Number = None) -> Response:
    """Show a cluster as it was known right after one of its events; the last one unless another is named.

    Raises:
        RefusedError: "cluster-not-found"; "event-not-found", it has not so many.
    """
    step = _step(asked, cluster, n)
    language = asked.language
    title = say("cluster-page-step", language, number=step.number, count=step.total)
    page = Page(title, _content(step), "clusters", step.seen.crumbs(), None, standing_of(step.seen))
    return shown(asked, page)


def _step(asked: Asked, cluster: str, n: int | None) -> Step:
    monitor = asked.guarded.monitor_for(READ, cluster)
    events = asked.guarded.history(cluster, known_at=asked.at)
    number = n or len(events)
    if number > len(events):
        raise RefusedError("event-not-found", kind="not-found", found=f"#{number}")
    stream = [each for each in monitor.log.stream(cluster) if each.recorded_at <= asked.at][:number]
    at = stream[-1].recorded_at
    found = certified_stream(monitor, Certifying(cluster, legal_day(at), at), stream)
    answer = {**full_answer(cluster, found.history, found.assessment), "position": stream[-1].position}
    then = Seen(
        asked,
        Times(legal_day(at), at, is_now=False),
        cluster,
        found,
        answer,
        events[:number],
        f"/clusters/{cluster}",
    )
    return Step(number, len(events), events[number - 1], then)


def _content(step: Step) -> Node:
    language = step.seen.language
    return [
        _ways(step),
        div(".card.calm")[
            h2[f"#{step.number} ", type_words(step.event["type"], language)],
            pairs((say(name, language), value) for name, value in _clocks(step)),
            h3[say("cluster-page-content", language)],
            _lines(content_lines({**step.event, "source": None}, language), language),
            h3[say("column-changed", language)],
            _lines(list(change_lines(step.event, language)), language),
        ],
        attention_of(step.seen),
        windows_of(step.seen),
        why_of(step.seen),
    ]


def _clocks(step: Step) -> list[tuple[str, Node]]:
    event, language = step.event, step.seen.language
    return [
        ("cluster-page-clock-legal", event["effective_on"]),
        ("cluster-page-clock-known", recorded_of(event, language)),
        (
            "cluster-page-clock-asked",
            say("cluster-page-clock-told", language, at=moment(event["recorded_at"])),
        ),
        ("column-source", source_of(event, language)),
    ]


def _lines(lines: list[str], language: Language) -> Node:
    if not lines:
        return p(".faint")[say("cluster-page-nothing-changed", language)]
    return ul(".lines")[(item_[each] for each in lines)]


def _ways(step: Step) -> Node:
    """Return the ways to the event before and after, to the first and the last."""
    language, number, path = step.seen.language, step.number, f"{step.seen.path}/step"
    ways = (
        ("first", 1, number > 1),
        ("previous", number - 1, number > 1),
        ("next", number + 1, number < step.total),
        ("last", step.total, number < step.total),
    )
    return nav(".actions.stepper", aria_label=say("cluster-page-steps", language))[
        (
            a(".button", href=f"{path}?n={to}", rel=_REL.get(name))[
                say(f"cluster-page-step-{name}", language)
            ]
            if is_there
            else span(".button", aria_disabled="true")[say(f"cluster-page-step-{name}", language)]
            for name, to, is_there in ways
        ),
        a(href=f"{step.seen.path}#e-{number}")[say("cluster-page-step-row", language)],
    ]


_REL = {"previous": "prev", "next": "next"}
