"""A province may say less than ours: what its rulebook does not know is never invented."""

from datetime import date

import msgspec

from domain.assessment import Assessment, Law, assess
from domain.case import DecisionServed
from domain.cluster import Enterprise
from domain.history import known
from domain.rulebook import Incidents, Threshold
from tests.given import Story, attentions, calendar, grounds, law


def look_under(story: Story, on: str, **changed: object) -> Assessment:
    full = law(story.programme)
    sparse = Law(book=msgspec.structs.replace(full.book, **changed), statutes=full.statutes)
    return assess(story.history(), sparse, calendar(), date.fromisoformat(on), date(2027, 1, 1))


def everything() -> Story:
    story = Story().recognised("2022-12-10")
    story.then("major-change-occurred", "2023-02-01", change="m1", kind="operator")
    story.then("incident-reported", "2023-03-01", incident="i1", category="quality", grade="major")
    story.then("misconduct-found", "2023-04-01", kind="illegality", description="…")
    return story.then("review-decided", "2026-02-01", outcome="failed")


def test_without_grounds_nothing_is_found_against_a_cluster() -> None:
    seen = look_under(everything(), "2026-06-01", grounds=())
    assert grounds(seen) == []
    assert "incident-grade-unknown" not in attentions(seen)


def test_without_reports_or_change_filings_nothing_is_owed() -> None:
    seen = look_under(everything(), "2025-06-01", reports=(), change_filing=None)
    assert seen.obligations == ()


def test_an_incident_of_a_category_the_text_does_not_name_is_unknown() -> None:
    incidents = Incidents(
        article="第一条", thresholds=(Threshold(categories=("work-safety",), grade="larger"),)
    )
    seen = look_under(everything(), "2023-03-01", incidents=incidents)
    assert [(g.code, g.state) for g in seen.grounds] == [("incident", "unknown")]


def test_facts_about_a_recognition_that_was_withdrawn_say_nothing() -> None:
    story = Story().recognised("2022-12-10")
    recognition = story.last_id
    story.then("review-round-opened", "2026-01-01", apply_by="2026-02-01").then(
        "review-applied", "2026-01-10"
    )
    story.then("review-decided", "2026-02-01", outcome="failed")
    story.then("fact-withdrawn", "2026-03-01", event=recognition, reason="误录")
    seen = look_under(story, "2026-06-01")
    assert (seen.standing, grounds(seen), seen.obligations) == (None, [], ())


def test_an_unserved_case_of_a_withdrawn_decision_opens_no_window() -> None:
    story = Story().recognised().revoked("2026-01-20", served="2026-02-02")
    story.then("fact-withdrawn", "2026-02-03", event="e3", reason="误录")
    seen = look_under(story, "2026-02-10")
    assert (seen.standing, seen.windows) == ("recognised", ())
    assert seen.case is not None
    assert seen.case.step(DecisionServed) is not None


def test_a_case_whose_opening_was_withdrawn_has_no_day_and_no_grounds() -> None:
    story = Story().recognised().then("case-opened", "2026-01-20", case="c1", grounds=["change"])
    story.then("defence-invited", "2026-01-21", case="c1")
    story.then("fact-withdrawn", "2026-02-03", event="e2", reason="误录")
    case = look_under(story, "2026-02-10").case
    assert case is not None
    assert (case.opened_on, case.grounds, case.state) == (None, (), "defence-invited")


def test_regrades_of_other_incidents_are_left_alone() -> None:
    story = Story().recognised("2023-07-10").reported(2023)
    for name in ("i1", "i2"):
        story.then("incident-reported", "2024-05-01", incident=name, category="quality", grade="ordinary")
    story.then("incident-regraded", "2024-05-02", incident="i2", grade="major")
    assert [g.subject for g in look_under(story, "2024-05-02").grounds] == ["i2"]


def test_an_upgrade_withdrawn_after_a_downgrade_changes_nothing_more() -> None:
    story = Story().recognised("2023-07-10").reported(2023)
    story.then("incident-reported", "2024-05-01", incident="i1", category="quality", grade="ordinary")
    story.then("incident-regraded", "2024-06-20", incident="i1", grade="major")
    story.then("fact-withdrawn", "2024-06-10", recorded_on="2024-06-21", event=story.last_id, reason="误录")
    assert grounds(look_under(story, "2024-07-01")) == []


def test_without_any_fact_there_is_nothing_to_say() -> None:
    seen = assess(known([]), law("fujian"), calendar(), date(2024, 1, 1))
    assert (seen.standing, seen.stage, seen.valid_from, seen.next_change_on) == (None, None, None, None)
    assert seen.attention == ()


def test_enterprises_are_one_by_code_where_both_have_it_else_by_name() -> None:
    assert Enterprise(uscc="1", name="甲").is_same_as(Enterprise(uscc="1", name="乙"))
    assert not Enterprise(uscc="1", name="甲").is_same_as(Enterprise(uscc="2", name="甲"))
    assert Enterprise(name="甲").is_same_as(Enterprise(uscc="2", name="甲"))
    assert not Enterprise(uscc="1").is_same_as(Enterprise(name="甲"))
