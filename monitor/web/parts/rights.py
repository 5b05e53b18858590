"""Rights in words: a role, where it counts, and what may be done with it."""

from collections.abc import Collection, Iterable

from htpy import Node, div, p, span

from monitor.access.place import Place
from monitor.access.policy import ACTIONS, READ, SCOPES
from monitor.access.principal import EVERYWHERE, Grant, Role
from monitor.access.reach import reach_of
from monitor.answers.reach import reach_sentences
from monitor.web.parts.text import plain
from monitor.wording import Language, say
from monitor.wording.terms import term

# A county withdraws what it filed, which is a step of the scope "decide": that makes no decider of it.
_TELLING = (
    ("read", READ),
    ("file", "annual-report-filed"),
    ("decide", "decision-served"),
    ("audit", "replay"),
    ("dossier", "dossier"),
    ("operate", "tick"),
    ("administer", "read-access"),
    ("record", "read-record"),
)


def role_words(role: Role, language: Language) -> str:
    """Return the name of a role."""
    return say(f"role-{role}", language)


def reach_words(grant: Grant, language: Language) -> str:
    """Return where a grant counts, the widest first."""
    return limits_words(grant.programme, grant.region, grant.cluster, language)


def limits_words(programme: str | None, region: str, cluster: str | None, language: Language) -> str:
    """Return what something is limited to, the widest first; everywhere where nothing limits it."""
    limits = [
        say("rights-of-programme", language, programme=term("programme", programme, language))
        if programme
        else None,
        say("rights-of-region", language, region=plain(region)) if region != EVERYWHERE else None,
        say("rights-of-cluster", language, cluster=plain(cluster)) if cluster else None,
    ]
    stated = [limit for limit in limits if limit]
    return ("，" if language == "zh" else ", ").join(stated) or say("rights-everywhere", language)


def grant_words(grant: Grant, language: Language) -> str:
    """Return a grant in one line: the role, and where it counts.

    >>> grant_words(Grant(role="city", region="3505"), "zh")
    '市级部门（地区 3505）'
    """
    role, reach = role_words(grant.role, language), reach_words(grant, language)
    return f"{role}（{reach}）" if language == "zh" else f"{role} ({reach})"


def doings(role: Role, language: Language) -> str:
    """Return what a role is for, by the policy: of each group of actions the one that tells.

    >>> doings("county", "zh")
    '查看、报送、卷宗'
    """
    named = [say(f"scope-{scope}", language) for scope, action in _TELLING if role in ACTIONS[action].roles]
    return ("、" if language == "zh" else ", ").join(named)


def scope_words(scopes: Collection[str], language: Language) -> str:
    """Return what scopes are good for, in the order of the policy.

    >>> scope_words(["audit", "read"], "zh")
    '查看、审计'
    """
    named = [say(f"scope-{scope}", language) for scope in SCOPES if scope in scopes]
    return ("、" if language == "zh" else ", ").join(named)


def grant_row(grant: Grant, places: Iterable[Place], language: Language) -> list[Node]:
    """Return the cells of a grant: the role, where it counts and what that reaches now, what may be done."""
    where = [reach_words(grant, language), reached(grant, places, language)]
    return [role_words(grant.role, language), where, doings(grant.role, language)]


def reached(grant: Grant, places: Iterable[Place], language: Language) -> Node:
    """Return how many of some places a grant reaches now, as a warning where it reaches none."""
    reach = reach_of(grant, places)
    if reach is None:
        return None
    first, *others = reach_sentences(reach, language)
    warning = p[span(".sign.bad", aria_hidden="true")["!"], " ", first]
    return div[p(".hint")[first] if reach.clusters else warning, (p(".hint")[each] for each in others)]
