from typing import Any

import pytest

from tests.given import Story, attentions, established, grounds, look

ALL = ("fujian", "hainan", "guangdong", "shandong", "heilongjiang")


def recognised(programme: str = "fujian") -> Story:
    return Story(programme).recognised("2023-07-10").reported(2023, 2024, 2025)


# --- review -----------------------------------------------------------------------------------


def test_an_expired_cluster_without_a_round_needs_attention_and_is_no_ground() -> None:
    assert attentions(look(recognised(), "2026-07-10")) == []
    seen = look(recognised(), "2026-07-11")
    assert attentions(seen) == ["expired-no-round"]
    assert grounds(seen) == []


@pytest.mark.parametrize(("on", "expected"), [("2026-09-29", 0), ("2026-09-30", 0), ("2026-10-01", 1)])
def test_a_round_without_an_application_is_a_ground_the_day_after_it_closed(on: str, expected: int) -> None:
    story = recognised().then("review-round-opened", "2026-08-01", apply_by="2026-09-30")
    seen = look(story, on)
    assert grounds(seen) == [("review", "not-applied", "2026-10-01", "established")] * expected
    assert "expired-no-round" not in attentions(seen)


def test_a_late_application_cures_the_ground_and_not_its_history() -> None:
    story = recognised().then("review-round-opened", "2026-08-01", apply_by="2026-09-30")
    story.then("review-applied", "2026-10-05")
    (ground,) = look(story, "2026-10-05").grounds
    assert (ground.state, ground.reason, str(ground.cured_on), ground.obligation, ground.period) == (
        "cured",
        "met-late",
        "2026-10-05",
        "review-application",
        "2026",
    )


def test_a_round_that_closes_before_validity_ends_is_a_ground_only_after_it() -> None:
    story = recognised().then("review-round-opened", "2026-03-01", apply_by="2026-05-31")
    assert attentions(look(story, "2026-05-31")) == []
    assert (attentions(look(story, "2026-06-01")), grounds(look(story, "2026-06-01"))) == (
        ["round-closed-before-expiry"],
        [],
    )
    assert grounds(look(story, "2026-07-10")) == []
    assert grounds(look(story, "2026-07-11")) == [("review", "not-applied", "2026-07-11", "established")]
    story.then("review-applied", "2026-06-20")
    assert grounds(look(story, "2026-07-11")) == []


def test_a_withdrawn_round_leaves_a_cured_ground() -> None:
    story = recognised().then("review-round-opened", "2026-08-01", apply_by="2026-09-30")
    opened = story.last_id
    story.then("fact-withdrawn", "2026-11-01", event=opened, reason="误开")
    assert grounds(look(story, "2026-11-01")) == [("review", "not-applied", "2026-10-01", "cured")]
    early = recognised().then("review-round-opened", "2026-08-01", apply_by="2026-09-30")
    early.then("fact-withdrawn", "2026-09-01", event=early.last_id, reason="误开")
    assert grounds(look(early, "2026-11-01")) == []


def test_a_failed_review_is_a_ground_once_validity_ended() -> None:
    story = (
        recognised()
        .then("review-applied", "2026-08-01")
        .then("review-decided", "2026-09-01", outcome="failed")
    )
    assert grounds(look(story, "2026-08-31")) == []
    assert grounds(look(story, "2026-09-01")) == [("review", "failed", "2026-09-01", "established")]
    early = recognised().then("review-decided", "2026-05-01", outcome="failed")
    assert attentions(look(early, "2026-05-01")) == ["review-failed-before-expiry"]
    assert grounds(look(early, "2026-07-10")) == []
    assert grounds(look(early, "2026-07-11")) == [("review", "failed", "2026-07-11", "established")]


def test_a_review_passed_later_cures_the_failure() -> None:
    story = recognised().then("review-decided", "2026-09-01", outcome="failed")
    story.then("review-decided", "2026-10-01", outcome="passed")
    (ground,) = look(story, "2026-10-01").grounds
    assert (ground.state, ground.reason, str(ground.cured_on)) == ("cured", "review-passed", "2026-10-01")
    before = recognised().then("review-decided", "2026-05-01", outcome="failed")
    before.then("review-decided", "2026-06-01", outcome="passed")
    assert grounds(look(before, "2026-12-01")) == []


def test_a_withdrawn_failure_leaves_a_cured_ground() -> None:
    story = recognised().then("review-decided", "2026-09-01", outcome="failed")
    story.then("fact-withdrawn", "2026-09-05", event=story.last_id, reason="误录")
    assert grounds(look(story, "2026-09-05")) == [("review", "failed", "2026-09-01", "cured")]
    early = recognised().then("review-decided", "2026-05-01", outcome="failed")
    early.then("fact-withdrawn", "2026-05-05", event=early.last_id, reason="误录")
    assert grounds(look(early, "2026-12-05")) == []


def test_in_shandong_the_ground_of_a_failed_review_holds_from_the_decision() -> None:
    story = recognised("shandong").then("review-decided", "2026-05-01", outcome="failed")
    assert grounds(look(story, "2026-05-01")) == [("review", "failed", "2026-05-01", "established")]


@pytest.mark.parametrize(("on", "expected"), [("2026-12-30", 0), ("2026-12-31", 0), ("2027-01-01", 1)])
def test_in_shandong_the_last_day_to_apply_is_the_end_of_the_year_of_expiry(on: str, expected: int) -> None:
    seen = look(recognised("shandong"), on)
    assert grounds(seen) == [("review", "not-applied", "2027-01-01", "established")] * expected


# --- integrity, satisfaction, supervision -----------------------------------------------------


@pytest.mark.parametrize("programme", ALL)
@pytest.mark.parametrize("kind", ["false-application", "illegality"])
def test_misconduct_is_a_ground_from_the_day_it_was_found(programme: str, kind: str) -> None:
    story = recognised(programme).then("misconduct-found", "2026-02-10", kind=kind, description="…")
    assert grounds(look(story, "2026-02-09")) == []
    assert grounds(look(story, "2026-02-10")) == [("integrity", kind, "2026-02-10", "established")]


def test_a_withdrawn_finding_stays_listed_as_cured_for_every_day() -> None:
    story = recognised().then("misconduct-found", "2026-02-10", kind="illegality", description="…")
    story.then("fact-withdrawn", "2026-03-01", event=story.last_id, reason="查无实据")
    for on in ("2026-03-01", "2026-04-01"):
        (ground,) = look(story, on).grounds
        assert (ground.state, ground.reason, str(ground.cured_on)) == ("cured", "withdrawn", "2026-03-01")
    assert grounds(look(story, "2026-02-20")) == [("integrity", "illegality", "2026-02-10", "cured")]
    assert established(look(story, "2026-02-28", known_on="2026-02-28")) == {"integrity"}


def test_misconduct_before_recognition_or_after_its_end_is_no_ground() -> None:
    story = (
        Story()
        .applied()
        .then("misconduct-found", "2023-05-01", kind="illegality", description="…")
        .recognised()
    )
    story.then("recognition-surrendered", "2023-09-01")
    story.then("misconduct-found", "2023-10-01", kind="illegality", description="…")
    assert grounds(look(story, "2023-12-01")) == []


def test_low_satisfaction_is_a_ground_in_shandong_only() -> None:
    for programme in ALL:
        story = recognised(programme).then("low-satisfaction-found", "2026-02-10", description="…")
        expected = [("satisfaction", "low-satisfaction", "2026-02-10", "established")]
        assert grounds(look(story, "2026-02-10")) == (expected if programme == "shandong" else [])


def test_refused_supervision_is_a_ground() -> None:
    story = recognised().then("supervision-refused", "2026-02-10", description="…")
    assert grounds(look(story, "2026-02-10")) == [
        ("reporting", "refused-supervision", "2026-02-10", "established")
    ]


# --- reporting --------------------------------------------------------------------------------


def test_an_overdue_report_is_a_ground_and_a_late_one_cures_it() -> None:
    story = Story().recognised("2024-07-10")
    assert grounds(look(story, "2025-03-30")) == []
    assert grounds(look(story, "2025-03-31")) == [("reporting", "late-report", "2025-03-31", "established")]
    story.then("annual-report-filed", "2025-04-10", year=2024)
    (ground,) = look(story, "2025-04-10").grounds
    assert (ground.state, ground.reason, str(ground.cured_on)) == ("cured", "met-late", "2025-04-10")
    assert (ground.obligation, ground.period, ground.cited.choices) == (
        "annual-report",
        "2024",
        ("reporting_limbs",),
    )


def test_a_report_known_late_was_never_a_ground_as_known_now() -> None:
    story = Story().recognised("2024-07-10")
    story.then("annual-report-filed", "2025-03-20", recorded_on="2025-05-01", year=2024)
    assert established(look(story, "2025-04-15", known_on="2025-04-15")) == {"reporting"}
    assert grounds(look(story, "2025-04-15")) == []


def test_in_shandong_the_ground_names_the_report_it_rests_on() -> None:
    story = Story("shandong").recognised("2024-07-10")
    story.then("annual-report-filed", "2025-02-20", year=2024, report="work-summary")
    (ground,) = look(story, "2025-04-01").grounds
    assert (ground.obligation, str(ground.since), ground.cited.choices) == ("city-report", "2025-04-01", ())


def test_whether_both_limbs_are_needed_is_a_choice() -> None:
    story = Story().recognised("2024-07-10")
    assert grounds(look(story, "2025-04-01", reporting_limbs="all")) == []
    story.then("supervision-refused", "2025-05-01", description="…")
    both = look(story, "2025-05-01", reporting_limbs="all")
    assert grounds(both) == [
        ("reporting", "late-report", "2025-05-01", "established"),
        ("reporting", "refused-supervision", "2025-05-01", "established"),
    ]
    story.then("annual-report-filed", "2025-06-01", year=2024)
    cured = look(story, "2025-06-01", reporting_limbs="all")
    assert {(g.state, g.reason, str(g.cured_on)) for g in cured.grounds} == {
        ("cured", "met-late", "2025-06-01")
    }


def test_the_national_measure_shows_unseen_clauses_as_unknown() -> None:
    story = Story("national").recognised("2023-07-10")
    story.then("misconduct-found", "2024-02-01", kind="illegality", description="…")
    seen = look(story, "2024-05-01")
    assert {(g.code, g.state, g.reason) for g in seen.grounds} == {
        ("integrity", "unknown", "clause-not-seen"),
        ("reporting", "unknown", "clause-not-seen"),
    }
    assert all(ground.cited.partial for ground in seen.grounds)


# --- major changes ----------------------------------------------------------------------------


def test_an_unfiled_change_is_a_ground_from_the_day_after() -> None:
    story = recognised().then("major-change-occurred", "2024-04-10", change="m1", kind="operator")
    assert grounds(look(story, "2024-05-10")) == []
    assert grounds(look(story, "2024-05-11")) == [("change", "unfiled-change", "2024-05-11", "established")]
    story.then("major-change-filed", "2024-05-20", change="m1")
    assert grounds(look(story, "2024-05-20")) == [("change", "unfiled-change", "2024-05-11", "cured")]


def test_a_withdrawn_change_leaves_a_cured_ground_if_it_was_one() -> None:
    story = recognised().then("major-change-occurred", "2024-04-10", change="m1", kind="operator")
    story.then("fact-withdrawn", "2024-06-01", event=story.last_id, reason="误录")
    assert grounds(look(story, "2024-06-01")) == [("change", "unfiled-change", "2024-05-11", "cured")]
    early = recognised().then("major-change-occurred", "2024-04-10", change="m1", kind="operator")
    early.then("fact-withdrawn", "2024-04-20", event=early.last_id, reason="误录")
    assert grounds(look(early, "2024-06-01")) == []


def test_an_undetermined_period_makes_the_ground_unknown() -> None:
    story = recognised().then("major-change-occurred", "2024-04-10", change="m1", kind="operator")
    (ground,) = look(story, "2024-06-01", change_filing="undetermined").grounds
    assert (ground.state, ground.reason, ground.since) == ("unknown", "period-undetermined", None)


# --- incidents --------------------------------------------------------------------------------


def incident(category: str, programme: str = "fujian", **stated: Any) -> Story:
    story = recognised(programme)
    return story.then("incident-reported", "2024-05-06", incident="i1", category=category, **stated)


@pytest.mark.parametrize("programme", [*ALL, "national"])
@pytest.mark.parametrize(
    ("category", "grade", "grave"),
    [
        ("work-safety", "ordinary", False),
        ("work-safety", "larger", True),
        ("work-safety", "major", True),
        ("quality", "ordinary", False),
        ("quality", "larger", True),
        ("environment", "larger", True),
        ("environment", "extraordinary", True),
        ("network-security", "larger", False),
        ("network-security", "major", True),
        ("data-security", "larger", False),
        ("data-security", "extraordinary", True),
        ("tax-evasion", "ordinary", True),
        ("illegality", "ordinary", True),
        ("dishonesty", "ordinary", True),
        ("other", "ordinary", True),
    ],
)
def test_an_incident_is_grave_from_its_threshold(
    programme: str, category: str, grade: str, grave: bool
) -> None:
    seen = look(incident(category, programme, grade=grade), "2024-05-06")
    found = [each for each in grounds(seen) if each[0] == "incident"]
    assert found == ([("incident", category, "2024-05-06", "established")] if grave else [])


@pytest.mark.parametrize("category", ["tax-evasion", "illegality", "dishonesty", "other"])
def test_conduct_that_is_grave_at_any_grade_needs_none(category: str) -> None:
    assert grounds(look(incident(category), "2024-05-06")) == [
        ("incident", category, "2024-05-06", "established")
    ]


@pytest.mark.parametrize(
    ("figures", "grave"),
    [
        ({"deaths": 2}, False),
        ({"deaths": 3}, True),
        ({"deaths": 9}, True),
        ({"deaths": 10}, True),
        ({"serious_injuries": 9}, False),
        ({"serious_injuries": 10}, True),
        ({"direct_loss_yuan": "9999999.99"}, False),
        ({"direct_loss_yuan": 10_000_000}, True),
        ({"deaths": 0, "serious_injuries": 1, "direct_loss_yuan": 20_000_000}, True),
    ],
)
def test_figures_grade_a_work_safety_incident(figures: dict[str, Any], grave: bool) -> None:
    assert bool(established(look(incident("work-safety", **figures), "2024-05-06"))) is grave


def test_neither_grade_nor_figures_is_unknown_and_says_why() -> None:
    for story in (incident("work-safety"), incident("quality", deaths=5)):
        seen = look(story, "2024-05-06")
        (ground,) = seen.grounds
        assert (ground.state, ground.reason) == ("unknown", "grade-unknown")
        assert attentions(seen) == ["incident-grade-unknown"]


def test_a_stated_grade_wins_over_figures_that_say_more() -> None:
    seen = look(incident("work-safety", grade="ordinary", deaths=4), "2024-05-06")
    assert (grounds(seen), attentions(seen)) == ([], ["incident-figures-exceed-grade"])


@pytest.mark.parametrize(("on", "late"), [("2024-06-05", False), ("2024-06-06", True)])
def test_an_upgrade_reopens_the_question_even_after_thirty_days(on: str, late: bool) -> None:
    story = incident("work-safety", deaths=2).then("incident-regraded", on, incident="i1", deaths=3)
    seen = look(story, on)
    assert grounds(seen) == [("incident", "work-safety", on, "established")]
    assert attentions(seen) == (["incident-upgraded-late"] if late else [])


def test_a_downgrade_cures_and_an_upgrade_makes_it_anew() -> None:
    story = incident("work-safety", grade="larger")
    story.then("incident-regraded", "2024-06-01", incident="i1", grade="ordinary")
    (ground,) = look(story, "2024-06-01").grounds
    assert (ground.state, ground.reason, str(ground.cured_on)) == ("cured", "downgraded", "2024-06-01")
    story.then("incident-regraded", "2024-06-10", incident="i1", grade="major")
    assert grounds(look(story, "2024-06-10")) == [
        ("incident", "work-safety", "2024-05-06", "cured"),
        ("incident", "work-safety", "2024-06-10", "established"),
    ]


def test_a_regrade_that_confirms_the_grade_changes_nothing() -> None:
    story = incident("work-safety", grade="larger").then(
        "incident-regraded", "2024-06-01", incident="i1", deaths=4
    )
    assert grounds(look(story, "2024-06-01")) == [("incident", "work-safety", "2024-05-06", "established")]


def test_a_grade_stated_later_ends_the_doubt() -> None:
    story = incident("quality").then("incident-regraded", "2024-06-01", incident="i1", grade="ordinary")
    seen = look(story, "2024-06-01")
    assert (grounds(seen), attentions(seen)) == ([], [])


def test_a_withdrawn_incident_or_upgrade_stays_listed_as_cured() -> None:
    story = incident("work-safety", grade="larger")
    story.then("fact-withdrawn", "2024-06-01", event=story.last_id, reason="误录")
    assert grounds(look(story, "2024-06-01")) == [("incident", "work-safety", "2024-05-06", "cured")]
    story = incident("work-safety", grade="ordinary").then(
        "incident-regraded", "2024-05-20", incident="i1", grade="larger"
    )
    story.then("fact-withdrawn", "2024-06-01", event=story.last_id, reason="误录")
    assert grounds(look(story, "2024-06-01")) == [("incident", "work-safety", "2024-05-20", "cured")]


def test_a_withdrawn_incident_that_was_not_grave_leaves_nothing() -> None:
    story = incident("work-safety", grade="ordinary")
    story.then("fact-withdrawn", "2024-06-01", event=story.last_id, reason="误录")
    assert grounds(look(story, "2024-06-01")) == []


FIRM = {"uscc": "91350582MA00000001", "name": "某鞋业有限公司"}


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ([], True),
        ([("enterprise-joined", "2024-05-06")], True),
        ([("enterprise-joined", "2024-05-07")], False),
        ([("enterprise-joined", "2023-08-01"), ("enterprise-left", "2024-05-06")], False),
        ([("enterprise-joined", "2023-08-01"), ("enterprise-left", "2024-05-07")], True),
        ([("enterprise-left", "2024-05-07")], True),
        ([("enterprise-left", "2024-05-06")], False),
    ],
)
def test_membership_facts_decide_whose_incident_it_is(facts: list[tuple[str, str]], counts: bool) -> None:
    story = incident("work-safety", grade="larger", enterprise=FIRM)
    for kind, on in facts:
        story.then(kind, on, enterprise={"name": FIRM["name"]})
    seen = look(story, "2024-06-01")
    assert bool(established(seen)) is counts
    assert ("incident-of-non-member" in attentions(seen)) is not counts


def test_membership_of_another_enterprise_decides_nothing() -> None:
    story = incident("work-safety", grade="larger", enterprise=FIRM)
    story.then(
        "enterprise-left", "2024-01-01", enterprise={"uscc": "91350582MA00000002", "name": FIRM["name"]}
    )
    assert established(look(story, "2024-06-01")) == {"incident"}


def test_an_incident_before_recognition_is_no_ground_for_revocation() -> None:
    story = (
        Story()
        .applied()
        .then("incident-reported", "2023-05-01", incident="i0", category="quality", grade="major")
    )
    assert grounds(look(story.recognised(), "2023-08-01")) == []


# --- basis ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("programme", "found", "basis"),
    [
        ("fujian", "2024-12-05", "in-force"),
        ("fujian", "2024-12-06", "in-force"),
        ("fujian", "2024-12-07", "lapsed"),
        ("hainan", "2023-06-30", "not-yet"),
        ("hainan", "2023-07-01", "in-force"),
        ("heilongjiang", "2023-07-06", "not-yet"),
        ("heilongjiang", "2023-07-07", "in-force"),
        ("guangdong", "2024-05-01", "draft"),
        ("shandong", "2024-05-01", "draft"),
        ("national", "2022-12-30", "in-force"),
    ],
)
def test_a_ground_says_whether_its_rulebook_bound_on_its_day(programme: str, found: str, basis: str) -> None:
    story = Story(programme).recognised("2022-12-20")
    story.then("incident-reported", found, incident="i1", category="quality", grade="major")
    incidents = [each for each in look(story, found).grounds if each.code == "incident"]
    assert [each.cited.basis for each in incidents] == [basis]


def test_the_text_itself_needs_attention_while_it_does_not_bind() -> None:
    def codes(programme: str, on: str) -> list[str]:
        return [each.code for each in look(Story(programme).recognised("2023-01-10"), on).attention]

    assert codes("fujian", "2024-12-06") == []
    assert codes("fujian", "2024-12-07") == ["basis-lapsed"]
    assert codes("guangdong", "2023-02-01") == ["basis-draft"]
    assert codes("hainan", "2023-06-30") == ["basis-not-yet"]
    assert codes("hainan", "2023-07-01") == []
    assert codes("national", "2023-02-01") == ["source-partial"]


def test_a_rectification_not_done_in_time_needs_attention() -> None:
    story = recognised().then("case-opened", "2026-01-05", case="c1", grounds=["change"])
    story.then("rectification-ordered", "2026-01-10", case="c1", until="2026-02-10")
    assert attentions(look(story, "2026-02-10")) == []
    assert attentions(look(story, "2026-02-11")) == ["rectification-overdue"]
    story.then("rectification-failed", "2026-02-20", case="c1")
    assert attentions(look(story, "2026-02-20")) == []


def test_in_shandong_an_application_before_the_year_of_expiry_leaves_a_doubt() -> None:
    story = (
        Story("shandong").recognised("2023-07-10").reported(2023, 2024).then("review-applied", "2025-12-31")
    )
    assert attentions(look(story, "2025-12-31")) == ["review-applied-early"]
    in_year = (
        Story("shandong").recognised("2023-07-10").reported(2023, 2024).then("review-applied", "2026-01-01")
    )
    assert attentions(look(in_year, "2026-01-01")) == []


def test_a_withdrawn_change_whose_period_is_undetermined_leaves_nothing() -> None:
    story = recognised().then("major-change-occurred", "2024-04-10", change="m1", kind="operator")
    story.then("fact-withdrawn", "2024-06-01", event=story.last_id, reason="误录")
    assert grounds(look(story, "2024-07-01", change_filing="undetermined")) == []
