"""What a replay came to: counts, and everything that has to be told."""

from collections import Counter
from typing import Any

from monitor.audit.replaying.replayed import Replayed, replayed_answer
from monitor.wording import Language
from monitor.wording.replay_words import fault_text

Json = dict[str, Any]


class Tally:
    """What is kept of a replay: counts, and what has to be told; the rest is forgotten at once."""

    def __init__(self) -> None:
        """Start with nothing replayed."""
        self.grades: Counter[str] = Counter()
        self.other_version = 0
        self.differs: list[Replayed] = []
        self.cannot: list[Replayed] = []
        self.changed: list[Replayed] = []

    def take(self, replayed: Replayed) -> None:
        """Count one, and keep it if there is something to tell."""
        self.grades[replayed.grade] += 1
        self.other_version += replayed.code_version is not None
        kept = {
            "wrong-then": self.differs,
            "undetermined": self.cannot,
            "right-then-wrong-now": self.changed,
            "law-changed": self.changed,
        }.get(replayed.grade)
        if kept is not None:
            kept.append(replayed)

    def join(self, later: "Tally") -> None:
        """Count what another tally has counted after this one."""
        self.grades.update(later.grades)
        self.other_version += later.other_version
        self.differs += later.differs
        self.cannot += later.cannot
        self.changed += later.changed

    @property
    def checked(self) -> int:
        """How many were replayed."""
        return self.grades.total()

    @property
    def same(self) -> int:
        """How many came out as they are recorded, without a fault."""
        return self.checked - len(self.differs) - len(self.cannot)


def replay_answer(tally: Tally, language: Language, *, simulation: bool) -> Json:
    """Return the public form of a replay: counts, and what has to be told."""
    return {
        "checked": tally.checked,
        "same": tally.same,
        "differs": [worded(replayed_answer(each), language) for each in tally.differs],
        "cannot": [worded(replayed_answer(each), language) for each in tally.cannot],
        "changed_since": [worded(replayed_answer(each), language) for each in tally.changed],
        "classes": dict(sorted(tally.grades.items())),
        "other_code_version": tally.other_version,
        "simulation": simulation,
    }


def worded(answer: Json, language: Language) -> Json:
    """Return the answer of one replay with the sentences of its faults and remarks."""
    told = {
        name: [_with_text(each, language) for each in answer[name]] for name in ("faults", "remarks", "later")
    }
    return {**answer, **told}


def _with_text(check: Json, language: Language) -> Json:
    return {**check, "text": fault_text(check["code"], check["values"], language)}
