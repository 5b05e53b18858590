"""What a start date leaves alone: the eve, the day, the day after; and random histories."""

from datetime import date, timedelta
from random import Random
from typing import Any

import msgspec
import pytest

from domain.assessment import Law
from domain.cluster import ReviewApplied
from domain.comparison import compare
from domain.history import History, known
from domain.implications import Implication, implications
from domain.rulebook import Rulebook
from domain.transition import as_granted, from_start
from tests.domain.implied import implied, looking, told
from tests.given import Story, law
from tests.histories import LAST, PROGRAMMES, as_recorded, random_envelopes


def tried_from(
    story: Story, on: str, start: str | None, programme: str, **choices: Any
) -> tuple[Implication, ...]:
    """Return what follows where another law applies from a day on."""
    return _from(story.history(), (law(story.programme), law(programme, **choices)), on, start)


def _from(
    history: History, laws: tuple[Law, Law], on: str | date, start: str | date | None
) -> tuple[Implication, ...]:
    in_use, other = laws
    view = looking(history, in_use, on)
    book: Rulebook = other.book
    begins = date.fromisoformat(start) if isinstance(start, str) else start
    if begins is not None:
        history, book = as_granted(view, book, begins)
    tried = msgspec.structs.replace(view, history=history, book=book)
    return from_start(implications(view), implications(tried), begins)


@pytest.mark.parametrize(
    ("start", "due_on"),
    [("2024-03-30", "2024-03-31"), ("2024-03-31", "2024-03-30"), ("2024-04-01", "2024-03-30")],
)
def test_a_report_due_before_the_start_is_judged_by_the_old_text(start: str, due_on: str) -> None:
    things = tried_from(Story("hainan").recognised(), "2024-06-30", start, "guangdong")
    assert told(things, "obligation", "annual-report", "2023")[0] == ("due", due_on)


@pytest.mark.parametrize(("start", "windows"), [("2025-02-04", 0), ("2025-02-05", 0), ("2025-02-06", 2)])
def test_an_appeal_opened_before_the_start_keeps_its_term_and_its_answer(start: str, windows: int) -> None:
    story = Story().recognised().revoked("2025-01-10", "2025-02-05")
    story.then("appeal-lodged", "2025-02-20", case="c1")
    things = tried_from(story, "2025-03-01", start, "hainan")
    found = [each.about[0] for each in things if (each.what, each.state) == ("window", "opened")]
    assert len([kind for kind in found if kind in ("appeal", "answer")]) == windows
    assert {"reconsideration", "litigation"} <= set(found)


def shorter(programme: str, years: int) -> Law:
    """Return a law whose recognitions hold for so many years."""
    under = law(programme)
    validity = msgspec.structs.replace(under.book.validity, years=years)
    return Law(book=msgspec.structs.replace(under.book, validity=validity), statutes=under.statutes)


@pytest.mark.parametrize(
    ("start", "ends"),
    [("2023-07-09", "2024-07-10"), ("2023-07-10", "2024-07-10"), ("2023-07-11", "2026-07-10")],
)
def test_a_validity_granted_before_the_start_keeps_its_days(start: str, ends: str) -> None:
    story = Story().recognised("2023-07-10")
    things = _from(story.history(), (law("fujian"), shorter("fujian", 1)), "2025-01-01", start)
    assert told(things, "validity", "1") == [("ends", ends)]


@pytest.mark.parametrize(
    ("start", "standing"), [("2026-05-31", "title-cancelled"), ("2026-06-02", "recognised")]
)
def test_a_review_failed_before_the_start_has_the_consequence_it_had(start: str, standing: str) -> None:
    story = Story("fujian").recognised().then("review-decided", "2026-06-01", outcome="failed")
    things = tried_from(story, "2026-07-01", start, "shandong")
    assert [each.state for each in things if each.what == "standing"][-1] == standing


def test_a_review_passed_before_the_start_that_left_its_days_open_leaves_them_open() -> None:
    story = Story("shandong").recognised().then("review-decided", "2026-06-01", outcome="passed")
    in_use, other = law("shandong", review_extension="as-stated-only"), law("shandong")
    view = looking(story.history(), in_use, "2026-07-01")
    history, _ = as_granted(view, other.book, date(2026, 6, 2))
    assert history.of(ReviewApplied)
    things = _from(story.history(), (in_use, other), "2026-07-20", "2026-06-02")
    assert told(things, "standing")[-1] == ("lapsed", "2026-07-11")
    later = _from(story.history(), (in_use, other), "2026-07-20", "2026-06-01")
    assert told(later, "standing")[-1] == ("recognised", "2023-07-10")


def test_what_was_withdrawn_before_the_start_grants_nothing() -> None:
    story = Story().recognised("2023-07-10")
    story.then("fact-withdrawn", "2023-08-01", event=story.last_id, reason="录入有误")
    story.recognised("2023-09-01")
    things = _from(story.history(), (law("fujian"), shorter("fujian", 1)), "2025-01-01", "2024-01-01")
    assert told(things, "validity", "1") == [("ends", "2026-09-01")]


def test_a_suspension_ends_or_begins_with_the_start() -> None:
    story = Story().recognised().revoked("2025-01-10", "2025-02-05")
    story.then("appeal-lodged", "2025-02-10", case="c1")
    things = tried_from(story, "2025-03-01", "2025-02-20", "fujian", appeal_suspends=True)
    assert told(things, "standing") == [
        ("recognised", "2023-07-10"),
        ("revoked", "2025-01-10"),
        ("recognised", "2025-02-20"),
    ]


def test_without_a_start_the_other_law_has_always_applied() -> None:
    story = Story("hainan").recognised()
    assert tried_from(story, "2024-06-30", None, "guangdong") == implied(story, "2024-06-30", "guangdong")


@pytest.mark.parametrize("seed", range(120))
def test_nothing_before_the_start_differs_and_the_same_law_changes_nothing(seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - a history, no secret
    programme, other = rng.sample(PROGRAMMES, 2)
    in_use, changed = law(programme), rng.choice((law(other), shorter(programme, 1)))
    history = known(as_recorded(random_envelopes(rng, "c", programme)))
    start = date(2021, 1, 1) + timedelta(days=rng.randrange(2200))
    base = implications(looking(history, in_use, LAST))
    tried = _from(history, (in_use, changed), LAST, start)
    assert {each.told for each in tried if each.on < start} == {each.told for each in base if each.on < start}
    assert all(each.on >= start for each in compare(base, tried))
    assert compare(base, _from(history, (in_use, in_use), LAST, start)) == []
