"""What has to be done first, step by step, and where one goes when it is done.

Promise: a step that was done leads to the next; after the last one goes on to work.
"""

from fastapi import Response
from fastapi.responses import RedirectResponse
from htpy import Node, div, h2, li, ol, p

from domain.refusal import RefusedError
from monitor.access.entrance import SignedIn
from monitor.access.policy import allowing
from monitor.access.presence import ONLY_OWN_ACCOUNT, Must
from monitor.access.principal import Principal
from monitor.access.secret import Secret
from monitor.http.asking import Asked, session_of
from monitor.http.problems import sentence_of, status_of
from monitor.http.session_cookie import keep_session
from monitor.web.frame import Page, shown
from monitor.web.parts.fields import Flawed, refusal_box
from monitor.web.parts.tags import Tone, tag
from monitor.wording import Language, say

ACCOUNT = "/account"
_TOO_MANY = 429
_STARTS = (("read", "/"), ("read-access", "/accounts"))


def own_session(asked: Asked) -> Secret:
    """Return the session of a request; a token has none.

    Raises:
        RefusedError: "session-needed".
    """
    session = session_of(asked.request)
    if session is None or asked.guarded.principal.session is None:
        raise RefusedError("session-needed")
    return session


def musts_of(asked: Asked) -> tuple[Must, ...]:
    """Return what has to be done before this session is good for more than the own account."""
    return asked.desk.parts.access.entrance.musts(own_session(asked), at=asked.at)


def is_held(asked: Asked) -> bool:
    """Tell whether something must be done before this session is good for anything else."""
    return asked.guarded.principal.scopes == ONLY_OWN_ACCOUNT


def is_once(asked: Asked) -> bool:
    """Tell whether the password one has is a one-time secret."""
    return is_held(asked) and "password" in musts_of(asked)


def start_of(principal: Principal) -> str:
    """Return the page on which somebody's work begins."""
    return next((address for action, address in _STARTS if allowing(principal, action)), ACCOUNT)


def gone_on(asked: Asked, signed: SignedIn, done: str) -> Response:
    """Keep the new session and go on: to the next step, to work, or to what was done."""
    address = f"{ACCOUNT}?done={done}"
    if is_held(asked) and not signed.must:
        address = start_of(signed.principal)
    response = RedirectResponse(address, 303)
    keep_session(asked.request, response, signed)
    return response


def step_page(asked: Asked, title: str, content: Node, status: int = 200) -> Response:
    """Return a page of the own account; while something must be done it says how far one is."""
    language = asked.language
    musts = musts_of(asked) if is_held(asked) else ()
    crumbs = () if musts else ((say("account-title", language), ACCOUNT),)
    body = [_progress(musts, language), div(".narrow.card")[content]]
    return shown(asked, Page(title=title, content=body, crumbs=crumbs), status)


def _progress(musts: tuple[Must, ...], language: Language) -> Node:
    if not musts:
        return None
    words = [say(f"must-{each}", language) for each in musts]
    return div(".card.warn.narrow")[
        h2[say("account-first", language)],
        p[say("account-first-why", language)],
        ol[
            (
                li(aria_current="step" if not n else None)[
                    each,
                    " ",
                    tag(say("account-step-now" if not n else "account-step-next", language), _tone(n)),
                ]
                for n, each in enumerate(words)
            )
        ],
    ]


def _tone(number: int) -> Tone:
    return "plain" if number else "calm"


def status_shown(error: RefusedError | None) -> int:
    """Return the status of a form that is shown again."""
    if error is None:
        return 200
    return _TOO_MANY if status_of(error) == _TOO_MANY else 422


def belongs_to_form(error: RefusedError) -> bool:
    """Tell whether a refusal is about what was typed, so that the form is shown again."""
    return error.kind != "unavailable" and error.code not in {"session-ended", "session-needed"}


def box(error: RefusedError | None, field: str, words: dict[str, str], language: Language) -> Node:
    """Return why a form was not taken, at the field it is about; `words`: codes said more exactly here."""
    if error is None:
        return None
    sentence = why(error, words, language)
    return refusal_box(say("account-form-refused", language), language, [Flawed(field, sentence)])


def why(error: RefusedError, words: dict[str, str], language: Language) -> str:
    """Return what is said of a refusal."""
    code = words.get(error.code)
    return say(code, language) if code else sentence_of(error, language)
