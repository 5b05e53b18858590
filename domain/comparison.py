"""The comparison of what two laws, calendars or sets of facts make of one cluster.

Promise: nothing is listed that both say alike, and the first difference stands on the first legal day
on which the two part.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from domain.implications import Implication, What
from domain.viewpoint import Citation

Change = Literal[
    "revocable", "saved", "more-overdue", "fewer-overdue", "standing", "obligations", "grounds", "windows"
]
_PARTS: dict[What, Change] = {
    "standing": "standing",
    "validity": "standing",
    "obligation": "obligations",
    "ground": "grounds",
    "window": "windows",
}
Subject = tuple[What, tuple[str, ...]]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What differs about one subject: what only the base says, and what only the branch says.

    `cited` is the clause by which the branch speaks of the subject, or that of the base where the
    branch says nothing of it.
    """

    what: What
    about: tuple[str, ...]
    was: tuple[Implication, ...]
    becomes: tuple[Implication, ...]
    on: date
    cited: Citation

    @property
    def is_outcome(self) -> bool:
        """Tell whether something holds by one side only; not where it merely begins on another day.

        The last day of a window is an outcome, that of an obligation is none as long as it is met, or
        missed, under both.
        """
        if self.what not in ("obligation", "ground"):
            return True
        states = ({each.state for each in side} - {"due"} for side in (self.was, self.becomes))
        return next(states) != next(states)


def compare(base: Sequence[Implication], branch: Sequence[Implication]) -> list[Difference]:
    """Return what differs, by the first legal day on which it does; empty where nothing does."""
    said, says = {each.told for each in base}, {each.told for each in branch}
    was = _by_subject(each for each in base if each.told not in says)
    becomes = _by_subject(each for each in branch if each.told not in said)
    speaking = {each.subject: each.cited for each in (*base, *branch)}  # the branch has the last word
    found = [
        _difference(was.get(subject, ()), becomes.get(subject, ()), speaking[subject])
        for subject in dict.fromkeys((*was, *becomes))
    ]
    return sorted(found, key=lambda each: each.on)


def _by_subject(things: Iterable[Implication]) -> dict[Subject, tuple[Implication, ...]]:
    found: dict[Subject, tuple[Implication, ...]] = {}
    for each in things:
        found[each.subject] = (*found.get(each.subject, ()), each)
    return found


def _difference(
    was: tuple[Implication, ...], becomes: tuple[Implication, ...], speaking: Citation
) -> Difference:
    first = min((*was, *becomes), key=lambda each: each.on)
    return Difference(
        what=first.what,
        about=first.about,
        was=was,
        becomes=becomes,
        on=first.on,
        cited=becomes[0].cited if becomes else speaking,
    )


# --- what a change comes to -------------------------------------------------------------------


def changes(
    base: Sequence[Implication], branch: Sequence[Implication], found: Sequence[Difference], day: date
) -> tuple[Change, ...]:
    """Return what the differences come to on a day, then of which parts they are.

    `revocable`: grounds hold where none did; `saved`: none hold where some did.
    """
    was, becomes = bool(open_grounds(base, day)), bool(open_grounds(branch, day))
    more = _overdue(branch, day) - _overdue(base, day)
    told: dict[Change, bool] = {
        "revocable": becomes and not was,
        "saved": was and not becomes,
        "more-overdue": more > 0,
        "fewer-overdue": more < 0,
    }
    parts = dict.fromkeys(_PARTS[each.what] for each in found)
    return (*(change for change, holds in told.items() if holds), *parts)


def open_grounds(things: Iterable[Implication], day: date) -> set[tuple[str, ...]]:
    """Return the grounds that are established and not cured at the end of a day."""
    spells: dict[tuple[str, ...], int] = {}
    steps = {"established": 1, "cured": -1}
    for each in things:
        if each.what == "ground" and each.on <= day:
            spells[each.about] = spells.get(each.about, 0) + steps.get(each.state, 0)
    return {about for about, spell in spells.items() if spell > 0}


def _overdue(things: Iterable[Implication], day: date) -> int:
    return sum(1 for each in things if each.state == "overdue" and each.on <= day)
