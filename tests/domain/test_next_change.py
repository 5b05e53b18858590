"""The next change is exact: brute force over many histories, day by day."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.assessment import Assessment
from projections.answer import full_answer
from tests.given import EDITIONS, FAR, Story, look

HORIZON = 500
AGAIN = "cluster-recognised"


def answered(story: Story, on: date) -> Any:
    """Return the answer of a day without what changes every day."""
    answer = full_answer("c", story.history(), look(story, on.isoformat(), FAR.isoformat()))
    return {key: value for key, value in answer.items() if key not in ("on", "next_change_on")}


def seen(story: Story, on: date) -> Assessment:
    return look(story, on.isoformat(), FAR.isoformat())


def first_difference(story: Story, start: date) -> date | None:
    """Return the first day whose answer differs from the one before, found by looking at each."""
    today = answered(story, start)
    for days in range(1, HORIZON):
        day = start + timedelta(days=days)
        if answered(story, day) != today:
            return day
    return None


PROGRAMMES = st.sampled_from(sorted(EDITIONS))
OFFSETS = st.integers(0, 1500)
ACTS: list[tuple[str, dict[str, Any]]] = [
    ("major-change-occurred", {"change": "m1", "kind": "operator"}),
    ("major-change-filed", {"change": "m1"}),
    ("incident-reported", {"incident": "i1", "category": "work-safety", "deaths": 2}),
    ("incident-regraded", {"incident": "i1", "deaths": 4}),
    ("misconduct-found", {"kind": "illegality", "description": "…"}),
    ("supervision-refused", {"description": "…"}),
    ("review-round-opened", {"apply_by": "2026-02-10"}),
    ("review-applied", {}),
    ("review-decided", {"outcome": "passed"}),
    ("review-decided", {"outcome": "failed"}),
    ("case-opened", {"case": "c1", "grounds": ["review"]}),
    ("rectification-ordered", {"case": "c1", "until": "2025-12-01"}),
    (
        "revocation-decided",
        {"case": "c1", "grounds": ["review"], "number": "1", "revoked_from": "2026-03-01"},
    ),
    ("revocation-decided", {"case": "c1", "grounds": ["review"], "number": "1"}),
    ("decision-served", {"case": "c1", "method": "public-notice"}),
    ("decision-served", {"case": "c1", "method": "signed"}),
    ("appeal-lodged", {"case": "c1"}),
    ("appeal-answered", {"case": "c1", "outcome": "withdrawn"}),
    ("recognition-surrendered", {}),
    (AGAIN, {}),
]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Draw a history of any acts in any order: what is recorded is assessed, whatever it is."""
    story = Story(draw(PROGRAMMES)).recognised(
        "2022-12-15", **draw(st.sampled_from([{}, {"valid_from": "2023"}]))
    )
    for year in draw(st.sets(st.sampled_from([2022, 2023, 2024, 2025]))):
        story.reported(year)
    acts = draw(st.lists(st.tuples(st.sampled_from(ACTS), OFFSETS), max_size=7))
    for (kind, data), offset in sorted(acts, key=lambda act: act[1]):
        day = (date(2022, 12, 20) + timedelta(days=offset)).isoformat()
        if kind == AGAIN:
            story.recognised(day, recorded_on="2026-12-31")
        else:
            story.then(kind, day, recorded_on="2026-12-31", **data)
    return story


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stories(), OFFSETS)
def test_the_answer_changes_by_itself_on_the_day_it_says_and_not_before(story: Story, offset: int) -> None:
    start = date(2022, 12, 15) + timedelta(days=offset)
    story.records = [record for record in story.records if record.effective_on <= start]
    said = seen(story, start).next_change_on
    found = first_difference(story, start)
    if said is None or (said - start).days >= HORIZON:
        assert found is None
    else:
        assert found == said


@settings(max_examples=100, deadline=None)
@given(stories(), OFFSETS)
def test_any_history_is_assessed_and_its_answer_is_plain_json(story: Story, offset: int) -> None:
    start = date(2022, 12, 15) + timedelta(days=offset)
    answer = full_answer("c", story.history(), seen(story, start))
    assert msgspec.json.decode(msgspec.json.encode(answer)) == answer


@settings(max_examples=60, deadline=None)
@given(stories(), OFFSETS, OFFSETS)
def test_what_happens_later_never_changes_an_earlier_answer(story: Story, offset: int, later: int) -> None:
    start = date(2022, 12, 15) + timedelta(days=offset)
    before = answered(story, start)
    day = start + timedelta(days=later + 1)
    story.then(
        "misconduct-found", day.isoformat(), kind="illegality", description="…", recorded_on="2026-12-31"
    )
    assert answered(story, start) == before


@pytest.mark.parametrize(
    ("programme", "first", "ending", "again", "due"),
    [
        ("hainan", "2022-12-20", None, "2026-03-01", "2027-03-30"),
        ("hainan", "2023-07-20", "2024-01-10", "2024-02-01", "2025-03-30"),
        ("heilongjiang", "2022-12-20", None, "2026-01-05", "2027-03-10"),
    ],
)
def test_who_is_recognised_again_owes_the_report_on_that_year_at_once(
    programme: str, first: str, ending: str | None, again: str, due: str
) -> None:
    story = Story(programme).recognised(first)
    if ending:
        story.then("recognition-surrendered", ending)
    story.recognised(again)
    found = seen(story, date.fromisoformat(again))
    owed = [each for each in found.obligations if each.state == "open" and each.kind == "annual-report"]
    assert [(each.period, str(each.due_on)) for each in owed] == [(again[:4], due)]
    the_day_after = date.fromisoformat(due) + timedelta(days=1)
    assert found.next_change_on is not None
    assert found.next_change_on <= the_day_after
    assert seen(story, the_day_after).grounds[-1].period == again[:4]
    assert "expired-no-round" not in {each.code for each in found.attention}
