"""A form that came when its session had ended, or from before it began: kept, so that it can be sent again.

Promise: nothing typed is lost and nothing is done; no secret goes along, and no form of another site is kept.
"""

from fastapi import Request, Response
from htpy import Node, a, button, div, form, li, ol, p
from htpy import input as input_
from starlette.datastructures import FormData, UploadFile

from domain.refusal import RefusedError
from monitor.access.entrance import csrf_of
from monitor.access.secret import Secret
from monitor.http.asking import refuse_cross_site, session_of
from monitor.http.problems import status_of
from monitor.web.asking import CSRF_FIELD, OWN_PAGES, PROOF_CODE, PROOF_PASSWORD, language_shown
from monitor.web.frame import Page, shown_to_anybody
from monitor.wording import Language, say

_OLDER = "cross-site-request"  # the session is another one than that of the form
_CODES = frozenset({"sign-in-needed", "session-ended", _OLDER})
_KEPT = ("/clusters/", "/new/", "/calendar/")  # where people write; forms of accounts hold secrets
_SECRET = frozenset({CSRF_FIELD, PROOF_CODE, PROOF_PASSWORD})


def sent_again(request: Request, error: RefusedError) -> Response | None:
    """Return the page that keeps what was typed; None where that is not what is wrong, or not to be kept."""
    sent: FormData | None = getattr(request.state, "sent", None)
    if sent is None or error.code not in _CODES or not request.url.path.startswith(_KEPT):
        return None
    if _is_foreign(request):
        return None
    language = language_shown(request)
    is_older = error.code == _OLDER
    content = div(".narrow.card")[
        p(role="alert")[say("again-older" if is_older else "again-ended", language)],
        None if is_older else _way_in(language),
        _form(request, sent, session_of(request) if is_older else None, language),
    ]
    return shown_to_anybody(request, Page(say("again-title", language), content), status_of(error))


def _is_foreign(request: Request) -> bool:
    try:
        refuse_cross_site(request)
    except RefusedError:
        return True
    return False


def _way_in(language: Language) -> Node:
    # The window that opens leads to a page of one's own, so that this one need not be left.
    return ol[
        li[
            a(href=f"/sign-in?next={OWN_PAGES}", target="_blank", rel="noopener")[
                say("again-sign-in", language)
            ]
        ],
        li[say("again-then", language)],
    ]


def _form(request: Request, sent: FormData, session: Secret | None, language: Language) -> Node:
    items = sent.multi_items()
    query = f"?{request.url.query}" if request.url.query else ""
    had_file = any(isinstance(value, UploadFile) and value.filename for _, value in items)
    return form(method="post", action=request.url.path + query, data_keep="typed")[
        input_(type="hidden", name=CSRF_FIELD, value=csrf_of(session).reveal()) if session else None,
        (
            input_(type="hidden", name=name, value=value)
            for name, value in items
            if isinstance(value, str) and name not in _SECRET
        ),
        p(".hint")[say("again-file", language)] if had_file else None,
        div(".actions")[button(".primary", type="submit")[say("again-do", language)]],
    ]
