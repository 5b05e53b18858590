"""replay: recorded findings computed again, and how every decision came about."""

import msgspec

from domain.refusal import RefusedError
from monitor.answers.replay import Tally, replay_answer, worded
from monitor.audit.replaying.replay import Replay
from monitor.audit.replaying.replayed import Replayed, protocol_answer
from monitor.bootstrap import Session
from monitor.bulk.replaying import replay_all
from monitor.cli.answer import write_json
from monitor.cli.branching import hands_of
from monitor.cli.call import Call
from monitor.cli.progress import progress
from monitor.cli.replay_screen import write_protocol, write_replay
from monitor.cli.session import session_of


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which finding or decision, of which cluster; neither: everything. And who works on it."""

    decision: str | None
    cluster: str | None
    workers: int
    scheduler: str | None


def run(call: Call, asked: Asked) -> None:
    """Replay, tell what was found, and end with 1 where it is not all confirmed.

    Raises:
        RefusedError: "replay-found", something differs or cannot be told.
    """
    session = session_of(call, studies=True)
    if asked.decision is not None:
        only = Replay(session.monitor, session.at).one(asked.decision, asked.cluster)
        tally = Tally()
        tally.take(only)
        _tell_one(call, tally, only)
    else:
        tally = _replayed(call, asked, session)
        _tell_all(call, tally)
    if tally.differs or tally.cannot:
        differs, cannot = len(tally.differs), len(tally.cannot)
        raise RefusedError("replay-found", kind="answer-is-no", differs=differs, cannot=cannot)


def _replayed(call: Call, asked: Asked, session: Session) -> Tally:
    tally = Tally()
    if asked.cluster is not None:
        for each in Replay(session.monitor, session.at).cluster(asked.cluster):
            tally.take(each)
        return tally
    hands = hands_of(call, asked.workers, asked.scheduler)
    with progress(call, "progress-replay") as advance:
        if not hands.crew.is_alone:
            return replay_all(session, hands, advance)
        for each in Replay(session.monitor, session.at).everything(advance):
            tally.take(each)
    return tally


def _tell_all(call: Call, tally: Tally) -> None:
    if call.as_json:
        write_json(replay_answer(tally, call.language, simulation=call.simulation))
    else:
        write_replay(call, tally)


def _tell_one(call: Call, tally: Tally, only: Replayed) -> None:
    if call.as_json:
        whole = replay_answer(tally, call.language, simulation=call.simulation)
        write_json({**whole, "item": worded(protocol_answer(only), call.language)})
    else:
        write_protocol(call, only)
