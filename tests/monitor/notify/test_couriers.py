"""Several couriers beside each other, and those that are killed: at least once, with the same id."""

import os
import signal
import subprocess
import sys
import textwrap
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from monitor.notify.outbox import Attempt, Outbox
from tests.given import noon
from tests.monitor.notify.conftest import Counting, Station
from tests.monitor.notify.receiver import Receiver
from tests.office import recognised


def test_several_couriers_at_once_send_each_message_once(station: Station, receiver: Receiver) -> None:
    station.adds("a", receiver.url())
    station.record("2024-08-01", *(recognised(f"c{number}") for number in range(30)))
    with ThreadPoolExecutor(3) as pool:
        told = list(pool.map(lambda courier: courier.run(), [station.courier() for _ in range(3)]))
    assert sum((Counter(each) for each in told), Counter()) == {"sent": 30}
    assert len({taken.id for taken in receiver.taken}) == len(receiver.taken) == 30


KILLED = textwrap.dedent("""
    import os, signal, sys
    from tests.monitor.notify.conftest import QUICK, Station
    from monitor.database import open_database
    from monitor.notify.addresses import read_listed
    from monitor.notify.sending import Sender, resolve_by_system, system_trust

    class Dies(Sender):
        async def send(self, letter, at):
            await super().send(letter, at)
            os.kill(os.getpid(), signal.SIGKILL)

    station = Station(open_database(sys.argv[1]))
    listed = read_listed(sys.argv[2])
    station.delivers(Dies(listed, system_trust(), resolve_by_system, QUICK))
""")


def test_killed_between_sending_and_noting_it_sends_again_with_the_same_id(
    station: Station, receiver: Receiver, database_url: str
) -> None:
    station.adds("a", receiver.url())
    station.record("2024-08-01", recognised())
    listed = f"http://127.0.0.1:{receiver.port}"
    words = [sys.executable, "-c", KILLED, database_url, listed]
    killed = subprocess.run(words, check=False, env={**os.environ, "PYTHONPATH": os.getcwd()})  # noqa: S603, PTH109
    assert killed.returncode == -signal.SIGKILL
    assert len(receiver.taken) == 1
    assert station.delivers() == {}  # it is held until its holder must be dead
    station.later(minutes=2, seconds=1)
    assert station.delivers() == {"sent": 1}
    first, second = receiver.taken
    assert (first.id, first.body) == (second.id, second.body)


def test_a_courier_that_comes_back_late_undoes_nothing(station: Station) -> None:
    station.adds("a", "https://hooks.example/")
    station.record("2024-08-01", recognised())
    station.monitor.catch_up()
    slow, fast = Outbox(station.engine), Outbox(station.engine)
    at = noon("2026-01-05")
    taken = slow.take("a", at)
    assert taken is not None
    assert fast.take("a", at) is None
    again = fast.take("a", at + timedelta(minutes=3))
    assert again == taken
    assert fast.note(taken, Attempt(milliseconds=1, status=200), at) == "sent"
    assert slow.note(taken, Attempt(milliseconds=1, trouble="timed-out"), at) == "sent"


def test_a_clock_that_was_wrong_delays_nothing_for_long(station: Station) -> None:
    station.adds("a", "https://hooks.example/")
    station.record("2024-08-01", recognised())
    station.at = noon("2036-01-05")
    failing = Counting()
    failing.outcome = Attempt(milliseconds=1, trouble="timed-out")
    station.delivers(failing)
    station.at = noon("2026-01-05")
    assert station.delivers(Counting()) == {"sent": 1}
