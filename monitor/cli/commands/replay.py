"""replay: recorded findings computed again, and how every decision came about."""

from collections import Counter
from typing import Any

import msgspec

from domain.refusal import RefusedError
from monitor.audit.replay import Replay
from monitor.audit.replayed import Replayed, protocol_answer, replayed_answer
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.progress import progress
from monitor.cli.replay_screen import write_protocol, write_replay
from monitor.cli.session import session_of
from monitor.wording.replay_words import fault_text

Json = dict[str, Any]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which finding or decision, of which cluster; neither: everything."""

    decision: str | None
    cluster: str | None


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

    @property
    def checked(self) -> int:
        """How many were replayed."""
        return self.grades.total()

    @property
    def same(self) -> int:
        """How many came out as they are recorded, without a fault."""
        return self.checked - len(self.differs) - len(self.cannot)


def run(call: Call, asked: Asked) -> None:
    """Replay, tell what was found, and end with 1 where it is not all confirmed.

    Raises:
        RefusedError: "replay-found", something differs or cannot be told.
    """
    session = session_of(call)
    replay = Replay(session.monitor, session.at)
    tally = Tally()
    if asked.decision is not None:
        only = replay.one(asked.decision, asked.cluster)
        tally.take(only)
        _tell_one(call, tally, only)
    else:
        _replay_all(call, asked, replay, tally)
        _tell_all(call, tally)
    if tally.differs or tally.cannot:
        differs, cannot = len(tally.differs), len(tally.cannot)
        raise RefusedError("replay-found", kind="answer-is-no", differs=differs, cannot=cannot)


def _replay_all(call: Call, asked: Asked, replay: Replay, tally: Tally) -> None:
    if asked.cluster is not None:
        for each in replay.cluster(asked.cluster):
            tally.take(each)
        return
    with progress(call, "progress-replay") as advance:
        for each in replay.everything(advance):
            tally.take(each)


def _tell_all(call: Call, tally: Tally) -> None:
    if call.as_json:
        write_json(answer(call, tally))
    else:
        write_replay(call, tally)


def _tell_one(call: Call, tally: Tally, only: Replayed) -> None:
    if call.as_json:
        write_json({**answer(call, tally), "item": _told(call, protocol_answer(only))})
    else:
        write_protocol(call, only)


def answer(call: Call, tally: Tally) -> Json:
    """Return the public form of a replay: counts, and what has to be told."""
    return {
        "checked": tally.checked,
        "same": tally.same,
        "differs": [_told(call, replayed_answer(each)) for each in tally.differs],
        "cannot": [_told(call, replayed_answer(each)) for each in tally.cannot],
        "changed_since": [_told(call, replayed_answer(each)) for each in tally.changed],
        "classes": dict(sorted(tally.grades.items())),
        "other_code_version": tally.other_version,
        "simulation": call.simulation,
    }


def _told(call: Call, answer: Json) -> Json:
    """Return an answer with the sentences of its faults and remarks."""
    told = {name: [_worded(call, each) for each in answer[name]] for name in ("faults", "remarks", "later")}
    return {**answer, **told}


def _worded(call: Call, check: Json) -> Json:
    return {**check, "text": fault_text(check["code"], check["values"], call.language)}
