"""One account: its rights, subjects and tokens, and what the visitor may do about it."""

from datetime import datetime

from fastapi import Response
from htpy import Node, a, div, h2, section

from monitor.access.accounts import Account, Token
from monitor.answers.accounts import token_answer
from monitor.http.asking import Asked
from monitor.web.accounts.acting import ACTS
from monitor.web.accounts.asking import ACCOUNTS, account_of, address_of_user
from monitor.web.accounts.listing import state_tag
from monitor.web.asking import Visitor
from monitor.web.frame import Page, shown
from monitor.web.parts.acts import done_box
from monitor.web.parts.rights import grant_row, grant_words, reached, scope_words
from monitor.web.parts.tables import pairs, rows_table
from monitor.web.parts.tags import Tone, day, tag
from monitor.web.parts.text import plain
from monitor.web.words import moment
from monitor.wording import Language, say

_DONE = frozenset(act.name for act in ACTS)
_ABOUT_ALL = ("grant", "subject", "password", "second-factor", "sessions", "closure")


def account(asked: Visitor, user: str, done: str = "") -> Response:
    """Show one account."""
    found, language = account_of(asked, user), asked.language
    content = [
        done_box(say(f"act-{done}-done", language)) if done in _DONE else None,
        _newest(asked, found) if done == "grant" and found.grants else None,
        _head(asked, found),
        _grants(asked, found),
        _subjects(asked, found),
        _tokens(asked, found),
    ]
    crumbs = ((say("accounts-title", language), ACCOUNTS),)
    page = Page(
        title=plain(found.user),
        content=content,
        section="accounts",
        crumbs=crumbs,
        beside_title=state_tag(found, language),
    )
    return shown(asked, page)


def _head(asked: Asked, account: Account) -> Node:
    language = asked.language
    sessions = asked.desk.parts.access.entrance.sessions(account.user, at=asked.at)
    return section(".card")[
        pairs(
            [
                (say("account-name", language), plain(account.name)),
                (say("column-second-factor", language), _factor(account, language)),
                (say("accounts-sessions", language), str(len(sessions))),
            ]
        ),
        div(".actions")[
            (
                a(".button", href=address_of_user(account.user, act.name))[say(f"act-{act.name}", language)]
                for name in _ABOUT_ALL
                for act in ACTS
                if act.name == name and _offers(asked, account, act.name, act.action)
            )
        ],
    ]


def _offers(asked: Asked, account: Account, name: str, action: str) -> bool:
    """Tell whether an act makes sense here and is the visitor's to do."""
    if account.is_disabled or not asked.guarded.may(action):
        return False
    return name != "second-factor" or account.has_second_factor


def _factor(account: Account, language: Language) -> Node:
    if account.has_second_factor:
        return tag(say("account-factor-there", language), "good")
    tone: Tone = "warn" if account.needs_second_factor else "plain"
    return tag(say("account-factor-not-there", language), tone)


def _newest(asked: Asked, account: Account) -> Node:
    """Return how far the right reaches that was given last."""
    grant, places = account.grants[-1], asked.desk.parts.access.guard.places.all().values()
    return div(".card")[grant_words(grant, asked.language), reached(grant, places, asked.language)]


def _grants(asked: Asked, account: Account) -> Node:
    language, places = asked.language, asked.desk.parts.access.guard.places.all().values()
    headers = [say(f"account-rights-{name}", language) for name in ("role", "where", "what")]
    rows = [
        [
            *grant_row(grant, places, language),
            _way(
                asked,
                account,
                "grant-removal",
                role=grant.role,
                region=grant.region,
                programme=grant.programme or "",
                cluster=grant.cluster or "",
            ),
        ]
        for grant in account.grants
    ]
    return _part(
        asked, "rights", [*headers, say("account-session-act", language)], rows, "accounts-no-rights"
    )


def _subjects(asked: Asked, account: Account) -> Node:
    language = asked.language
    headers = [say(f"blank-{name}", language) for name in ("issuer", "subject")]
    rows: list[list[Node]] = [
        [
            plain(issuer),
            plain(subject),
            _way(asked, account, "subject-release", issuer=issuer, subject=subject),
        ]
        for issuer, subject in sorted(account.subjects)
    ]
    return _part(
        asked, "subjects", [*headers, say("account-session-act", language)], rows, "accounts-no-subjects"
    )


def _tokens(asked: Asked, account: Account) -> Node:
    language, uses = asked.language, asked.desk.parts.access.token_uses()
    names = ("token", "purpose", "scopes", "expires-on", "last-used", "state")
    headers = [say(f"column-{name}", language) for name in names]
    rows = [_token(asked, account, each, uses.get(each.id)) for each in account.tokens]
    return _part(asked, "tokens", [*headers, say("account-session-act", language)], rows, "no-tokens")


def _token(asked: Asked, account: Account, token: Token, used_at: datetime | None) -> list[Node]:
    language, told = asked.language, token_answer(token, used_at, asked.at)
    state = tag(say("token-state-over", language), "plain")
    if told["good"]:
        state = tag(say("token-state-good", language), "good")
    return [
        told["token"],
        plain(told["purpose"]),
        scope_words(told["scopes"], language),
        day(str(told["expires_on"])),
        moment(told["used_at"]) if told["used_at"] else say("account-token-unused", language),
        state,
        _way(asked, account, "token", token=token.id) if told["good"] else None,
    ]


def _way(asked: Asked, account: Account, name: str, **known: str) -> Node:
    """Return the way to an act on one line of a list, if it is the visitor's to do."""
    action = next(act.action for act in ACTS if act.name == name)
    if not _offers(asked, account, name, action):
        return "—"
    return a(href=address_of_user(account.user, name, **known))[say(f"act-{name}", asked.language)]


def _part(asked: Asked, name: str, headers: list[str], rows: list[list[Node]], empty: str) -> Node:
    words = say(f"accounts-{name}", asked.language)
    made = rows_table(headers, rows, caption=words, empty=say(empty, asked.language))
    return section[h2(id=name)[words], made]
