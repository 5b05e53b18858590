from typing import Any

import pytest

from tests.given import Story, attentions, look, window


def served(on: str, programme: str = "fujian", **told: Any) -> Story:
    return Story(programme).recognised("2018-01-10").revoked(on, served=on, **told)


@pytest.mark.parametrize(
    ("received", "known_on", "last_day"),
    [
        ("2026-02-02", "2026-11-21", "2026-02-28"),
        ("2026-09-16", "2026-11-21", "2026-10-13"),
        ("2020-01-13", "2020-01-20", "2020-02-06"),
        ("2020-01-13", "2020-01-26", "2020-02-06"),
        ("2020-01-13", "2020-01-27", "2020-02-10"),
        ("2020-01-13", "2020-01-28", "2020-02-10"),
        ("2020-01-15", "2020-01-20", "2020-02-10"),
        ("2020-01-15", "2020-01-28", "2020-02-12"),
    ],
)
def test_the_appeal_ends_fifteen_working_days_after_receipt(
    received: str, known_on: str, last_day: str
) -> None:
    seen = look(served(received), received if known_on > "2026" else known_on, known_on)
    assert window(seen, "appeal")[1:] == (last_day, "open")


@pytest.mark.parametrize(
    ("known_on", "last_day"),
    [("2019-03-20", "2019-05-02"), ("2019-03-21", "2019-05-02"), ("2019-03-22", "2019-04-30")],
)
def test_the_answer_is_due_thirty_working_days_after_the_appeal(known_on: str, last_day: str) -> None:
    story = served("2019-03-11").then("appeal-lodged", "2019-03-19", case="c1")
    assert window(look(story, known_on, known_on), "answer")[1] == last_day


def test_the_answer_to_an_appeal_of_october_2026_is_due_in_november() -> None:
    story = served("2026-09-16").then("appeal-lodged", "2026-10-13", case="c1")
    assert window(look(story, "2026-11-24", "2026-11-24"), "answer") == ("2026-10-14", "2026-11-24", "open")
    assert window(look(story, "2026-11-25", "2026-11-25"), "answer")[2] == "lapsed"


def test_a_window_that_reaches_into_an_unpublished_year_is_provisional_and_says_so() -> None:
    story = served("2026-11-02").then("appeal-lodged", "2026-11-20", case="c1")
    seen = look(story, "2026-11-21", "2026-11-21")
    (answer,) = [each for each in seen.windows if each.kind == "answer"]
    assert (answer.due_on.year, answer.certainty) == (2027, "provisional")
    assert "provisional-date" in attentions(seen)


def test_a_window_that_ends_in_the_last_week_of_december_is_a_boundary_case() -> None:
    (appeal,) = [
        e for e in look(served("2026-12-04"), "2026-12-05", "2026-12-05").windows if e.kind == "appeal"
    ]
    assert (str(appeal.due_on), appeal.certainty) == ("2026-12-25", "boundary")
    assert "boundary-date" in attentions(look(served("2026-12-04"), "2026-12-05", "2026-12-05"))


@pytest.mark.parametrize(
    ("on", "state"), [("2026-02-27", "open"), ("2026-02-28", "open"), ("2026-03-01", "lapsed")]
)
def test_a_window_is_open_to_the_end_of_its_last_day(on: str, state: str) -> None:
    assert window(look(served("2026-02-02"), on), "appeal") == ("2026-02-03", "2026-02-28", state)


@pytest.mark.parametrize(
    ("lodged", "state"), [("2026-02-27", "met"), ("2026-02-28", "met"), ("2026-03-01", "late")]
)
def test_an_appeal_received_by_the_last_day_is_in_time(lodged: str, state: str) -> None:
    story = served("2026-02-02").then("appeal-lodged", lodged, case="c1")
    seen = look(story, lodged)
    assert window(seen, "appeal")[2] == state
    assert ("late-appeal" in attentions(seen)) is (state == "late")
    assert any(each.kind == "answer" for each in seen.windows) is (state == "met")


def test_a_late_appeal_waits_for_a_person_and_once_admitted_is_to_be_answered() -> None:
    story = served("2026-02-02").then("appeal-lodged", "2026-03-02", case="c1")
    story.then("appeal-admitted", "2026-03-05", case="c1", reason="不可抗力")
    assert attentions(look(story, "2026-03-04")) == ["late-appeal"]
    seen = look(story, "2026-03-05")
    assert attentions(seen) == []
    assert window(seen, "answer") == ("2026-03-03", "2026-04-14", "open")
    assert [str(each.opened_on) for each in seen.windows if each.kind == "answer"] == ["2026-03-02"]


def test_an_answer_after_its_last_day_is_late() -> None:
    story = served("2026-09-16").then("appeal-lodged", "2026-10-13", case="c1")
    assert "answer-overdue" in attentions(look(story, "2026-11-25"))
    assert "answer-overdue" not in attentions(look(story, "2026-11-24"))
    story.then("appeal-answered", "2026-11-26", case="c1", outcome="upheld")
    seen = look(story, "2026-11-26")
    assert window(seen, "answer")[2] == "late"
    assert "answer-overdue" not in attentions(seen)


def test_a_refused_appeal_needs_no_answer() -> None:
    story = served("2026-02-02").then("appeal-lodged", "2026-02-10", case="c1")
    story.then("appeal-refused", "2026-02-12", case="c1", reason="无资格")
    assert window(look(story, "2026-02-12"), "answer")[2] == "met"


def test_no_service_no_window() -> None:
    story = Story().recognised().revoked("2026-01-20")
    seen = look(story, "2026-06-01")
    assert seen.windows == ()
    assert attentions(seen) == ["decision-unserved"]


def test_service_by_public_notice_starts_the_windows_on_the_deemed_day() -> None:
    story = Story().recognised().revoked("2026-01-05", served="2026-01-10", method="public-notice")
    assert look(story, "2026-02-08").windows == ()
    assert window(look(story, "2026-02-09"), "appeal")[0] == "2026-02-10"


def test_a_window_never_ends_before_the_day_the_party_was_told() -> None:
    story = served("2026-02-02", told_last_day="2026-03-05")
    seen = look(story, "2026-03-05")
    assert window(seen, "appeal")[1:] == ("2026-03-05", "open")
    assert seen.windows[0].cited.choices == ("never_shorten_a_notified_window",)
    assert (
        window(look(served("2026-02-02", told_last_day="2026-02-20"), "2026-02-20"), "appeal")[1]
        == "2026-02-28"
    )
    strict = look(story, "2026-03-05", never_shorten_a_notified_window=False)
    assert window(strict, "appeal")[1:] == ("2026-02-28", "lapsed")


def test_a_notice_that_shortens_a_window_moves_it_only_where_no_day_was_told() -> None:
    told = served("2019-04-10", told_last_day="2019-05-05")
    assert window(look(told, "2019-05-05"), "appeal")[1] == "2019-05-05"


def test_national_law_opens_its_windows_in_every_province_and_they_roll() -> None:
    for programme in ("fujian", "hainan", "guangdong", "shandong", "heilongjiang", "national"):
        seen = look(served("2025-08-04", programme), "2025-08-05")
        assert window(seen, "reconsideration") == ("2025-08-05", "2025-10-09", "open")
        assert window(seen, "litigation") == ("2025-08-05", "2026-02-04", "open")
        assert {e.cited.rulebook for e in seen.windows if e.kind in ("reconsideration", "litigation")} == {
            None
        }


@pytest.mark.parametrize("programme", ["hainan", "guangdong", "shandong", "heilongjiang", "national"])
def test_only_fujian_gives_an_appeal_of_its_own(programme: str) -> None:
    kinds = {each.kind for each in look(served("2025-08-04", programme), "2025-08-05").windows}
    assert kinds == {"reconsideration", "litigation"}


def test_the_statutory_windows_run_to_their_own_last_day_whatever_becomes_of_the_decision() -> None:
    story = served("2026-02-02").then("appeal-lodged", "2026-02-10", case="c1")
    story.then("appeal-answered", "2026-03-10", case="c1", outcome="withdrawn")
    assert window(look(story, "2026-03-10"), "litigation") == ("2026-02-03", "2026-08-03", "open")


def test_the_windows_of_an_unknown_appeal_clause_are_left_to_a_person() -> None:
    assert "appeal-clause-unknown" in attentions(look(served("2025-08-04", "national"), "2025-08-05"))


# --- public notice ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "last_day"),
    [({"working_days": 5}, "2022-05-05"), ({"days": 5}, "2022-04-30"), ({"working_days": 1}, "2022-04-26")],
)
def test_a_public_notice_counts_its_first_day(length: dict[str, Any], last_day: str) -> None:
    story = Story().applied("2022-01-01").then("public-notice-posted", "2022-04-26", **length)
    assert window(look(story, "2022-04-26"), "public-notice") == ("2022-04-26", last_day, "open")


def test_a_public_notice_announced_for_a_later_day_has_not_begun() -> None:
    story = Story().applied("2022-01-01")
    story.then("public-notice-posted", "2022-04-26", recorded_on="2022-04-20", working_days=7)
    assert look(story, "2022-04-25").windows == ()


def test_guangdong_states_the_length_of_its_notice() -> None:
    story = Story("guangdong").applied("2024-01-01").then("public-notice-posted", "2024-06-03")
    assert window(look(story, "2024-06-12"), "public-notice")[1:] == ("2024-06-12", "open")
    assert window(look(story, "2024-06-13"), "public-notice")[2] == "lapsed"


def test_a_notice_of_unknown_length_opens_no_window() -> None:
    story = Story().applied("2022-01-01").then("public-notice-posted", "2022-04-26")
    assert look(story, "2022-04-26").windows == ()


def test_electronic_service_without_recorded_consent_raises_a_doubt() -> None:
    story = served("2026-02-02", method="electronic")
    assert attentions(look(story, "2026-02-03")) == ["service-consent-unknown"]
    consented = served("2026-02-02", method="electronic", consent=True)
    assert attentions(look(consented, "2026-02-03")) == []
