"""The truth table: generated histories with known truth, and exactly those findings."""

from typing import get_args

import pytest

from monitor.audit.replaying.replay import Replay
from monitor.demo.truth import UNPROBED, History, Probe
from tests.truth.conftest import HISTORIES, Running
from tests.truth.running import EVENING, Ticks, at

PROMPT = [history for history in HISTORIES if history.mode == "prompt"]
PROBES = [(history, probe) for history in HISTORIES for probe in history.truth.probes]


def _named(value: object) -> str:
    return (
        value.cluster if isinstance(value, History) else f"on-{value.on}" if isinstance(value, Probe) else ""
    )


def test_the_table_is_long_enough() -> None:
    assert len(PROMPT) >= 200


@pytest.mark.parametrize("history", HISTORIES, ids=_named)
def test_one_tick_a_day_finds_exactly_what_is_true(history: History, run: Running) -> None:
    assert run(history, "daily").findings[history.cluster] == history.truth.findings


@pytest.mark.parametrize("history", PROMPT, ids=_named)
def test_one_tick_at_the_end_finds_exactly_what_is_true(history: History, run: Running) -> None:
    assert run(history, "once").findings[history.cluster] == history.truth.findings


@pytest.mark.parametrize(("history", "probe"), PROBES, ids=_named)
def test_the_status_on_a_day_is_what_is_true(history: History, probe: Probe, run: Running) -> None:
    answer = run(history, "daily").status(history.cluster, probe.on)

    grounds = {(each["code"], each["limb"], each["state"]) for each in answer["grounds"]}
    anyhow = {(code, "", state) for code, _, state in grounds}
    windows = {(each["kind"], each["state"]) for each in answer["windows"]}
    assert answer["standing"] == probe.standing
    assert probe.stage in {answer["stage"], UNPROBED}
    assert probe.grounds <= grounds | anyhow
    assert probe.windows <= windows


@pytest.mark.parametrize("until", sorted({history.truth.until for history in HISTORIES}), ids=str)
def test_a_second_tick_finds_nothing(until: object, run: Running) -> None:
    history = next(each for each in PROMPT if each.truth.until == until)

    assert run(history, "daily").again == []
    assert run(history, "once").again == []


@pytest.mark.parametrize("ticks", get_args(Ticks))
@pytest.mark.parametrize("until", sorted({history.truth.until for history in HISTORIES}), ids=str)
def test_every_finding_of_the_truth_table_is_computed_again(
    until: object, ticks: Ticks, run: Running
) -> None:
    history = next(each for each in PROMPT if each.truth.until == until)
    ran = run(history, ticks)
    found = list(Replay(ran.monitor, at(ran.until, EVENING)).everything())
    assert len(found) > len(ran.findings)
    assert [(each.cluster, each.reason) for each in found if each.then != "same"] == []
