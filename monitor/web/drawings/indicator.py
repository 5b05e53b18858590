"""One indicator over the years against the limit of its criterion: one of several small pictures."""

from collections.abc import Sequence
from typing import NamedTuple

from htpy import Node, desc, g, line, path, rect, svg, text, title

from monitor.web.drawings.scale import text_width
from monitor.web.drawings.svg import number, numbers

_WIDTH, _HEIGHT = 240, 116
_LEFT, _RIGHT, _TOP, _BOTTOM = 10, 230, 24, 92
_WIDEST, _ROOMY = 40.0, 17.0


class Point(NamedTuple):
    """The value of a year, how it is written, and whether the criterion was met, not met or is unknown."""

    year: int
    value: float
    words: str
    verdict: str


class Limit(NamedTuple):
    """The limit, and how it is written: ">= 30 亿元"."""

    value: float
    words: str


def indicator(key: str, points: Sequence[Point], limit: Limit, name: str) -> Node:
    """Return a column for each year, and the limit as a line; `key` is its own on the page."""
    told = "；".join(f"{each.year}: {each.words}" for each in points)
    least = min(0.0, limit.value, *(each.value for each in points))
    most = max(0.0, limit.value, *(each.value for each in points))
    scale = (_BOTTOM - _TOP) / ((most - least) or 1)
    zero = _BOTTOM + least * scale
    room = (_RIGHT - _LEFT) / max(1, len(points))
    y = zero - limit.value * scale
    return svg(
        class_="indicator",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_labelledby=f"{key}-title",
        aria_describedby=f"{key}-told",
    )[
        title(id=f"{key}-title")[name],
        desc(id=f"{key}-told")[f"{limit.words}；{told}"],
        line(class_="zero", **numbers(x1=_LEFT, x2=_RIGHT, y1=zero, y2=zero)),
        [_column(each, place, room, zero, scale) for place, each in enumerate(points)],
        line(class_="limit", **numbers(x1=_LEFT, x2=_RIGHT, y1=y, y2=y)),
        text(class_="limit", **numbers(x=_LEFT, y=12))[limit.words],
    ]


def _column(each: Point, place: int, room: float, zero: float, scale: float) -> Node:
    width = min(_WIDEST, room * 0.6)
    middle = _LEFT + (place + 0.5) * room
    height = abs(each.value) * scale
    top = zero - height if each.value >= 0 else zero
    shown = each.words if text_width(each.words) <= room + 6 else ""
    return g(f".period.{each.verdict}")[
        title[f"{each.year}: {each.words}"],
        rect(**numbers(x=middle - width / 2, y=top, width=width, height=max(height, 1))),
        _cross(middle, _BOTTOM + 8) if each.verdict == "not-met" else None,
        text(text_anchor="middle", **numbers(x=middle, y=top + 13 if height >= _ROOMY else top - 3))[shown],
        text(text_anchor="middle", **numbers(x=middle, y=_HEIGHT - 4))[str(each.year)],
    ]


def _cross(x: float, y: float) -> Node:
    """Return the mark of a year in which the limit was missed, for who does not see the colour."""
    return path(class_="miss", d=f"M{number(x - 3)} {number(y - 3)} l6 6 m0 -6 l-6 6")
