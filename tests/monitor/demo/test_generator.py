"""The generator: the same from the same seed, lines that the contract accepts, nothing left out."""

from collections import Counter

import msgspec
import pytest

from domain.events import FACTS
from domain.findings import Finding as Conclusion
from domain.text import ClusterId
from monitor.demo.generator import generate
from monitor.demo.scribe import ALMANAC
from monitor.demo.truth import KINDS, UNPROBED, History, finding_of

HISTORIES = generate()
STANDINGS = {
    ("applying", "submitted"),
    ("applying", "recommended"),
    ("applying", "in-public-notice"),
    ("rejected", None),
    ("recognised", None),
    ("recognised", "not-yet-valid"),
    ("recognised", "in-review"),
    ("lapsed", "awaiting-review"),
    ("lapsed", "in-review"),
    ("revoked", "unserved"),
    ("revoked", "appealable"),
    ("revoked", "under-appeal"),
    ("revoked", "answer-overdue"),
    ("revoked", "final"),
    ("title-cancelled", None),
    ("withdrawn", None),
}
LIMBS = {
    "review/not-applied",
    "review/failed",
    "integrity/false-application",
    "integrity/illegality",
    "reporting/late-report",
    "reporting/refused-supervision",
    "change/unfiled-change",
    "satisfaction/low-satisfaction",
    "incident/work-safety",
    "incident/quality",
    "incident/environment",
    "incident/network-security",
    "incident/data-security",
    "incident/tax-evasion",
    "incident/illegality",
    "incident/dishonesty",
    "incident/other",
}
CURABLE = {"review", "integrity", "reporting", "change", "satisfaction", "incident"}
WINDOWS = {"appeal", "answer", "public-notice", "reconsideration", "litigation"}
OBLIGATIONS = {"annual-report", "work-summary", "city-report", "major-change", "review-application"}
PROGRAMMES = {"fujian", "hainan", "guangdong", "shandong", "heilongjiang", "national"}


def _found(kind: str) -> set[str]:
    return {each.subject for history in HISTORIES for each in history.truth.findings if each.type == kind}


def test_the_same_seed_gives_the_same_histories_and_another_seed_others() -> None:
    assert generate(7) == generate(7) == HISTORIES
    assert generate(8) != HISTORIES


def test_there_are_far_more_histories_and_kinds_than_demanded() -> None:
    assert len(HISTORIES) >= 240
    assert len({history.kind for history in HISTORIES}) >= 30
    assert len({history.cluster for history in HISTORIES}) == len(HISTORIES)
    assert min(Counter(history.programme for history in HISTORIES).values()) >= 40


def test_every_programme_has_prompt_and_late_histories() -> None:
    modes = {(history.programme, history.mode) for history in HISTORIES}

    assert modes == {(programme, mode) for programme in PROGRAMMES for mode in ("prompt", "late")}


def test_every_kind_of_finding_is_true_in_every_programme() -> None:
    found = {(each.programme, finding.type) for each in HISTORIES for finding in each.truth.findings}

    assert found == {(programme, kind) for programme in PROGRAMMES for kind in KINDS}


def test_every_standing_and_stage_is_probed() -> None:
    probed = {(probe.standing, probe.stage) for history in HISTORIES for probe in history.truth.probes}

    assert {each for each in probed if each[1] != UNPROBED} == STANDINGS


def test_every_limb_is_established_and_every_code_cured() -> None:
    assert _found("ground-established") == LIMBS
    assert {subject.partition("/")[0] for subject in _found("ground-cured")} == CURABLE


def test_every_obligation_is_overdue_somewhere() -> None:
    assert _found("obligation-overdue") == OBLIGATIONS


def test_every_window_opens_and_closes_and_all_but_public_notices_move() -> None:
    assert _found("window-opened") == WINDOWS
    assert _found("window-closed") == WINDOWS
    assert _found("window-moved") == WINDOWS - {"public-notice"}


def test_every_state_of_grounds_and_windows_is_probed() -> None:
    probes = [probe for history in HISTORIES for probe in history.truth.probes]

    assert {state for probe in probes for _, _, state in probe.grounds} == {"established", "cured", "unknown"}
    assert {state for probe in probes for _, state in probe.windows} == {"open", "met", "lapsed", "late"}


def test_every_fact_type_of_the_contract_occurs() -> None:
    told = {dated.line["type"] for history in HISTORIES for dated in history.facts}

    assert told == set(FACTS)


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.cluster)
def test_every_line_is_one_the_contract_accepts(history: History) -> None:
    for _, line in history.facts:
        assert set(line) == {"type", "cluster", "effective_on", "data", "source", "key"}
        msgspec.convert(line["data"], FACTS[line["type"]])
        msgspec.convert(line["cluster"], ClusterId)


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.cluster)
def test_a_synthetic_history_is_marked_as_one(history: History) -> None:
    names = {line["data"]["name"] for _, line in history.facts if "programme" in line["data"]}

    assert history.cluster.startswith("synth-")
    assert len(names) == 1
    assert all(name.startswith("〔演示〕") for name in names)
    assert all(line["cluster"] == history.cluster for _, line in history.facts)


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.cluster)
def test_facts_come_in_the_order_of_recording_and_never_before_they_happen(history: History) -> None:
    recorded = [dated.recorded_on for dated in history.facts]
    happened = [dated.line["effective_on"] for dated in history.facts]

    assert recorded == sorted(recorded)
    assert recorded[-1] <= history.truth.until
    assert all(day <= on.isoformat() for day, on in zip(happened, recorded, strict=True))
    if history.mode == "prompt":
        assert happened == [on.isoformat() for on in recorded]


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.cluster)
def test_keys_are_unique_and_a_withdrawal_names_an_earlier_one(history: History) -> None:
    keys: list[str] = []
    for _, line in history.facts:
        assert line["key"] not in keys
        if line["type"] == "fact-withdrawn":
            assert line["data"]["event"].removeprefix("@") in keys
        keys.append(line["key"])


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.cluster)
def test_no_truth_hangs_on_the_hour_of_the_last_day(history: History) -> None:
    truth = history.truth

    assert all(finding.legal_on <= truth.until for finding in truth.findings)
    assert all(finding.due_on != truth.until for finding in truth.findings if finding.due_on)
    assert truth.until not in ALMANAC.turns


def test_a_finding_of_the_contract_is_brought_into_the_form_of_the_truth() -> None:
    ground = {"type": "ground-cured", "legal_on": "2025-04-02", "code": "reporting", "limb": "late-report"}
    window = {"type": "window-moved", "legal_on": "2020-01-27", "kind": "appeal", "case": "c1"}

    cured = finding_of(ground | {"period": "2024", "obligation": "annual-report"})
    moved = finding_of(window | {"due_on": "2020-02-10"})

    assert (cured.subject, cured.about) == ("reporting/late-report", "annual-report 2024")
    assert (moved.subject, moved.about, str(moved.due_on)) == ("appeal", "c1", "2020-02-10")
    assert not isinstance(cured, Conclusion)
