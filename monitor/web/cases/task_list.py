"""The steps of a case in the law's order: what was done and when, what can be done now and by whom."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from htpy import Node, a, div, h3, li, ol, p

from monitor.http.asking import Asked
from monitor.web.parts.tags import Tone, day, tag
from monitor.web.parts.text import plain
from monitor.web.record.around import Around
from monitor.web.record.choosing import who_may
from monitor.web.record.kinds import type_words, value_words
from monitor.web.record.offers import Offer, offers, reason
from monitor.web.words import moment
from monitor.wording import Language, say

Json = dict[str, Any]
ROWS: Mapping[str, Sequence[str]] = {
    "opened": ("case-opened",),
    "invited": ("defence-invited",),
    "received": ("defence-received",),
    "ordered": ("rectification-ordered",),
    "rectified": ("rectification-accepted", "rectification-failed"),
    "decided": ("revocation-decided", "case-dismissed"),
    "served": ("decision-served",),
    "lodged": ("appeal-lodged",),
    "admitted": ("appeal-admitted", "appeal-refused"),
    "answered": ("appeal-answered",),
    "published": ("revocation-published",),
}
_APPEAL = ("lodged", "admitted", "answered")
_AFTER_DECISION = ("served", *_APPEAL, "published")
_FIRST = {"revocation-decided": "case-opened", "appeal-answered": "revocation-decided"}
_TOLD = ("number", "method", "told_last_day", "outcome", "reply_by", "until", "reason")
_TONES: Mapping[str, Tone] = {
    "done": "good",
    "next": "calm",
    "later": "plain",
    "skipped": "plain",
    "not-here": "plain",
}


class Shown(NamedTuple):
    """A case as it is shown; `around` is there where something may be done: now, not in a replay."""

    asked: Asked
    case: Json
    around: Around | None

    @property
    def taken(self) -> dict[str, Json]:
        """The steps that were taken, by type."""
        return {step["type"]: step for step in self.case["steps"]}


def task_list(shown: Shown) -> Node:
    """Return the steps."""
    return ol(".steps")[(_row(shown, name, types) for name, types in ROWS.items())]


def _row(shown: Shown, name: str, types: Sequence[str]) -> Node:
    language = shown.asked.language
    done = [shown.taken[each] for each in types if each in shown.taken]
    state, said = ("done", _each_done(done, language)) if done else _undone(shown, name, types)
    return li(id=f"step-{name}")[
        div[h3[say(f"case-row-{name}", language)], said],
        div[tag(say(f"case-step-{state}", language), _TONES[state])],
    ]


def _each_done(done: Sequence[Json], language: Language) -> Node:
    return [_done(step, language) for step in done]


def _done(step: Json, language: Language) -> Node:
    when = moment(step["recorded_at"])
    event = say(
        "case-step-event", language, position=step["position"], by=plain(step["recorded_by"]), at=when
    )
    return [
        p[type_words(step["type"], language), " ", day(step["on"])],
        [p[each] for each in _told(step, language)],
        p(".hint")[event],
    ]


def _told(step: Json, language: Language) -> Iterator[str]:
    for name in _TOLD:
        if step[name] is not None:
            value = value_words(step[name], language) if name in ("method", "outcome") else step[name]
            code = {"told_last_day": "told", "reply_by": "reply-by"}.get(name, name)
            told = "day" if name in ("told_last_day", "reply_by", "until") else name
            yield say(f"case-step-{code}", language, **{told: plain(value)})


def _undone(shown: Shown, name: str, types: Sequence[str]) -> tuple[str, Node]:
    language = shown.asked.language
    why = _not_here(shown, name)
    if why is not None:
        return "not-here", p(".hint")[say(why, language)] if why else None
    if _is_passed(shown, name):
        note = "case-step-not-admitted" if name == "admitted" else ""
        return "skipped", p(".hint")[say(note, language)] if note else None
    if shown.around is None:
        return "later", None
    found = list(offers(shown.asked, shown.around, types, shown.case["case"]))
    possible = [each for each in found if each.refusal is None]
    if not possible:
        return "later", p(".hint")[reason(found[0], shown.asked)]
    return "next", [_possible(shown, each) for each in possible]


def _not_here(shown: Shown, name: str) -> str | None:
    """Return why a step does not belong to this case (empty: it is plain to see); None where it does."""
    if name in _APPEAL and shown.case["appeal"] != "yes":
        return "case-step-no-appeal" if shown.case["appeal"] == "none" else "case-step-appeal-unknown"
    is_over = "case-dismissed" in shown.taken and name in _AFTER_DECISION
    is_refused = "appeal-refused" in shown.taken and name == "answered"
    return "" if is_over or is_refused or (shown.case["has_fallen"] and name == "published") else None


def _is_passed(shown: Shown, name: str) -> bool:
    """Tell whether a later step was taken without this one; a publication is later than none."""
    order = [each for each in ROWS if each != "published"]
    if name not in order:
        return False
    later = order[order.index(name) + 1 :]
    return any(each in shown.taken for row in later for each in ROWS[row])


def _possible(shown: Shown, offer: Offer) -> Node:
    language = shown.asked.language
    is_usual = shown.case["next"] == offer.type
    words = type_words(offer.type, language)
    return [
        p[
            a(".button.primary" if is_usual else ".button", href=_form(shown, offer))[
                say("case-step-do", language, name=words)
            ]
            if offer.is_permitted
            else words,
            " ",
            tag(say("case-step-usual", language), "calm") if is_usual else None,
        ],
        p(".hint")[say("case-step-who", language, roles=who_may(offer.type, language))],
        _four_eyes(shown, offer.type),
    ]


def _form(shown: Shown, offer: Offer) -> str:
    """Return the form of a step with what is known filled in."""
    known = [("case", shown.case["case"])]
    if offer.type == "revocation-decided":
        known += [("grounds", each) for each in shown.case["grounds"]]
    return f"/clusters/{shown.case['cluster']}/record/{offer.type}?{urlencode(known)}"


def _four_eyes(shown: Shown, type_name: str) -> Node:
    first = shown.taken.get(_FIRST.get(type_name, ""))
    if first is None:
        return None
    told = say(f"case-four-eyes-{type_name}", shown.asked.language, user=plain(first["recorded_by"]))
    return p(".hint")[told]
