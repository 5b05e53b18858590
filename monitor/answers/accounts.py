"""Accounts, tokens, sessions and attempts in their public form; never a secret or its hash."""

from datetime import datetime
from typing import Any

import msgspec

from monitor.access.accounts import Account, Token
from monitor.access.principal import Grant
from monitor.access.record import Noted
from monitor.access.sessions import SignedInSession

Json = dict[str, Any]


def account_answer(account: Account) -> Json:
    """Return an account with its rights and the subjects it signs in as."""
    return {
        "user": account.user,
        "name": account.name,
        "disabled": account.is_disabled,
        "second_factor": account.has_second_factor,
        "grants": [grant_answer(grant) for grant in account.grants],
        "subjects": [{"issuer": issuer, "subject": name} for issuer, name in sorted(account.subjects)],
    }


def grant_answer(grant: Grant) -> Json:
    """Return a grant: the role, and where it counts."""
    return msgspec.structs.asdict(grant)


def token_answer(token: Token, used_at: datetime | None, at: datetime) -> Json:
    """Return a token with its last use (None: never) and whether it is good at an instant."""
    return {
        "token": token.id,
        "user": token.user,
        "purpose": token.purpose,
        "scopes": sorted(token.scopes),
        "expires_on": token.expires_on,
        "used_at": None if used_at is None else _instant(used_at),
        "good": token.is_good(at),
    }


def session_answer(session: SignedInSession, current: str | None) -> Json:
    """Return a session by its public name; `current` names the one that asks."""
    return {
        "session": session.name,
        "began_at": _instant(session.created_at),
        "used_at": _instant(session.used_at),
        "second_factor": session.with_second_factor,
        "by_provider": session.by_provider,
        "source": session.source or None,
        "current": session.name == current,
    }


def attempt_answer(noted: Noted) -> Json:
    """Return one row of the record of attempts."""
    return {**msgspec.structs.asdict(noted), "at": _instant(noted.at)}


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
