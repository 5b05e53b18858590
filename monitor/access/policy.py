"""Who may do what: one table of every action and the roles that may do it where their grant reaches.

Promise: what is not in the table is done by nobody. Sources: the steps and duties of the rulebooks (`by:`)
and `docs/access.md`, which is printed from here.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from domain.administration import Role
from domain.cluster import AnnualReportFiled
from domain.events import Fact, type_name
from domain.refusal import RefusedError
from monitor.access.place import Place, reaches
from monitor.access.principal import ALL_SCOPES, Grant, Principal

Subject = Literal["cluster", "service", "own"]
Scope = Literal["read", "file", "decide", "audit", "operate", "administer", "account"]

PROVINCE: Role = "province"
CITY: Role = "city"
COUNTY: Role = "county"
OPERATOR: Role = "operator"
AUDITOR: Role = "auditor"
SYSTEM: Role = "system-admin"
SECURITY: Role = "security-admin"
RECORD: Role = "audit-admin"
ADMINISTRATORS: frozenset[Role] = frozenset({SYSTEM, SECURITY, RECORD})
BUSINESS: frozenset[Role] = frozenset({PROVINCE, CITY, COUNTY, OPERATOR, AUDITOR})
EVERY_ROLE: tuple[Role, ...] = (PROVINCE, CITY, COUNTY, OPERATOR, AUDITOR, SYSTEM, SECURITY, RECORD)

READ = "read"
CITY_REPORT = "annual-report-filed/city-report"
OTHERS_FACT = "fact-withdrawn/of-another"


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One row: what is done, to what, under which scope of a token, and by whom."""

    name: str
    subject: Subject
    scope: Scope
    roles: frozenset[Role]


def _rows(subject: Subject, scope: Scope, allowed: dict[str, Iterable[Role]]) -> dict[str, Action]:
    return {
        name: Action(name=name, subject=subject, scope=scope, roles=frozenset(roles))
        for name, roles in allowed.items()
    }


_DEPARTMENTS = (PROVINCE, CITY, COUNTY)
_EVERY_PARTY = (*_DEPARTMENTS, OPERATOR)
_PROVINCE_ALONE = (
    "public-notice-posted",
    "objection-resolved",
    "application-rejected",
    "cluster-recognised",
    "low-satisfaction-found",
    "review-round-opened",
    "review-decided",
    "case-opened",
    "defence-invited",
    "rectification-ordered",
    "rectification-accepted",
    "rectification-failed",
    "case-dismissed",
    "revocation-decided",
    "title-cancelled",
    "appeal-admitted",
    "appeal-refused",
    "appeal-answered",
    "revocation-published",
)

FILINGS = _rows(
    "cluster",
    "file",
    {
        "application-submitted": _DEPARTMENTS,
        "objection-raised": _DEPARTMENTS,
        "annual-report-filed": _EVERY_PARTY,
        CITY_REPORT: (PROVINCE, CITY),
        "major-change-occurred": _EVERY_PARTY,
        "major-change-filed": _EVERY_PARTY,
        "incident-reported": _DEPARTMENTS,
        "incident-regraded": _DEPARTMENTS,
        "enterprise-joined": _EVERY_PARTY,
        "enterprise-left": _EVERY_PARTY,
        "review-applied": _EVERY_PARTY,
        "defence-received": (PROVINCE, COUNTY, OPERATOR),
        "appeal-lodged": (PROVINCE, COUNTY),
        "recognition-surrendered": (PROVINCE, COUNTY),
    },
)
DECIDING = _rows(
    "cluster",
    "decide",
    {
        "application-recommended": (PROVINCE, CITY),
        "misconduct-found": (PROVINCE, CITY),
        "supervision-refused": (PROVINCE, CITY),
        "decision-served": (PROVINCE, CITY),
        "fact-withdrawn": _EVERY_PARTY,
        OTHERS_FACT: (PROVINCE,),
        **dict.fromkeys(_PROVINCE_ALONE, (PROVINCE,)),
    },
)
READING = _rows("cluster", "read", {READ: BUSINESS})
NOTING = _rows("cluster", "file", {"alert-note": _DEPARTMENTS})
AUDITING = _rows(
    "cluster",
    "audit",
    {
        "replay": (PROVINCE, AUDITOR),
        "what-if": (PROVINCE, AUDITOR),
        "dossier": (PROVINCE, COUNTY, AUDITOR),
        "export": (PROVINCE, AUDITOR),
    },
)
LOG = _rows("service", "audit", {"verify": (PROVINCE, AUDITOR)})
LAW = _rows("service", "read", {"read-law": EVERY_ROLE})
OPERATING = _rows(
    "service",
    "operate",
    {"tick": (PROVINCE,), "calendar-notice": (PROVINCE,), "calendar-override": (PROVINCE,)},
)
ADMINISTERING = _rows(
    "service",
    "administer",
    {
        "user-add": (SYSTEM, SECURITY),
        "user-disable": (SYSTEM, SECURITY),
        "password-reset": (SYSTEM,),
        "second-factor-remove": (SECURITY,),
        "grant-add": (SECURITY,),
        "grant-remove": (SECURITY,),
        "subject-bind": (SECURITY,),
        "subject-release": (SECURITY,),
        "token-revoke": (SYSTEM, SECURITY),
        "sessions-end": (SYSTEM, SECURITY),
        "read-access": (SYSTEM, SECURITY, RECORD),
        "read-record": (RECORD,),
        "read-config": (SYSTEM,),
        "read-webhooks": (SYSTEM,),
        "webhook-add": (SYSTEM,),
        "webhook-secret-renew": (SYSTEM,),
        "webhook-remove": (SYSTEM,),
        "webhook-retry": (SYSTEM,),
        "webhooks-resume": (SYSTEM,),
        "read-channels": (SYSTEM,),
        "channel-add": (SYSTEM,),
        "channel-change": (SYSTEM,),
        "channel-test": (SYSTEM,),
        "channel-stop": (SYSTEM,),
        "channel-retry": (SYSTEM,),
    },
)
OWN = _rows(
    "own",
    "account",
    {"own-account": EVERY_ROLE, "own-tokens": BUSINESS, "feed-own": BUSINESS},
)

ACTIONS: dict[str, Action] = {
    **FILINGS, **DECIDING, **READING, **NOTING, **AUDITING, **LOG, **LAW, **OPERATING, **ADMINISTERING, **OWN
}  # fmt: skip
SCOPES: tuple[Scope, ...] = ("read", "file", "decide", "audit", "operate", "administer", "account")
TOKEN_SCOPES: frozenset[str] = frozenset(SCOPES) - {"administer", "account"}


def action_of(fact: Fact) -> str:
    """Return the action it is to record a fact."""
    if isinstance(fact, AnnualReportFiled) and fact.report == "city-report":
        return CITY_REPORT
    return type_name(type(fact))


def allowing(principal: Principal, action: str) -> list[Grant]:
    """Return the grants of a principal whose role may do an action somewhere."""
    row = ACTIONS[action]
    if not principal.scopes & {*ALL_SCOPES, row.scope}:
        return []
    return [grant for grant in principal.grants if grant.role in row.roles]


def may(principal: Principal, action: str, place: Place | None = None) -> bool:
    """Tell whether a principal may do an action: to a cluster where `place` is given, else to the service.

    Raises:
        ValueError: an action on clusters was asked about without one, or the other way round.
    """
    if (ACTIONS[action].subject == "cluster") != (place is not None):
        raise ValueError(action)
    if action == "own-account":
        return bool(principal.scopes & {*ALL_SCOPES, "account"})
    return any(place is None or reaches(grant, place) for grant in allowing(principal, action))


def not_permitted(action: str) -> RefusedError:
    """Return the refusal of what may be seen but not done, with the roles that would be needed."""
    needed = [role for role in EVERY_ROLE if role in ACTIONS[action].roles]
    return RefusedError("not-permitted", kind="not-permitted", action=action, roles=", ".join(needed) or "-")
