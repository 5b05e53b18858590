"""Pictures of figures as SVG, by string alone: bars of ratios, and curves of cost.

Promise: text is text and never lies upon other text, and colours keep their contrast on light and on
dark ground.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from math import ceil, floor, log10

from benchmarks.timing import Figure

_ROW, _LEFT, _WIDTH = 26, 300, 860
_TOLD = 690.0  # where the numbers beside the bars begin
_GOOD, _POOR, _PLAIN, _FAINT = "#2e7d32", "#d32f2f", "#607d8b", "#90a4ae"
_COLOURS = ("#1e88e5", "#d32f2f", "#2e7d32", "#8e24aa", "#ef6c00", "#00838f", "#6d4c41", "#607d8b")
_LEAST, _DECADES = -3, 4  # of ratios shown: a thousandth to ten
_LINE = 15.0  # between two names
_TITLE, _MIDDLE, _END = 'font-size="15"', 'text-anchor="middle"', 'text-anchor="end"'


def bars(title: str, figures: Sequence[Figure]) -> str:
    """Return one bar a figure, on a logarithmic scale from 0.001 to 10; a stroke marks the target."""
    bottom = _ROW * (len(figures) + 1) + 10
    drawn = [_text(10, 18, title, _TITLE)]
    for decade in range(_DECADES + 1):
        x = _LEFT + decade * (_TOLD - _LEFT - 20) / _DECADES
        drawn.append(_stroke((x, 30), (x, bottom), _FAINT))
        drawn.append(_text(x, bottom + 16, f"{10.0 ** (_LEAST + decade):g}", _MIDDLE))
    for row, figure in enumerate(figures, start=1):
        drawn += _bar(figure, row * _ROW + 6)
    drawn.append(_text(10, bottom + 38, "strokes: targets; green: met, red: missed, grey: no target"))
    return _svg(title, bottom + 50, drawn)


def _bar(figure: Figure, top: float) -> Iterator[str]:
    colour = {True: _GOOD, False: _POOR, None: _PLAIN}[figure.is_met]
    long = max(2.0, _place(figure.ratio) - _LEFT)
    yield _text(10, top + 17, figure.operation)
    yield f'<rect x="{_LEFT}" y="{top + 4}" width="{long:.1f}" height="16" fill="{colour}"/>'
    told = f"{figure.ratio:.3g}"
    if figure.target is not None:
        x = _place(figure.target)
        yield _stroke((x, top), (x, top + 24), _PLAIN, wide=3)
        told += f" ({'at most' if figure.at_most else 'at least'} {figure.target:g})"
    yield _text(_TOLD, top + 17, told)


def _place(ratio: float) -> float:
    decades = min(float(_DECADES), max(0.0, log10(max(ratio, 1e-9)) - _LEAST))
    return _LEFT + decades * (_TOLD - _LEFT - 20) / _DECADES


Points = Sequence[tuple[float, float]]
_X, _Y, _WIDE, _HIGH = 90.0, 50.0, 560.0, 280.0


def curves(title: str, across: str, up: str, lines: Mapping[str, Points], *, from_zero: bool = False) -> str:
    """Return one curve a name, the axis across logarithmic, that up too unless it begins at zero."""
    xs, ys = zip(*(point for points in lines.values() for point in points), strict=True)
    marks = _even(max(ys)) if from_zero else _decades(min(ys), max(ys))

    def at(x: float, y: float) -> tuple[float, float]:
        share = (y / marks[-1]) if from_zero else _share(y, marks[0], marks[-1])
        return _X + _WIDE * _share(x, min(xs), max(xs)), _Y + _HIGH * (1 - share)

    drawn = [_text(10, 20, title, _TITLE), _text(_X, _Y + _HIGH + 40, across), _text(10, _Y - 12, up)]
    for x in sorted(set(xs)):
        drawn += [_text(at(x, marks[-1])[0], _Y + _HIGH + 18, _short(x), _MIDDLE)]
    for y in marks:
        level = at(min(xs), y)[1]
        drawn += [
            _stroke((_X, level), (_X + _WIDE, level), _FAINT),
            _text(_X - 8, level + 4, _short(y), _END),
        ]
    placed = {name: [at(*point) for point in points] for name, points in lines.items()}
    drawn += _drawn(placed)
    return _svg(title, _Y + _HIGH + 56, drawn)


def _drawn(placed: Mapping[str, Points]) -> Iterator[str]:
    """Yield each curve, and the names beside their ends, further down where two would meet."""
    ends = []
    for (name, points), colour in zip(placed.items(), _COLOURS, strict=False):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
        ends.append((points[-1][1], name, colour))
    free = 0.0
    for end, name, colour in sorted(ends):
        free = max(free, end)
        yield _text(_X + _WIDE + 12, free + 4, name, f'fill="{colour}"')
        free += _LINE


def _decades(least: float, most: float) -> list[float]:
    return [10.0**power for power in range(floor(log10(least)), ceil(log10(most)) + 1)]


def _even(most: float) -> list[float]:
    """Return marks from zero, at most six, at steps of 1, 2 or 5."""
    steps = [each * 10.0**power for power in range(-3, 9) for each in (1, 2, 5)]
    step = next(each for each in steps if most / each <= 5)  # noqa: PLR2004 - as promised
    return [number * step for number in range(ceil(most / step) + 1)]


def _share(value: float, least: float, most: float) -> float:
    """Return how far along a logarithmic axis a value is."""
    return 0.5 if most <= least else log10(max(value, least) / least) / log10(most / least)


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 or not number else f"{number:.2g}"  # noqa: PLR2004 - two digits


def _text(x: float, y: float, words: str, how: str = "") -> str:
    plain = "" if "fill" in how else f'fill="{_PLAIN}" '
    return f'<text x="{x:.1f}" y="{y:.1f}" {plain}{how}>{escape(words)}</text>'


def _stroke(start: tuple[float, float], end: tuple[float, float], colour: str, *, wide: float = 0.5) -> str:
    ends = f'x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{wide:g}"/>'


def _svg(title: str, height: float, drawn: Iterable[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" '
        f'font-family="sans-serif" font-size="13" role="img"><title>{escape(title)}</title>'
    )
    return "\n".join([head, *drawn, "</svg>"]) + "\n"
