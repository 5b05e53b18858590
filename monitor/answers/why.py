"""Why a cluster may be revoked or not: each ground of its rulebook, its limbs, the facts found under them.

Promise: every ground that the rulebook has is there, also where nothing was found, and a clause whose text
is not known is unknown, never fine.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from domain.rulebook import Ground as GroundRule
from domain.rulebook import Limb, Rulebook
from domain.spells import Ground
from monitor.audit.papers.certificates import Certified
from projections.answer import ground_answer

Json = dict[str, Any]
# What counts most of several: a ground holds if one of its limbs does.
_WEIGHT = ("established", "unknown", "cured", "absent")


def why_answer(found: Certified) -> list[Json]:
    """Return the grounds of the rulebook, in its order, as they are on the day that was asked about.

    `state` is "established", "cured", "unknown" or "absent" (nothing recorded brings it about); each limb has
    its own, with the `spells` found under it (as `ground_answer`). `choices` are the readings of open texts
    that the ground rests on: the value taken, and those with which the answer might be another one.
    """
    book = found.law.book
    grounds = found.assessment.grounds
    return [
        _ground(rule, [each for each in grounds if each.code == rule.code], book) for rule in book.grounds
    ]


def _ground(rule: GroundRule, spells: Sequence[Ground], book: Rulebook) -> Json:
    limbs = [_limb(limb, spells, is_seen=rule.seen) for limb in _limbs(rule, spells)]
    rests_on = dict.fromkeys([*rule.choices, *(name for each in spells for name in each.cited.choices)])
    fallback = "absent" if rule.seen else "unknown"
    return {
        "code": rule.code,
        "title": rule.title,
        "article": rule.article,
        "seen": rule.seen,
        "state": _heaviest([limb["state"] for limb in limbs] or [fallback]),
        "limbs": limbs,
        "choices": list(_choices(rests_on, book)),
    }


def _limbs(rule: GroundRule, spells: Sequence[Ground]) -> Iterator[Limb]:
    """Yield the limbs that the text names, then those that were found besides."""
    yield from rule.limbs
    named = {limb.limb for limb in rule.limbs}
    others = dict.fromkeys(each.limb for each in spells if each.limb not in named)
    yield from (Limb(limb=name, wording=rule.title) for name in others)


def _limb(limb: Limb, spells: Sequence[Ground], *, is_seen: bool) -> Json:
    mine = [each for each in spells if each.limb == limb.limb]
    state = _heaviest([each.state for each in mine]) if mine else "absent" if is_seen else "unknown"
    return {
        "limb": limb.limb,
        "wording": limb.wording,
        "state": state,
        "spells": [ground_answer(each) for each in mine],
    }


def _heaviest(states: Sequence[str]) -> str:
    return next(state for state in _WEIGHT if state in states)


def _choices(names: Iterable[str], book: Rulebook) -> Iterator[Json]:
    for name in names:
        choice = book.choices.get(name)
        if choice is not None:
            yield {
                "name": name,
                "question": choice.question,
                "value": choice.value,
                "alternatives": [each for each in choice.alternatives if each != choice.value],
            }
