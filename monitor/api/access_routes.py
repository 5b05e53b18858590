"""The routes of access: signing in, one's own account, the accounts of others, and the record of attempts."""

from collections.abc import Callable

from fastapi import Response

from monitor.api import accounts, own, provider, sessions
from monitor.api.route import OPEN, PREFIX, Method, Route, changed, get

Endpoint = Callable[..., Response]
_TAG = "access"


def _post(path: str, action: str, endpoint: Endpoint, answer: str, body: str | None = None) -> Route:
    """Return an operation that makes something."""
    return Route(
        method="POST",
        path=PREFIX + path,
        action=action,
        endpoint=endpoint,
        tag=_TAG,
        answer=answer,
        statuses=(201,),
        body=body,
    )


def _delete(path: str, action: str, endpoint: Endpoint) -> Route:
    """Return an operation that ends something and has nothing to answer."""
    method: Method = "DELETE"
    return Route(
        method=method,
        path=PREFIX + path,
        action=action,
        endpoint=endpoint,
        tag=_TAG,
        answer="Object",
        statuses=(204,),
    )


SESSIONS = (
    _post("/session", OPEN, sessions.sign_in, "SignedInShape", "SignInBody"),
    changed(
        get("/sign-in/provider", OPEN, provider.begin_at_provider, "Object", _TAG),
        statuses=(303,),
    ),
    changed(
        get("/sign-in/provider/callback", OPEN, provider.finish_at_provider, "SignedInShape", _TAG),
        statuses=(200, 303),
    ),
    _delete("/session", "own-account", sessions.sign_out),
    _post("/session/code", "own-account", sessions.give_code, "SignedInShape", "CodeBody"),
    _post("/session/confirmation", "own-account", sessions.confirm_session, "ConfirmationShape", "ProofBody"),
    _post("/session/password", "own-account", sessions.change_password, "SignedInShape", "PasswordBody"),
    changed(
        _post(
            "/session/second-factor",
            "own-account",
            sessions.begin_second_factor,
            "EnrolmentShape",
            "PasswordOnly",
        ),
        statuses=(200,),
    ),
    _post(
        "/session/second-factor/confirmation",
        "own-account",
        sessions.confirm_second_factor,
        "SignedInShape",
        "CodeBody",
    ),
)
OWN = (
    get("/me", "own-account", sessions.who, "WhoAmI", _TAG),
    get("/me/sessions", "own-account", own.own_sessions, "SessionShape[]", _TAG),
    _delete("/me/sessions/{session}", "own-account", own.end_own_session),
    get("/me/tokens", "own-tokens", own.own_tokens, "TokenShape[]", _TAG),
    _post("/me/tokens", "own-tokens", own.issue_token, "IssuedTokenShape", "TokenBody"),
    _delete("/me/tokens/{token}", "own-tokens", own.revoke_own_token),
)
OTHERS = (
    changed(get("/users", "read-access", accounts.users, "AccountShape[]", _TAG), is_paged=True),
    _post("/users", "user-add", accounts.add_user, "OneTimeShape", "NewUserBody"),
    get("/users/{user}", "read-access", accounts.user, "AccountShape", _TAG),
    changed(
        _post("/users/{user}/closure", "user-disable", accounts.disable_user, "AccountShape", "ReasonBody"),
        statuses=(200,),
    ),
    _post("/users/{user}/password", "password-reset", accounts.reset_password, "OneTimeShape"),
    _delete("/users/{user}/second-factor", "second-factor-remove", accounts.remove_second_factor),
    _delete("/users/{user}/sessions", "sessions-end", accounts.end_sessions),
    _post("/users/{user}/grants", "grant-add", accounts.add_grant, "AccountShape", "GrantBody"),
    _delete("/users/{user}/grants", "grant-remove", accounts.remove_grant),
    _post("/users/{user}/subjects", "subject-bind", accounts.bind_subject, "AccountShape", "SubjectBody"),
    _delete("/users/{user}/subjects", "subject-release", accounts.release_subject),
    get("/tokens", "read-access", accounts.tokens, "TokenShape[]", _TAG),
    _delete("/tokens/{token}", "token-revoke", accounts.revoke_token),
    changed(get("/access-record", "read-record", accounts.attempts, "AttemptShape[]", _TAG), is_paged=True),
)
ACCESS: tuple[Route, ...] = (*SESSIONS, *OWN, *OTHERS)
