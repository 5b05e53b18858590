"""One's own account at a glance; while something must be done first, that instead."""

from fastapi import Response
from htpy import Node, a, div, h2, p, section

from monitor.access.policy import allowing
from monitor.http.asking import Asked
from monitor.web.account import password, second_factor
from monitor.web.account.sessions import sessions_part
from monitor.web.account.steps import musts_of
from monitor.web.asking import Visitor
from monitor.web.frame import Page, shown
from monitor.web.parts.acts import done_box
from monitor.web.parts.rights import grant_row
from monitor.web.parts.tables import pairs, rows_table
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.wording import say

_DONE = frozenset({"password", "second-factor", "code", "session", "sessions"})


def account(asked: Visitor, done: str = "") -> Response:
    """Show one's own account, or the first thing that has to be done."""
    asked.guarded.demand("own-account")
    musts = musts_of(asked)
    if "password" in musts:
        return password.shown_again(asked, None)
    if "second-factor" in musts:
        has_one = _has_second_factor(asked)
        return (second_factor.give_shown if has_one else second_factor.begin_shown)(asked, None)
    language = asked.language
    content = [
        done_box(say(f"account-done-{done}", language)) if done in _DONE else None,
        div(".columns")[_who(asked), _proofs(asked)],
        _rights(asked),
        sessions_part(asked),
    ]
    return shown(asked, Page(title=say("account-title", language), content=content))


def _has_second_factor(asked: Asked) -> bool:
    found = asked.desk.parts.access.accounts.find(asked.guarded.principal.user)
    return found is not None and found.has_second_factor


def _who(asked: Asked) -> Node:
    principal, language = asked.guarded.principal, asked.language
    lines: list[tuple[Node, Node]] = [
        (say("column-user", language), plain(principal.user)),
        (say("account-name", language), plain(principal.name)),
    ]
    return section(".card")[
        h2("#who")[say("account-who", language)],
        pairs(lines),
        p(".hint")[say("account-who-why", language)],
        div(".actions")[
            a(".button", href="/account/notifications")[say("account-notifications", language)],
            a(".button", href="/account/tokens")[say("account-tokens", language)],
        ]
        if allowing(principal, "own-tokens")
        else None,
    ]


def _proofs(asked: Asked) -> Node:
    """Return how one proves to be oneself: the password, and whether there is a second factor."""
    language = asked.language
    factor: Node = tag(say("account-factor-there", language), "good")
    begin: Node = p(".hint")[say("account-factor-lost", language)]
    if not _has_second_factor(asked):
        factor = tag(say("account-factor-not-there", language), "warn")
        begin = p[a(".button", href="/account/second-factor")[say("account-factor-begin", language)]]
    return section(".card")[
        h2("#proofs")[say("account-proofs", language)],
        p[a(".button", href="/account/password")[say("account-password", language)]],
        p[say("column-second-factor", language), " ", factor],
        begin,
    ]


def _rights(asked: Asked) -> Node:
    language = asked.language
    headers = [say(f"account-rights-{name}", language) for name in ("role", "where", "what")]
    places = asked.desk.parts.access.guard.places.all().values()
    return section[
        h2("#rights")[say("account-rights", language)],
        rows_table(
            headers,
            [grant_row(grant, places, language) for grant in asked.guarded.principal.grants],
            caption=say("account-rights", language),
            empty=say("account-no-rights", language),
        ),
        p(".hint")[say("account-rights-why", language)],
    ]
