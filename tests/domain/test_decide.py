from datetime import date
from typing import Any

import msgspec

from domain.bench import Bench, Intent
from domain.decide import RULES, decide
from domain.events import FACTS
from domain.refusal import RefusedError
from domain.viewpoint import Viewpoint
from monitor.wording.refusals import REFUSALS
from tests.given import PLACES, Story, calendar, law


def attempt(story: Story, kind: str, on: str, /, today: str = "2026-11-21", **data: Any) -> str:
    """Return the code of the refusal, or "recorded"."""
    history, books, day = story.history(), law(story.programme), date.fromisoformat(today)

    def viewpoint() -> Viewpoint:
        return Viewpoint(
            history=history,
            book=books.book,
            statutes=books.statutes,
            calendar=calendar(),
            day=day,
            known_on=day,
        )

    body = msgspec.convert(data, FACTS[kind])
    intent = Intent(cluster="c", effective_on=date.fromisoformat(on), body=body, today=day)
    try:
        decide(intent, Bench(history=history, book=books.book, statutes=books.statutes, viewpoint=viewpoint))
    except RefusedError as error:
        refused = error
    else:
        return "recorded"
    sentences = [sentence.format(**refused.values) for sentence in REFUSALS[refused.code]]
    assert all(sentences)
    return refused.code


def recognised() -> Story:
    return Story().recognised("2023-07-10")


def test_every_type_of_fact_has_its_rule_or_needs_none() -> None:
    free = {"enterprise-joined", "enterprise-left", "misconduct-found", "supervision-refused"}
    assert {name for name, kind in FACTS.items() if kind not in RULES} == free | {"low-satisfaction-found"}


def test_nothing_may_be_dated_after_the_clocks_day_but_a_public_notice() -> None:
    told: dict[str, Any] = {"kind": "illegality", "description": "…"}
    assert attempt(recognised(), "misconduct-found", "2026-11-21", **told) == "recorded"
    assert attempt(recognised(), "misconduct-found", "2026-11-22", **told) == "dated-in-future"
    applied = Story().applied()
    assert attempt(applied, "public-notice-posted", "2026-11-22", working_days=7) == "recorded"


def test_nothing_is_recorded_of_a_cluster_nobody_knows() -> None:
    assert attempt(Story(), "annual-report-filed", "2025-01-01", year=2024) == "cluster-unknown"


def test_late_facts_are_never_refused() -> None:
    assert attempt(recognised(), "annual-report-filed", "2025-12-01", year=2023) == "recorded"
    story = recognised().then("major-change-occurred", "2024-01-01", change="m1", kind="other")
    assert attempt(story, "major-change-filed", "2026-01-01", change="m1") == "recorded"


# --- application and recognition --------------------------------------------------------------


def test_an_application_is_refused_while_another_runs_or_the_cluster_is_recognised() -> None:
    new: dict[str, Any] = {"programme": "fujian", **PLACES}
    assert attempt(Story(), "application-submitted", "2023-01-01", **new) == "recorded"
    assert attempt(Story().applied(), "application-submitted", "2023-04-01", **new) == "already-applying"
    assert attempt(recognised(), "application-submitted", "2024-01-01", **new) == "already-recognised"
    assert attempt(recognised(), "application-submitted", "2026-08-01", **new) == "recorded"


def test_a_cluster_stays_in_its_programme() -> None:
    new: dict[str, Any] = {"programme": "hainan", **PLACES}
    assert attempt(Story().applied(), "cluster-recognised", "2023-07-10", **new) == "other-programme"
    assert attempt(recognised(), "application-submitted", "2026-08-01", **new) == "other-programme"


def test_a_recognition_is_refused_twice_or_after_a_rejection() -> None:
    new: dict[str, Any] = {"programme": "fujian", **PLACES}
    rejected = Story().applied().then("application-rejected", "2023-05-01", reason="…")
    assert attempt(recognised(), "cluster-recognised", "2024-01-01", **new) == "already-recognised"
    assert attempt(rejected, "cluster-recognised", "2023-07-10", **new) == "application-was-rejected"
    assert attempt(Story().applied(), "cluster-recognised", "2023-07-10", **new) == "recorded"


def test_the_steps_of_an_application_need_one() -> None:
    for kind, data in (
        ("application-recommended", {"outcome": "recommended"}),
        ("objection-raised", {"text": "…"}),
        ("public-notice-posted", {"days": 5}),
        ("application-rejected", {"reason": "…"}),
        ("objection-resolved", {"outcome": "…"}),
    ):
        assert attempt(recognised(), kind, "2024-01-01", **data) == "no-application"
    assert attempt(Story().applied(), "objection-resolved", "2024-01-01", outcome="…") == "no-objection"
    objected = Story().applied().then("objection-raised", "2023-04-01", text="…")
    assert attempt(objected, "objection-resolved", "2024-01-01", outcome="…") == "recorded"
    decided = Story().applied().recognised()
    assert attempt(decided, "application-rejected", "2024-01-01", reason="…") == "not-applying"
    assert attempt(Story().applied(), "application-rejected", "2024-01-01", reason="…") == "recorded"


def test_a_public_notice_needs_its_length_where_the_book_gives_none() -> None:
    assert attempt(Story().applied(), "public-notice-posted", "2023-06-01") == "notice-length-missing"
    assert attempt(Story("guangdong").applied(), "public-notice-posted", "2023-06-01") == "recorded"


# --- duties -----------------------------------------------------------------------------------


def test_a_report_needs_a_recognition_a_known_kind_and_a_year_that_began() -> None:
    assert (
        attempt(Story().applied(), "annual-report-filed", "2024-01-01", year=2023) == "cluster-not-recognised"
    )
    assert attempt(recognised(), "annual-report-filed", "2024-01-01", year=2025) == "report-year-ahead"
    found = attempt(recognised(), "annual-report-filed", "2024-01-01", year=2023, report="work-summary")
    assert found == "report-kind-unknown"
    shandong = Story("shandong").recognised()
    assert attempt(shandong, "annual-report-filed", "2024-01-01", year=2023) == "report-kind-missing"
    assert (
        attempt(shandong, "annual-report-filed", "2024-01-01", year=2023, report="city-report") == "recorded"
    )


def test_ids_are_unique_and_must_be_known_to_be_named() -> None:
    story = recognised().then("major-change-occurred", "2024-01-01", change="m1", kind="other")
    story.then("incident-reported", "2024-02-01", incident="i1", category="quality", grade="ordinary")
    assert attempt(story, "major-change-occurred", "2024-03-01", change="m1", kind="other") == "id-taken"
    assert attempt(story, "major-change-occurred", "2024-03-01", change="m2", kind="other") == "recorded"
    assert attempt(story, "major-change-filed", "2024-03-01", change="m9") == "change-unknown"
    assert attempt(story, "incident-reported", "2024-03-01", incident="i1", category="quality") == "id-taken"
    assert attempt(story, "incident-reported", "2024-03-01", incident="i2", category="quality") == "recorded"
    assert attempt(story, "incident-regraded", "2024-03-01", incident="i9", deaths=1) == "incident-unknown"
    assert (
        attempt(story, "incident-regraded", "2024-01-31", incident="i1", deaths=1)
        == "regrade-before-incident"
    )
    assert attempt(story, "incident-regraded", "2024-02-01", incident="i1", deaths=1) == "recorded"


# --- review, end, withdrawal ------------------------------------------------------------------


def test_a_review_needs_a_recognition_and_sensible_days() -> None:
    assert attempt(Story().applied(), "review-applied", "2024-01-01") == "cluster-not-recognised"
    assert attempt(recognised(), "review-applied", "2026-08-01") == "recorded"
    found = attempt(recognised(), "review-round-opened", "2026-08-01", apply_by="2026-07-31")
    assert found == "round-closes-before-it-opens"
    assert attempt(recognised(), "review-round-opened", "2026-08-01", apply_by="2026-08-01") == "recorded"
    found = attempt(recognised(), "review-decided", "2026-08-01", outcome="passed", valid_to="2025")
    assert found == "extension-before-validity"
    assert attempt(recognised(), "review-decided", "2026-08-01", outcome="passed") == "recorded"


def test_only_shandong_cancels_titles() -> None:
    data: dict[str, Any] = {"number": "1号", "reason": "…"}
    assert attempt(recognised(), "title-cancelled", "2026-08-01", **data) == "no-title-cancellation"
    shandong = Story("shandong").recognised()
    assert attempt(shandong, "title-cancelled", "2026-08-01", **data) == "recorded"
    shandong.then("title-cancelled", "2026-08-01", **data)
    assert attempt(shandong, "title-cancelled", "2026-08-02", **data) == "recognition-ended"


def test_a_recognition_is_given_up_once() -> None:
    story = recognised()
    assert attempt(story, "recognition-surrendered", "2024-01-01") == "recorded"
    story.then("recognition-surrendered", "2024-01-01")
    assert attempt(story, "recognition-surrendered", "2024-01-02") == "recognition-ended"


def test_only_standing_facts_of_the_cluster_can_be_withdrawn() -> None:
    story = recognised().then("misconduct-found", "2024-01-01", kind="illegality", description="…")
    finding = story.last_id
    assert attempt(story, "fact-withdrawn", "2024-02-01", event="nobody", reason="…") == "event-unknown"
    assert attempt(story, "fact-withdrawn", "2024-02-01", event=finding, reason="…") == "recorded"
    story.then("fact-withdrawn", "2024-02-01", event=finding, reason="…")
    assert attempt(story, "fact-withdrawn", "2024-02-02", event=finding, reason="…") == "already-withdrawn"
    found = attempt(story, "fact-withdrawn", "2024-02-02", event=story.last_id, reason="…")
    assert found == "withdrawal-is-final"


# --- cases ------------------------------------------------------------------------------------


def opened() -> Story:
    return recognised().then("case-opened", "2026-01-05", case="c1", grounds=["reporting"])


def decided() -> Story:
    return opened().then("revocation-decided", "2026-01-20", case="c1", grounds=["reporting"], number="1号")


def test_a_case_is_opened_once_on_grounds_of_its_rulebook() -> None:
    told: dict[str, Any] = {"case": "c1", "grounds": ["reporting"]}
    assert attempt(recognised(), "case-opened", "2026-01-05", **told) == "recorded"
    assert attempt(opened(), "case-opened", "2026-01-06", **told) == "id-taken"
    assert attempt(recognised(), "case-opened", "2023-07-09", **told) == "case-before-recognition"
    foreign: dict[str, Any] = {"case": "c2", "grounds": ["satisfaction"]}
    assert attempt(recognised(), "case-opened", "2026-01-05", **foreign) == "ground-not-in-rulebook"
    assert attempt(Story("shandong").recognised(), "case-opened", "2026-01-05", **foreign) == "recorded"
    assert attempt(Story().applied(), "case-opened", "2026-01-05", **told) == "cluster-not-recognised"


def test_no_step_without_a_case_or_before_it() -> None:
    number: dict[str, Any] = {"grounds": ["reporting"], "number": "1号"}
    for kind, data in (
        ("defence-invited", {}),
        ("rectification-ordered", {}),
        ("case-dismissed", {"reason": "…"}),
        ("revocation-decided", number),
        ("decision-served", {"method": "signed"}),
        ("appeal-lodged", {}),
        ("revocation-published", {}),
    ):
        assert attempt(recognised(), kind, "2026-01-06", case="c1", **data) == "case-unknown"
        assert attempt(opened(), kind, "2026-01-04", case="c1", **data) == "before-case"
    assert attempt(opened(), "defence-invited", "2026-01-05", case="c1") == "recorded"
    assert attempt(opened(), "revocation-decided", "2026-01-06", case="c1", **number) == "recorded"


def test_a_case_ends_once() -> None:
    dismissed = opened().then("case-dismissed", "2026-01-10", case="c1", reason="…")
    number: dict[str, Any] = {"grounds": ["reporting"], "number": "1号"}
    assert attempt(dismissed, "revocation-decided", "2026-01-20", case="c1", **number) == "case-dismissed"
    assert attempt(decided(), "revocation-decided", "2026-01-21", case="c1", **number) == "case-decided"
    assert attempt(decided(), "case-dismissed", "2026-01-21", case="c1", reason="…") == "case-decided"
    other = decided().then("case-opened", "2026-01-22", case="c2", grounds=["change"])
    found = attempt(other, "revocation-decided", "2026-01-23", case="c2", grounds=["change"], number="2号")
    assert found == "already-revoked"


def test_a_rectification_is_judged_only_if_it_was_ordered() -> None:
    assert attempt(opened(), "rectification-accepted", "2026-01-10", case="c1") == "no-rectification"
    ordered = opened().then("rectification-ordered", "2026-01-08", case="c1")
    assert attempt(ordered, "rectification-failed", "2026-01-10", case="c1") == "recorded"


def test_only_a_decision_is_served_or_published_and_not_before_it() -> None:
    assert (
        attempt(opened(), "decision-served", "2026-01-20", case="c1", method="signed") == "nothing-to-serve"
    )
    assert attempt(opened(), "revocation-published", "2026-01-20", case="c1") == "nothing-to-publish"
    assert attempt(decided(), "revocation-published", "2026-01-20", case="c1") == "recorded"
    served: dict[str, Any] = {"case": "c1", "method": "signed"}
    assert attempt(decided(), "decision-served", "2026-01-19", **served) == "service-before-decision"
    assert attempt(decided(), "decision-served", "2026-01-20", **served) == "recorded"
    by_mail: dict[str, Any] = {"case": "c1", "method": "electronic"}
    assert (
        attempt(decided(), "decision-served", "2026-01-20", consent=False, **by_mail)
        == "service-without-consent"
    )
    assert attempt(decided(), "decision-served", "2026-01-20", consent=True, **by_mail) == "recorded"
    told = attempt(decided(), "decision-served", "2026-01-20", told_last_day="2026-01-19", **served)
    assert told == "told-day-before-service"


# --- appeals ----------------------------------------------------------------------------------


def served(programme: str = "fujian") -> Story:
    return Story(programme).recognised("2023-07-10").revoked("2026-01-20", served="2026-02-02")


def test_an_appeal_before_service_is_refused() -> None:
    assert attempt(decided(), "appeal-lodged", "2026-02-03", case="c1") == "appeal-before-service"
    assert attempt(served(), "appeal-lodged", "2026-02-01", case="c1") == "appeal-before-service"
    assert attempt(served(), "appeal-lodged", "2026-02-02", case="c1") == "recorded"


def test_a_late_appeal_is_recorded_and_a_second_one_refused() -> None:
    assert attempt(served(), "appeal-lodged", "2026-06-01", case="c1") == "recorded"
    again = served().then("appeal-lodged", "2026-02-10", case="c1")
    assert attempt(again, "appeal-lodged", "2026-02-11", case="c1") == "appeal-already-lodged"


def test_no_appeal_where_the_book_gives_none_or_nobody_knows() -> None:
    assert attempt(served("hainan"), "appeal-lodged", "2026-02-10", case="c1") == "no-appeal-in-rulebook"
    assert attempt(served("national"), "appeal-lodged", "2026-02-10", case="c1") == "appeal-clause-unknown"


def test_an_answer_needs_an_appeal_and_is_given_once() -> None:
    told: dict[str, Any] = {"case": "c1", "outcome": "upheld"}
    assert attempt(served(), "appeal-answered", "2026-03-01", **told) == "no-appeal-lodged"
    lodged = served().then("appeal-lodged", "2026-02-10", case="c1")
    assert attempt(lodged, "appeal-answered", "2026-02-09", **told) == "before-appeal"
    assert attempt(lodged, "appeal-answered", "2026-03-01", **told) == "recorded"
    changed: dict[str, Any] = {"case": "c1", "outcome": "changed", "grounds": ["satisfaction"]}
    assert attempt(lodged, "appeal-answered", "2026-03-01", **changed) == "ground-not-in-rulebook"
    lodged.then("appeal-answered", "2026-03-01", **told)
    assert attempt(lodged, "appeal-answered", "2026-03-02", **told) == "already-answered"
    assert attempt(lodged, "appeal-admitted", "2026-03-02", case="c1") == "already-answered"


def test_a_late_appeal_is_admitted_or_refused_with_reasons_before_it_is_answered() -> None:
    late = served().then("appeal-lodged", "2026-03-02", case="c1")
    assert (
        attempt(late, "appeal-answered", "2026-03-05", case="c1", outcome="upheld")
        == "late-appeal-not-admitted"
    )
    assert attempt(late, "appeal-admitted", "2026-03-05", case="c1") == "late-appeal-needs-reason"
    assert attempt(late, "appeal-refused", "2026-03-05", case="c1") == "late-appeal-needs-reason"
    assert attempt(late, "appeal-refused", "2026-03-05", case="c1", reason="逾期") == "recorded"
    late.then("appeal-admitted", "2026-03-05", case="c1", reason="不可抗力")
    assert attempt(late, "appeal-admitted", "2026-03-06", case="c1", reason="…") == "appeal-already-admitted"
    assert attempt(late, "appeal-answered", "2026-03-06", case="c1", outcome="upheld") == "recorded"


def test_an_appeal_in_time_needs_no_reason_and_once_refused_no_answer() -> None:
    lodged = served().then("appeal-lodged", "2026-02-10", case="c1")
    assert attempt(lodged, "appeal-admitted", "2026-02-11", case="c1") == "recorded"
    lodged.then("appeal-refused", "2026-02-11", case="c1")
    assert (
        attempt(lodged, "appeal-answered", "2026-02-12", case="c1", outcome="upheld") == "appeal-was-refused"
    )


def test_a_withdrawn_service_takes_the_appeals_ground_away() -> None:
    story = served()
    story.then("fact-withdrawn", "2026-02-05", event=story.last_id, reason="送达无效")
    assert attempt(story, "appeal-lodged", "2026-02-10", case="c1") == "appeal-before-service"
    lodged = served().then("appeal-lodged", "2026-02-10", case="c1")
    lodged.then("fact-withdrawn", "2026-02-11", event="e4", reason="送达无效")
    assert attempt(lodged, "appeal-admitted", "2026-02-12", case="c1") == "recorded"
