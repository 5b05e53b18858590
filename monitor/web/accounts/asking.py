"""The page of one act on an account: what follows from it, its fields, and why it was not done."""

from collections.abc import Callable, Mapping
from urllib.parse import quote, urlencode

from fastapi import Response
from fastapi.responses import RedirectResponse
from htpy import Node, a, button, div, form, p
from htpy import input as input_

from domain.refusal import RefusedError
from monitor.access.account_office import AccountOffice
from monitor.access.accounts import Account
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of
from monitor.web.accounts.acting import ROLES, AccountAct, Blank
from monitor.web.asking import Form, Visitor
from monitor.web.frame import Page, shown, token_field
from monitor.web.parts.acts import secret_box
from monitor.web.parts.fields import choice_field, field, refusal_box
from monitor.web.parts.rights import reach_words, role_words
from monitor.web.parts.tables import pairs
from monitor.web.parts.text import plain
from monitor.wording import Language, say
from monitor.wording.terms import term

ACCOUNTS = "/accounts"
Endpoint = Callable[..., Response]


def address_of_user(user: str, act: str | None = None, **known: str) -> str:
    """Return the address of an account, or of an act on it with what is known of that."""
    address = f"{ACCOUNTS}/users/{quote(user, safe='')}"
    if act is not None:
        address += f"/{act}"
    return f"{address}?{urlencode(known)}" if known else address


def office_of(asked: Asked) -> AccountOffice:
    """Return the office of accounts as the visitor may use it."""
    return asked.desk.parts.access.office(asked.guarded.principal, asked.at)


def account_of(asked: Asked, user: str) -> Account:
    """Return an account.

    Raises:
        RefusedError: "not-permitted"; "user-unknown".
    """
    account = office_of(asked).accounts().find(user)
    if account is None:
        raise RefusedError("user-unknown", kind="not-found", user=user[:64])
    return account


def asking(act: AccountAct) -> Endpoint:
    """Return the endpoint that asks whether an act is to be done."""

    def ask(asked: Visitor, user: str) -> Response:
        asked.guarded.demand(act.action)
        given = asked.request.query_params
        values = {blank.name: given.get(blank.name, "")[: blank.longest] for blank in act.blanks}
        return _page(asked, act, account_of(asked, user), values, None)

    return ask


def doing(act: AccountAct) -> Endpoint:
    """Return the endpoint that does an act, or asks again with why it was not done."""

    def do(sent: Form, user: str) -> Response:
        asked = sent.asked
        asked.guarded.demand(act.action)
        account = account_of(asked, user)
        values = {blank.name: sent.text(blank.name) for blank in act.blanks}
        try:
            secret = act.do(office_of(asked), user, values)
        except RefusedError as error:
            if error.kind == "unavailable":
                raise
            return _page(asked, act, account, values, error)
        if secret is None:
            return RedirectResponse(f"{address_of_user(user)}?done={act.name}", 303)
        return secret_page(
            asked, user, say("account-secret-reset", asked.language, user=user), secret.reveal()
        )

    return do


def secret_page(asked: Asked, user: str, sentence: str, secret: str) -> Response:
    """Show a one-time secret, which is on this page and nowhere else."""
    language = asked.language
    content = [
        secret_box(asked, sentence, secret),
        p[say("account-secret-hand-over", language)],
        p[a(".button", href=address_of_user(user))[say("account-secret-on", language)]],
    ]
    return shown(asked, _framed(asked, say("account-secret-title", language), content))


def _page(
    asked: Asked, act: AccountAct, account: Account, values: Mapping[str, str], error: RefusedError | None
) -> Response:
    language = asked.language
    words = say(f"act-{act.name}", language)
    content = div(".narrow.card.warn" if act.is_grave else ".narrow.card")[
        refusal_box(sentence_of(error, language), language) if error else None,
        pairs(_known(act, account, values, language)),
        p[say(f"act-{act.name}-effect", language)],
        form(method="post", action=address_of_user(account.user, act.name))[
            token_field(asked),
            (_blank(asked, blank, values[blank.name]) for blank in act.blanks),
            div(".actions")[
                button(".danger" if act.is_grave else ".primary", type="submit")[words],
                a(href=address_of_user(account.user))[say("act-not", language)],
            ],
        ],
    ]
    page = _framed(asked, words, content, account.user)
    return shown(asked, page, 422 if error else 200)


def _framed(asked: Asked, title: str, content: Node, user: str | None = None) -> Page:
    crumbs = [(say("accounts-title", asked.language), ACCOUNTS)]
    if user is not None:
        crumbs.append((user, address_of_user(user)))
    return Page(title=title, content=content, section="accounts", crumbs=tuple(crumbs))


def _known(
    act: AccountAct, account: Account, values: Mapping[str, str], language: Language
) -> list[tuple[Node, Node]]:
    lines: list[tuple[Node, Node]] = [
        (say("column-user", language), plain(account.user)),
        (say("account-name", language), plain(account.name)),
    ]
    if act.name == "grant-removal":
        grant = next((each for each in account.grants if _is(each, values)), None)
        lines.append((say("column-role", language), role_words(grant.role, language) if grant else "—"))
        lines.append((say("account-rights-where", language), reach_words(grant, language) if grant else "—"))
        return lines
    known = [blank.name for blank in act.blanks if blank.is_known]
    return lines + [(say(f"blank-{name}", language), plain(values[name])) for name in known]


def _is(grant: object, values: Mapping[str, str]) -> bool:
    return all(
        (getattr(grant, name) or "") == values[name] for name in ("role", "region", "programme", "cluster")
    )


def _blank(asked: Asked, blank: Blank, value: str) -> Node:
    language = asked.language
    if blank.is_known:
        return input_(type="hidden", name=blank.name, value=value)
    words, hint = say(f"blank-{blank.name}", language), say(f"blank-{blank.name}-hint", language)
    options = _options(asked, blank.name)
    if options is not None:
        return choice_field(blank.name, words, options, value, hint=hint, required=blank.is_needed)
    return field(
        blank.name, words, hint=hint, value=value, maxlength=str(blank.longest), required=blank.is_needed
    )


def _options(asked: Asked, name: str) -> list[tuple[str, str]] | None:
    """Return the values of a field in which one is chosen."""
    language = asked.language
    if name == "role":
        return [("", say("choose", language)), *((role, role_words(role, language)) for role in ROLES)]
    if name == "programme":
        found = asked.desk.parts.monitor.library.programmes
        return [
            ("", say("rights-any-programme", language)),
            *((each, term("programme", each, language)) for each in found),
        ]
    return None
