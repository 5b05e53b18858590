import msgspec

from domain.assessment import judge, viewpoint_of
from domain.findings import GroundCured, GroundEstablished
from domain.reminders import next_wake_on, reminders
from tests.given import Story, calendar, law, look, noon
from tests.ticking import Ticker, told

GROUNDS = ("ground-established", "ground-cured")
WINDOWS = ("window-opened", "window-moved", "window-closed")


def overdue() -> Story:
    return Story().recognised("2024-07-10")


def test_a_missed_report_is_found_the_day_after_with_all_that_it_takes_to_compute_it_again() -> None:
    ticker = Ticker(overdue())
    assert told(ticker.daily("2025-03-01", "2025-03-30").findings, "obligation-overdue", *GROUNDS) == []
    assert told(ticker.daily("2025-03-31", "2025-03-31").findings, "obligation-overdue", *GROUNDS) == [
        ("ground-established", "2025-03-31", "reporting late-report 2024"),
        ("obligation-overdue", "2025-03-31", "annual-report 2024 2025-03-30"),
    ]
    (finding,) = [each.body for each in ticker.findings if isinstance(each.body, GroundEstablished)]
    assert (finding.clause, finding.rulebook, finding.basis) == ("第十六条（三）", "fujian-2022", "lapsed")
    assert (finding.choices, finding.computed_from_position) == (("reporting_limbs",), 1)
    assert str(finding.rulebook_sha256).startswith("sha256:")
    assert finding.calendar_sha256.startswith("sha256:")


def test_what_holds_on_the_day_is_the_same_without_the_next_day_of_change() -> None:
    story = overdue().revoked("2025-06-02", served="2025-06-10")
    whole = look(story, "2025-06-20")
    view = viewpoint_of(story.history(), law("fujian"), calendar(), whole.on, whole.known_on)
    holds = msgspec.structs.asdict(judge(view))
    assert holds == {name: getattr(whole, name) for name in holds}
    assert holds["windows"]
    assert holds["grounds"]


def test_a_second_tick_finds_nothing() -> None:
    ticker = Ticker(overdue()).once("2025-06-01")
    assert ticker.tick(ticker.findings[-1].recorded_at) == []


def test_a_cured_ground_is_found_cured_on_the_day_of_the_filing() -> None:
    story = overdue().then("annual-report-filed", "2025-04-10", year=2024)
    daily = Ticker(story).daily("2024-07-10", "2025-06-01")
    expected = [
        ("ground-established", "2025-03-31", "reporting late-report 2024"),
        ("ground-cured", "2025-04-10", "reporting late-report 2024 met-late"),
    ]
    assert told(daily.findings, *GROUNDS) == expected
    assert told(Ticker(story).once("2025-06-01").findings, *GROUNDS) == expected


def test_a_report_known_late_answers_the_finding_made_in_between() -> None:
    story = overdue().then("annual-report-filed", "2025-03-20", recorded_on="2025-05-01", year=2024)
    ticker = Ticker(story).daily("2025-03-01", "2025-06-01")
    assert told(ticker.findings, *GROUNDS) == [
        ("ground-established", "2025-03-31", "reporting late-report 2024"),
        ("ground-cured", "2025-03-20", "reporting late-report 2024 known-late"),
    ]
    assert told(Ticker(story).once("2025-06-01").findings, *GROUNDS) == []


def test_a_report_withdrawn_later_establishes_the_ground_anew() -> None:
    story = overdue().then("annual-report-filed", "2025-04-10", year=2024)
    story.then("fact-withdrawn", "2025-05-01", event=story.last_id, reason="录错")
    ticker = Ticker(story).daily("2025-03-01", "2025-06-01")
    assert [kind for kind, _, __ in told(ticker.findings, *GROUNDS)] == [
        "ground-established",
        "ground-cured",
        "ground-established",
    ]
    assert len({record.id for record in ticker.findings}) == len(ticker.findings)


def test_a_withdrawn_fact_cures_its_ground() -> None:
    story = (
        Story()
        .recognised()
        .reported(2023)
        .then("misconduct-found", "2024-05-01", kind="illegality", description="…")
    )
    story.then("fact-withdrawn", "2024-06-01", event=story.last_id, reason="查无实据")
    expected = [("ground-established", "2024-05-01"), ("ground-cured", "2024-06-01")]
    for ticker in (Ticker(story).daily("2024-04-01", "2024-07-01"), Ticker(story).once("2024-07-01")):
        assert [(kind, on) for kind, on, _ in told(ticker.findings, *GROUNDS)] == expected
        (cured,) = [each.body for each in ticker.findings if isinstance(each.body, GroundCured)]
        assert cured.reason == "withdrawn"


def test_a_ground_whose_cluster_was_never_recognised_no_longer_holds() -> None:
    story = overdue()
    recognition = story.last_id
    story.then("fact-withdrawn", "2025-05-01", event=recognition, reason="误录")
    ticker = Ticker(story).daily("2025-03-01", "2025-06-01")
    assert told(ticker.findings, "ground-cured") == [
        ("ground-cured", "2025-05-01", "reporting late-report 2024 no-longer-holds")
    ]


# --- windows ----------------------------------------------------------------------------------


def test_a_window_opens_with_the_service_and_closes_on_its_last_day() -> None:
    story = Story().recognised().reported(2023, 2024).revoked("2026-01-20", served="2026-02-02")
    expected = [
        ("window-opened", "2026-02-02", "appeal c1 2026-02-28"),
        ("window-opened", "2026-02-02", "reconsideration c1 2026-04-03"),
        ("window-opened", "2026-02-02", "litigation c1 2026-08-03"),
        ("window-closed", "2026-02-28", "appeal c1 2026-02-28 lapsed"),
        ("window-closed", "2026-04-03", "reconsideration c1 2026-04-03 lapsed"),
    ]
    assert told(Ticker(story).daily("2026-01-01", "2026-05-01").findings, *WINDOWS) == expected
    assert told(Ticker(story).once("2026-05-01").findings, *WINDOWS) == expected


def test_a_window_met_closes_on_the_day_it_was_met() -> None:
    story = Story().recognised().revoked("2026-01-20", served="2026-02-02")
    story.then("appeal-lodged", "2026-02-10", case="c1")
    closed = told(Ticker(story).once("2026-02-20").findings, "window-closed")
    assert closed == [("window-closed", "2026-02-10", "appeal c1 2026-02-28 met")]


def test_an_amended_calendar_moves_an_open_window_on_the_day_of_the_notice() -> None:
    story = Story().recognised("2018-01-10").revoked("2020-01-10", served="2020-01-13")
    expected = [
        ("window-opened", "2020-01-13", "appeal c1 2020-02-06"),
        ("window-moved", "2020-01-27", "appeal c1 2020-02-10"),
        ("window-closed", "2020-02-10", "appeal c1 2020-02-10 lapsed"),
    ]

    def appeal(ticker: Ticker) -> list[tuple[str, ...]]:
        return [each for each in told(ticker.findings, *WINDOWS) if "appeal" in each[2]]

    assert appeal(Ticker(story).daily("2020-01-01", "2020-03-01")) == expected
    assert appeal(Ticker(story).once("2020-03-01")) == expected


def test_an_amendment_can_shorten_the_departments_own_window() -> None:
    story = Story().recognised("2018-01-10").revoked("2019-03-05", served="2019-03-11")
    story.then("appeal-lodged", "2019-03-19", case="c1")
    for ticker in (Ticker(story).daily("2019-03-01", "2019-06-01"), Ticker(story).once("2019-06-01")):
        assert [each for each in told(ticker.findings, *WINDOWS) if "answer" in each[2]] == [
            ("window-opened", "2019-03-19", "answer c1 2019-05-02"),
            ("window-moved", "2019-03-22", "answer c1 2019-04-30"),
            ("window-closed", "2019-04-30", "answer c1 2019-04-30 lapsed"),
        ]


def test_the_window_of_a_withdrawn_service_is_closed_and_opens_anew_with_the_next() -> None:
    story = Story().recognised().revoked("2026-01-20", served="2026-02-02")
    story.then("fact-withdrawn", "2026-02-10", event=story.last_id, reason="送达无效")
    ticker = Ticker(story).daily("2026-02-01", "2026-02-12")
    closed = told(ticker.findings, "window-closed")
    assert {each[1:] for each in closed} == {
        ("2026-02-10", "appeal c1 2026-02-28 withdrawn"),
        ("2026-02-10", "reconsideration c1 2026-04-03 withdrawn"),
        ("2026-02-10", "litigation c1 2026-08-03 withdrawn"),
    }
    story.then("decision-served", "2026-02-02", recorded_on="2026-02-13", case="c1", method="signed")
    again = told(ticker.daily("2026-02-13", "2026-02-13").findings[-3:], *WINDOWS)
    assert {each[0] for each in again} == {"window-opened"}


def test_an_appeal_recorded_late_corrects_how_the_window_closed() -> None:
    story = Story().recognised().revoked("2026-01-20", served="2026-02-02")
    story.then("appeal-lodged", "2026-02-20", recorded_on="2026-03-10", case="c1")
    ticker = Ticker(story).daily("2026-02-01", "2026-03-12")
    appeal = [each for each in told(ticker.findings, "window-closed") if "appeal" in each[2]]
    assert appeal == [
        ("window-closed", "2026-02-28", "appeal c1 2026-02-28 lapsed"),
        ("window-closed", "2026-02-20", "appeal c1 2026-02-28 met"),
    ]


# --- validity, the text, reminders ------------------------------------------------------------


def test_the_end_of_validity_is_found_the_day_after() -> None:
    story = Story().recognised("2023-07-10").reported(2023, 2024, 2025)
    assert told(Ticker(story).once("2026-07-10").findings, "validity-ended") == []
    found = told(Ticker(story).once("2026-07-11").findings, "validity-ended")
    assert found == [("validity-ended", "2026-07-11", "")]


def test_a_validity_renewed_before_its_end_or_given_up_does_not_end() -> None:
    renewed = Story().recognised("2023-07-10").then("review-decided", "2026-07-10", outcome="passed")
    assert told(Ticker(renewed).once("2026-09-01").findings, "validity-ended") == []
    late = Story().recognised("2023-07-10").then("review-decided", "2026-07-11", outcome="passed")
    assert len(told(Ticker(late).once("2026-09-01").findings, "validity-ended")) == 1
    given_up = Story().recognised("2023-07-10").then("recognition-surrendered", "2026-01-01")
    assert told(Ticker(given_up).once("2026-09-01").findings, "validity-ended") == []


def test_the_department_is_warned_before_its_rulebook_lapses() -> None:
    story = Story().recognised("2023-07-10").reported(2023)
    expected = [
        ("basis-lapsing", "2024-06-09", "180"),
        ("basis-lapsing", "2024-09-07", "90"),
        ("basis-lapsing", "2024-11-06", "30"),
    ]
    assert told(Ticker(story).daily("2024-01-01", "2024-12-31").findings, "basis-lapsing") == expected
    assert told(Ticker(story).once("2024-12-31").findings, "basis-lapsing") == expected
    assert told(Ticker(Story("guangdong").recognised()).once("2026-01-01").findings, "basis-lapsing") == []
    assert told(Ticker(Story().applied()).once("2024-12-31").findings, "basis-lapsing") == []


def test_deadlines_are_announced_on_each_rung_of_the_ladder_while_they_are_open() -> None:
    story = Story().recognised("2023-07-10")
    story.then("annual-report-filed", "2024-03-25", year=2023)
    expected = [
        ("attention", "2023-10-02", "deadline-near annual-report 2023 2024-03-30 180"),
        ("attention", "2023-12-31", "deadline-near annual-report 2023 2024-03-30 90"),
        ("attention", "2024-02-29", "deadline-near annual-report 2023 2024-03-30 30"),
        ("attention", "2024-03-23", "deadline-near annual-report 2023 2024-03-30 7"),
    ]
    assert told(Ticker(story).daily("2023-07-01", "2024-04-30").findings, "attention") == expected
    assert told(Ticker(story).once("2024-04-30").findings, "attention") == expected


def test_the_scheduler_wakes_for_reminders_and_for_changes() -> None:
    story = Story().recognised("2023-07-10")
    assert str(next_wake_on(look(story, "2023-07-10"))) == "2023-10-02"
    assert str(next_wake_on(look(story, "2024-03-29"))) == "2024-03-31"
    assert next_wake_on(look(Story().applied(), "2023-03-01")) is not None
    gone = Story("hainan").recognised("2023-08-10").then("recognition-surrendered", "2023-09-01")
    assert next_wake_on(look(gone, "2023-09-01")) is None


def test_reminders_of_a_moved_window_follow_the_day_known_then() -> None:
    story = Story().recognised("2018-01-10").revoked("2020-01-10", served="2020-01-13")
    expected = [
        ("attention", "2020-02-03", "deadline-near appeal c1 2020-02-10 7"),
        ("attention", "2020-02-09", "deadline-near appeal c1 2020-02-10 1"),
    ]
    for ticker in (Ticker(story).daily("2020-01-01", "2020-03-01"), Ticker(story).once("2020-03-01")):
        assert [each for each in told(ticker.findings, "attention") if "near appeal" in each[2]] == expected


def test_nothing_is_found_of_what_is_unknown_or_was_taken_back_before_it_began() -> None:
    story = Story("national").recognised("2023-07-10")
    story.then("misconduct-found", "2024-02-01", kind="illegality", description="…")
    assert told(Ticker(story).once("2024-03-01").findings, *GROUNDS) == []
    story = Story().recognised("2023-07-10").reported(2023)
    story.then("misconduct-found", "2024-02-10", kind="illegality", description="…")
    story.then("fact-withdrawn", "2024-02-09", recorded_on="2024-02-11", event=story.last_id, reason="误录")
    assert told(Ticker(story).once("2024-03-01").findings, *GROUNDS) == []
    story.then("major-change-occurred", "2024-03-01", change="m1", kind="operator")
    changed = story.last_id
    story.then("major-change-filed", "2024-03-05", change="m1")
    story.then("fact-withdrawn", "2024-03-06", event=changed, reason="误录")
    assert told(Ticker(story).once("2024-06-01").findings, *GROUNDS) == []


def test_facts_among_the_records_are_no_findings() -> None:
    ticker = Ticker(overdue())
    ticker.findings += ticker.story.records
    assert told(ticker.once("2025-06-01").findings, "ground-established") != []


def test_nobody_is_reminded_of_what_was_past_before_it_was_recorded() -> None:
    story = Story().recognised("2023-07-10")
    late = story.records[0]
    story.records = [msgspec.structs.replace(late, recorded_at=noon("2024-03-20"))]
    found = told(Ticker(story).once("2024-04-30").findings, "attention")
    assert [on for _, on, about in found if "2023" in about] == ["2024-03-23", "2024-03-29"]


def test_a_public_notice_or_an_undetermined_report_reminds_nobody() -> None:
    notice = Story().applied("2022-01-01").then("public-notice-posted", "2022-04-26", days=30)
    assert list(reminders(look(notice, "2022-04-26"))) == []
    story = Story().recognised("2023-01-10").reported(2023, 2024)
    story.then("review-decided", "2026-04-20", outcome="passed")
    subjects = {each.subject for each in reminders(look(story, "2026-05-01"))}
    assert "annual-report 2025" not in subjects


def test_a_round_that_closes_after_the_cluster_gave_up_asks_for_nothing() -> None:
    story = Story().recognised("2023-07-10").then("review-round-opened", "2026-08-01", apply_by="2026-09-30")
    story.then("recognition-surrendered", "2026-08-15")
    kinds = {each.kind for each in look(story, "2026-12-01").obligations}
    assert "review-application" not in kinds


def test_a_reason_gone_before_it_was_known_raises_no_attention() -> None:
    def raised(served_recorded: str) -> list[tuple[str, ...]]:
        story = Story().recognised("2024-07-10").revoked("2026-01-20")
        story.then("decision-served", "2026-02-02", recorded_on=served_recorded, case="c1", method="signed")
        late = [
            msgspec.structs.replace(each, recorded_at=noon(served_recorded)) for each in story.records[1:3]
        ]
        story.records[1:3] = late
        found = told(Ticker(story).once("2026-03-10").findings, "attention")
        return [each for each in found if "unserved" in each[2]]

    assert raised("2026-03-01") == []
    prompt = Story().recognised("2024-07-10").revoked("2026-01-20", served="2026-02-02")
    found = told(Ticker(prompt).once("2026-03-10").findings, "attention")
    assert ("attention", "2026-01-20", "decision-unserved c1") in found


def test_an_appeal_of_the_last_day_recorded_the_next_morning_corrects_the_closing() -> None:
    story = Story().recognised().revoked("2026-01-20", served="2026-02-02")
    story.then("appeal-lodged", "2026-02-28", recorded_on="2026-03-02", case="c1")
    ticker = Ticker(story).daily("2026-02-27", "2026-03-03")
    closed = [each for each in told(ticker.findings, "window-closed") if "appeal" in each[2]]
    assert closed == [
        ("window-closed", "2026-02-28", "appeal c1 2026-02-28 lapsed"),
        ("window-closed", "2026-02-28", "appeal c1 2026-02-28 met"),
    ]


def test_the_validity_of_a_second_recognition_ends_like_any_other() -> None:
    story = Story().recognised("2021-03-10").reported(2021).revoked("2022-06-01", served="2022-06-05")
    story.applied("2023-02-01").recognised("2023-07-10").reported(2023, 2024, 2025)
    assert [on for _, on, __ in told(Ticker(story).once("2026-09-01").findings, "validity-ended")] == [
        "2026-07-11"
    ]
