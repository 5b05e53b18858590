"""Who may do what: the policy as the service itself decides by it, an action a row, a role a column.

Promise: the page is made from the table that every check reads; there is no second list.
"""

from collections.abc import Sequence

from fastapi import Response
from htpy import Node, div, h2, li, p, span, ul

from domain.administration import Role
from monitor.access.policy import ACTIONS, EVERY_ROLE, SCOPES, TOKEN_SCOPES, Action, Scope
from monitor.http.asking import Asked
from monitor.intake.labels import TYPES
from monitor.web.asking import Visitor
from monitor.web.frame import Page, shown
from monitor.web.parts.rights import grant_words, role_words, scope_words
from monitor.web.parts.tables import nothing, rows_table
from monitor.wording import SENTENCES, Language, say

_YES, _NO = "●", "·"


def policy(asked: Visitor) -> Response:
    """Show the whole policy, with the rights of who looks at it."""
    asked.guarded.demand("own-account")
    language = asked.language
    content = [
        p[say("policy-intro", language)],
        ul[(li[say(f"policy-rule-{rule}", language)] for rule in ("region", "four-eyes", "apart", "unseen"))],
        _mine(asked),
        (_section(scope, asked, language) for scope in SCOPES),
    ]
    crumbs = ((say("rules-title", language), "/rules"),)
    return shown(asked, Page(title=say("policy-title", language), content=content, crumbs=crumbs))


def _mine(asked: Asked) -> Node:
    language = asked.language
    grants = asked.guarded.principal.grants
    told = ul[(li[grant_words(grant, language)] for grant in grants)]
    return div(".card.calm")[
        h2[say("policy-mine", language)],
        told if grants else nothing(say("policy-none", language)),
    ]


def _section(scope: Scope, asked: Asked, language: Language) -> Node:
    """Return the actions of one scope."""
    actions = [each for each in ACTIONS.values() if each.scope == scope]
    mine = {grant.role for grant in asked.guarded.principal.grants}
    caption = scope_words([scope], language)
    headers = [
        say("column-action", language),
        *(_role(role, language, is_mine=role in mine) for role in EVERY_ROLE),
    ]
    kept_out = say("policy-no-token", language) if scope not in TOKEN_SCOPES else None
    return [
        h2(id=scope)[caption, " ", span(".faint.mono")[scope]],
        p(".hint")[kept_out] if kept_out else None,
        div(".matrix.policy")[
            rows_table(headers, [_row(each, language) for each in actions], caption=caption, empty="")
        ],
    ]


def _role(role: Role, language: Language, *, is_mine: bool) -> Node:
    return [
        role_words(role, language),
        [" ", span(".faint")[say("policy-you", language)]] if is_mine else None,
    ]


def _row(action: Action, language: Language) -> Sequence[Node]:
    return [
        span(".named")[action_words(action.name, language), span(".faint.mono")[action.name]],
        *(_mark(role in action.roles, language) for role in EVERY_ROLE),
    ]


def _mark(is_allowed: bool, language: Language) -> Node:  # noqa: FBT001 - the one thing it says
    word = say("policy-may" if is_allowed else "policy-may-not", language)
    return [
        span(".shape.calm" if is_allowed else ".shape.plain", aria_hidden="true")[
            _YES if is_allowed else _NO
        ],
        span(".unseen")[word],
    ]


def action_words(name: str, language: Language) -> str:
    """Return what an action is called; a fact by the name of its type.

    >>> action_words("annual-report-filed", "zh"), action_words("read-law", "en")
    ('年度报送', 'read the law and the calendar')
    """
    code = f"action-{name}"
    if code in SENTENCES:
        return say(code, language)
    return TYPES.get(name, name) if language == "zh" else name.replace("-", " ")
