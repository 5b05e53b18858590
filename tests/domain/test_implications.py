"""What a history implies, as dated things."""

from datetime import date, timedelta
from random import Random

import pytest

from domain.assessment import assess
from domain.comparison import open_grounds
from domain.history import known
from domain.implications import implications
from tests.domain.implied import clauses, implied, looking, told
from tests.given import FAR, Story, calendar, law
from tests.histories import PROGRAMMES, as_recorded, random_envelopes


def test_a_report_missed_and_filed_late_is_due_overdue_and_done_on_three_days() -> None:
    story = Story().recognised().then("annual-report-filed", "2024-05-06", year=2023)
    things = implied(story, "2024-12-31")
    assert told(things, "obligation", "annual-report", "2023") == [
        ("due", "2024-03-30"),
        ("overdue", "2024-03-31"),
        ("met-late", "2024-05-06"),
    ]
    ground = ("reporting", "late-report", "annual-report", "2023")
    assert told(things, "ground", *ground) == [("established", "2024-03-31"), ("cured", "2024-05-06")]


def test_an_open_deadline_lies_after_the_day() -> None:
    things = implied(Story().recognised(), "2024-02-01")
    assert told(things, "obligation", "annual-report", "2023") == [("due", "2024-03-30")]


def test_a_period_left_open_is_unknown_from_the_day_the_change_happened() -> None:
    story = Story().recognised().then("major-change-occurred", "2024-05-06", change="m", kind="operator")
    things = implied(story, "2024-12-31", change_filing="undetermined")
    assert told(things, "obligation", "major-change", "m") == [("undetermined", "2024-05-06")]
    ground = ("change", "unfiled-change", "major-change", "m")
    assert told(things, "ground", *ground) == [("unknown", "2024-05-06")]


def test_a_report_of_which_nobody_can_tell_is_so_from_the_day_after_it_was_due() -> None:
    story = Story().recognised("2021-07-10").reported(2021, 2022, 2023)
    story.then("review-decided", "2025-06-01", outcome="passed")
    things = implied(story, "2025-12-31")
    assert told(things, "obligation", "annual-report", "2024") == [
        ("due", "2025-03-30"),
        ("undetermined", "2025-03-31"),
    ]


def test_a_ground_that_rests_on_no_obligation_is_a_unit_of_its_own() -> None:
    story = Story().recognised().reported(2023)
    story.then("misconduct-found", "2024-05-06", kind="illegality", description="…")
    (ground,) = [each for each in implied(story, "2024-12-31") if each.what == "ground"]
    assert (ground.about, ground.unit) == (("integrity", "illegality", "e3"), "integrity illegality e3")


def test_the_windows_of_a_case_are_one_unit_and_each_says_how_it_ended() -> None:
    story = Story().recognised().revoked("2025-01-10", "2025-02-05")
    story.then("appeal-lodged", "2025-02-10", case="c1")
    things = implied(story, "2025-12-31")
    assert told(things, "window", "appeal", "c1") == [
        ("opened", "2025-02-05"),
        ("met", "2025-02-10"),
        ("due", "2025-02-25"),
    ]
    assert [state for state, _ in told(things, "window", "answer", "c1")] == ["opened", "due", "lapsed"]
    assert {each.unit for each in things if each.what == "window"} == {"case c1"}


def test_a_public_notice_is_known_by_its_first_day() -> None:
    story = Story().applied().then("public-notice-posted", "2023-05-08", working_days=5)
    things = implied(story, "2023-05-10")
    assert told(things, "window", "public-notice", "2023-05-08") == [
        ("opened", "2023-05-08"),
        ("due", "2023-05-12"),
    ]


def test_a_standing_cites_what_it_rests_on() -> None:
    revoked = Story().recognised().revoked("2025-01-10", "2025-02-05")
    revoked.then("appeal-lodged", "2025-02-10", case="c1")
    revoked.then("appeal-answered", "2025-03-10", case="c1", outcome="withdrawn")
    suspended = implied(revoked, "2025-03-01", appeal_suspends=True)
    assert clauses(suspended, "standing") == [
        ("recognised", "第十四条"),
        ("revoked", "第十六条"),
        ("recognised", "第十六条"),
    ]
    failed = Story("shandong").recognised().then("review-decided", "2026-06-01", outcome="failed")
    assert clauses(implied(failed, "2026-07-01"), "standing")[-1] == (
        "title-cancelled",
        law("shandong").book.review.article,
    )


def test_a_revocation_without_an_appeal_cites_the_validity_that_it_ends() -> None:
    story = Story("hainan").recognised().revoked("2025-01-10", "2025-02-05")
    assert clauses(implied(story, "2025-03-01"), "standing")[-1] == (
        "revoked",
        law("hainan").book.validity.article,
    )


def test_each_term_ends_on_its_last_day_unless_it_was_cut_short() -> None:
    renewed = Story().recognised().then("review-decided", "2026-06-01", outcome="passed")
    things = implied(renewed, "2026-07-20")
    assert told(things, "validity", "1") == [("ends", "2026-07-10")]
    assert told(things, "validity", "2") == [("ends", "2029-07-10")]
    book = law("fujian").book
    assert clauses(things, "validity") == [("ends", book.validity.article), ("ends", book.review.article)]
    ended = Story().recognised().then("recognition-surrendered", "2025-06-01")
    assert told(implied(ended, "2026-07-20"), "validity", "1") == []


def test_nothing_follows_of_what_has_not_happened_yet() -> None:
    story = Story().recognised().then("recognition-surrendered", "2025-06-01")
    assert told(implied(story, "2025-05-31"), "standing") == [("recognised", "2023-07-10")]


@pytest.mark.parametrize("seed", range(30))
def test_a_random_history_implies_what_it_is_assessed_as(seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - a history, no secret
    under = law(rng.choice(PROGRAMMES))
    history = known(as_recorded(random_envelopes(rng, "c", under.book.programme)))
    day = date(2022, 1, 1) + timedelta(days=rng.randrange(1700))
    things = implications(looking(history, under, day))
    found = assess(history, under, calendar(), day, FAR)
    established = {each.subject for each in found.grounds if each.state == "established"}
    assert {about[-1] for about in open_grounds(things, day) if about[0] == "incident"} <= established
    assert bool(open_grounds(things, day)) == any(each.state == "established" for each in found.grounds)
    overdue = {(each.kind, each.period) for each in found.obligations if each.overdue_from}
    assert {each.about for each in things if each.state == "overdue"} == overdue
    last_days = {(each.kind, each.due_on) for each in found.windows}
    windows = {(each.about[0], each.on) for each in things if (each.what, each.state) == ("window", "due")}
    assert windows == last_days
    standings = [each.state for each in things if each.what == "standing"]
    assert (standings[-1] if standings else None) == found.standing
