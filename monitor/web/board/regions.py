"""The regions: each programme with its cities, how many clusters stand how, and where there is trouble."""

from collections.abc import Sequence

from htpy import Node, a, details, div, li, span, strong, summary, ul

from monitor.answers.board import City, Region
from monitor.web.drawings.bars import stacked_bar
from monitor.web.drawings.tiles import Tile, tiles
from monitor.web.lists.stated import address
from monitor.web.parts.tags import STANDING_TONES
from monitor.web.parts.text import plain
from monitor.wording import Language, say
from monitor.wording.terms import term

FEW = 2


def regions_part(found: Sequence[Region], language: Language) -> Node:
    """Return the regions; where there are few they are unfolded."""
    return div(".regions")[(_region(each, language, is_open=len(found) <= FEW) for each in found)]


def _region(region: Region, language: Language, *, is_open: bool) -> Node:
    title = say(
        "regions-title",
        language,
        programme=term("programme", region.programme, language) or say("list-unknown", language),
        province=plain(region.province),
    )
    ordered = {name: region.standings[name] for name in STANDING_TONES if region.standings.get(name)}
    troubled = sum(city.troubled for city in region.cities)
    return details(".card", open=is_open)[
        summary[
            strong[title],
            " ",
            span(".number")[say("clusters-count", language, count=sum(ordered.values()))],
            " ",
            span(".left.over")[say("regions-troubled", language, count=troubled)] if troubled else None,
            stacked_bar(ordered, STANDING_TONES),
        ],
        ul(".facets")[
            (
                li[
                    a(href=_address(region, standing=name))[
                        term("standing", name, language), " ", span(".number")[str(count)]
                    ]
                ]
                for name, count in ordered.items()
            )
        ],
        tiles([_tile(region, each, language) for each in region.cities], title),
    ]


def _tile(region: Region, city: City, language: Language) -> Tile:
    return Tile(
        name=plain(city.name),
        clusters=str(city.clusters),
        trouble=say("regions-troubled", language, count=city.troubled) if city.troubled else None,
        address=_address(region, city=city.name),
    )


def _address(region: Region, **more: str) -> str:
    return address("/clusters", {"programme": region.programme, "province": region.province, **more})
