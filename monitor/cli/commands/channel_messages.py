"""channel messages: what became of the newest messages to people, each with its latest try."""

from typing import Any

import msgspec

from domain.refusal import RefusedError
from monitor.answers.channels import message_answer
from monitor.cli.alerting_desk import desk_of
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import NOTHING, Screen, shown


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of which channel, in which state, and how many at most."""

    channel: str | None
    state: str | None
    limit: int


def run(call: Call, asked: Asked) -> None:
    """List them, newest first."""
    desk = desk_of(call)
    if asked.channel is not None and asked.channel not in desk.channels.now().channels:
        raise RefusedError("channel-unknown", kind="not-found", channel=asked.channel)
    found = [message_answer(each) for each in desk.ledger.messages(asked.channel, asked.state, asked.limit)]
    if call.as_json:
        write_json(marked(call, found))
        return
    screen = Screen(call)
    if not found:
        screen.says("no-deliveries")
        return
    headers = ("channel", "message-number", "alerts", "state", "tries", "last-attempt", "outcome", "answer")
    screen.table(headers, [_row(call, screen, each) for each in found])


def _row(call: Call, screen: Screen, answer: dict[str, Any]) -> list[str]:
    attempted = screen.instant(answer["attempted_at"]) if answer["attempted_at"] else NOTHING
    trouble = call.says(f"delivery-{answer['trouble']}") if answer["trouble"] else ""
    outcome = " ".join(str(each) for each in (answer["status"], trouble) if each) or NOTHING
    return [
        answer["channel"],
        str(answer["number"]),
        str(answer["alerts"]),
        call.says(f"delivery-state-{answer['state']}"),
        str(answer["tries"]),
        attempted,
        outcome,
        shown(answer["answer"]),
    ]
