"""The form by which one makes an API token."""

from typing import NamedTuple

from htpy import Node, button, div, fieldset, form, h2, label, legend, span
from htpy import input as input_

from domain.events import legal_day
from domain.refusal import RefusedError
from monitor.access.account_rules import LONGEST_TOKEN
from monitor.access.policy import SCOPES, TOKEN_SCOPES
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of
from monitor.web.frame import token_field
from monitor.web.parts.fields import Flawed, field, refusal_box
from monitor.wording import Language, say

_FIELDS = {
    "token-scope-unknown": "scopes",
    "token-expiry-out-of-range": "expires_on",
    "account-day-needed": "expires_on",
}


class Typed(NamedTuple):
    """What was typed into the form."""

    purpose: str
    scopes: tuple[str, ...]
    expires_on: str


def token_form(asked: Asked, typed: Typed, error: RefusedError | None) -> Node:
    """Return the form with what was typed, and why that was not taken."""
    language = asked.language
    flawed = _FIELDS.get(error.code, "purpose") if error else ""
    sentence = sentence_of(error, language) if error else None
    return div(".narrow.card")[
        h2[say("account-token-new", language)],
        refusal_box(say("account-form-refused", language), language, [Flawed(flawed, sentence)])
        if sentence
        else None,
        form(method="post", action="/account/tokens")[
            token_field(asked),
            field(
                "purpose",
                say("account-token-purpose", language),
                hint=say("account-token-purpose-hint", language),
                error=sentence if flawed == "purpose" else None,
                value=typed.purpose,
                maxlength="200",
                required=True,
            ),
            _scopes(typed, language, sentence if flawed == "scopes" else None),
            _last_day(asked, typed, sentence if flawed == "expires_on" else None),
            button(".primary", type="submit")[say("account-token-do", language)],
        ],
    ]


def _scopes(typed: Typed, language: Language, error: str | None) -> Node:
    allowed = [scope for scope in SCOPES if scope in TOKEN_SCOPES]
    return fieldset("#f-scopes", class_=["field", "flawed" if error else None])[
        legend[say("account-token-scopes", language)],
        span(".hint")[say("account-token-scopes-hint", language)],
        span(".error")[error] if error else None,
        (
            label[
                input_(type="checkbox", name="scopes", value=scope, checked=scope in typed.scopes),
                " ",
                say(f"scope-{scope}", language),
            ]
            for scope in allowed
        ),
    ]


def _last_day(asked: Asked, typed: Typed, error: str | None) -> Node:
    today = legal_day(asked.at)
    return field(
        "expires_on",
        say("account-token-until", asked.language),
        hint=say("account-token-until-hint", asked.language, days=LONGEST_TOKEN.days),
        error=error,
        type="date",
        value=typed.expires_on,
        min=today.isoformat(),
        max=(today + LONGEST_TOKEN).isoformat(),
        required=True,
    )
