"""The standing of a cluster over two axes: legal days to the right, instants of knowledge upwards.

Promise: each rectangle is what was answered of its days by whoever asked within its instants.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from htpy import Node, desc, g, line, rect, svg, text, title

from monitor.web.drawings.scale import Scale, fitted, text_width
from monitor.web.drawings.svg import number, numbers

_WIDTH, _HEIGHT = 980, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 96, 968, 28, 320
_TICK_ROOM = 60


class Known(NamedTuple):
    """A standing over legal days, as known over days of recording; all days included but the last ones."""

    legal_from: date
    legal_to: date
    known_from: date
    known_to: date
    tone: str
    words: str


class Asked(NamedTuple):
    """The point that the page is asked about, and its words."""

    on: date
    known_on: date
    words: str


class Sides(NamedTuple):
    """The days that are shown, the same on both axes, and what is said of the whole."""

    legal: tuple[date, date]
    known: tuple[date, date]
    title: str
    told: str
    across: str
    upwards: str


def knowledge(rectangles: Sequence[Known], asked: Asked, sides: Sides) -> Node:
    """Return the picture; earlier knowledge below, later above."""
    across = Scale(*sides.legal, _LEFT, _RIGHT)
    upwards = Scale(*sides.known, _BOTTOM, _TOP)
    return svg(
        class_="knowledge",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_labelledby="knowledge-title",
        aria_describedby="knowledge-told",
    )[
        title(id="knowledge-title")[sides.title],
        desc(id="knowledge-told")[sides.told],
        [_rectangle(each, across, upwards) for each in rectangles],
        _axes(across, upwards, sides),
        _equal(across, upwards),
        _point(asked, across, upwards),
    ]


def _rectangle(each: Known, across: Scale, upwards: Scale) -> Node:
    x, end = across.at(each.legal_from), across.at(each.legal_to)
    y, bottom = upwards.at(each.known_to), upwards.at(each.known_from)
    width, height = end - x, bottom - y
    has_room = height >= 16 and width >= 40  # noqa: PLR2004 - of a line of text
    return g(f".period.{each.tone}")[
        title[each.words],
        rect(**numbers(x=x, y=y, width=width, height=height)),
        text(**numbers(x=x + 5, y=bottom - 5))[fitted(each.words, width - 10)] if has_room else None,
    ]


def _axes(across: Scale, upwards: Scale, sides: Sides) -> Node:
    return g(".axis")[
        line(**numbers(x1=_LEFT, x2=_RIGHT, y1=_BOTTOM, y2=_BOTTOM)),
        line(**numbers(x1=_LEFT, x2=_LEFT, y1=_TOP, y2=_BOTTOM)),
        (
            text(**numbers(x=across.at(day), y=_BOTTOM + 16))[words]
            for day, words in across.ticks(_TICK_ROOM)
            if across.at(day) + text_width(words) <= _WIDTH
        ),
        (
            text(text_anchor="end", **numbers(x=_LEFT - 6, y=upwards.at(day) + 4))[words]
            for day, words in Scale(upwards.first, upwards.last, _TOP, _BOTTOM).ticks(_TICK_ROOM / 2)
        ),
        text(text_anchor="end", **numbers(x=_RIGHT, y=_HEIGHT - 6))[f"{sides.across} →"],
        text(x="6", y=number(_TOP - 12))[f"↑ {sides.upwards}"],
    ]


def _equal(across: Scale, upwards: Scale) -> Node:
    """Return the line on which the legal day is the day of knowledge: what was known as it was."""
    start, end = max(across.first, upwards.first), min(across.last, upwards.last)
    if end <= start:
        return None
    places = numbers(x1=across.at(start), y1=upwards.at(start), x2=across.at(end), y2=upwards.at(end))
    return line(class_="equal", **places)


def _point(asked: Asked, across: Scale, upwards: Scale) -> Node:
    x, y = across.at(asked.on), upwards.at(asked.known_on)
    half = text_width(asked.words) / 2
    middle = min(max(x, _LEFT + half), _RIGHT - half)
    return g(".through.asked")[
        line(**numbers(x1=x, x2=x, y1=y, y2=_BOTTOM)),
        line(**numbers(x1=_LEFT, x2=x, y1=y, y2=y)),
        text(text_anchor="middle", **numbers(x=middle, y=_TOP - 8 if y < _TOP + 14 else y - 6))[asked.words],
    ]
