"""Where two laws part: what differs, from which day on, and what it comes to."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from domain.assessment import Law
from domain.comparison import changes, compare
from domain.history import History, known
from domain.implications import implications
from tests.domain.implied import implied, looking
from tests.given import FAR, Story, law
from tests.histories import LAST, PROGRAMMES, as_recorded, random_envelopes


def test_a_difference_names_both_sides_and_the_clause_of_the_law_tried() -> None:
    story = Story("hainan").recognised().then("annual-report-filed", "2024-03-31", year=2023)
    base, tried = implied(story, "2024-06-30"), implied(story, "2024-06-30", "guangdong")
    obligation, ground, *_ = compare(base, tried)
    assert [(each.state, str(each.on)) for each in obligation.was] == [
        ("due", "2024-03-30"),
        ("overdue", "2024-03-31"),
        ("met-late", "2024-03-31"),
    ]
    assert [(each.state, str(each.on)) for each in obligation.becomes] == [("due", "2024-03-31")]
    assert (str(obligation.on), obligation.cited.rulebook) == ("2024-03-30", "guangdong-draft")
    assert (ground.what, ground.becomes, ground.cited.rulebook) == ("ground", (), "hainan-2023")
    assert changes(base, tried, [obligation, ground], date(2024, 6, 30)) == (
        "fewer-overdue",
        "obligations",
        "grounds",
    )


def test_a_deadline_on_another_day_is_no_other_outcome_but_a_ground_is() -> None:
    met = Story().recognised().reported(2023)
    moved = compare(implied(met, "2024-06-30"), implied(met, "2024-06-30", by_includes_the_day=False))
    assert [(each.what, each.is_outcome) for each in moved] == [("obligation", False)] * 2
    on_the_day = Story().recognised().then("annual-report-filed", "2024-03-30", year=2023)
    base = implied(on_the_day, "2024-06-30")
    found = compare(base, implied(on_the_day, "2024-06-30", by_includes_the_day=False))
    assert [(each.what, each.is_outcome) for each in found[:2]] == [("obligation", True), ("ground", True)]


def test_a_window_on_another_day_is_another_outcome() -> None:
    told_longer = Story().recognised().revoked("2025-01-10", "2025-02-05", told_last_day="2025-03-07")
    base = implied(told_longer, "2025-02-06")
    found = compare(base, implied(told_longer, "2025-02-06", never_shorten_a_notified_window=False))
    assert [(each.about, each.is_outcome, str(each.on)) for each in found] == [
        (("appeal", "c1"), True, "2025-02-25")
    ]


def test_a_standing_that_differs_cites_what_the_difference_rests_on_and_not_the_end() -> None:
    story = Story().recognised().revoked("2025-01-10", "2025-02-05")
    story.then("appeal-lodged", "2025-02-10", case="c1")
    story.then("appeal-answered", "2025-03-10", case="c1", outcome="withdrawn")
    base, tried = implied(story, "2026-07-20"), implied(story, "2026-07-20", appeal_suspends=True)
    (standing,) = [each for each in compare(base, tried) if each.what == "standing"]
    assert (str(standing.on), standing.cited.clause) == ("2025-02-10", "第十六条")
    assert tried[-1].cited.clause != "第十六条"


def test_what_a_change_comes_to_is_told_from_both_sides() -> None:
    late = Story().recognised()
    day = date(2024, 6, 30)
    base, tried = implied(late, "2024-06-30"), implied(late, "2024-06-30", reporting_limbs="all")
    assert changes(base, tried, compare(base, tried), day) == ("saved", "grounds")
    assert changes(tried, base, compare(tried, base), day) == ("revocable", "grounds")
    nothing = implied(Story().reported(), "2024-06-30")
    assert changes(nothing, base, compare(nothing, base), day)[:2] == ("revocable", "more-overdue")


def by_day(history: History, under: Law, day: date) -> set[Any]:
    """Return what is told at the end of a day, of that day and those before."""
    return {each.told for each in implications(looking(history, under, day)) if each.on <= day}


def first_day_by_brute_force(history: History, one: Law, other: Law, last: date) -> date | None:
    day = date(2020, 12, 1)
    while day <= last:
        if by_day(history, one, day) != by_day(history, other, day):
            return day
        day += timedelta(days=1)
    return None


@pytest.mark.parametrize("seed", range(24))
def test_the_first_differing_day_is_the_one_found_by_looking_at_every_day(seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - a history, no secret
    one, other = (law(programme) for programme in rng.sample(PROGRAMMES, 2))
    history = known(as_recorded(random_envelopes(rng, "c", one.book.programme, 8)))
    found = compare(*(implications(looking(history, under, LAST)) for under in (one, other)))
    first = min((each.on for each in found), default=FAR)
    assert (first if first <= LAST else None) == first_day_by_brute_force(history, one, other, LAST)
