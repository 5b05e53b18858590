"""The timeline of a cluster: lanes over days, events with both their days, periods, what is overdue.

Promise: a mark stands on its day, never beside it; where two would touch, one stands below the other.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from htpy import Node, a, circle, desc, g, line, path, pattern, rect, svg, text, title, tspan
from htpy import defs as definitions

from monitor.web.drawings.lanes import Bar, Frame, Lane, Line, Mark, Shape
from monitor.web.drawings.scale import Scale, fitted, in_rows, text_width
from monitor.web.drawings.svg import number, numbers

_WIDTH, _NAMES, _RIGHT = 980, 140, 968
_ROW, _PAD, _HEAD = 20, 5, 50
_TICK_ROOM = 58
_TICKED = 6  # the tick of what was done late reaches beyond its day
_R = 5.0


def timeline(lanes: Sequence[Lane], frame: Frame) -> Node:
    """Return the picture; lanes with nothing in the days shown are left out."""
    scale = Scale(frame.first, frame.last, _NAMES + 6, _RIGHT)
    drawn: list[Node] = []
    y = float(_HEAD)
    for count, lane in enumerate(each for each in lanes if _is_seen(each, scale)):
        content, height = _lane(lane, scale, y, frame.key)
        ground = rect(class_="even" if count % 2 else "odd", **numbers(x=0, y=y, width=_WIDTH, height=height))
        drawn += [ground, _name(lane.name, y), content]
        y += height
    return svg(
        class_="timeline",
        viewBox=f"0 0 {_WIDTH} {number(y + 4)}",
        role="group",
        aria_labelledby=f"{frame.key}-title",
        aria_describedby=f"{frame.key}-told",
    )[
        title(id=f"{frame.key}-title")[frame.title],
        desc(id=f"{frame.key}-told")[frame.told],
        _hatch(frame.key),
        drawn[0::3],
        _off_days(frame.off, scale, y),
        _axis(scale, y),
        [_line(each, scale, y) for each in frame.lines],
        drawn[1::3],
        drawn[2::3],
    ]


def _is_seen(lane: Lane, scale: Scale) -> bool:
    return any(_bar_seen(bar, scale) for bar in lane.bars) or any(
        _mark_seen(mark, scale) for mark in lane.marks
    )


def _bar_seen(bar: Bar, scale: Scale) -> bool:
    end = max(bar.end, bar.late[1]) if bar.late else bar.end
    return bar.start <= scale.last and end >= scale.first


def _mark_seen(mark: Mark, scale: Scale) -> bool:
    return scale.holds(mark.on) or scale.holds(mark.recorded_on)


# --- what stands behind -----------------------------------------------------------------------


def _hatch(key: str) -> Node:
    pattern_ = pattern(
        id=f"{key}-hatch",
        width="6",
        height="6",
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return definitions[pattern_[line(class_="hatch", x1="0", y1="0", x2="0", y2="6")]]


def _off_days(days: Sequence[date], scale: Scale, bottom: float) -> Node:
    width = (scale.right - scale.left) / max(1, (scale.last - scale.first).days)
    return g(".off")[
        (
            rect(**numbers(x=scale.at(day), y=_HEAD, width=width, height=bottom - _HEAD))
            for day in days
            if scale.holds(day) and day < scale.last
        )
    ]


def _axis(scale: Scale, bottom: float) -> Node:
    return g(".axis", aria_hidden="true")[
        (
            (
                line(**numbers(x1=scale.at(day), x2=scale.at(day), y1=_HEAD - 6, y2=bottom)),
                text(**numbers(x=scale.at(day) + 3, y=_HEAD - 8))[words],
            )
            for day, words in scale.ticks(_TICK_ROOM)
            if scale.at(day) + text_width(words) + 3 <= _WIDTH
        )
    ]


def _line(each: Line, scale: Scale, bottom: float) -> Node:
    """Return a day through all lanes; those asked for and those known have a row of their own on top."""
    if not scale.holds(each.on):
        return None
    x, half = scale.at(each.on), text_width(each.words) / 2
    top = 11 if each.kind == "asked" else 26
    middle = min(max(x, _NAMES + half), _WIDTH - half - 2)
    return g(f".through.{each.kind}")[
        line(**numbers(x1=x, x2=x, y1=top + 3, y2=bottom)),
        text(text_anchor="middle", **numbers(x=middle, y=top))[each.words],
    ]


def _name(name: str, y: float) -> Node:
    return text(".lane", **numbers(x=8, y=y + _PAD + 14))[tspan[fitted(name, _NAMES - 14)], title[name]]


# --- a lane -----------------------------------------------------------------------------------


def _lane(lane: Lane, scale: Scale, y: float, key: str) -> tuple[Node, float]:
    """Return what stands in a lane, and how high it is: periods above, events below."""
    bars = [bar for bar in lane.bars if _bar_seen(bar, scale)]
    marks = [mark for mark in lane.marks if _mark_seen(mark, scale)]
    bar_rows = in_rows([_bar_extent(bar, scale) for bar in bars])
    mark_rows = in_rows([_mark_extent(mark, scale) for mark in marks])
    below = max(bar_rows, default=-1) + 1
    rows = below + max(mark_rows, default=-1) + 1
    content = [
        (_bar(bar, scale, y + _PAD + row * _ROW, key) for bar, row in zip(bars, bar_rows, strict=True)),
        (
            _mark(mark, scale, y + _PAD + (below + row + 0.5) * _ROW)
            for mark, row in zip(marks, mark_rows, strict=True)
        ),
    ]
    return g[content], rows * _ROW + 2 * _PAD


def _bar_places(bar: Bar, scale: Scale) -> tuple[float, float, float]:
    """Return where a period begins, where it ends, and where what is overdue of it ends."""
    day = timedelta(days=1)
    start, end = scale.at(bar.start), max(scale.at(bar.end + day), scale.at(bar.start) + 3)
    return start, end, max(end, scale.at(bar.late[1] + day)) if bar.late else end


def _words_place(bar: Bar, scale: Scale) -> tuple[float, float, float]:
    """Return where the words of a period stand, and the extent of both: inside, to its right or its left."""
    start, _, last = _bar_places(bar, scale)
    room = text_width(bar.words) + 8
    if room <= last - start:
        return start + 4, start, last
    if last + room <= _WIDTH:
        words = last + 4 + (_TICKED if bar.met else 0)
        return words, start, words - 4 + room
    return start - room + 4, start - room, last


def _bar_extent(bar: Bar, scale: Scale) -> tuple[float, float]:
    return _words_place(bar, scale)[1:]


def _bar(bar: Bar, scale: Scale, y: float, key: str) -> Node:
    start, end, last = _bar_places(bar, scale)
    late = rect(
        class_="late", fill=f"url(#{key}-hatch)", **numbers(x=end, y=y + 3, width=last - end, height=14)
    )
    return g(f".period.{bar.tone}")[
        title[bar.words],
        rect(rx="2", **numbers(x=start, y=y + 3, width=end - start, height=14)),
        late if last > end else None,
        text(**numbers(x=_words_place(bar, scale)[0], y=y + 14))[bar.words],
        _met(scale.at(bar.met), y + 10) if bar.met and scale.holds(bar.met) else None,
    ]


def _met(x: float, y: float) -> Node:
    """Return the tick of what was done, on its day."""
    return path(class_="met", d=f"M{number(x - 4)} {number(y)} l3 4 l6 -9")


# --- an event ---------------------------------------------------------------------------------


def _label(mark: Mark, scale: Scale) -> str:
    return str(mark.number) if scale.holds(mark.on) else f"‹{mark.number}"


def _mark_extent(mark: Mark, scale: Scale) -> tuple[float, float]:
    x = scale.at(mark.on)
    end = scale.at(mark.recorded_on) + 2 if mark.is_late else x
    return x - _R - 4 - text_width(_label(mark, scale)), max(end, x + _R)


def _mark(mark: Mark, scale: Scale, y: float) -> Node:
    x = scale.at(mark.on)
    look = [f"tone-{mark.tone}", "hollow" if mark.is_late else None, "gone" if mark.gone else None]
    address = mark.address or f"#e-{mark.number}"
    return a(href=address, aria_label=mark.words, class_=["mark-of", *look], data_event=mark.number)[
        title[mark.words],
        list(_recorded(mark, scale, y)) if mark.is_late else None,
        _shape(mark.shape, x, y),
        line(class_="strike", **numbers(x1=x - 7, y1=y + 5, x2=x + 7, y2=y - 5)) if mark.gone else None,
        text(text_anchor="end", **numbers(x=x - _R - 3, y=y + 4))[_label(mark, scale)],
    ]


def _recorded(mark: Mark, scale: Scale, y: float) -> Iterator[Node]:
    """Yield the way from the day of an event to the day on which it was recorded."""
    x, end = scale.at(mark.on), scale.at(mark.recorded_on)
    yield line(class_="way", **numbers(x1=x + _R, x2=max(end, x + _R), y1=y, y2=y))
    yield line(class_="tick", **numbers(x1=end, x2=end, y1=y - 5, y2=y + 5))


def _shape(shape: Shape, x: float, y: float) -> Node:
    if shape == "circle":
        return circle(class_="shape", **numbers(cx=x, cy=y, r=_R))
    if shape == "square":
        return rect(class_="shape", **numbers(x=x - 4.5, y=y - 4.5, width=9, height=9))
    corners = "m0 -6 l6 11 h-12 z" if shape == "triangle" else "m0 -6.5 l6.5 6.5 l-6.5 6.5 l-6.5 -6.5 z"
    return path(class_="shape", d=f"M{number(x)} {number(y)} {corners}")
