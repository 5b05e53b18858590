"""Requests that come twice, late and in another order: `python -m tests.faults.network`.

Clerks send facts to a real server over HTTP. Some requests are held back, some come again later, of some the
answer is lost, so that they are sent once more. With `--no-keys` they have no key: then facts are doubled.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, NamedTuple

import httpx2
from sqlalchemy import Engine

from domain.cluster import LowSatisfactionFound
from domain.events import Recorded
from monitor.application import Monitor
from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.migrate import initialise
from tests.conftest import CREATED_AT
from tests.faults import judging
from tests.faults.servers import MEMORY, database
from tests.given import noon
from tests.monitor.api.serving import JINJIANG, Json, Service, fact, serving, stop_idle
from tests.office import LIBRARY

_CLERKS = 4
_ON = "2026-01-05"
_TOLD = frozenset({200, 201})
_TURNED_AWAY = {409: "under_way", 412: "refused"}  # a copy is being worked on; another came before


class Letter(NamedTuple):
    """A request: its number, whose cluster it is about, and the version it is upon (None: a batch)."""

    number: int
    clerk: int
    upon: str | None


class Network:
    """What lies between the clerks and the server."""

    def __init__(self, service: Service, seed: int, *, keys: bool) -> None:
        self._service = service
        self._keys = keys
        self._chance = random.Random(seed)  # noqa: S311 - a fault need not be secret
        self._lock = Lock()
        self._held: list[tuple[int, Letter]] = []
        self._newest = 0
        self.counts: Counter[str] = Counter()
        self.answers: dict[int, set[bytes]] = {}
        self.odd: list[str] = []

    def send(self, client: httpx2.Client, letter: Letter) -> httpx2.Response | None:
        """Send a letter, now or later, perhaps more than once; return an answer that came through."""
        with self._lock:
            drawn, comes_again = self._chance.random(), self._chance.random() < 0.4
            if comes_again:
                self._hold(letter)
            if letter.upon is None and drawn < 0.3:
                self._hold(letter)
                self.counts["held_back"] += 1
                return None
        answer = self.deliver(client, letter)
        if drawn < 0.8:
            return answer
        self.counts["answers_lost"] += 1
        return self.deliver(client, letter)

    def _hold(self, letter: Letter) -> None:
        self._held.append((letter.number + self._chance.randint(1, 60), letter))

    def deliver_held(self, client: httpx2.Client, through: int) -> None:
        """Deliver what was held back until a number."""
        with self._lock:
            due = [letter for until, letter in self._held if until <= through]
            self._held = [each for each in self._held if each[0] > through]
            self._chance.shuffle(due)
        for letter in due:
            self.deliver(client, letter)

    def deliver(self, client: httpx2.Client, letter: Letter) -> httpx2.Response:
        """Let a request reach the server, and keep what it answers."""
        key = {"Idempotency-Key": f"k{letter.number}"} if self._keys else {}
        stated = _stated(letter.number)
        cluster = f"c{letter.clerk}"
        if letter.upon is None:
            answer = client.post(
                "/facts?allow_repeats=true", json=[{**stated, "cluster": cluster}], headers=key
            )
        else:
            asked = f"/clusters/{cluster}/facts?allow_repeats=true"
            answer = client.post(asked, json=stated, headers={"If-Match": letter.upon, **key})
        self._keep(letter, answer)
        return answer

    def _keep(self, letter: Letter, answer: httpx2.Response) -> None:
        with self._lock:
            self.counts["requests"] += 1
            self.counts["overtaken"] += letter.number < self._newest
            self._newest = max(self._newest, letter.number)
            self.counts["replayed"] += "Idempotency-Replayed" in answer.headers
            if answer.status_code in _TOLD:
                self.answers.setdefault(letter.number, set()).add(answer.content)
            elif answer.status_code in _TURNED_AWAY:
                self.counts[_TURNED_AWAY[answer.status_code]] += 1
            else:
                self.odd.append(f"letter {letter.number} was answered {answer.status_code}: {answer.text}")


def _stated(number: int) -> Json:
    return fact("low-satisfaction-found", "2025-03-28", description=f"{number}")


def clerk(service: Service, network: Network, number: int, letters: int) -> None:
    """Send one's letters one after another: in turns upon the version last seen, and as a batch."""
    with service.client("province") as client:
        seen = client.get(f"/clusters/c{number}").headers["ETag"]
        for letter in range(number, letters, _CLERKS):
            upon = seen if letter // _CLERKS % 2 else None
            answer = network.send(client, Letter(letter, number, upon))
            if answer is None or upon is None or answer.status_code not in _TOLD:
                seen = client.get(f"/clusters/c{number}").headers["ETag"]
            else:
                seen = answer.headers["ETag"]
            network.deliver_held(client, letter)


def all_sent(service: Service, network: Network, letters: int) -> None:
    """Let all clerks send their letters, then what is held back, then what has no answer yet."""
    with service.client("province") as client:
        founding = [fact("cluster-recognised", "2024-07-10", **JINJIANG) for _ in range(_CLERKS)]
        batch = [{**each, "cluster": f"c{number}"} for number, each in enumerate(founding)]
        client.post("/facts", json=batch).raise_for_status()
        with ThreadPoolExecutor(_CLERKS) as pool:
            working = [pool.submit(clerk, service, network, number, letters) for number in range(_CLERKS)]
        for each in working:
            each.result()
        network.deliver_held(client, 2 * letters + 100)
        for number in range(letters):
            if number not in network.answers:
                network.counts["sent_again"] += 1
                network.deliver(client, Letter(number, number % _CLERKS, None))


def wrongly_recorded(records: list[Recorded], answers: dict[int, set[bytes]], letters: int) -> Iterator[str]:
    """Tell of letters that are not recorded once (I1), or were answered in more than one way."""
    times = Counter(each.body.description for each in records if isinstance(each.body, LowSatisfactionFound))
    for number in range(letters):
        told = answers.get(number, set())
        if times[f"{number}"] != 1 or len(told) != 1:
            yield f"I1: letter {number} is recorded {times[f'{number}']} times, answered in {len(told)} ways"


def judged(engine: Engine, network: Network, letters: int) -> list[str]:
    """Return everything that does not hold."""
    monitor = Monitor(engine, EventLog(engine), LIBRARY, simulation=False, code_version="test")
    records = judging.every_record(monitor.log)
    found = (
        network.odd,
        wrongly_recorded(records, network.answers, letters),
        judging.unsound_log(engine, records),
        judging.unsound_rows(monitor, noon(_ON)),
    )
    return judging.shortened([*chain.from_iterable(found)])


def endured(url: str, asked: argparse.Namespace) -> dict[str, Any]:
    """Run a whole trial over an empty database; return its figures, with what is `broken`."""
    began = time.monotonic()
    engine = open_database(url, create=True)
    try:
        initialise(engine, simulation=False, at=CREATED_AT)
        with serving(url, _ON) as service:
            network = Network(service, asked.seed, keys=asked.keys)
            all_sent(service, network, asked.letters)
        stop_idle()
        broken = judged(engine, network, asked.letters)
    finally:
        engine.dispose()
    about = {"harness": "network", "store": engine.dialect.name, "keys": asked.keys, "letters": asked.letters}
    return {**about, **network.counts, "seconds": round(time.monotonic() - began, 1), "broken": broken}


def main(words: Sequence[str] | None = None) -> int:
    """Run one trial and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--url", help="an empty database; without it one is made")
    parser.add_argument("--letters", type=int, default=400)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--no-keys", dest="keys", action="store_false")
    asked = parser.parse_args(words)
    with TemporaryDirectory(dir=MEMORY) as folder, database(asked.store, asked.url, Path(folder)) as url:
        outcome = endured(url, asked)
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
    return 1 if outcome["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
