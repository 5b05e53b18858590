"""Every check of procedure finds what it is for, and nothing in the twin that was done properly."""

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.case import AppealLodged
from domain.events import Recorded, Source
from domain.procedure import CHECKS, FAULTS, REMARKS, Checked, Matter, examine, is_examined
from domain.viewpoint import Viewpoint
from monitor.application import SYSTEM
from tests import procedure_seeds as seeds
from tests.given import Story, calendar, law
from tests.procedure_seeds import APPEALED, APPLIED, REVOKED, TODAY, Seed, case, step, told


def examined(story: Story, record: Recorded, **choices: Any) -> tuple[Checked, ...]:
    under = law(story.programme, **choices)
    waits = isinstance(record.body, AppealLodged)
    view = Viewpoint(
        history=story.history(),
        book=under.book,
        statutes=under.statutes,
        calendar=calendar(),
        day=TODAY if waits else record.effective_on,
        known_on=TODAY,
    )
    return examine(Matter(record=record, view=view, machine=SYSTEM))


def broken(story: Story, severity: str) -> set[str]:
    checks = [each for record in story.records for each in examined(story, record)]
    return {each.code for each in checks if each.is_broken and each.severity == severity}


def named(value: object) -> str:
    return value.code if isinstance(value, Seed) else ""


@pytest.mark.parametrize("seed", seeds.FAULTS, ids=named)
def test_a_fault_is_found_and_no_other(seed: Seed) -> None:
    assert broken(seed.faulty, "fault") == {seed.code, *seed.besides}
    assert broken(seed.clean, "fault") == seed.besides


@pytest.mark.parametrize("seed", seeds.REMARKS, ids=named)
def test_a_remark_is_made_and_is_no_fault(seed: Seed) -> None:
    assert seed.code in broken(seed.faulty, "remark")
    assert seed.code not in broken(seed.clean, "remark")
    assert broken(seed.faulty, "fault") == set()


def test_every_fault_and_every_remark_is_seeded() -> None:
    assert {each.code for each in seeds.FAULTS} == set(FAULTS)
    assert {each.code for each in seeds.REMARKS} == set(REMARKS)
    assert len(FAULTS) >= 20


def test_each_check_has_one_code() -> None:
    codes = [each.code for each in CHECKS]
    assert sorted(codes) == sorted(set(codes))


def test_facts_that_nobody_decided_are_not_examined() -> None:
    story = told(REVOKED)
    kinds = {type(each.body).__name__ for each in story.records if is_examined(each)}
    assert kinds == {"ClusterRecognised", "CaseOpened", "RevocationDecided", "DecisionServed"}


def test_a_check_names_its_article_and_where_it_stands() -> None:
    story = told(REVOKED)
    decided = next(each for each in story.records if type(each.body).__name__ == "RevocationDecided")
    found = {each.code: (each.source, each.article) for each in examined(story, decided)}
    assert found["ground-not-established"] == ("rulebook", "第十六条（五）")
    assert found["decided-under-lapsed"] == ("rulebook", "第十八条")
    assert found["decided-by-lower-authority"] == ("rulebook", "第十三条")
    assert found["defence-not-invited"][0] == "general"
    assert [each.code for each in examined(story, decided) if each.is_fault] == []


# --- what is not held against anybody ---------------------------------------------------------


def test_a_record_that_begins_with_the_recognition_is_not_reproached() -> None:
    assert broken(told({"recognised": step("cluster-recognised", "2023-07-10")}), "remark") == set()


def test_a_city_named_like_its_province_is_no_lower_authority() -> None:
    story = told(REVOKED)
    places = {"province": "北京市", "city": "北京市", "county": "海淀区"}
    story.records[0] = msgspec.structs.replace(
        story.records[0], body=msgspec.structs.replace(story.records[0].body, **places)
    )
    for issuer in ("北京市经济和信息化局", "工业和信息化部", "某局"):
        changed = with_issuer(story, issuer)
        assert "decided-by-lower-authority" not in broken(changed, "fault")
    assert "decided-by-lower-authority" in broken(with_issuer(story, "海淀区工信局"), "fault")


def with_issuer(story: Story, issuer: str | None) -> Story:
    changed = Story(story.programme)
    source = Source(issuer=issuer) if issuer else None
    changed.records = [msgspec.structs.replace(each, source=source) for each in story.records]
    return changed


def test_a_decision_without_its_paper_says_nothing_of_the_authority() -> None:
    story = with_issuer(told(REVOKED), None)
    codes = {each.code for record in story.records for each in examined(story, record)}
    assert "decided-by-lower-authority" not in codes


def test_a_province_without_a_suffix_still_names_the_city() -> None:
    story = told(REVOKED, decided=REVOKED["decided"]._replace(issuer="某市工信局"))
    body = msgspec.structs.replace(story.records[0].body, province="某地")
    story.records[0] = msgspec.structs.replace(story.records[0], body=body)
    assert broken(story, "fault") == {"decided-by-lower-authority"}


def test_a_validity_to_the_end_of_the_year_is_by_the_book() -> None:
    for valid_from, valid_to in (("2023-07-10", "2026-12-31"), ("2023", "2025"), ("2023-07", "2026-07")):
        recognised = step("cluster-recognised", "2023-07-10", valid_from=valid_from, valid_to=valid_to)
        assert broken(told({"recognised": recognised}), "fault") == set(), valid_to


@pytest.mark.parametrize("valid_to", ["2027-01-01", "2025", "2026-06"])
def test_a_validity_of_another_length_is_not(valid_to: str) -> None:
    recognised = step("cluster-recognised", "2023-07-10", valid_from="2023-07-10", valid_to=valid_to)
    assert broken(told({"recognised": recognised}), "fault") == {"validity-miscounted"}


def test_the_objection_of_an_earlier_round_is_not_open_in_this_one() -> None:
    steps = {
        "first": step("cluster-recognised", "2018-07-10"),
        "raised": step("objection-raised", "2018-06-20", text="数据有异议"),
        "early": step("application-submitted", "2018-05-08"),
        **APPLIED,
    }
    found = examined(told(steps), told(steps).records[-1])
    assert "recognised-with-open-objection" not in {each.code for each in found}


def test_a_step_without_its_case_is_told_without_a_guess() -> None:
    story = told({"recognised": REVOKED["recognised"]}, answered=APPEALED["answered"])
    assert examined(story, story.records[-1])[-1].code == "decided-by-lower-authority"
    refused = told({"recognised": REVOKED["recognised"]}, refused=case("appeal-refused", "2024-06-12"))
    assert broken(refused, "fault") == set()
    served = told({"recognised": REVOKED["recognised"]}, served=REVOKED["served"])
    assert broken(served, "fault") == {"served-before-decision"}


def test_without_an_appeal_clause_no_last_day_is_counted() -> None:
    served = case("decision-served", "2024-05-17", method="signed", told_last_day="2024-06-01")
    story = told(REVOKED, "hainan", served=served)
    assert broken(story, "fault") == set()
    assert "told-day-too-late" not in broken(story, "remark")


def test_a_last_day_told_at_a_public_notice_is_counted_from_the_deemed_day() -> None:
    told_day = "2024-07-08"  # posted on 2024-05-17, deemed served on 2024-06-16
    served = case("decision-served", "2024-05-17", method="public-notice", told_last_day=told_day)
    found = examined(told(REVOKED, served=served), told(REVOKED, served=served).records[-1])
    early = next(each for each in found if each.code == "told-day-too-early")
    assert (early.is_broken, early.values["served_on"], early.values["counted"]) == (
        False,
        "2024-06-16",
        "2024-07-05",
    )


def test_a_ground_whose_fact_was_withdrawn_never_held() -> None:
    story = told(REVOKED)
    story.then("fact-withdrawn", "2024-06-01", recorded_on=seeds.RECORDED_ON, event="e2", reason="误记")
    assert broken(story, "fault") == {"ground-not-established"}


def test_the_machine_may_record_what_is_no_decision() -> None:
    story = told(REVOKED, served=REVOKED["served"]._replace(by=SYSTEM))
    assert broken(story, "fault") == set()


def test_a_review_that_was_failed_extends_nothing() -> None:
    failed = step("review-decided", "2024-02-01", outcome="failed", valid_to="2030")
    steps = {"recognised": step("cluster-recognised", "2021-01-10"), "failed": failed}
    assert broken(told(steps), "fault") == set()


def test_the_day_of_an_act_is_its_legal_day() -> None:
    story = told(REVOKED)
    view = Viewpoint(
        history=story.history(),
        book=law("fujian").book,
        statutes=law("fujian").statutes,
        calendar=calendar(),
        day=date(2023, 7, 10),
        known_on=TODAY,
    )
    matter = Matter(record=story.records[0], view=view, machine=SYSTEM)
    assert (matter.day, matter.case, matter.window("appeal")) == (date(2023, 7, 10), None, None)
