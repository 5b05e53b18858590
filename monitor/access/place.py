"""Where a cluster is, from its founding fact as loaded, and whether a grant reaches it."""

import msgspec

from domain.history import Founding
from domain.notices import Region
from monitor.access.principal import EVERYWHERE, Grant


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A cluster and the scheme and places it belongs to."""

    cluster: str
    programme: str
    province: str
    city: str
    county: str
    county_code: str | None = None

    @property
    def region(self) -> Region:
        """Return where it lies."""
        return Region(code=self.county_code, names=(self.province, self.city, self.county))


def place_of(cluster: str, founding: Founding) -> Place:
    """Return the place that a founding fact states."""
    return Place(
        cluster=cluster,
        programme=founding.programme,
        province=founding.province,
        city=founding.city,
        county=founding.county,
        county_code=founding.county_code,
    )


def reaches(grant: Grant, place: Place) -> bool:
    """Tell whether a grant counts for a cluster: its programme, its region and the cluster itself."""
    return (
        grant.programme in {None, place.programme}
        and grant.cluster in {None, place.cluster}
        and (grant.region == EVERYWHERE or place.region.lies_in(grant.region))
    )
