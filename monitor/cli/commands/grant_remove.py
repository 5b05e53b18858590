"""grant remove: take a role from a user."""

import msgspec

from monitor.access.principal import EVERYWHERE, Grant, Role
from monitor.cli.access_desk import grant_words, office_of, tell_done
from monitor.cli.call import Call


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Whose, which role, and where it counts."""

    user: str
    role: Role
    region: str | None
    programme: str | None
    cluster: str | None


def run(call: Call, asked: Asked) -> None:
    """Remove the role."""
    region = asked.region or EVERYWHERE
    grant = Grant(role=asked.role, region=region, programme=asked.programme, cluster=asked.cluster)
    office_of(call).remove_grant(asked.user, grant)
    tell_done(call, "role-was-removed", user=asked.user, role=grant_words(call, grant))
