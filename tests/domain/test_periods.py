"""The standing by periods and rectangles says what the assessment says, on any day, as known then."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random

import msgspec
import pytest

from domain.assessment import Law, assess
from domain.calendar import Calendar
from domain.events import Recorded, legal_day
from domain.history import History, known
from domain.notices import Override
from domain.periods import FOR_EVER, Knowledge, Rectangle, microseconds, rectangles, standing_periods
from domain.viewpoint import Viewpoint
from tests.given import Story, calendar, law, noon
from tests.histories import PROGRAMMES, as_recorded, random_envelopes

FROM, DAYS = date(2020, 12, 1), 2800


def knowledge(
    under: Law, *adopted: datetime, until: Law | None = None, by: Calendar | None = None
) -> Knowledge:
    """Return knowledge of one law, or of another one until the first adoption."""

    def asked(_: History, at: datetime) -> Law:
        return until if until is not None and at < adopted[0] else under

    return Knowledge(law=asked, adopted_at=lambda _: adopted, calendar=by or calendar())


def at_point(found: Sequence[Rectangle], day: date, at: datetime) -> Rectangle:
    """Return the one rectangle that holds a day and an instant."""
    (only,) = [
        each
        for each in found
        if each.legal_from <= day < each.legal_to and each.known_from <= microseconds(at) < each.known_to
    ]
    return only


def told(story: Story, **choices: object) -> list[tuple[str, str | None]]:
    """Return the periods as (first day, standing), as known in the end."""
    under = law(story.programme, **choices)
    view = Viewpoint(
        history=story.history(),
        book=under.book,
        statutes=under.statutes,
        calendar=calendar(),
        day=date.min,
        known_on=date(2027, 1, 1),
    )
    return [(str(each.legal_from), each.standing) for each in standing_periods(view)]


# --- examples ---------------------------------------------------------------------------------


def test_before_its_first_fact_a_cluster_has_no_standing() -> None:
    assert told(Story().recognised("2023-07-10")) == [
        ("0001-01-01", None),
        ("2023-07-10", "recognised"),
        ("2026-07-11", "lapsed"),
    ]


def test_a_revocation_counts_from_the_day_it_names() -> None:
    story = Story().recognised("2023-07-10").then("case-opened", "2024-01-05", case="c", grounds=["review"])
    told_from = {"case": "c", "number": "1号", "revoked_from": "2024-03-01"}
    story.then("revocation-decided", "2024-02-01", grounds=["review"], **told_from)
    assert told(story)[2:] == [("2024-03-01", "revoked")]


def test_a_validity_without_end_has_no_day_after_it() -> None:
    story = Story().recognised("2023-07-10", valid_to="9999-12-31")
    assert told(story)[1:] == [("2023-07-10", "recognised")]


def test_an_appeal_suspends_from_its_day_by_choice_only() -> None:
    story = Story().recognised("2023-07-10").revoked("2024-02-01", served="2024-02-05")
    story.then("appeal-lodged", "2024-02-09", case="c1")
    assert told(story)[2:] == [("2024-02-01", "revoked")]
    assert told(story, appeal_suspends=True)[2:] == [
        ("2024-02-01", "revoked"),
        ("2024-02-09", "recognised"),
        ("2026-07-11", "lapsed"),
    ]


def test_later_knowledge_closes_and_opens_rectangles_and_alters_none() -> None:
    story = Story().recognised("2023-07-10")
    before = rectangles(story.records, knowledge(law("fujian")))
    story.then("recognition-surrendered", "2024-05-01", recorded_on="2025-01-15")
    after = rectangles(story.records, knowledge(law("fujian")))
    since = microseconds(noon("2025-01-15"))
    assert {each.known_to for each in before} == {FOR_EVER}
    assert {
        msgspec.structs.replace(each, known_to=FOR_EVER) for each in after if each.known_from < since
    } == {*before}
    closed = [(str(each.legal_from), each.standing) for each in after if each.known_to == since]
    assert closed == [("2023-07-10", "recognised"), ("2026-07-11", "lapsed")]
    opened = [(str(each.legal_from), each.standing) for each in after if each.known_from == since]
    assert opened == [("2023-07-10", "recognised"), ("2024-05-01", "withdrawn")]


def test_reports_and_findings_open_no_rectangle() -> None:
    story = Story().recognised("2023-07-10")
    before = rectangles(story.records, knowledge(law("fujian")))
    assert rectangles(story.reported(2023, 2024).records, knowledge(law("fujian"))) == before


def test_facts_of_one_instant_are_one_step() -> None:
    story = Story().recognised("2023-07-10", recorded_on="2024-09-01")
    story.then("recognition-surrendered", "2024-05-01", recorded_on="2024-09-01")
    found = rectangles(story.records, knowledge(law("fujian")))
    assert {each.known_from for each in found} == {microseconds(noon("2024-09-01"))}


def test_nothing_is_told_before_it_is_known_what_a_cluster_is() -> None:
    story = Story().then("recognition-surrendered", "2024-05-01")
    assert rectangles(story.records, knowledge(law("fujian"))) == ()
    assert rectangles((), knowledge(law("fujian"))) == ()
    assert len(rectangles(story.recognised("2024-06-01").records, knowledge(law("fujian")))) == 4


def test_a_law_adopted_later_opens_rectangles_from_that_instant_on() -> None:
    old, new = law("fujian"), law("fujian")
    longer = msgspec.structs.replace(new.book.validity, years=5)
    new = msgspec.structs.replace(new, book=msgspec.structs.replace(new.book, validity=longer))
    adopted = datetime(2025, 1, 1, tzinfo=UTC)
    story = Story().recognised("2023-07-10")
    found = rectangles(story.records, knowledge(new, adopted, until=old))
    day = date(2027, 1, 1)
    assert at_point(found, day, adopted - timedelta(microseconds=1)).standing == "lapsed"
    assert at_point(found, day, adopted).standing == "recognised"


def test_where_an_appeal_suspends_a_calendar_notice_is_a_step_of_knowledge() -> None:
    under = law("fujian", appeal_suspends=True)
    story = Story().recognised("2023-07-10").revoked("2024-02-01", served="2024-03-04")
    story.then("appeal-lodged", "2024-03-26", case="c1")  # a day late, until a day of March is taken off
    told_off = Override(
        region="*", day=date(2024, 3, 15), working=False, basis="公告", known_from=date(2024, 9, 1)
    )
    known_then = Calendar(notices=calendar().notices, overrides=(told_off,))
    found = rectangles(story.records, knowledge(under, by=known_then))
    day = date(2024, 5, 1)
    assert at_point(found, day, noon("2024-08-31")).standing == "revoked"
    assert at_point(found, day, noon("2024-09-01")).standing == "recognised"
    assert all(each.rests_on_calendar for each in found)


# --- any history ------------------------------------------------------------------------------


def said(view_of: Sequence[Recorded], under: Law, day: date, at: datetime) -> tuple[object, ...]:
    seen = [record for record in view_of if record.recorded_at <= at]
    found = assess(known(seen), under, calendar(), day, legal_day(at))
    return found.standing, found.valid_from, found.valid_to


@pytest.mark.parametrize("suspends", [False, True])
@pytest.mark.parametrize("seed", range(40))
def test_every_rectangle_says_what_the_assessment_says(seed: int, *, suspends: bool) -> None:
    rng = Random(seed)  # noqa: S311 - reproducible, no secret
    programme = "fujian" if suspends else rng.choice(PROGRAMMES)
    under = law(programme, appeal_suspends=True) if suspends else law(programme)
    stream = as_recorded(random_envelopes(rng, "c", programme, 18))
    found = rectangles(stream, knowledge(under))
    instants = [record.recorded_at for record in stream]
    edges = [each.legal_from for each in found if each.legal_from > date.min] or [FROM]
    for _ in range(40):
        at = rng.choice(instants) + timedelta(microseconds=rng.choice((0, 0, 10**12)))
        day = rng.choice(
            (
                FROM + timedelta(days=rng.randrange(DAYS)),
                rng.choice(edges) - timedelta(days=rng.randint(0, 1)),
            )
        )
        only = at_point(found, day, at)
        assert (only.standing, only.valid_from, only.valid_to) == said(stream, under, day, at), (day, at)
