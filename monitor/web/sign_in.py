"""Signing in and out, and the switch of the language.

Promise: a refusal says no more than the entrance does, and a browser is led to no address but our own.
"""

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from htpy import Node, a, button, div, form, p
from htpy import input as input_

from domain.refusal import RefusedError
from monitor.access.entrance import Given
from monitor.access.secret import Secret
from monitor.http.asking import address_of, desk_of, session_of
from monitor.http.problems import sentence_of, status_of
from monitor.http.session_cookie import forget_session, keep_session
from monitor.web.account.steps import start_of
from monitor.web.asking import HOME, LANGUAGE_COOKIE, Form, OpenForm, language_shown, own_address
from monitor.web.frame import Page, shown_to_anybody
from monitor.web.parts.fields import field, refusal_box
from monitor.wording import Language, say

_A_YEAR = 31_536_000


def sign_in_page(request: Request, next: str = HOME) -> HTMLResponse:  # noqa: A002 - the name in the address
    """Show the form by which a session begins."""
    return _page(request, own_address(next), None)


def sign_in(request: Request, fields: OpenForm) -> Response:
    """Begin a session, or show the form again with why not."""
    stated = {
        name: value
        for name in ("user", "password", "code", "next")
        if isinstance(value := fields.get(name), str)
    }
    parts, back = desk_of(request).parts, own_address(stated.get("next", HOME))
    given = Given(
        user=stated.get("user", "").strip(),
        password=Secret(stated.get("password", "")),
        code=Secret(stated["code"].strip()) if stated.get("code", "").strip() else None,
    )
    try:
        signed = parts.access.entrance.sign_in(given, at=parts.clock(), source=address_of(request))
    except RefusedError as error:
        if error.kind != "not-signed-in" and status_of(error) != 429:  # noqa: PLR2004 - too many attempts
            raise
        return _page(request, back, error, given.user)
    start = start_of(signed.principal) if back == HOME else back
    response = RedirectResponse("/account" if signed.must else start, 303)
    keep_session(request, response, signed)
    return response


def sign_out(sent: Form) -> Response:
    """End the session of this browser."""
    session = session_of(sent.asked.request)
    if session is not None:
        sent.asked.desk.parts.access.entrance.sign_out(session)
    response = RedirectResponse("/sign-in", 303)
    forget_session(sent.asked.request, response)
    return response


def switch_language(request: Request, to: str = "zh", back: str = HOME) -> Response:
    """Show everything in the other language from now on."""
    response = RedirectResponse(own_address(back), 303)
    is_safe = request.url.scheme == "https"
    response.set_cookie(
        LANGUAGE_COOKIE,
        "en" if to == "en" else "zh",
        max_age=_A_YEAR,
        secure=is_safe,
        httponly=True,
        samesite="lax",
    )
    return response


def _page(request: Request, back: str, refusal: RefusedError | None, user: str = "") -> HTMLResponse:
    language = language_shown(request)
    content = div(".narrow.card")[
        refusal_box(sentence_of(refusal, language), language) if refusal else None,
        _form(back, user, language),
        _provider(request, language),
    ]
    page = Page(title=say("sign-in-title", language), content=content)
    return shown_to_anybody(request, page, status_of(refusal) if refusal else 200)


def _form(back: str, user: str, language: Language) -> Node:
    return form(method="post", action="/sign-in")[
        input_(type="hidden", name="next", value=back),
        field("user", say("sign-in-user", language), value=user, autocomplete="username", required=True),
        field(
            "password",
            say("sign-in-password", language),
            type="password",
            autocomplete="current-password",
            required=True,
        ),
        field(
            "code",
            say("sign-in-code", language),
            hint=say("sign-in-code-hint", language),
            autocomplete="one-time-code",
            inputmode="numeric",
        ),
        button(".primary", type="submit")[say("sign-in-do", language)],
    ]


def _provider(request: Request, language: Language) -> Node:
    if desk_of(request).parts.provider is None:
        return None
    return p[a(href="/api/v1/sign-in/provider")[say("sign-in-provider", language)]]
