"""How a cluster stood over two axes: on which legal days, as known from when until when; drawn and listed."""

from collections.abc import Sequence
from datetime import date, timedelta

from fastapi import Response
from htpy import Node, div, h2, p

from domain.events import legal_day
from domain.text import DAY
from monitor.access.policy import READ
from monitor.answers.knowledge import knowledge_answer
from monitor.bootstrap import read_instant
from monitor.web.asking import TimesShown, Visitor
from monitor.web.cluster.seen import Json, Seen, seen
from monitor.web.drawings.knowledge import Asked as Point
from monitor.web.drawings.knowledge import Known, Sides, knowledge
from monitor.web.frame import Page, shown
from monitor.web.parts.tables import card_table
from monitor.web.parts.tags import STANDING_TONES, standing_tag
from monitor.web.parts.text import NOTHING
from monitor.web.parts.times_bar import times_bar
from monitor.web.words import moment
from monitor.wording import say
from monitor.wording.terms import term


def knowledge_page(asked: Visitor, cluster: str, times: TimesShown) -> Response:
    """Show on which legal days a cluster stood how, as known when."""
    found = seen(asked, cluster, times)
    monitor = asked.guarded.monitor_for(READ, cluster)
    rectangles = knowledge_answer(monitor, cluster, times.known_at)
    title = say("cluster-page-knowledge", asked.language)
    content = [
        times_bar(times, asked.language),
        p(".faint")[say("cluster-page-knowledge-told", asked.language)],
        _picture(found, [each for each in rectangles if each["standing"]], title),
        h2[say("cluster-page-knowledge-rows", asked.language)],
        _table(found, rectangles),
    ]
    return shown(asked, Page(title, content, "clusters", found.crumbs(), times))


def _picture(found: Seen, rectangles: Sequence[Json], title: str) -> Node:
    language, times = found.language, found.times
    legal, known = _sides(found, rectangles)
    sides = Sides(
        legal=legal,
        known=known,
        title=title,
        told=say("cluster-page-knowledge-rows", language),
        across=say("page-on", language),
        upwards=say("page-known-at", language),
    )
    words = say(
        "cluster-page-line-today" if times.is_now else "cluster-page-line-asked", language, day=times.on
    )
    point = Point(times.on, legal_day(times.known_at), words)
    shapes = [_known(each, sides, found) for each in rectangles]
    return div(".picture.wide", role="region", tabindex="0", aria_label=title)[
        knowledge(shapes, point, sides)
    ]


def _sides(found: Seen, rectangles: Sequence[Json]) -> tuple[tuple[date, date], tuple[date, date]]:
    """Return the days of both axes: from the first that anything is known of, with some air."""
    known_on = legal_day(found.times.known_at)
    ends = [
        each[name] for each in rectangles for name in ("legal_from", "legal_to", "valid_to") if each[name]
    ]
    days = [found.times.on, known_on, *(date.fromisoformat(each) for each in ends)]
    instants = [known_on, *(legal_day(read_instant(each["known_from"])) for each in rectangles)]
    air = max(timedelta(days=20), (max(days) - min(days)) / 20)
    return (min(days) - air, max(days) + air), (
        min(instants),
        max(*instants, min(instants) + timedelta(days=30)),
    )


def _known(each: Json, sides: Sides, found: Seen) -> Known:
    known_to = legal_day(read_instant(each["known_to"])) if each["known_to"] else sides.known[1]
    return Known(
        legal_from=date.fromisoformat(each["legal_from"]) if each["legal_from"] else sides.legal[0],
        legal_to=date.fromisoformat(each["legal_to"]) if each["legal_to"] else sides.legal[1],
        known_from=legal_day(read_instant(each["known_from"])),
        known_to=known_to,
        tone=STANDING_TONES.get(each["standing"], "unknown"),
        words=term("standing", each["standing"], found.language),
    )


def _table(found: Seen, rectangles: Sequence[Json]) -> Node:
    language = found.language
    names = ("known-from", "known-to", "legal-from", "legal-to", "standing", "validity")
    title = say("cluster-page-knowledge-rows", language)
    headers = [say(f"cluster-page-column-{name}", language) for name in names]
    return card_table(headers, [_row(each, found) for each in rectangles], caption=title, empty=title)


def _row(each: Json, found: Seen) -> list[Node]:
    language = found.language
    last = str(date.fromisoformat(each["legal_to"]) - DAY) if each["legal_to"] else None
    valid = {"start": each["valid_from"], "end": each["valid_to"]}
    return [
        moment(each["known_from"]),
        moment(each["known_to"]) if each["known_to"] else say("cluster-page-still", language),
        each["legal_from"] or say("cluster-page-before", language),
        last or say("cluster-page-onwards", language),
        standing_tag(each["standing"], language) if each["standing"] else NOTHING,
        say("validity", language, **valid) if each["valid_to"] else NOTHING,
    ]
