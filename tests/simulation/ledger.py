"""What the outside world knows of the service: what it was promised, answered and sent.

Promise: nothing here is read back from the service; the checkers compare the service with it.
"""

from collections import Counter
from datetime import date, datetime

import msgspec

from domain.events import Recorded
from monitor.codec import encode


class Answer(msgspec.Struct, frozen=True):
    """What was asked and what was answered, to be asked again later."""

    cluster: str
    on: date
    known_at: datetime
    answer: bytes


class Ledger:
    """Promises, answers and messages of one world."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, bytes] = {}
        self.refused: Counter[str] = Counter()
        self.answers: list[Answer] = []
        self.roots: list[tuple[int, bytes]] = []
        self.received: Counter[str] = Counter()
        self.effects: set[str] = set()
        self.counts: Counter[str] = Counter()

    def acknowledge(self, records: tuple[Recorded, ...]) -> None:
        """Keep what the service said that it recorded."""
        for record in records:
            self.acknowledged[record.id] = encode(record)

    def receive(self, message: str) -> None:
        """Take a message; its effect happens once however often it comes."""
        self.received[message] += 1
        self.effects.add(message)
