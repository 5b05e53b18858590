"""Setting one's own password."""

from fastapi import Response
from htpy import Node, button, form, p

from domain.refusal import RefusedError
from monitor.access.own_account import Passwords
from monitor.access.passwords import FEWEST_LETTERS, LONGEST, SHORTEST
from monitor.access.secret import Secret
from monitor.http.asking import Asked, address_of
from monitor.web.account.steps import (
    belongs_to_form,
    box,
    gone_on,
    is_once,
    own_session,
    status_shown,
    step_page,
    why,
)
from monitor.web.asking import Form, Visitor
from monitor.web.frame import token_field
from monitor.web.parts.fields import field
from monitor.wording import say

_WORDS = {"sign-in-refused": "account-old-wrong", "password-repeat-differs": "account-repeat-differs"}
_FIELDS = {"sign-in-refused": "old", "sign-in-paused": "old", "password-repeat-differs": "again"}


def password_page(asked: Visitor) -> Response:
    """Show the form by which one sets one's password."""
    asked.guarded.demand("own-account")
    return shown_again(asked, None)


def change(sent: Form) -> Response:
    """Set one's password; every session ends, and this browser gets a new one."""
    asked = sent.asked
    passwords = Passwords(old=Secret(_raw(sent, "old")), new=Secret(_raw(sent, "new")))
    try:
        _refuse_slip(passwords.new.reveal(), _raw(sent, "again"))
        signed = asked.desk.parts.access.entrance.change_password(
            own_session(asked), passwords, at=asked.at, source=address_of(asked.request)
        )
    except RefusedError as error:
        if not belongs_to_form(error):
            raise
        return shown_again(asked, error)
    return gone_on(asked, signed, "password")


def shown_again(asked: Asked, error: RefusedError | None) -> Response:
    """Show the form, with why it was not taken."""
    title = say("must-password" if is_once(asked) else "account-password", asked.language)
    return step_page(asked, title, _form(asked, error), status_shown(error))


def _refuse_slip(new: str, again: str) -> None:
    if new != again:
        raise RefusedError("password-repeat-differs")


def _raw(sent: Form, name: str) -> str:
    """Return a password as it was typed: blanks belong to it."""
    value = sent.form.get(name)
    return value if isinstance(value, str) else ""


def _form(asked: Asked, error: RefusedError | None) -> Node:
    language = asked.language
    flawed = _FIELDS.get(error.code, "new") if error else ""
    sentence = why(error, _WORDS, language) if error else None

    def about(name: str) -> str | None:
        return sentence if name == flawed else None

    return [
        box(error, flawed, _WORDS, language),
        form(method="post", action="/account/password")[
            token_field(asked),
            field(
                "old",
                say("account-old-once" if is_once(asked) else "account-old", language),
                error=about("old"),
                type="password",
                autocomplete="current-password",
                required=True,
            ),
            field(
                "new",
                say("account-new", language),
                hint=say(
                    "account-password-rules",
                    language,
                    shortest=SHORTEST,
                    longest=LONGEST,
                    different=FEWEST_LETTERS,
                ),
                error=about("new"),
                type="password",
                autocomplete="new-password",
                minlength=str(SHORTEST),
                maxlength=str(LONGEST),
                required=True,
            ),
            field(
                "again",
                say("account-again", language),
                error=about("again"),
                type="password",
                autocomplete="new-password",
                required=True,
            ),
            p(".hint")[say("account-password-effect", language)],
            button(".primary", type="submit")[say("account-password-do", language)],
        ],
    ]
