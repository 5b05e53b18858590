"""Who asks: signing in and out, one's own password and second factor, and what the service knows of one.

Promise: a session's id travels in a cookie only, out of reach of scripts; the cookie of one page is of
no use to another, for whatever changes something needs the token against forged requests too.
"""

import msgspec
from fastapi import Request, Response

from domain.refusal import RefusedError
from monitor.access.confirmation import GOOD_FOR
from monitor.access.entrance import Given, Proof, SignedIn, csrf_of
from monitor.access.own_account import Passwords
from monitor.access.secret import Secret
from monitor.api.answers import json_answer
from monitor.api.reading import read_as
from monitor.api.shapes_access import CodeBody, PasswordBody, PasswordOnly, ProofBody, SignInBody
from monitor.http.asking import (
    Asked,
    Caller,
    address_of,
    desk_of,
    refuse_cross_site,
    session_of,
    spoken,
)
from monitor.http.bodies import Body, require_media_type
from monitor.http.session_cookie import forget_session, keep_session


def sign_in(request: Request, body: Body) -> Response:
    """Begin a session by password, and by code where a second factor is set up."""
    require_media_type(request, "application/json")
    refuse_cross_site(request, needs_proof=False)
    stated = read_as(body, SignInBody, spoken(request))
    parts = desk_of(request).parts
    given = Given(
        user=stated.user,
        password=Secret(stated.password),
        code=Secret(stated.code) if stated.code else None,
    )
    signed = parts.access.entrance.sign_in(given, at=parts.clock(), source=address_of(request))
    return begun(request, signed)


def sign_out(caller: Caller) -> Response:
    """End the session of this request."""
    caller.desk.parts.access.entrance.sign_out(_own(caller))
    response = Response(status_code=204)
    forget_session(caller.request, response)
    return response


def who(caller: Caller) -> Response:
    """Answer in whose name this request is made, with which rights, and what has to be done first."""
    principal, session = caller.guarded.principal, session_of(caller.request)
    entrance = caller.desk.parts.access.entrance
    return json_answer(
        {
            "user": principal.user,
            "name": principal.name,
            "grants": [msgspec.structs.asdict(grant) for grant in principal.grants],
            "scopes": sorted(principal.scopes),
            "csrf": csrf_of(session).reveal() if session and principal.session else None,
            "must": list(entrance.musts(session, at=caller.at)) if session and principal.session else [],
            "simulation": caller.simulation,
        }
    )


def give_code(caller: Caller, body: Body) -> Response:
    """Add the code of the second factor to a session that was begun without; it gets a new id."""
    require_media_type(caller.request, "application/json")
    stated = read_as(body, CodeBody, caller.language)
    entrance = caller.desk.parts.access.entrance
    signed = entrance.give_code(
        _own(caller), Secret(stated.code), at=caller.at, source=address_of(caller.request)
    )
    return begun(caller.request, signed)


def confirm_session(caller: Caller, body: Body) -> Response:
    """Prove once more to be oneself, by code (or password where there is none): decisions ask for it."""
    require_media_type(caller.request, "application/json")
    stated = read_as(body, ProofBody, caller.language)
    proof = Proof(
        code=Secret(stated.code) if stated.code else None,
        password=Secret(stated.password) if stated.password else None,
    )
    entrance = caller.desk.parts.access.entrance
    entrance.confirm(_own(caller), proof, at=caller.at, source=address_of(caller.request))
    return json_answer({"good_until": caller.at + GOOD_FOR, "simulation": caller.simulation}, 201)


def change_password(caller: Caller, body: Body) -> Response:
    """Set one's password; all sessions end, and a new one begins."""
    require_media_type(caller.request, "application/json")
    stated = read_as(body, PasswordBody, caller.language)
    passwords = Passwords(old=Secret(stated.old), new=Secret(stated.new))
    entrance = caller.desk.parts.access.entrance
    signed = entrance.change_password(
        _own(caller), passwords, at=caller.at, source=address_of(caller.request)
    )
    return begun(caller.request, signed)


def begin_second_factor(caller: Caller, body: Body) -> Response:
    """Propose the key of a second factor; it counts from its confirmation on."""
    require_media_type(caller.request, "application/json")
    stated = read_as(body, PasswordOnly, caller.language)
    password = None if stated.password is None else Secret(stated.password)
    entrance = caller.desk.parts.access.entrance
    proposed = entrance.begin_second_factor(
        _own(caller), password, at=caller.at, source=address_of(caller.request)
    )
    content = {"secret": proposed.secret.reveal(), "uri": proposed.uri.reveal()}
    return json_answer({**content, "simulation": caller.simulation})


def confirm_second_factor(caller: Caller, body: Body) -> Response:
    """Take the proposed second factor; all sessions end, and a new one begins."""
    require_media_type(caller.request, "application/json")
    stated = read_as(body, CodeBody, caller.language)
    entrance = caller.desk.parts.access.entrance
    signed = entrance.confirm_second_factor(
        _own(caller), Secret(stated.code), at=caller.at, source=address_of(caller.request)
    )
    return begun(caller.request, signed)


def _own(caller: Asked) -> Secret:
    """Return the session of a request; a token has none.

    Raises:
        RefusedError: "session-needed".
    """
    session = session_of(caller.request)
    if session is None or caller.guarded.principal.session is None:
        raise RefusedError("session-needed")
    return session


def begun(request: Request, signed: SignedIn, status: int = 201) -> Response:
    """Return the answer to a session that has begun; its id is in a cookie."""
    content = {
        "user": signed.principal.user,
        "name": signed.principal.name,
        "csrf": signed.csrf.reveal(),
        "must": list(signed.must),
        "simulation": desk_of(request).parts.monitor.simulation,
    }
    response = json_answer(content, status)
    keep_session(request, response, signed)
    return response
