"""Refusals as pages: a sentence, where it was, and a way on; who is not signed in is led to the sign-in.

Promise: nothing is told that the interface would not tell, and what was asked for is never repeated raw.
"""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from htpy import Node, a, div, li, p, ul
from starlette.exceptions import HTTPException
from starlette.routing import Match

from domain.refusal import RefusedError
from monitor.access.policy import EVERY_ROLE
from monitor.http.asking import SAFE_METHODS, RateError
from monitor.http.problems import FaultsError, sentence_of, status_of, title_of
from monitor.recording import LinesRefusedError
from monitor.web.again import sent_again
from monitor.web.asking import OWN_PAGES, language_shown
from monitor.web.frame import Page, shown_to_anybody
from monitor.web.rules.policy import action_words
from monitor.wording import Language, say

_CODES: dict[int, str] = {
    HTTPStatus.NOT_FOUND: "route-unknown",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
}


async def refused(request: Request, error: Exception) -> Response:
    """Show why something was refused."""
    if not isinstance(error, RefusedError):
        raise error
    if error.kind == "not-signed-in" and request.method in SAFE_METHODS:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/sign-in?{urlencode({'next': request.url.path + query})}", 303)
    if (kept := sent_again(request, error)) is not None:
        return kept
    if error.code == "own-account-first":
        return RedirectResponse(OWN_PAGES, 303)
    language = language_shown(request)
    response = _page(request, [sentence_of(_named(error, language), language)], status_of(error))
    if isinstance(error, RateError):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def _named(error: RefusedError, language: Language) -> RefusedError:
    """Return a refusal for want of a right with the action and the roles by their names."""
    action, roles = error.values.get("action"), error.values.get("roles")
    if error.kind != "not-permitted" or action is None:
        return error
    comma = "、" if language == "zh" else ", "
    told = {"action": action_words(action, language)}
    if roles is not None:
        told["roles"] = comma.join(
            say(f"role-{each}", language) for each in roles.split(", ") if each in EVERY_ROLE
        )
    return RefusedError(error.code, kind=error.kind, article=error.article, **{**error.values, **told})


async def faults(request: Request, error: Exception) -> Response:
    """Show what was wrong in an address or a form, place by place."""
    if not isinstance(error, FaultsError):
        raise error
    return _page(request, [fault.detail for fault in error.faults], error.status)


async def lines_refused(request: Request, error: Exception) -> Response:
    """Show why facts were not recorded."""
    if not isinstance(error, LinesRefusedError):
        raise error
    language = language_shown(request)
    sentences = [sentence_of(each.error, language) for each in error.refused]
    return _page(request, sentences, status_of(error.refused[0].error))


async def parameters_refused(request: Request, error: Exception) -> Response:
    """Show which parts of an address are not of their kind."""
    if not isinstance(error, RequestValidationError):
        raise error
    language = language_shown(request)
    named = [
        say("parameter-not-accepted", language, parameter=each["loc"][-1], allowed=str(each["msg"]))
        for each in error.errors()
    ]
    return _page(request, named, 422)


async def not_served(request: Request, error: Exception) -> Response:
    """Show that there is no such page, or which methods it has (RFC 9110, 15.5.6)."""
    if not isinstance(error, HTTPException):
        raise error
    refusal = RefusedError(_CODES.get(error.status_code, "request-not-accepted"), method=request.method)
    response = _page(request, [sentence_of(refusal, language_shown(request))], status_of(refusal))
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = ", ".join(sorted(_methods_at(request)))
    return response


def _methods_at(request: Request) -> set[str]:
    """Return the methods of an address: a page and its form are two routes."""
    routes = [each for each in request.app.routes if each.matches(request.scope)[0] is not Match.NONE]
    return {method for each in routes for method in each.methods}


async def fault(request: Request, _: Exception) -> Response:
    """Show that something is wrong with the service; the log has what."""
    refusal = RefusedError("fault", kind="unavailable")
    return _page(request, [sentence_of(refusal, language_shown(request))], status_of(refusal))


def _page(request: Request, sentences: Sequence[str], status: int) -> Response:
    language = language_shown(request)
    content: Node = div(".narrow.card")[
        p[title_of(status, language)],
        div(role="alert")[ul[(li[sentence] for sentence in sentences)]],
        p(".faint")[say("fault-request", language, request=request.state.request)],
        p[a(href="/")[say("fault-back", language)]],
    ]
    return shown_to_anybody(request, Page(title=say("fault-title", language), content=content), status)
