"""How far a grant or a feed reaches now: how many clusters, and which it leaves out for want of a code.

Promise: this only counts; what a grant covers is said by `monitor.access.place` alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from domain.refusal import RefusedError
from monitor.access.account_rules import level
from monitor.access.place import Place, reaches
from monitor.access.places import Places
from monitor.access.policy import ADMINISTRATORS
from monitor.access.principal import EVERYWHERE, Grant
from monitor.application import Monitor

_PROVINCE_DIGITS, _CITY_DIGITS = 2, 4


class Reach(NamedTuple):
    """How many clusters are reached now, and how many lie outside only because they have no division code."""

    clusters: int
    without_code: int


def reach_of(grant: Grant, places: Iterable[Place]) -> Reach | None:
    """Return how far a grant reaches among some places; None of an administrator, who is about no cluster.

    Of clusters without a code those are not counted as left out that lie elsewhere by name, as far as those
    with a code tell: which province has the code of the grant, which code their own province and city have.
    """
    if grant.role in ADMINISTRATORS:
        return None
    known = list(places)
    clusters = sum(reaches(grant, each) for each in known)
    return Reach(clusters, _left_out(grant, known) if grant.region.isdigit() else 0)


def _left_out(grant: Grant, places: list[Place]) -> int:
    wherever = msgspec.structs.replace(grant, region=EVERYWHERE)
    uncoded = [each for each in places if each.county_code is None and reaches(wherever, each)]
    wanted, codes = grant.region[: level(grant.region)], _codes_by_name(places)
    homes = {name for name, some in codes.items() if wanted[:_PROVINCE_DIGITS] in some}
    near = [each for each in uncoded if not homes or each.province in homes]
    return sum(_agrees(wanted, each, codes) for each in near)


def _codes_by_name(places: Iterable[Place]) -> Mapping[str, set[str]]:
    """Return the codes of provinces and cities by their names, as far as clusters state them."""
    found = defaultdict[str, set[str]](set)
    for each in places:
        if each.county_code is not None:
            found[each.province].add(each.county_code[:_PROVINCE_DIGITS])
            found[each.city].add(each.county_code[:_CITY_DIGITS])
    return found


def _agrees(code: str, place: Place, codes: Mapping[str, set[str]]) -> bool:
    """Tell whether a place may lie within a code by what is known of its province and city."""
    stated = [codes.get(name) for name in (place.province, place.city)]
    return all(
        any(each.startswith(code) or code.startswith(each) for each in some) for some in stated if some
    )


def refuse_unknown_programme(programme: str | None, monitor: Monitor) -> None:
    """Refuse a programme that nobody has heard of: no rulebook, no law ever used, no cluster.

    Raises:
        RefusedError: "programme-not-known", with those there are.
    """
    known = {*monitor.library.programmes, *(each.programme for each in monitor.archive.adoptions)}
    if programme is None or programme in known:
        return
    known.update(each.programme for each in Places(monitor.engine).all().values())
    if programme not in known:
        raise RefusedError("programme-not-known", found=programme, allowed=", ".join(sorted(known)))
