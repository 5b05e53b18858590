"""Signing in through an OpenID provider: sent there with a cookie, and back with what the provider says.

Promise: the answer counts only in the browser that began, for its cookie goes nowhere else; where the
browser is sent afterwards is said by our settings and never by what it brings.
"""

from typing import Annotated

from fastapi import Query, Request, Response

from domain.refusal import RefusedError
from monitor.access.provider_sign_in import GOOD_FOR, Answer, ProviderSignIn
from monitor.access.secret import Secret
from monitor.api.sessions import begun
from monitor.http.asking import address_of, desk_of
from monitor.http.session_cookie import keep_session

_LONGEST = 4_000
Brought = Annotated[str | None, Query(max_length=_LONGEST)]


def begin_at_provider(request: Request) -> Response:
    """Send a browser to the provider to sign in there."""
    started = _provider(request).begin(at=desk_of(request).parts.clock())
    response = Response(status_code=303, headers={"Location": started.address})
    response.set_cookie(
        _cookie(request),
        started.browser.reveal(),
        max_age=int(GOOD_FOR.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response


def finish_at_provider(request: Request, state: Brought = None, code: Brought = None) -> Response:
    """Begin a session of whom the provider names; a second factor of ours may have to follow."""
    parts, provider = desk_of(request).parts, _provider(request)
    at, source = parts.clock(), address_of(request)
    if not state or not code:  # the provider says no, or somebody made the address up
        raise parts.access.entrance.refused_unknown(at, source)
    browser = Secret(request.cookies.get(_cookie(request), ""))
    answer = Answer(state=state, code=Secret(code), browser=browser)
    signed = provider.finish(answer, at=at, source=source)
    if parts.settings.home is None:
        response = begun(request, signed, 200)
    else:
        response = Response(status_code=303, headers={"Location": parts.settings.home})
        keep_session(request, response, signed)
    response.delete_cookie(_cookie(request), path="/")
    return response


def _provider(request: Request) -> ProviderSignIn:
    provider = desk_of(request).parts.provider
    if provider is None:
        raise RefusedError("provider-not-set", kind="not-found")
    return provider


def _cookie(request: Request) -> str:
    return "__Host-provider" if request.url.scheme == "https" else "provider"
