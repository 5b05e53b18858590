"""What tests ask of implications: how a history looks from a day, and what is told of one subject."""

from datetime import date
from typing import Any

from domain.assessment import Law
from domain.history import History
from domain.implications import Implication, implications
from domain.viewpoint import Viewpoint
from tests.given import FAR, Story, calendar, law


def looking(history: History, under: Law, on: str | date) -> Viewpoint:
    return Viewpoint(
        history=history,
        book=under.book,
        statutes=under.statutes,
        calendar=calendar(),
        day=date.fromisoformat(on) if isinstance(on, str) else on,
        known_on=FAR,
    )


def implied(story: Story, on: str, programme: str | None = None, **choices: Any) -> tuple[Implication, ...]:
    return implications(looking(story.history(), law(programme or story.programme, **choices), on))


def told(things: tuple[Implication, ...], what: str, *about: str) -> list[tuple[str, str]]:
    """Return what is said of one subject as (state, day)."""
    return [(each.state, str(each.on)) for each in things if (each.what, each.about) == (what, about)]


def clauses(things: tuple[Implication, ...], what: str) -> list[tuple[str, str]]:
    return [(each.state, each.cited.clause) for each in things if each.what == what]
