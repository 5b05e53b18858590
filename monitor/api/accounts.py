"""The accounts of others, as the three administrators see and change them, and the record of attempts.

Promise: each act is checked and recorded by the office of accounts; a one-time secret is told this once, in
the answer that made it, and kept nowhere.
"""

from typing import Annotated

import msgspec
from fastapi import Path, Query, Response

from domain.administration import Role
from domain.refusal import RefusedError
from monitor.access.account_office import AccountOffice
from monitor.access.accounts import Account
from monitor.access.credentials import ONE_TIME_GOOD_FOR
from monitor.access.principal import EVERYWHERE, Grant
from monitor.access.secret import Secret
from monitor.answers.accounts import account_answer, attempt_answer, token_answer
from monitor.api.answers import json_answer, marked, paged
from monitor.api.clusters import Limit
from monitor.api.reading import read_as
from monitor.api.shapes_access import GrantBody, NewUserBody, ReasonBody, SubjectBody
from monitor.http.asking import Asked, Caller, Cursor
from monitor.http.bodies import Body, require_media_type
from monitor.http.paging import read_cursor

_JSON = "application/json"
User = Annotated[str, Path(max_length=64, description="A user name.")]
TokenName = Annotated[str, Path(max_length=64, description="The public part of a token.")]
OfUser = Annotated[str | None, Query(max_length=64, description="Of one user; else of all.")]
Limited = Annotated[str | None, Query(max_length=100)]
Named = Annotated[str, Query(min_length=1, max_length=200)]


def _office(caller: Asked) -> AccountOffice:
    return caller.desk.parts.access.office(caller.guarded.principal, caller.at)


# --- accounts -------------------------------------------------------------------------------------


def users(caller: Caller, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Answer the accounts there are, closed ones too, by name."""
    after = "" if cursor is None else read_cursor(cursor, str)
    found = sorted(_office(caller).accounts().by_user.items())
    shown = [account_answer(each) for name, each in found if name > after][: limit + 1]
    return paged(caller, marked(caller, shown), limit, "user")


def user(caller: Caller, user: User) -> Response:
    """Answer one account."""
    return _told(caller, user)


def add_user(caller: Caller, body: Body) -> Response:
    """Open an account and tell its one-time secret."""
    require_media_type(caller.request, _JSON)
    stated = read_as(body, NewUserBody, caller.language)
    return _secret(caller, stated.user, _office(caller).add_user(stated.user, stated.name))


def disable_user(caller: Caller, user: User, body: Body) -> Response:
    """Close an account for good; its sessions and tokens end at once."""
    require_media_type(caller.request, _JSON)
    _office(caller).disable_user(user, read_as(body, ReasonBody, caller.language).reason)
    return _told(caller, user)


def reset_password(caller: Caller, user: User) -> Response:
    """Give a user a one-time secret; the old password is good no more."""
    return _secret(caller, user, _office(caller).reset_password(user))


def remove_second_factor(caller: Caller, user: User) -> Response:
    """Remove the second factor of a user, to be set up anew."""
    _office(caller).remove_second_factor(user)
    return Response(status_code=204)


def end_sessions(caller: Caller, user: User) -> Response:
    """Sign a user out everywhere."""
    _office(caller).end_sessions(user)
    return Response(status_code=204)


# --- rights ---------------------------------------------------------------------------------------


def add_grant(caller: Caller, user: User, body: Body) -> Response:
    """Give a user a role."""
    require_media_type(caller.request, _JSON)
    stated = read_as(body, GrantBody, caller.language)
    _office(caller).grant(user, Grant(**msgspec.structs.asdict(stated)))
    return _told(caller, user, 201)


def remove_grant(  # noqa: PLR0913 - what a grant is known by
    caller: Caller,
    user: User,
    *,
    role: Role,
    region: Limited = EVERYWHERE,
    programme: Limited = None,
    cluster: Limited = None,
) -> Response:
    """Take a role from a user, named exactly as it was given; it is gone with the next request."""
    grant = Grant(role=role, region=region or EVERYWHERE, programme=programme, cluster=cluster)
    _office(caller).remove_grant(user, grant)
    return Response(status_code=204)


def bind_subject(caller: Caller, user: User, body: Body) -> Response:
    """Let a user sign in as a subject of an OpenID provider."""
    require_media_type(caller.request, _JSON)
    stated = read_as(body, SubjectBody, caller.language)
    _office(caller).bind_subject(user, (stated.issuer, stated.subject))
    return _told(caller, user, 201)


def release_subject(caller: Caller, user: User, issuer: Named, subject: Named) -> Response:
    """Let a user no longer sign in as a subject of an OpenID provider."""
    _office(caller).release_subject(user, (issuer, subject))
    return Response(status_code=204)


# --- tokens, attempts -----------------------------------------------------------------------------


def tokens(caller: Caller, of_user: OfUser = None) -> Response:
    """Answer the API tokens there are and when they were last used; never their secrets."""
    accounts = _office(caller).accounts().by_user
    uses = caller.desk.parts.access.token_uses()
    found = [
        token_answer(token, uses.get(token.id), caller.at)
        for name in sorted(accounts)
        if of_user in {None, name}
        for token in accounts[name].tokens
    ]
    return json_answer(marked(caller, found))


def revoke_token(caller: Caller, token: TokenName) -> Response:
    """Revoke an API token of whomever."""
    _office(caller).revoke_token(token)
    return Response(status_code=204)


def attempts(caller: Caller, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Answer who tried what and how it ended, newest first."""
    before = None if cursor is None else read_cursor(cursor, int)
    found = _office(caller).attempts(limit=limit + 1, before=before)
    return paged(caller, marked(caller, map(attempt_answer, found)), limit, "number")


# --- parts ----------------------------------------------------------------------------------------


def _told(caller: Asked, user: str, status: int = 200) -> Response:
    found = _found(_office(caller), user)
    return json_answer({**account_answer(found), "simulation": caller.simulation}, status)


def _found(office: AccountOffice, user: str) -> Account:
    account = office.accounts().find(user)
    if account is None:
        raise RefusedError("user-unknown", kind="not-found", user=user)
    return account


def _secret(caller: Asked, user: str, secret: Secret) -> Response:
    told = {"user": user, "secret": secret.reveal(), "good_until": caller.at + ONE_TIME_GOOD_FOR}
    return json_answer({**told, "simulation": caller.simulation}, 201)
