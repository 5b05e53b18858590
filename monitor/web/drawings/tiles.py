"""The tiles of cities: equal squares in the order of their names. No map, and no boundary is drawn."""

from collections.abc import Iterable
from typing import NamedTuple

from htpy import Node, a, li, span, strong, ul


class Tile(NamedTuple):
    """One place: its name, how many clusters, what is said of the troubled ones (None: there is none)."""

    name: str
    clusters: str
    trouble: str | None
    address: str


def tiles(places: Iterable[Tile], caption: str) -> Node:
    """Return the tiles; each leads to the clusters of its place."""
    return ul(".tiles", aria_label=caption)[
        (
            li(class_="bad" if each.trouble else None)[
                a(href=each.address)[
                    span[each.name],
                    strong[each.clusters],
                    span(".trouble")[each.trouble] if each.trouble else None,
                ]
            ]
            for each in places
        )
    ]
