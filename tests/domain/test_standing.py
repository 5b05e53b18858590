from datetime import date
from typing import Any

import pytest

from domain.proceedings import cases_of
from tests.given import FAR, Story, look


def standing(story: Story, on: str, **choices: Any) -> tuple[str | None, str | None]:
    seen = look(story, on, **choices)
    return seen.standing, seen.stage


def test_before_its_first_fact_a_cluster_has_no_standing() -> None:
    assert standing(Story().recognised(), "2023-07-09") == (None, None)


def test_an_application_goes_through_its_stages() -> None:
    story = (
        Story()
        .applied("2023-03-01")
        .then("application-recommended", "2023-03-20", outcome="recommended")
        .then("public-notice-posted", "2023-06-01", working_days=7)
        .recognised("2023-07-10")
    )
    assert standing(story, "2023-03-01") == ("applying", "submitted")
    assert standing(story, "2023-03-20") == ("applying", "recommended")
    assert standing(story, "2023-06-01") == ("applying", "in-public-notice")
    assert standing(story, "2023-07-09") == ("applying", "in-public-notice")
    assert standing(story, "2023-07-10") == ("recognised", None)


def test_a_returned_application_is_back_at_its_start() -> None:
    story = Story().applied().then("application-recommended", "2023-03-20", outcome="returned")
    assert standing(story, "2023-03-20") == ("applying", "submitted")


def test_a_rejected_application_may_be_followed_by_another() -> None:
    story = Story().applied("2023-03-01").then("application-rejected", "2023-05-01", reason="不符合")
    assert standing(story, "2023-05-01") == ("rejected", None)
    story.applied("2024-03-01")
    assert standing(story, "2024-03-01") == ("applying", "submitted")


def test_late_recorded_steps_of_an_application_do_not_unseat_a_recognition() -> None:
    story = (
        Story()
        .applied("2023-03-01")
        .recognised("2023-07-10")
        .then("application-recommended", "2023-08-01", outcome="recommended")
        .then("public-notice-posted", "2023-08-02", days=5)
        .then("application-rejected", "2023-08-03", reason="误录")
    )
    assert standing(story, "2023-08-05") == ("recognised", None)


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-07-09", "recognised"), ("2026-07-10", "recognised"), ("2026-07-11", "lapsed")],
)
def test_validity_ends_on_the_corresponding_day_after_three_years(on: str, expected: str) -> None:
    seen = look(Story().recognised("2023-07-10"), on)
    assert (seen.standing, str(seen.valid_from), str(seen.valid_to)) == (expected, "2023-07-10", "2026-07-10")


def test_validity_stated_by_the_notice_wins_and_never_rolls() -> None:
    story = Story("guangdong").recognised("2024-07-10", valid_from="2024-07-10", valid_to="2027-07-09")
    assert str(look(story, "2024-07-10").valid_to) == "2027-07-09"
    assert str(look(Story().recognised("2023-02-28"), "2023-03-01").valid_to) == "2026-02-28"
    assert str(look(Story().recognised("2024-02-29"), "2024-03-01").valid_to) == "2027-02-28"


def test_validity_stated_in_years_or_months_covers_them_whole() -> None:
    story = Story("national").recognised("2022-12-20", valid_from="2023", valid_to="2025")
    before = look(story, "2022-12-31")
    assert (before.standing, before.stage) == ("recognised", "not-yet-valid")
    assert (str(before.valid_from), str(before.valid_to)) == ("2023-01-01", "2025-12-31")
    assert standing(story, "2023-01-01") == ("recognised", None)
    assert standing(story, "2026-01-01") == ("lapsed", "awaiting-review")
    by_month = Story().recognised("2023-08-15", valid_from="2023-08", valid_to="2025-02")
    assert str(look(by_month, "2023-09-01").valid_to) == "2025-02-28"


def test_a_passed_review_continues_the_validity_without_a_gap() -> None:
    story = Story().recognised("2023-07-10").then("review-applied", "2026-08-01")
    assert standing(story, "2026-08-01") == ("lapsed", "in-review")
    story.then("review-decided", "2026-10-15", outcome="passed")
    assert standing(story, "2026-10-14") == ("lapsed", "in-review")
    seen = look(story, "2026-10-15")
    assert (seen.standing, seen.stage) == ("recognised", None)
    assert (str(seen.valid_from), str(seen.valid_to)) == ("2023-07-10", "2029-07-10")


def test_a_review_decision_may_state_the_validity() -> None:
    story = (
        Story()
        .recognised("2023-07-10")
        .then("review-decided", "2026-06-01", outcome="passed", valid_to="2028")
    )
    assert str(look(story, "2026-06-01").valid_to) == "2028-12-31"


def test_an_application_during_validity_is_in_review() -> None:
    story = Story().recognised("2023-07-10").then("review-applied", "2026-05-01")
    assert standing(story, "2026-05-01") == ("recognised", "in-review")


def test_after_a_failed_review_a_cluster_waits_until_validity_ended() -> None:
    story = Story().recognised("2023-07-10").then("review-applied", "2026-05-01")
    story.then("review-decided", "2026-06-01", outcome="failed")
    assert standing(story, "2026-06-01") == ("recognised", None)
    assert standing(story, "2026-07-11") == ("lapsed", "awaiting-review")


def test_in_shandong_a_failed_review_cancels_the_title() -> None:
    story = Story("shandong").recognised("2023-07-10").then("review-decided", "2026-06-01", outcome="failed")
    assert standing(story, "2026-05-31") == ("recognised", None)
    assert standing(story, "2026-06-01") == ("title-cancelled", None)


def test_in_shandong_a_recorded_cancellation_ends_the_title() -> None:
    story = (
        Story("shandong")
        .recognised("2022-07-10")
        .then("title-cancelled", "2026-02-01", number="1号", reason="未申请复核")
    )
    assert standing(story, "2026-01-31") == ("lapsed", "awaiting-review")
    assert standing(story, "2026-02-01") == ("title-cancelled", None)


def test_whether_shandong_extends_by_three_years_is_a_choice() -> None:
    story = Story("shandong").recognised("2023-07-10").then("review-decided", "2026-06-01", outcome="passed")
    assert str(look(story, "2026-06-01").valid_to) == "2029-07-10"
    strict = look(story, "2026-08-01", review_extension="as-stated-only")
    assert (strict.standing, str(strict.valid_to)) == ("lapsed", "2026-07-10")
    assert "extension-undetermined" in {each.code for each in strict.attention}


def test_a_surrendered_recognition_is_withdrawn() -> None:
    story = Story().recognised().then("recognition-surrendered", "2025-01-01")
    assert standing(story, "2024-12-31") == ("recognised", None)
    assert standing(story, "2025-01-01") == ("withdrawn", None)


def test_a_cluster_may_be_recognised_again_after_it_lapsed() -> None:
    story = Story().recognised("2020-07-10").applied("2024-01-01").recognised("2024-07-10")
    assert standing(story, "2023-12-31") == ("lapsed", "awaiting-review")
    assert standing(story, "2024-01-01") == ("applying", "submitted")
    seen = look(story, "2024-07-10")
    assert (seen.standing, str(seen.valid_from), str(seen.valid_to)) == (
        "recognised",
        "2024-07-10",
        "2027-07-10",
    )


def test_an_application_during_recognition_changes_nothing() -> None:
    assert standing(Story().recognised("2023-07-10").applied("2024-01-01"), "2024-01-01") == (
        "recognised",
        None,
    )


# --- revocation -------------------------------------------------------------------------------

GOLDEN = Story().recognised("2023-07-10").revoked("2026-01-20", served="2026-02-02")


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        ("2026-01-20", "unserved"),
        ("2026-02-01", "unserved"),
        ("2026-02-02", "appealable"),
        ("2026-02-28", "appealable"),
        ("2026-03-01", "final"),
    ],
)
def test_a_revocation_unappealed_is_final_after_the_window(on: str, stage: str) -> None:
    assert standing(GOLDEN, on) == ("revoked", stage)


def test_the_day_before_the_decision_it_was_still_recognised() -> None:
    assert standing(GOLDEN, "2026-01-19") == ("recognised", None)


def test_a_decision_may_take_effect_on_another_day() -> None:
    def story(revoked_from: str) -> Story:
        told = Story().recognised().then("case-opened", "2026-01-05", case="c1", grounds=["integrity"])
        return told.then(
            "revocation-decided",
            "2026-01-20",
            case="c1",
            grounds=["integrity"],
            number="1号",
            revoked_from=revoked_from,
        )

    assert standing(story("2025-01-01"), "2026-01-19") == ("recognised", None)
    assert standing(story("2025-01-01"), "2026-01-20") == ("revoked", "unserved")
    assert standing(story("2026-02-01"), "2026-01-31") == ("recognised", None)
    assert standing(story("2026-02-01"), "2026-02-01") == ("revoked", "unserved")


def test_without_an_appeal_clause_a_served_revocation_is_final() -> None:
    story = Story("hainan").recognised().revoked("2026-01-20", served="2026-02-02")
    assert standing(story, "2026-02-01") == ("revoked", "unserved")
    assert standing(story, "2026-02-02") == ("revoked", "final")


def test_service_by_public_notice_takes_effect_on_the_thirtieth_day() -> None:
    story = Story().recognised().revoked("2026-01-05", served="2026-01-10", method="public-notice")
    assert standing(story, "2026-02-08") == ("revoked", "unserved")
    assert standing(story, "2026-02-09") == ("revoked", "appealable")


def test_the_service_that_took_effect_first_counts() -> None:
    story = Story().recognised().revoked("2026-01-05", served="2026-01-10", method="public-notice")
    story.then("decision-served", "2026-01-20", case="c1", method="post")
    assert standing(story, "2026-01-20") == ("revoked", "appealable")


def test_the_case_of_a_history_has_the_service_that_took_effect_first() -> None:
    story = Story().recognised().revoked("2026-01-05", served="2026-01-10", method="public-notice")
    story.then("decision-served", "2026-01-20", case="c1", method="post")
    (case,) = cases_of(story.history(), deemed_service_days=30)
    assert (case.id, case.state, case.served_on) == ("c1", "served", date(2026, 1, 20))


def appealed(lodged: str) -> Story:
    story = Story().recognised().revoked("2026-01-20", served="2026-02-02")
    return story.then("appeal-lodged", lodged, case="c1")


def test_an_appeal_on_the_last_day_is_in_time_and_on_the_day_after_late() -> None:
    assert standing(appealed("2026-02-28"), "2026-02-28") == ("revoked", "under-appeal")
    assert standing(appealed("2026-03-01"), "2026-03-01") == ("revoked", "final")


def test_the_answer_is_overdue_the_day_after_thirty_working_days() -> None:
    story = Story().recognised().revoked("2026-09-01", served="2026-09-16")
    story.then("appeal-lodged", "2026-10-13", case="c1")
    assert standing(story, "2026-11-24") == ("revoked", "under-appeal")
    assert standing(story, "2026-11-25") == ("revoked", "answer-overdue")
    story.then("appeal-answered", "2026-12-01", case="c1", outcome="upheld")
    assert standing(story, "2026-12-01") == ("revoked", "final")


def test_a_decision_withdrawn_on_appeal_falls_as_if_it_never_was() -> None:
    story = appealed("2026-02-10").then("appeal-answered", "2026-03-10", case="c1", outcome="withdrawn")
    assert standing(story, "2026-03-09") == ("revoked", "under-appeal")
    seen = look(story, "2026-03-10")
    assert (seen.standing, str(seen.valid_to)) == ("recognised", "2026-07-10")


def test_a_decision_upheld_or_changed_is_final() -> None:
    for outcome in ("upheld", "changed"):
        story = appealed("2026-02-10").then("appeal-answered", "2026-03-10", case="c1", outcome=outcome)
        assert standing(story, "2026-03-10") == ("revoked", "final")


def test_a_late_appeal_is_final_until_it_is_admitted() -> None:
    story = appealed("2026-03-02")
    assert standing(story, "2026-03-02") == ("revoked", "final")
    story.then("appeal-admitted", "2026-03-05", case="c1", reason="不可抗力")
    assert standing(story, "2026-03-05") == ("revoked", "under-appeal")


def test_a_refused_appeal_is_final() -> None:
    story = appealed("2026-02-10").then("appeal-refused", "2026-02-12", case="c1", reason="无资格")
    assert standing(story, "2026-02-12") == ("revoked", "final")


def test_whether_an_appeal_suspends_the_decision_is_a_choice() -> None:
    story = appealed("2026-02-10")
    assert standing(story, "2026-02-10", appeal_suspends=True) == ("recognised", "under-appeal")
    assert standing(story, "2026-02-09", appeal_suspends=True) == ("revoked", "appealable")
    assert standing(story, "2026-07-11", appeal_suspends=True) == ("lapsed", "answer-overdue")


def test_a_dismissed_case_leaves_the_standing_alone() -> None:
    story = Story().recognised().then("case-opened", "2026-01-05", case="c1", grounds=["integrity"])
    story.then("case-dismissed", "2026-02-01", case="c1", reason="已整改")
    seen = look(story, "2026-02-01")
    assert (seen.standing, seen.case and seen.case.state) == ("recognised", "dismissed")


def test_the_open_case_is_shown_before_newer_closed_ones() -> None:
    story = Story().recognised().then("case-opened", "2026-01-05", case="c1", grounds=["integrity"])
    story.then("case-opened", "2026-01-06", case="c2", grounds=["change"])
    story.then("case-dismissed", "2026-02-01", case="c2", reason="误立")
    case = look(story, "2026-02-01").case
    assert case is not None
    assert (case.id, case.state, str(case.opened_on), case.grounds) == (
        "c1",
        "opened",
        "2026-01-05",
        ("integrity",),
    )


def test_a_withdrawn_recognition_leaves_no_standing() -> None:
    story = Story().recognised()
    story.then("fact-withdrawn", "2024-01-01", event=story.last_id, reason="误录")
    seen = look(story, "2024-06-01")
    assert (seen.standing, seen.valid_to, seen.obligations) == (None, None, ())
    assert look(story, "2023-12-31", known_on="2023-12-31").standing == "recognised"


def test_a_revocation_of_an_earlier_recognition_does_not_touch_a_later_one() -> None:
    story = Story().recognised("2022-12-10").revoked("2023-05-01", served="2023-05-05")
    story.applied("2024-01-10").recognised("2024-03-01")
    assert standing(story, "2024-03-01") == ("recognised", None)


def test_a_former_cluster_that_applies_again_is_a_mere_applicant() -> None:
    for ending in ("recognition-surrendered", "title-cancelled"):
        programme = "shandong" if ending == "title-cancelled" else "fujian"
        data = {"number": "1号", "reason": "…"} if ending == "title-cancelled" else {}
        story = Story(programme).recognised("2023-07-10").reported(2023).then(ending, "2024-06-01", **data)
        story.applied("2024-09-01").then("misconduct-found", "2024-10-01", kind="illegality", description="…")
        seen = look(story, "2025-06-01")
        assert (seen.standing, seen.grounds) == ("applying", ())
        assert [each.state for each in seen.obligations if each.period != "2023"] == []


def test_a_cluster_revoked_and_recognised_again_starts_anew() -> None:
    story = Story().recognised("2021-03-10").reported(2021).revoked("2022-06-01", served="2022-06-05")
    story.applied("2023-02-01").recognised("2023-07-10").reported(2023, 2024, 2025)
    seen = look(story, "2026-07-11")
    assert (seen.standing, seen.stage) == ("lapsed", "awaiting-review")
    assert {each.period: each.state for each in seen.obligations} == {
        "2021": "met",
        "2023": "met",
        "2024": "met",
        "2025": "met",
    }
    assert "expired-no-round" in {each.code for each in seen.attention}


@pytest.mark.parametrize("ending", ["revoked", "surrendered"])
def test_on_the_day_of_the_ending_a_new_recognition_counts_by_the_order_of_recording(ending: str) -> None:
    story = Story().recognised("2022-12-20")
    if ending == "revoked":
        story.revoked("2024-02-01")
    else:
        story.then("recognition-surrendered", "2024-02-01")
    story.recognised("2024-02-01")
    for day in ("2024-02-01", "2024-02-02", "2025-03-31"):
        found = look(story, day, FAR.isoformat())
        assert (found.standing, str(found.valid_to)) == ("recognised", "2027-02-01")
    owed = [each for each in found.obligations if each.kind == "annual-report"]
    assert ("2024", "overdue") in [(each.period, each.state) for each in owed]
    assert found.terms[0].over_on == date(2024, 2, 1)
    assert found.terms[1].over_on is None
