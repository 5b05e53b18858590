"""Who asks: a person with rights, by session or by token.

Promise: what a principal may do is said by its grants alone; its scopes only ever narrow that.
"""

from datetime import datetime

import msgspec

from domain.administration import Role

__all__ = ["EVERYWHERE", "Grant", "Principal", "Role"]

EVERYWHERE = "*"
ALL_SCOPES = frozenset({"*"})


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """One role and where it counts.

    `region` is a division code (its leading digits suffice), a place name, or "*" for everywhere;
    `programme` and `cluster` narrow it further (an operator has a grant for its own cluster).
    """

    role: Role
    region: str = EVERYWHERE
    programme: str | None = None
    cluster: str | None = None


class Principal(msgspec.Struct, frozen=True, kw_only=True):
    """A user as signed in.

    `scopes` are the groups of actions a token is for ("*": all); `session` is the public name of the session
    (no secret), None for a token; `confirmed_at` when somebody at it last proved to be the user. `user` is
    what is recorded as `recorded_by`.
    """

    user: str
    name: str
    grants: tuple[Grant, ...]
    scopes: frozenset[str] = ALL_SCOPES
    session: str | None = None
    token: str | None = None
    source: str | None = None
    confirmed_at: datetime | None = None

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles it has anywhere."""
        return frozenset(grant.role for grant in self.grants)
