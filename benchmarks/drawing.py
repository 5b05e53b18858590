"""Pictures of figures as SVG, by string alone: bars of ratios, and curves of cost.

Promise: text is text, and colours keep their contrast on light and on dark ground.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import log10

from benchmarks.timing import Figure

_ROW, _LEFT, _WIDTH = 26, 330, 860
_GOOD, _POOR, _PLAIN = "#2e7d32", "#c62828", "#546e7a"
_COLOURS = ("#1565c0", "#c62828", "#2e7d32", "#6a1b9a", "#ef6c00", "#00838f")
_DECADES = 4  # of ratios shown: a thousandth to ten


def bars(title: str, figures: Sequence[Figure]) -> str:
    """Return one bar a figure, on a logarithmic scale from 0.001 to 10; a stroke marks the target."""
    height = _ROW * (len(figures) + 2)
    drawn = [_text(10, 18, title, size=15)]
    scale = (_WIDTH - _LEFT - 80) / _DECADES
    for row, figure in enumerate(figures, start=1):
        top = row * _ROW
        colour = {True: _GOOD, False: _POOR, None: _PLAIN}[figure.is_met]
        long = max(2.0, _place(figure.ratio) * scale)
        drawn += [
            _text(10, top + 17, figure.operation),
            f'<rect x="{_LEFT}" y="{top + 4}" width="{long:.1f}" height="16" fill="{colour}"/>',
            _text(_LEFT + long + 6, top + 17, f"{figure.ratio:.3g}"),
        ]
        if figure.target is not None:
            x = _LEFT + _place(figure.target) * scale
            drawn.append(
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{top + 24}" stroke="{_PLAIN}" '
                'stroke-width="3"/>'
            )
    return _svg(title, height, drawn)


def _place(ratio: float) -> float:
    return min(float(_DECADES), max(0.0, log10(max(ratio, 1e-9)) + 3))


Points = Sequence[tuple[float, float]]


def curves(title: str, across: str, up: str, lines: Mapping[str, Points]) -> str:
    """Return one curve a name, both axes logarithmic."""
    xs, ys = zip(*(point for points in lines.values() for point in points), strict=True)
    left, top, wide, high = 90.0, 50.0, 520.0, 270.0

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return (
            left + wide * _share(point[0], min(xs), max(xs)),
            top + high - high * _share(point[1], min(ys), max(ys)),
        )

    drawn = [_text(10, 20, title, size=15), _text(left, top + high + 38, across), _text(10, top - 10, up)]
    drawn += [_text(at((x, 1))[0] - 14, top + high + 18, _short(x)) for x in sorted(set(xs))]
    drawn += [_text(10, at((1, y))[1] + 4, _short(y)) for y in (min(ys), max(ys))]
    for (name, points), colour in zip(lines.items(), _COLOURS, strict=False):
        placed = [at(point) for point in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in placed]
        drawn.append(_text(placed[-1][0] + 8, placed[-1][1] + 4, name, colour=colour))
    return _svg(title, 380, drawn)


def _share(value: float, least: float, most: float) -> float:
    """Return how far along a logarithmic axis a value is."""
    return 0.5 if most <= least else log10(max(value, least) / least) / log10(most / least)


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"  # noqa: PLR2004 - two digits


def _text(x: float, y: float, words: str, *, size: int = 13, colour: str = _PLAIN) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}">{escape(words)}</text>'


def _svg(title: str, height: int, drawn: Iterable[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" '
        f'role="img"><title>{escape(title)}</title>'
    )
    return "\n".join([head, *drawn, "</svg>"]) + "\n"
