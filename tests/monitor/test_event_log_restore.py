"""An export restored: into an empty log only, at its own positions, whole or not at all."""

from datetime import timedelta

import pytest

from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.event_log import EventLog
from tests.conftest import CREATED_AT
from tests.monitor.entries import entry

SECOND = timedelta(seconds=1)


def test_an_export_is_restored_at_its_own_positions(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.events_in_postgresql._CHUNK", 2)
    exported = [
        entry("1").placed(3, 1),
        entry("2", "fj-b").placed(4, 1),
        entry("3", key="k").placed(90, 2),
        entry("4", "fj-b", at=CREATED_AT + SECOND).placed(2**10, 2),
        entry("5", "fj-c", at=CREATED_AT + SECOND).placed(2**10 + 1, 1),
    ]
    log.restore(exported)
    assert log.after(0, 10) == exported
    assert log.append([entry("6", at=CREATED_AT + SECOND)], {"fj-a": 2})[0].position == 2**10 + 2
    assert log.find_keys(["k"]) == {"k": exported[2]}


def test_an_export_that_leaves_out_more_than_findings_can_account_for_is_not_restored(log: EventLog) -> None:
    with pytest.raises(RefusedError, match="restore-gap-too-wide"):
        log.restore([entry("1").placed(1, 1), entry("2").placed(1_000_043, 2)])
    assert log.last_position() == 0


def test_nothing_is_restored_into_a_log_in_use(log: EventLog) -> None:
    log.append([entry("1")], {})
    with pytest.raises(RefusedError, match="restore-into-used-log") as refused:
        log.restore([entry("2", "fj-b").placed(7, 1)])
    assert (refused.value.kind, refused.value.values["position"]) == ("conflict", "1")
    assert log.last_position() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        [entry("1").placed(2, 1), entry("2").placed(1, 2)],
        [entry("1").placed(2, 1), entry("2").placed(2, 2)],
        [entry("1").placed(0, 1)],
        [entry("1").placed(1, 2)],
        [entry("1").placed(1, 1), entry("2").placed(2, 3)],
    ],
)
def test_an_export_out_of_order_is_not_restored(log: EventLog, wrong: list[Recorded]) -> None:
    with pytest.raises(RefusedError, match="restore-out-of-order"):
        log.restore(wrong)
    assert log.last_position() == 0


def test_an_export_with_a_falling_clock_or_a_key_twice_is_not_restored(log: EventLog) -> None:
    with pytest.raises(RefusedError, match="clock-before-last-record"):
        log.restore([entry("1").placed(1, 1), entry("2", at=CREATED_AT - SECOND).placed(2, 2)])
    with pytest.raises(RefusedError, match="key-taken"):
        log.restore([entry("1", key="k").placed(1, 1), entry("2", key="k").placed(2, 2)])
    log.restore([])
    assert log.last_position() == 0
