"""One's own account besides its secrets: the tokens and the sessions one has."""

from typing import Annotated

import msgspec
from fastapi import Path, Response

from monitor.access.own_account import TokenAsked
from monitor.answers.accounts import session_answer, token_answer
from monitor.api.accounts import TokenName
from monitor.api.answers import json_answer, marked
from monitor.api.reading import read_as
from monitor.api.shapes_access import TokenBody
from monitor.http.asking import Caller
from monitor.http.bodies import Body, require_media_type

SessionName = Annotated[str, Path(max_length=64, description="The public name of a session.")]


def own_tokens(caller: Caller) -> Response:
    """Answer one's own API tokens and when they were last used; never their secrets."""
    access = caller.desk.parts.access
    found = access.entrance.own_tokens(caller.guarded.principal, at=caller.at)
    uses = access.token_uses()
    return json_answer(marked(caller, [token_answer(each, uses.get(each.id), caller.at) for each in found]))


def issue_token(caller: Caller, body: Body) -> Response:
    """Make an API token for oneself; its text is told this once."""
    require_media_type(caller.request, "application/json")
    asked = TokenAsked(**msgspec.structs.asdict(read_as(body, TokenBody, caller.language)))
    entrance = caller.desk.parts.access.entrance
    token = entrance.issue_token(caller.guarded.principal, asked, at=caller.at).reveal()
    told = {"token": token.split("_")[1], "secret": token, "simulation": caller.simulation}
    return json_answer(told, 201)


def revoke_own_token(caller: Caller, token: TokenName) -> Response:
    """Revoke an API token of one's own."""
    caller.desk.parts.access.entrance.revoke_token(caller.guarded.principal, token, at=caller.at)
    return Response(status_code=204)


def own_sessions(caller: Caller) -> Response:
    """Answer where one is signed in, newest first."""
    caller.guarded.demand("own-account")
    principal = caller.guarded.principal
    found = caller.desk.parts.access.entrance.sessions(principal.user, at=caller.at)
    return json_answer(marked(caller, [session_answer(each, principal.session) for each in found]))


def end_own_session(caller: Caller, session: SessionName) -> Response:
    """End one of one's own sessions by its public name."""
    caller.guarded.demand("own-account")
    caller.desk.parts.access.entrance.end_session(caller.guarded.principal.user, session)
    return Response(status_code=204)
