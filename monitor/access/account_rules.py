"""Which acts on accounts may be recorded: the refusals, each a small rule.

The administrators (三员) exclude each other and every other role in one person; nobody changes his own
rights; there is always a security administrator. Rules of our own, after the separation of powers that
GB/T 22239 asks of third-level systems.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec

from domain import administration as acts
from domain.notices import DIVISION_CODE_DIGITS
from domain.refusal import RefusedError
from monitor.access.accounts import Account, Accounts, grant_of
from monitor.access.policy import ADMINISTRATORS, SECURITY, SYSTEM, TOKEN_SCOPES
from monitor.access.principal import EVERYWHERE, Grant, Principal, Role

LONGEST_TOKEN = timedelta(days=366)
MOST_TOKENS = 20
_DIGITS = {"province": 2, "city": 4, "county": 6}


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """An act about to be recorded, by whom; `principal` is None at the database's own command line."""

    body: acts.AccountAct
    by: str
    today: date
    principal: Principal | None = None


def decide(act: Act, accounts: Accounts) -> None:
    """Refuse an act that may not be recorded; return if it may.

    Raises:
        RefusedError: "user-exists", "user-unknown", "user-disabled", "own-rights", or what the act's own
            rule refuses.
    """
    if isinstance(act.body, acts.UserAdded):
        _addition(act, act.body, accounts)
        return
    account = accounts.find(act.body.user)
    if account is None:
        raise RefusedError("user-unknown", kind="not-found", user=act.body.user)
    if account.is_disabled:
        raise RefusedError("user-is-disabled", kind="conflict", user=act.body.user)
    rule = _RULES.get(type(act.body))
    if rule is not None:
        rule(act, act.body, account, accounts)


def _addition(act: Act, body: acts.UserAdded, accounts: Accounts) -> None:
    """Refuse a name that was given; of administrators the system administrator opens accounts.

    Before there is one, the security administrator opens the account that is to become it.
    """
    if accounts.find(body.user) is not None:
        raise RefusedError("user-exists", kind="conflict", user=body.user)
    by_other = act.principal is not None and SYSTEM not in act.principal.roles
    if by_other and accounts.has_had_system_admin:
        raise RefusedError("system-admin-adds-users", kind="not-permitted")


# --- rights ---------------------------------------------------------------------------------------


def _grant(act: Act, body: acts.RoleGranted, account: Account, _: Accounts) -> None:
    grant = grant_of(body)
    _refuse_own(act, account)
    _refuse_shape(grant)
    if grant in account.grants:
        raise RefusedError("grant-exists", kind="conflict", user=account.user, role=grant.role)
    if clash := clashing({*account.roles, grant.role}):
        raise RefusedError("roles-exclude-each-other", kind="conflict", user=account.user, roles=clash)


def _removal(act: Act, body: acts.RoleRemoved, account: Account, accounts: Accounts) -> None:
    grant = grant_of(body)
    _refuse_own(act, account)
    if grant not in account.grants:
        raise RefusedError("grant-unknown", kind="not-found", user=account.user, role=grant.role)
    if grant.role == SECURITY:
        _refuse_last(account, accounts)


def _disabling(_: Act, __: acts.UserDisabled, account: Account, accounts: Accounts) -> None:
    if SECURITY in account.roles:
        _refuse_last(account, accounts)


def _refuse_own(act: Act, account: Account) -> None:
    if act.by == account.user:
        raise RefusedError("own-rights", kind="not-permitted", user=account.user)


def _refuse_last(account: Account, accounts: Accounts) -> None:
    if accounts.holders(SECURITY) == [account]:
        raise RefusedError("last-security-admin", kind="conflict", user=account.user)


def clashing(roles: set[Role]) -> str:
    """Return the roles that one person may not unite, or nothing.

    >>> clashing({"province", "auditor"}), clashing({"audit-admin", "auditor"})
    ('', 'audit-admin, auditor')
    """
    return ", ".join(sorted(roles)) if len(roles) > 1 and roles & ADMINISTRATORS else ""


def _refuse_shape(grant: Grant) -> None:
    """Refuse a grant that reaches further, or less far, than its role is meant to.

    Raises:
        RefusedError: "administrator-has-no-region", "operator-needs-cluster", "cluster-for-operators",
            "region-not-of-role", "place-needs-programme".
    """
    if grant.role in ADMINISTRATORS:
        if grant != Grant(role=grant.role):
            raise RefusedError("administrator-has-no-region", role=grant.role)
        return
    if grant.role == "operator" and grant.cluster is None:
        raise RefusedError("operator-needs-cluster")
    if grant.role != "operator" and grant.cluster is not None:
        raise RefusedError("cluster-for-operators", role=grant.role)
    _refuse_region(grant)


def _refuse_region(grant: Grant) -> None:
    """Hold a city and a county to a region of their size; a place name is clear only within a programme."""
    region = grant.region
    if region == EVERYWHERE and grant.role in {"city", "county"}:
        raise RefusedError("region-not-of-role", role=grant.role, region=region)
    if region.isdigit():
        wanted = _DIGITS.get(grant.role, level(region))
        if not region.isascii() or len(region) > DIVISION_CODE_DIGITS or level(region) != wanted:
            raise RefusedError("region-not-of-role", role=grant.role, region=region)
    elif region != EVERYWHERE and grant.programme is None:
        raise RefusedError("place-needs-programme", region=region)


def level(code: str) -> int:
    """Return how many leading digits of a division code say something.

    >>> level("350500"), level("35")
    (4, 2)
    """
    if len(code) == DIVISION_CODE_DIGITS:
        code = code.removesuffix("00").removesuffix("00")
    return len(code)


# --- credentials and tokens ---------------------------------------------------------------------


def _enrolment(_: Act, __: acts.SecondFactorEnrolled, account: Account, ___: Accounts) -> None:
    if account.has_second_factor:
        raise RefusedError("second-factor-is-enrolled", kind="conflict", user=account.user)


def _binding(_: Act, body: acts.SubjectBound, ___: Account, accounts: Accounts) -> None:
    bound = accounts.of_subject((body.issuer, body.subject))
    if bound is not None:
        raise RefusedError("subject-taken", kind="conflict", user=bound.user)


def _release(_: Act, body: acts.SubjectReleased, account: Account, __: Accounts) -> None:
    if (body.issuer, body.subject) not in account.subjects:
        raise RefusedError("subject-unknown", kind="not-found", user=account.user)


def _issue(act: Act, body: acts.TokenIssued, account: Account, _: Accounts) -> None:
    if account.roles & ADMINISTRATORS or not account.roles:
        raise RefusedError("token-not-for-role", user=account.user)
    unknown = sorted(set(body.scopes) - TOKEN_SCOPES)
    if unknown or not body.scopes:
        allowed = ", ".join(sorted(TOKEN_SCOPES))
        raise RefusedError("token-scope-unknown", found=", ".join(unknown) or "-", allowed=allowed)
    if not act.today <= body.expires_on <= act.today + LONGEST_TOKEN:
        raise RefusedError("token-expiry-out-of-range", found=body.expires_on, days=LONGEST_TOKEN.days)
    if (
        len([each for each in account.tokens if not each.is_revoked and each.expires_on >= act.today])
        >= MOST_TOKENS
    ):
        raise RefusedError("too-many-tokens", kind="conflict", user=account.user, limit=MOST_TOKENS)


def _revocation(_: Act, body: acts.TokenRevoked, account: Account, __: Accounts) -> None:
    tokens = [each for each in account.tokens if each.id == body.token]
    if not tokens:
        raise RefusedError("token-unknown", kind="not-found", token=body.token)
    if tokens[0].is_revoked:
        raise RefusedError("token-is-revoked", kind="conflict", token=body.token)


_RULES: dict[type[acts.AccountAct], Callable[[Act, Any, Account, Accounts], None]] = {
    acts.RoleGranted: _grant,
    acts.RoleRemoved: _removal,
    acts.UserDisabled: _disabling,
    acts.SecondFactorEnrolled: _enrolment,
    acts.SubjectBound: _binding,
    acts.SubjectReleased: _release,
    acts.TokenIssued: _issue,
    acts.TokenRevoked: _revocation,
}
