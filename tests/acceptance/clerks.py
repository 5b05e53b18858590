"""Clerks who file facts through a proxy, over sessions of their own, and never give a filing up unsaid.

A filing keeps its Idempotency-Key whatever becomes of a request: it is acknowledged, or it stays open.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import Any

import httpx2

from tests.monitor.api.serving import NO_TLS

Json = dict[str, Any]
COMMON = "common"
_PAUSE = 0.05
_TRIES = 40


@dataclass
class Filing:
    """Facts that are filed at once, each known again by its text; `answer` is what acknowledged them."""

    key: str
    cluster: str
    texts: tuple[str, ...]
    answer: bytes | None = None


@dataclass
class Tally:
    """What happened to the requests of one clerk: how often, how long, and what nobody should see."""

    seen: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Clerk:
    """One clerk with a session; `cookie` and `csrf` are those of the only sign-in there is."""

    def __init__(self, number: int, address: str, on: str) -> None:
        self.user = f"clerk-{number}"
        self.own = f"c{number}"
        self.on = on
        self.filings: list[Filing] = []
        self.tally = Tally()
        self._client = httpx2.Client(
            base_url=f"{address}/api/v1",
            headers={"Accept-Language": "en", "Sec-Fetch-Site": "same-origin"},
            limits=httpx2.Limits(max_keepalive_connections=0),
            timeout=30,
            verify=NO_TLS,
        )

    def sign_in(self, one_time: str, password: str) -> None:
        """Sign in for the first time; the session has to last for all that follows."""
        began = self._client.post("/session", json={"user": self.user, "password": one_time})
        self._take(began)
        self._take(self._client.post("/session/password", json={"old": one_time, "new": password}))

    def _take(self, answer: httpx2.Response) -> None:
        answer.raise_for_status()
        self._client.headers["X-CSRF-Token"] = answer.json()["csrf"]

    def works(self, over: Event) -> None:
        """File until it is over: a fact of its own cluster, one of the common one, and two at once."""
        while not over.is_set():
            number = len(self.filings)
            cluster = COMMON if number % 3 == 1 else self.own
            texts = tuple(f"{self.user}/{number}/{part}" for part in range(2 if number % 3 == 2 else 1))
            filing = Filing(f"{self.user}-{number}", cluster, texts)
            self.filings.append(filing)
            self.file(filing)

    def file(self, filing: Filing, tries: int = _TRIES) -> None:
        """Send a filing until it is acknowledged, or until it is said to be under way somewhere."""
        for _ in range(tries):
            answer = self._sent(lambda: self._send(filing))
            code = _code(answer)
            if answer is not None and answer.status_code in {200, 201}:
                filing.answer = answer.content
                self.tally.seen["acknowledged"] += 1
                self.tally.seen["replayed"] += "Idempotency-Replayed" in answer.headers
                return
            if code == "idempotency-under-way":
                return
            if code not in {None, "version-moved-on", "too-many-requests"}:
                self.tally.wrong.append(f"{filing.key}: {code}")
            Event().wait(_PAUSE)

    def _send(self, filing: Filing) -> httpx2.Response:
        facts = [_fact(self.on, text) for text in filing.texts]
        again = {"allow_repeats": True}  # only the key keeps a filing from being recorded twice
        stated = {"Idempotency-Key": filing.key}
        if len(facts) > 1:
            batch = [{**each, "cluster": filing.cluster} for each in facts]
            return self._client.post("/facts", params=again, json=batch, headers=stated)
        seen = self._client.get(f"/clusters/{filing.cluster}")
        if seen.status_code != 200:
            return seen
        upon = {"If-Match": seen.headers["ETag"], **stated}
        return self._client.post(
            f"/clusters/{filing.cluster}/facts", params=again, json=facts[0], headers=upon
        )

    def _sent(self, send: Any) -> httpx2.Response | None:
        """Return the answer to a request; None where the connection was cut."""
        began = monotonic()
        try:
            answer: httpx2.Response = send()
        except httpx2.TransportError:
            self.tally.seen["cut"] += 1
            return None
        self.tally.seconds.append(monotonic() - began)
        self.tally.seen[str(answer.status_code)] += 1
        return answer

    def who(self) -> str | None:
        """Return in whose name the session of this clerk still is, after all that happened."""
        for _ in range(_TRIES):
            answer = self._sent(lambda: self._client.get("/me"))
            if answer is not None and answer.status_code != 429:
                return answer.json().get("user") if answer.status_code == 200 else None
            Event().wait(_PAUSE)
        return None

    def settle(self, seconds: float) -> None:
        """Ask again after whatever is open, until it is acknowledged or the time is over."""
        until = monotonic() + seconds
        while self.open and monotonic() < until:
            for filing in self.open:
                self.file(filing)
            Event().wait(1)

    @property
    def open(self) -> Sequence[Filing]:
        """Return the filings that nobody acknowledged."""
        return [filing for filing in self.filings if filing.answer is None]

    def leave(self) -> None:
        self._client.close()


def _fact(on: str, text: str) -> Json:
    return {"type": "objection-raised", "effective_on": on, "data": {"text": text}}


def _code(answer: httpx2.Response | None) -> str | None:
    """Return what is wrong with an answer: the code of its problem; None where there is none or no answer."""
    if answer is None or answer.status_code in {200, 201}:
        return None
    return str(answer.json().get("code", answer.status_code))
