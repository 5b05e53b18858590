"""What a decision is recorded upon."""

from datetime import date

import msgspec
import pytest

from domain.administration import SelfAuditCompleted, ShadowTable, is_administrative
from domain.events import FACTS, Fact
from domain.history import known
from domain.premises import RESTS_ON, Premises, premises
from domain.rulebook_hash import text_sha256
from domain.viewpoint import Viewpoint
from tests.given import PLACES, Story, calendar, law


def upon(story: Story, kind: str, on: str, **stated: object) -> Premises:
    """Return what a fact of a kind would rest on, were it recorded now."""
    under = law(story.programme)
    day = date.fromisoformat(on)
    view = Viewpoint(
        history=known(story.records),
        book=under.book,
        statutes=under.statutes,
        calendar=calendar(),
        day=day,
        known_on=day,
    )
    body: Fact = msgspec.convert(stated, FACTS[kind])
    return premises(body, view)


def test_a_recognition_rests_on_its_application_and_what_came_of_it() -> None:
    story = (
        Story()
        .applied("2023-03-01")
        .then("application-recommended", "2023-03-20", outcome="recommended")
        .then("public-notice-posted", "2023-06-01", working_days=5)
    )
    found = upon(story, "cluster-recognised", "2023-07-10", programme="fujian", **PLACES)
    assert found == Premises(("e1", "e2", "e3"), ())


def test_a_review_rests_on_the_recognition_the_round_and_the_newest_application() -> None:
    story = (
        Story()
        .recognised("2023-07-10")
        .then("review-round-opened", "2026-03-01", apply_by="2026-05-01")
        .then("review-applied", "2026-04-01")
    )
    assert upon(story, "review-decided", "2026-06-01", outcome="passed").events == ("e1", "e2", "e3")
    assert upon(story, "review-round-opened", "2026-06-01", apply_by="2026-08-01").events == ("e1",)


def test_a_case_rests_on_the_facts_of_its_grounds_and_on_the_choices_they_rest_on() -> None:
    refused = Story().recognised("2023-07-10").then("supervision-refused", "2025-04-15", description="…")
    story = refused.then("incident-reported", "2025-04-20", incident="i1", category="work-safety", deaths=12)
    opened = upon(story, "case-opened", "2025-05-01", case="k", grounds=["reporting"])
    assert set(opened.events) == {"e1", "e2"}
    assert "reporting_limbs" in opened.choices
    other = upon(story, "case-opened", "2025-05-01", case="k", grounds=["incident"])
    assert other.events == ("e3",)
    none = upon(story, "case-opened", "2025-05-01", case="k", grounds=["review"])
    assert none == Premises((), ())


def test_a_decision_in_a_case_rests_on_the_steps_before_it() -> None:
    story = (
        Story()
        .recognised("2023-07-10")
        .then("case-opened", "2025-05-01", case="k", grounds=["incident"])
        .then("defence-invited", "2025-05-02", case="k")
    )
    decided = upon(story, "revocation-decided", "2025-06-01", case="k", grounds=["incident"], number="1号")
    assert decided.events == ("e2", "e3")
    assert upon(story, "case-dismissed", "2025-06-01", case="k", reason="…").events == ("e2", "e3")
    assert upon(story, "case-dismissed", "2025-06-01", case="another", reason="…").events == ()


def test_an_answer_to_an_appeal_rests_on_the_choices_of_its_window_too() -> None:
    story = Story().recognised("2023-07-10").revoked("2026-01-05", "2026-02-02", told_last_day="2026-02-28")
    story.then("appeal-lodged", "2026-02-28", case="c1")
    answered = upon(story, "appeal-answered", "2026-03-10", case="c1", outcome="upheld")
    assert "never_shorten_a_notified_window" in answered.choices


def test_the_choices_of_another_cases_windows_are_none_of_its_own() -> None:
    story = Story().recognised("2023-07-10").revoked("2026-01-05", "2026-02-02", told_last_day="2026-02-28")
    assert upon(story, "case-opened", "2026-03-10", case="c2", grounds=["incident"]).choices == ()


def test_what_is_no_step_and_has_no_premise_rests_on_nothing() -> None:
    assert upon(Story().recognised(), "supervision-refused", "2024-01-01", description="…").events == ()
    assert all(kind in FACTS.values() for kinds in RESTS_ON.values() for kind in kinds)


# --- the streams of the service itself ----------------------------------------------------------


@pytest.mark.parametrize(("stream", "is_so"), [(":audit", True), (":calendar", True), ("fj-x", False)])
def test_a_colon_begins_the_name_of_the_services_own_streams(stream: str, is_so: bool) -> None:
    assert is_administrative(stream) is is_so


CLEAN = SelfAuditCompleted(
    size=9,
    root_sha256="sha256:0",
    root_sm3="sm3:0",
    problems=0,
    shadow=(ShadowTable(table="roster", rows=1, sha256="sha256:0", differs=0),),
    replayed=3,
    replay_differs=0,
    replay_cannot=0,
    faulty_acts=2,
    calendar_days=365,
    calendar_differs=0,
    code_version="1",
)


@pytest.mark.parametrize("wrong", ["problems", "replay_differs", "replay_cannot", "calendar_differs"])
def test_a_self_audit_is_clean_only_if_nothing_was_found_wrong(wrong: str) -> None:
    assert CLEAN.is_clean
    assert not msgspec.structs.replace(CLEAN, **{wrong: 1}).is_clean
    shadow = (ShadowTable(table="due", rows=2, sha256="sha256:0", differs=1),)
    assert not msgspec.structs.replace(CLEAN, shadow=shadow).is_clean


def test_a_law_names_its_texts_by_their_hash() -> None:
    under = law("fujian")
    assert text_sha256(under.book_text) == under.book.sha256
    assert text_sha256(under.statutes_text) == under.statutes_sha256
