"""The why-tree: ground, its clause, its limbs, what was found under them, the events it rests on."""

from htpy import Node, a, details, h2, li, p, span, summary, ul

from monitor.access.policy import allowing
from monitor.answers.why import why_answer
from monitor.web.cluster.seen import Json, Seen, event_links
from monitor.web.parts.tags import Tone, tag
from monitor.web.parts.text import plain
from monitor.web.rules.edition import reading_words
from monitor.wording import Language, say
from monitor.wording.telling import about_words
from monitor.wording.terms import term

SIGNS: dict[str, tuple[str, Tone]] = {
    "established": ("✓", "bad"),
    "unknown": ("?", "unknown"),
    "cured": ("–", "good"),
    "absent": ("–", "plain"),
}
_CLOSED = frozenset({"dismissed", "answered"})  # unless it led to the revocation that stands


def why_of(shown: Seen) -> Node:
    """Return each ground of the rulebook with what it rests on; those that hold are open."""
    tree = why_answer(shown.found)
    return [
        h2("#why")[say("cluster-page-why", shown.language)],
        p(".faint")[say("cluster-page-why-told", shown.language, edition=shown.found.law.book.edition)],
        ul(".tree.why")[(li[_ground(shown, each)] for each in tree)],
    ]


def _ground(shown: Seen, ground: Json) -> Node:
    is_open = ground["state"] in ("established", "unknown")
    return details(open=is_open)[
        summary[
            _sign(ground["state"], shown.language),
            " ",
            span(".clause")[ground["article"]],
            " ",
            plain(ground["title"]),
        ],
        ul[(li[_limb(shown, each)] for each in ground["limbs"])],
        p(".faint")[say("cluster-page-clause-unseen", shown.language)] if not ground["seen"] else None,
        [_choice(shown, each) for each in ground["choices"]],
        _case(shown, ground),
    ]


def _case(shown: Seen, ground: Json) -> Node:
    """Return the way to open a case on a ground that holds, for who may; where one is, the way to that."""
    case, is_revoked = shown.answer["case"], shown.answer["standing"] == "revoked"
    if ground["state"] != "established":
        return None
    is_about = case is not None and ground["code"] in case["grounds"]
    if is_about and (is_revoked or case["state"] not in _CLOSED):
        words = say("cluster-page-case-is-open", shown.language, case=plain(case["id"]))
        return p[a(href=shown.address(f"/cases/{case['id']}"))[words]]
    may_open = shown.times.is_now and shown.asked.guarded.may("case-opened", shown.cluster)
    if is_revoked or not may_open:
        return None
    words = say("cluster-page-open-case", shown.language)
    return p[a(".button", href=f"{shown.path}/record/case-opened")[words]]


def _sign(state: str, language: Language) -> Node:
    sign, tone = SIGNS[state]
    words = say(f"cluster-page-ground-{state}", language)
    told = span(".faint")[words] if state == "absent" else tag(words, tone)
    return [span(class_=["sign", tone], aria_hidden="true")[sign], " ", told]


def _limb(shown: Seen, limb: Json) -> Node:
    sign, tone = SIGNS[limb["state"]]
    spells = limb["spells"]
    return [
        span(class_=["sign", tone], aria_hidden="true")[sign],
        span(".unseen")[say(f"cluster-page-ground-{limb['state']}", shown.language)],
        " ",
        plain(limb["wording"]),
        ul[(li[_spell(shown, each)] for each in spells)] if spells else None,
    ]


def _spell(shown: Seen, spell: Json) -> Node:
    """Return one time for which a ground holds, held, or may hold: since when, why, by which events."""
    language = shown.language
    about = about_words(spell, language)
    return [
        tag(term("ground-state", spell["state"], language), SIGNS[spell["state"]][1]),
        [" ", plain(about)] if about else None,
        [" ", say("cluster-page-since", language, day=spell["since"])] if spell["since"] else None,
        [" ", say("cluster-page-cured-on", language, day=spell["cured_on"])] if spell["cured_on"] else None,
        [" ", span(".faint")[term("reason", spell["reason"], language)]] if spell["reason"] else None,
        event_links(spell["events"], shown),
    ]


def _choice(shown: Seen, choice: Json) -> Node:
    """Return the reading that a ground rests on, and those with which it might be otherwise."""
    comma = "、" if shown.language == "zh" else ", "
    told = {
        "value": reading_words(choice["value"], shown.language),
        "others": comma.join(reading_words(each, shown.language) for each in choice["alternatives"]),
    }
    return p(".reading")[
        span(".label")[say("cluster-page-reading", shown.language)],
        " ",
        plain(choice["question"]),
        " ",
        say("cluster-page-reading-taken", shown.language, **told),
        " ",
        a(href="/interpretations")[say("cluster-page-readings", shown.language)]
        if allowing(shown.asked.guarded.principal, "what-if")
        else None,
    ]
