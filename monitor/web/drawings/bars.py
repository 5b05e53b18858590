"""Bars: how much of a validity is gone, and how many clusters stand how. The words stand beside them."""

from collections.abc import Mapping
from datetime import date

from htpy import Node, rect, svg

from monitor.web.drawings.svg import numbers

_LENGTH, _HEIGHT = 100, 6
_NEAR_DAYS = 180


def life_bar(valid_from: str | None, valid_to: str | None, on: date) -> Node:
    """Return how much of a validity has passed by a day; nothing where it is not known."""
    if valid_from is None or valid_to is None:
        return None
    first, last = date.fromisoformat(valid_from), date.fromisoformat(valid_to)
    whole, gone = (last - first).days + 1, (on - first).days
    share = min(max(gone / max(whole, 1), 0), 1)
    left = (last - on).days
    state = "over" if left < 0 else "near" if left <= _NEAR_DAYS else "far"
    return svg(".life", viewBox=f"0 0 {_LENGTH} {_HEIGHT}", aria_hidden="true", focusable="false")[
        rect(".track", **numbers(x=0, y=0, width=_LENGTH, height=_HEIGHT, rx=3)),
        rect(class_=state, **numbers(x=0, y=0, width=_LENGTH * share, height=_HEIGHT, rx=3)),
    ]


def stacked_bar(counts: Mapping[str, int], tones: Mapping[str, str]) -> Node:
    """Return a bar of parts in their order; `tones` names the class of each."""
    whole = sum(counts.values())
    parts: list[Node] = []
    start = 0.0
    for name, count in counts.items():
        length = _LENGTH * count / whole
        parts.append(
            rect(
                class_=f"part-{tones.get(name, 'unknown')}", **numbers(x=start, y=0, width=length, height=10)
            )
        )
        start += length
    return svg(
        ".stacked",
        viewBox=f"0 0 {_LENGTH} 10",
        preserveAspectRatio="none",
        aria_hidden="true",
        focusable="false",
    )[parts]
