"""Counts beside the filters of a list.

Promise: what is counted for a value is what one would see by choosing it, all other filters left as they are.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

Row = TypeVar("Row")


def counted(
    rows: Iterable[Row],
    wanted: Mapping[str, str],
    facets: Sequence[str],
    values: Callable[[Row, str], Iterable[str]],
) -> tuple[list[Row], dict[str, Counter[str]]]:
    """Return the rows that pass every filter, and by facet and value how many there would be.

    Args:
        rows: all there are.
        wanted: the value asked for, by facet; those without one are left out.
        facets: what is counted; `wanted` names some of them.
        values: which values a row has of a facet.
    """
    passing: list[Row] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in facets}
    for row in rows:
        failed = [name for name, value in wanted.items() if value not in values(row, name)]
        if not failed:
            passing.append(row)
        if len(failed) <= 1:
            for name in failed or facets:
                counts[name].update(values(row, name))
    return passing, counts
