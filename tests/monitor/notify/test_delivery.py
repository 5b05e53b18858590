"""How messages are delivered: at least once with the same id, and no receiver holds up another."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from standardwebhooks.webhooks import Webhook

from domain.administration import NOTIFY_STREAM, WebhookDisabled
from domain.refusal import RefusedError
from monitor.notify.outbox import LONGEST_REST, MOST_TRIES, Attempt, rest_after
from tests.monitor.notify.conftest import Station
from tests.monitor.notify.receiver import FAILING, OK, Receiver, says
from tests.office import line, recognised


def test_a_message_is_what_an_independent_library_verifies(station: Station, receiver: Receiver) -> None:
    secret = station.adds("a", receiver.url("/hook"))
    station.record("2024-08-01", recognised())
    station.at = datetime.now(UTC)
    assert station.delivers() == {"sent": 1}
    (taken,) = receiver.taken
    verified = Webhook(secret.reveal()).verify(taken.body, taken.headers)
    (record,) = station.monitor.log.after(1, 1)
    assert taken.id == verified["id"] == record.id
    assert (verified["specversion"], verified["type"]) == ("1.0", "cluster-monitor.cluster-recognised.v1")
    assert (verified["subject"], int(verified["sequence"])) == ("c1", 2)
    assert verified["data"]["programme"] == "fujian"
    assert verified["simulation"] is False


def test_a_finding_of_long_ago_says_so(station: Station, receiver: Receiver) -> None:
    station.adds("a", receiver.url(), types=("ground-established",))
    station.record("2024-08-01", recognised())
    station.tick("2025-04-01")
    station.record("2025-04-02", line("misconduct-found", "2025-04-02", kind="illegality", description="…"))
    station.tick("2025-04-02")
    station.record("2025-06-02", line("misconduct-found", "2025-05-01", kind="illegality", description="…"))
    station.tick("2025-06-02")
    station.delivers()
    told = [
        (each["effectiveon"], each["recordeddayslater"], each["backfilled"])
        for each in (taken.event for taken in receiver.taken)
    ]
    assert ("2025-03-31", 1, False) in told
    assert ("2025-04-02", 0, False) in told
    assert all(flag == (days > 1) for _, days, flag in told)


def test_what_was_taken_is_not_sent_again(station: Station, receiver: Receiver) -> None:
    station.adds("a", receiver.url())
    station.record("2024-08-01", recognised(), recognised("c2"))
    assert station.delivers() == {"sent": 2}
    station.later(days=30)
    assert station.delivers() == {}
    assert len({taken.id for taken in receiver.taken}) == len(receiver.taken) == 2


def test_what_failed_is_sent_again_later_with_the_same_id_and_every_attempt_is_kept(
    station: Station, receiver: Receiver
) -> None:
    station.adds("a", receiver.url())
    station.record("2024-08-01", recognised())
    receiver.answers = [FAILING]
    assert station.delivers() == {"waiting": 1}
    assert station.delivers() == {}
    (message,) = station.messages()
    assert message.next_at is not None
    assert timedelta(seconds=8) <= message.next_at - station.at <= timedelta(seconds=12)
    assert message.last == Attempt(
        milliseconds=message.last.milliseconds if message.last else 0,
        status=500,
        trouble="not-taken",
        answer="why",
    )
    station.later(seconds=13)
    assert station.delivers() == {"sent": 1}
    first, second = receiver.taken
    assert first.id == second.id
    assert first.body == second.body
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    assert station.messages()[0].tries == 2


def test_a_receiver_that_asks_to_be_left_alone_is(station: Station, receiver: Receiver) -> None:
    station.adds("a", receiver.url())
    station.record("2024-08-01", recognised())
    receiver.answers = [says("503 Busy", b"", "Retry-After: 600")]
    station.delivers()
    station.later(seconds=590)
    assert station.delivers() == {}
    station.later(seconds=11)
    assert station.delivers() == {"sent": 1}


def test_rests_grow_and_are_spread_but_never_pass_their_bound() -> None:
    rests = [[rest_after(tries, f"a|{number}") for number in range(200)] for tries in range(1, MOST_TRIES)]
    assert all(len(set(each)) > 190 for each in rests)
    assert all(max(each) <= LONGEST_REST * 1.2 for each in rests)
    assert all(min(later) > max(earlier) for earlier, later in pairwise(rests[:7]))
    assert timedelta(days=1) < sum((max(each) for each in rests), timedelta()) < timedelta(days=3)


def test_after_its_last_try_a_message_is_dead_until_somebody_sends_it_again(
    station: Station, receiver: Receiver
) -> None:
    station.adds("a", receiver.url())
    station.record("2024-08-01", recognised())
    receiver.answers = [FAILING] * MOST_TRIES
    states: Counter[str] = Counter()
    for _ in range(MOST_TRIES + 3):
        states.update(station.delivers())
        station.later(hours=8)
    assert states == {"waiting": MOST_TRIES - 1, "dead": 1}
    assert [(each.state, each.tries) for each in station.messages()] == [("dead", MOST_TRIES)]
    assert station.webhooks.retry("a", None, by="lin", at=station.at) == 1
    assert station.delivers() == {"sent": 1}
    assert len({taken.id for taken in receiver.taken}) == 1
    assert station.webhooks.retry("a", None, by="lin", at=station.at) == 0
    assert station.webhooks.retry("a", 2, by="lin", at=station.at) == 1
    assert station.delivers() == {"sent": 1}
    with pytest.raises(RefusedError, match="delivery-unknown"):
        station.webhooks.retry("a", 99, by="lin", at=station.at)


# --- receivers beside each other ----------------------------------------------------------------


@pytest.mark.parametrize("way", ["hangs", "drips"])
def test_a_receiver_that_never_answers_holds_up_no_other(
    station: Station, receiver: Receiver, other: Receiver, way: str
) -> None:
    station.adds("bad", receiver.url())
    station.adds("good", other.url())
    station.record("2024-08-01", *(recognised(f"c{number}") for number in range(8)))
    receiver.answers = [getattr(receiver, way)] * 8
    assert station.delivers() == {"sent": 8, "waiting": 1}
    assert len(other.taken) == 8
    assert receiver.connections == 1


def test_what_becomes_due_while_one_hangs_is_sent_meanwhile(
    station: Station, receiver: Receiver, other: Receiver
) -> None:
    station.adds("bad", receiver.url(), clusters=("c1",))
    station.adds("good", other.url(), clusters=("c2",))
    station.record("2024-08-01", recognised())

    def records_and_hangs(connection: object) -> None:
        station.record("2024-08-02", recognised("c2"))
        receiver.released.wait(30)
        del connection

    receiver.answers = [records_and_hangs]
    assert station.delivers() == {"sent": 1, "waiting": 1}


def test_a_receiver_that_refuses_one_message_still_gets_the_others(
    station: Station, receiver: Receiver
) -> None:
    station.adds("a", receiver.url())
    station.record("2024-08-01", *(recognised(f"c{number}") for number in range(5)))
    receiver.answers = [says("400 Bad"), OK, says("400 Bad"), OK, OK]
    assert station.delivers() == {"sent": 3, "waiting": 2}


def test_a_receiver_that_refuses_all_is_asked_no_more_than_a_few_times_a_pass(
    station: Station, receiver: Receiver
) -> None:
    station.adds("a", receiver.url())
    station.record("2024-08-01", *(recognised(f"c{number}") for number in range(9)))
    receiver.answers = [FAILING] * 9
    assert station.delivers() == {"waiting": 3}


def test_a_receiver_that_is_gone_is_never_asked_again(
    station: Station, receiver: Receiver, other: Receiver
) -> None:
    station.adds("a", receiver.url())
    station.adds("b", other.url())
    station.record("2024-08-01", recognised(), recognised("c2"))
    receiver.answers = [says("410 Gone")]
    station.delivers()
    assert isinstance(station.monitor.log.stream(NOTIFY_STREAM)[-1].body, WebhookDisabled)
    station.later(days=3)
    station.record("2026-01-07", recognised("c3"))
    assert station.delivers() == {"sent": 1}
    assert receiver.connections == 1
    assert {each.state for each in station.messages(webhook="a")} == {"dropped"}
    with pytest.raises(RefusedError, match="webhook-ended"):
        station.webhooks.require_active("a")
