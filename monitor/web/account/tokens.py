"""One's own API tokens: made, shown once, revoked."""

from datetime import timedelta
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse
from htpy import Node, a, div, p

from domain.events import legal_day
from domain.refusal import RefusedError
from monitor.access.own_account import TokenAsked
from monitor.answers.accounts import token_answer
from monitor.answers.days import read_day
from monitor.http.asking import Asked
from monitor.web.account.steps import ACCOUNT, belongs_to_form
from monitor.web.account.token_form import Typed, token_form
from monitor.web.asking import Form, Visitor
from monitor.web.frame import Page, shown
from monitor.web.parts.acts import act, done_box, secret_box
from monitor.web.parts.rights import scope_words
from monitor.web.parts.tables import rows_table
from monitor.web.parts.tags import day, tag
from monitor.web.parts.text import plain
from monitor.web.words import moment
from monitor.wording import Language, say

Json = dict[str, Any]
TOKENS = "/account/tokens"
_USUAL = timedelta(days=90)


def tokens(asked: Visitor, done: str = "") -> Response:
    """Show one's API tokens, never their secrets, and the form that makes one."""
    box = done_box(say("account-token-revoked", asked.language)) if done == "revoked" else None
    return _page(asked, box, token_form(asked, _usual(asked), None))


def make(sent: Form) -> Response:
    """Make an API token for oneself; its text is on this page and nowhere else."""
    asked, entrance = sent.asked, sent.asked.desk.parts.access.entrance
    typed = Typed(sent.text("purpose"), tuple(sent.texts("scopes")), sent.text("expires_on"))
    try:
        text = entrance.issue_token(asked.guarded.principal, _asked_of(typed), at=asked.at).reveal()
    except RefusedError as error:
        if not belongs_to_form(error) or error.kind == "not-permitted":
            raise
        return _page(asked, None, token_form(asked, typed, error), 422)
    made = secret_box(asked, say("account-token-made", asked.language), text)
    return _page(asked, made, token_form(asked, _usual(asked), None))


def revoke_page(asked: Visitor, token: str) -> Response:
    """Ask whether a token is to be revoked."""
    language = asked.language
    found = next((each for each in _listed(asked) if each["token"] == token and each["good"]), None)
    if found is None:
        raise RefusedError("token-unknown", kind="not-found", token=token[:64])
    content = div(".narrow.card.warn")[
        p[say("account-token-revoke-ask", language, token=token, purpose=plain(found["purpose"]))],
        act(asked, f"{TOKENS}/{token}/revoke", say("account-token-revoke", language), kind="danger"),
    ]
    title = say("account-token-revoke", language)
    return shown(asked, Page(title=title, content=content, crumbs=_crumbs(language, with_list=True)))


def revoke(sent: Form, token: str) -> Response:
    """Revoke a token of one's own; it is good no more."""
    asked = sent.asked
    asked.desk.parts.access.entrance.revoke_token(asked.guarded.principal, token[:64], at=asked.at)
    return RedirectResponse(f"{TOKENS}?done=revoked", 303)


# --- parts ----------------------------------------------------------------------------------------


def _listed(asked: Asked) -> list[Json]:
    access = asked.desk.parts.access
    found = access.entrance.own_tokens(asked.guarded.principal, at=asked.at)
    uses = access.token_uses()
    return [token_answer(each, uses.get(each.id), asked.at) for each in found]


def _usual(asked: Asked) -> Typed:
    last = legal_day(asked.at) + _USUAL
    return Typed("", ("read",), last.isoformat())


def _asked_of(typed: Typed) -> TokenAsked:
    last = read_day(typed.expires_on)
    if last is None:
        raise RefusedError("account-day-needed", found=typed.expires_on[:20])
    return TokenAsked(purpose=typed.purpose, scopes=typed.scopes, expires_on=last)


def _page(asked: Asked, above: Node, below: Node, status: int = 200) -> Response:
    language = asked.language
    headers = [say(f"column-{name}", language) for name in _COLUMNS]
    content = [
        above,
        p[say("account-tokens-what", language)],
        rows_table(
            [*headers, say("account-session-act", language)],
            [_row(asked, each) for each in _listed(asked)],
            caption=say("account-tokens", language),
            empty=say("account-no-tokens", language),
        ),
        below,
    ]
    page = Page(title=say("account-tokens", language), content=content, crumbs=_crumbs(language))
    return shown(asked, page, status)


_COLUMNS = ("token", "purpose", "scopes", "expires-on", "last-used", "state")


def _row(asked: Asked, token: Json) -> list[Node]:
    language = asked.language
    return [
        token["token"],
        plain(token["purpose"]),
        scope_words(token["scopes"], language),
        day(str(token["expires_on"])),
        moment(token["used_at"]) if token["used_at"] else say("account-token-unused", language),
        tag(say("token-state-good", language), "good")
        if token["good"]
        else tag(say("token-state-over", language), "plain"),
        _revocation(token, language) if token["good"] else None,
    ]


def _revocation(token: Json, language: Language) -> Node:
    return a(".button", href=f"{TOKENS}/{token['token']}/revoke")[say("account-token-revoke", language)]


def _crumbs(language: Language, *, with_list: bool = False) -> tuple[tuple[str, str], ...]:
    first = (say("account-title", language), ACCOUNT)
    return (first, (say("account-tokens", language), TOKENS)) if with_list else (first,)
