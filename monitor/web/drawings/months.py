"""The work of some months, as it is and as it would be: two bars a month, side by side."""

from collections.abc import Iterator, Sequence

from htpy import Node, g, line, rect, svg
from htpy import text as text_

from monitor.web.drawings.svg import numbers

_WIDTH, _HEIGHT, _BASE = 300, 110, 86
_TOP = 14
_WIDEST = 12


def month_bars(bars: Sequence[tuple[str, int, int]], told: str) -> Node:
    """Return the picture; `bars` are months with what is and what would be, `told` is said of it.

    The values themselves stand in the table beside it.
    """
    most = max((max(base, tried) for _, base, tried in bars), default=0)
    return svg(".months-of-work", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label=told)[
        line(".base", **numbers(x1=0, y1=_BASE, x2=_WIDTH, y2=_BASE)),
        text_(".faint", **numbers(x=0, y=_TOP - 3))[str(most)],
        list(_drawn(bars, max(most, 1))),
        list(_labels(bars)),
    ]


def _drawn(bars: Sequence[tuple[str, int, int]], most: int) -> Iterator[Node]:
    step = _WIDTH / len(bars)
    width = min(step * 0.4, _WIDEST)
    for n, (_, base, tried) in enumerate(bars):
        middle = (n + 0.5) * step
        yield g[
            _bar("was", middle - width, width, base / most),
            _bar("would", middle, width, tried / most),
        ]


def _bar(kind: str, x: float, width: float, share: float) -> Node:
    height = share * (_BASE - _TOP)
    return rect(class_=kind, **numbers(x=x, y=_BASE - height, width=width, height=height))


def _labels(bars: Sequence[tuple[str, int, int]]) -> Iterator[Node]:
    """Yield the first and the last month: more would run into each other."""
    yield text_(".faint", **numbers(x=0, y=_HEIGHT - 6))[bars[0][0]]
    if len(bars) > 1:
        yield text_(".faint", text_anchor="end", **numbers(x=_WIDTH, y=_HEIGHT - 6))[bars[-1][0]]
