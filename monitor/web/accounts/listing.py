"""The accounts there are, the rules of the three administrators, and opening an account."""

from collections.abc import Iterable

from fastapi import Response
from htpy import Node, a, button, details, div, form, label, li, option, p, select, span, summary, ul
from htpy import input as input_

from domain.refusal import RefusedError
from monitor.access.accounts import Account
from monitor.http.asking import Asked
from monitor.http.paging import read_cursor, write_cursor
from monitor.http.problems import sentence_of
from monitor.web.accounts.asking import ACCOUNTS, address_of_user, office_of, secret_page
from monitor.web.asking import Form, Visitor
from monitor.web.frame import Page, shown, token_field
from monitor.web.parts.fields import Flawed, field, refusal_box
from monitor.web.parts.rights import grant_words
from monitor.web.parts.tables import next_page, rows_table
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.wording import Language, say

_PAGE = 100
_STATES = ("", "active", "disabled")
_ADD = "/accounts/new"


def accounts(asked: Visitor, q: str = "", state: str = "", cursor: str | None = None) -> Response:
    """Show the accounts by name; closed ones stay on the list."""
    language = asked.language
    after = "" if cursor is None else read_cursor(cursor, str)
    sought = _sought(office_of(asked).accounts().by_user.values(), q, state)
    found = [each for each in sought if each.user > after]
    on = write_cursor(found[_PAGE - 1].user) if len(found) > _PAGE else None
    headers = [
        say(f"column-{name}", language) for name in ("user", "name", "state", "second-factor", "rights")
    ]
    content = [
        _rules(language),
        _query(q, state, language),
        div("#results")[
            p(".faint", role="status")[say("accounts-count", language, count=len(sought))],
            rows_table(
                headers,
                [_row(each, language) for each in found[:_PAGE]],
                caption=say("accounts-title", language),
                empty=say("accounts-none", language),
            ),
            next_page(ACCOUNTS, {"q": q, "state": state}, on, language),
        ],
    ]
    ways = [
        a(".button.primary", href=_ADD)[say("act-add", language)] if asked.guarded.may("user-add") else None,
        a(".button", href="/accounts/sending")[say("sending-title", language)]
        if asked.guarded.may("read-channels")
        else None,
    ]
    page = Page(title=say("accounts-title", language), content=content, section="accounts", beside_title=ways)
    return shown(asked, page)


def add_page(asked: Visitor) -> Response:
    """Show the form by which an account is opened."""
    asked.guarded.demand("user-add")
    return _add_shown(asked, "", "", None)


def add(sent: Form) -> Response:
    """Open an account and show its one-time secret."""
    asked = sent.asked
    user, name = sent.text("user"), sent.text("name")
    try:
        secret = office_of(asked).add_user(user, name)
    except RefusedError as error:
        if error.kind == "unavailable" or error.code == "not-permitted":
            raise
        return _add_shown(asked, user, name, error)
    return secret_page(asked, user, say("account-secret-new", asked.language, user=user), secret.reveal())


# --- parts ----------------------------------------------------------------------------------------


def _sought(accounts: Iterable[Account], q: str, state: str) -> list[Account]:
    """Return the accounts whose name or user name holds a text, in a state, by user name."""
    text = q.strip().casefold()
    return sorted(
        (
            each
            for each in accounts
            if (text in each.user.casefold() or text in each.name.casefold())
            and state in {"", "disabled" if each.is_disabled else "active"}
        ),
        key=lambda each: each.user,
    )


def _row(account: Account, language: Language) -> list[Node]:
    is_bare = account.needs_second_factor and not account.has_second_factor
    factor = "there" if account.has_second_factor else "not-there"
    return [
        a(href=address_of_user(account.user))[plain(account.user)],
        plain(account.name),
        state_tag(account, language),
        [
            say(f"second-factor-{factor}", language),
            " ",
            tag(say("accounts-factor-needed", language), "warn") if is_bare else None,
        ],
        ul(".bare")[(li[grant_words(grant, language)] for grant in account.grants)]
        if account.grants
        else span(".faint")[say("no-grants", language)],
    ]


def state_tag(account: Account, language: Language) -> Node:
    """Return whether an account is in use."""
    if account.is_disabled:
        return tag(say("user-state-disabled", language), "plain")
    return tag(say("user-state-active", language), "good")


def _query(q: str, state: str, language: Language) -> Node:
    return form(".query", method="get", action=ACCOUNTS, role="search", data_live=True)[
        label[
            say("accounts-seek", language),
            input_(type="search", name="q", value=q, maxlength="100"),
        ],
        label[
            say("column-state", language),
            select(name="state")[
                (
                    option(value=each, selected=each == state)[
                        say(f"accounts-state-{each or 'any'}", language)
                    ]
                    for each in _STATES
                )
            ],
        ],
        span(".actions")[
            button(".primary", type="submit")[say("seek", language)],
            a(href=ACCOUNTS)[say("seek-anew", language)],
        ],
    ]


def _rules(language: Language) -> Node:
    """Return how the powers over accounts are separated."""
    rules = ("system", "security", "record", "apart", "own", "last")
    return details(".card")[
        summary[say("accounts-rules", language)],
        ul[(li[say(f"accounts-rule-{each}", language)] for each in rules)],
    ]


def _add_shown(asked: Asked, user: str, name: str, error: RefusedError | None) -> Response:
    language = asked.language
    flawed = "user" if error else ""
    sentence = sentence_of(error, language) if error else None
    content = div(".narrow.card")[
        refusal_box(say("account-form-refused", language), language, [Flawed(flawed, sentence)])
        if sentence
        else None,
        p[say("accounts-add-effect", language)],
        form(method="post", action=_ADD)[
            token_field(asked),
            field(
                "user",
                say("sign-in-user", language),
                hint=say("accounts-user-hint", language),
                error=sentence,
                value=user,
                maxlength="64",
                autocomplete="off",
                required=True,
            ),
            field(
                "name",
                say("account-name", language),
                hint=say("accounts-name-hint", language),
                value=name,
                maxlength="200",
                autocomplete="off",
                required=True,
            ),
            button(".primary", type="submit")[say("act-add", language)],
        ],
    ]
    crumbs = ((say("accounts-title", language), ACCOUNTS),)
    page = Page(title=say("act-add", language), content=content, section="accounts", crumbs=crumbs)
    return shown(asked, page, 422 if error else 200)
