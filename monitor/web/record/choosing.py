"""Which facts may be recorded of a cluster, in groups; what cannot be recorded now says why."""

from fastapi import Response
from htpy import Node, a, details, h2, li, p, section, span, summary, ul

from domain.refusal import RefusedError
from monitor.access.policy import ACTIONS, allowing
from monitor.http.asking import Asked
from monitor.web.asking import Visitor
from monitor.web.frame import Page, shown
from monitor.web.parts.rights import role_words
from monitor.web.parts.tables import nothing
from monitor.web.record.around import Around, around
from monitor.web.record.kinds import FOUNDING, GROUPS, type_words
from monitor.web.record.offers import Offer, offers, reason
from monitor.wording import Language, say


def choose(asked: Visitor, cluster: str) -> Response:
    """Show what may be recorded of a cluster."""
    language, here = asked.language, around(asked, cluster)
    found = {name: list(offers(asked, here, types)) for name, types in GROUPS.items()}
    mine = {name: [each for each in group if each.is_permitted] for name, group in found.items()}
    others = [each for group in found.values() for each in group if not each.is_permitted]
    content = [
        p[say("record-choose-intro", language)],
        [_group(asked, here, name, group) for name, group in mine.items() if group]
        or nothing(say("record-none", language)),
        _of_others(others, language),
    ]
    crumbs = ((say("page-section-clusters", language), "/clusters"), (here.name, f"/clusters/{cluster}"))
    drafts = a(".button", href="/drafts")[say("drafts-title", language)]
    title = say("record-choose", language)
    return shown(asked, Page(title, content, section="clusters", crumbs=crumbs, beside_title=drafts))


def choose_new(asked: Visitor) -> Response:
    """Show with which fact a cluster may be founded."""
    language = asked.language
    mine = [name for name in FOUNDING if allowing(asked.guarded.principal, name)]
    if not mine:
        asked.guarded.monitor_for("read-law")
        raise RefusedError(
            "not-permitted", kind="not-permitted", action=FOUNDING[0], roles="province, city, county"
        )
    content = [
        p[say("record-new-intro", language)],
        ul(".choices")[
            (
                li[
                    a(href=f"/new/{name}")[type_words(name, language)],
                    p(".hint")[say(f"effect-{name}", language)],
                ]
                for name in mine
            )
        ],
    ]
    crumbs = ((say("page-section-clusters", language), "/clusters"),)
    return shown(asked, Page(say("record-new-title", language), content, section="clusters", crumbs=crumbs))


def _group(asked: Asked, here: Around, name: str, group: list[Offer]) -> Node:
    """Return what may be recorded now, and folded away what may not be."""
    language = asked.language
    now = [each for each in group if each.is_open]
    later = [each for each in group if not each.is_open]
    return section(".card", aria_labelledby=f"g-{name}")[
        h2(id=f"g-{name}")[say(f"record-group-{name}", language)],
        ul(".choices")[(li[_offer(asked, here, each)] for each in now)] if now else None,
        details[
            summary[say("record-later", language, count=len(later))],
            ul(".choices")[(li[_offer(asked, here, each)] for each in later)],
        ]
        if later
        else None,
    ]


def _offer(asked: Asked, here: Around, offer: Offer) -> Node:
    words = type_words(offer.type, asked.language)
    if offer.is_open:
        address = f"/clusters/{here.cluster}/record/{offer.type}"
        return [a(href=address)[words], p(".hint")[say(f"effect-{offer.type}", asked.language)]]
    why = say("record-not-now", asked.language, reason=reason(offer, asked))
    return [span(".faint")[words], p(".hint")[why]]


def _of_others(others: list[Offer], language: Language) -> Node:
    if not others:
        return None
    return details[
        summary[say("record-others", language)],
        ul[
            (
                li[
                    type_words(each.type, language),
                    span(".hint")[" ", say("record-by-roles", language, roles=who_may(each.type, language))],
                ]
                for each in others
            )
        ],
    ]


def who_may(type_name: str, language: Language) -> str:
    """Return the roles that may record a type of fact."""
    roles = [role_words(role, language) for role in sorted(ACTIONS[type_name].roles)]
    return ("、" if language == "zh" else ", ").join(roles)
