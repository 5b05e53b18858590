"""The second factor: set up, confirmed, and given where a session began through an OpenID provider.

Promise: the key is on the page that made it and on no other; it counts once a code of it was given.
"""

from fastapi import Response
from htpy import Node, a, button, code, details, form, li, ol, p, summary

from domain.refusal import RefusedError
from monitor.access.own_account import Enrolment
from monitor.access.secret import Secret
from monitor.http.asking import Asked, address_of
from monitor.web.account.steps import (
    belongs_to_form,
    box,
    gone_on,
    own_session,
    status_shown,
    step_page,
    why,
)
from monitor.web.asking import Form, Visitor
from monitor.web.drawings.qr import qr_code
from monitor.web.frame import token_field
from monitor.web.parts.fields import field
from monitor.wording import Language, say

_WORDS = {"sign-in-refused": "account-code-wrong"}
_PASSWORD_WORDS = {"sign-in-refused": "account-old-wrong"}
_GROUP = 4


def begin_page(asked: Visitor) -> Response:
    """Show how a second factor is set up."""
    asked.guarded.demand("own-account")
    return begin_shown(asked, None)


def begin(sent: Form) -> Response:
    """Propose the key of a second factor, shown this once, and ask for its first code."""
    asked = sent.asked
    password = Secret(str(sent.form.get("password") or ""))
    try:
        proposed = asked.desk.parts.access.entrance.begin_second_factor(
            own_session(asked), password, at=asked.at, source=address_of(asked.request)
        )
    except RefusedError as error:
        if not belongs_to_form(error):
            raise
        return begin_shown(asked, error)
    title = say("account-factor-title", asked.language)
    return step_page(asked, title, [_key(proposed, asked.language), code_form(asked, None, _CONFIRM)])


def take(sent: Form) -> Response:
    """Take the proposed second factor; every session ends, and this browser gets a new one."""
    asked = sent.asked
    entrance = asked.desk.parts.access.entrance
    try:
        signed = entrance.confirm_second_factor(
            own_session(asked), Secret(sent.text("code")), at=asked.at, source=address_of(asked.request)
        )
    except RefusedError as error:
        if not belongs_to_form(error):
            raise
        return _code_again(asked, error)
    return gone_on(asked, signed, "second-factor")


def give(sent: Form) -> Response:
    """Add the code of the second factor to a session that began without."""
    asked = sent.asked
    entrance = asked.desk.parts.access.entrance
    try:
        signed = entrance.give_code(
            own_session(asked), Secret(sent.text("code")), at=asked.at, source=address_of(asked.request)
        )
    except RefusedError as error:
        if not belongs_to_form(error):
            raise
        return give_shown(asked, error)
    return gone_on(asked, signed, "code")


# --- what is shown --------------------------------------------------------------------------------

_CONFIRM, _GIVE = "/account/second-factor/code", "/account/code"


def begin_shown(asked: Asked, error: RefusedError | None) -> Response:
    """Show how a second factor is set up, with why it was not begun."""
    language = asked.language
    content: Node = [
        box(error, "password", _PASSWORD_WORDS, language),
        p[say("account-factor-what", language)],
        p(".hint")[say("account-factor-lost", language)],
        form(method="post", action="/account/second-factor")[
            token_field(asked),
            None if _is_vouched(asked) else _password_field(error, language),
            button(".primary", type="submit")[say("account-factor-begin", language)],
        ],
    ]
    return step_page(asked, say("account-factor-title", language), content, status_shown(error))


def give_shown(asked: Asked, error: RefusedError | None) -> Response:
    """Show the form for the code of a session that began through an OpenID provider."""
    title = say("account-code-title", asked.language)
    content = [p[say("account-code-why", asked.language)], code_form(asked, error, _GIVE)]
    return step_page(asked, title, content, status_shown(error))


def code_form(asked: Asked, error: RefusedError | None, address: str) -> Node:
    """Return the form for a code, with why the one before was not taken."""
    language = asked.language
    return [
        box(error, "code", _WORDS, language),
        form(method="post", action=address)[
            token_field(asked),
            field(
                "code",
                say("sign-in-code", language),
                hint=say("account-code-hint", language),
                error=why(error, _WORDS, language) if error else None,
                autocomplete="one-time-code",
                inputmode="numeric",
                maxlength="8",
                required=True,
            ),
            button(".primary", type="submit")[say("account-code-do", language)],
        ],
    ]


def _code_again(asked: Asked, error: RefusedError) -> Response:
    """Show the form for the first code again: the key is in the program, or one begins anew."""
    language = asked.language
    content = [
        code_form(asked, error, _CONFIRM),
        p[a(href="/account/second-factor")[say("account-factor-anew", language)]],
    ]
    return step_page(asked, say("account-factor-title", language), content, status_shown(error))


def _key(proposed: Enrolment, language: Language) -> Node:
    key = proposed.secret.reveal()
    groups = " ".join(key[start : start + _GROUP] for start in range(0, len(key), _GROUP))
    return [
        ol[
            li[say("account-factor-step-program", language)],
            li[
                say("account-factor-step-key", language),
                p[qr_code(proposed.uri.reveal(), say("account-factor-picture", language))],
                p[say("account-factor-by-hand", language)],
                p[code(".secret")[groups]],
            ],
            li[say("account-factor-step-code", language)],
        ],
        p(".hint")[say("account-factor-settings", language)],
        details[
            summary[say("account-factor-address", language)],
            p[code[proposed.uri.reveal()]],
        ],
    ]


def _password_field(error: RefusedError | None, language: Language) -> Node:
    return field(
        "password",
        say("account-password-again", language),
        error=why(error, _PASSWORD_WORDS, language) if error else None,
        type="password",
        autocomplete="current-password",
        required=True,
    )


def _is_vouched(asked: Asked) -> bool:
    """Tell whether an OpenID provider vouches for this session: such a person may have no password."""
    principal = asked.guarded.principal
    found = asked.desk.parts.access.entrance.sessions(principal.user, at=asked.at)
    return any(each.by_provider for each in found if each.name == principal.session)
