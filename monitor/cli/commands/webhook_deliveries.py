"""webhook deliveries: what became of the newest messages, each with its latest attempt."""

from typing import Any

import msgspec

from monitor.answers.webhooks import delivery_answer
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import NOTHING, Screen, shown
from monitor.cli.webhook_desk import desk_of
from monitor.notify.ledger import Ledger


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of which webhook, in which state, and how many at most."""

    webhook: str | None
    state: str | None
    limit: int


def run(call: Call, asked: Asked) -> None:
    """List them, newest first."""
    desk = desk_of(call)
    if asked.webhook is not None:
        desk.webhooks.require_known(asked.webhook)
    ledger = Ledger(desk.engine)
    found = ledger.deliveries(webhook=asked.webhook, state=asked.state, limit=asked.limit)
    if call.as_json:
        write_json(marked(call, [delivery_answer(each) for each in found]))
        return
    screen = Screen(call)
    if not found:
        screen.says("no-deliveries")
        return
    headers = ("webhook", "position", "event", "state", "tries", "last-attempt", "outcome", "answer")
    screen.table(headers, [_row(call, screen, delivery_answer(each)) for each in found])


def _row(call: Call, screen: Screen, answer: dict[str, Any]) -> list[str]:
    attempted = screen.instant(answer["attempted_at"]) if answer["attempted_at"] else NOTHING
    trouble = call.says(f"delivery-{answer['trouble']}") if answer["trouble"] else ""
    outcome = " ".join(str(each) for each in (answer["status"], trouble) if each) or NOTHING
    return [
        answer["webhook"],
        str(answer["position"]),
        shown(answer["event"]),
        call.says(f"delivery-state-{answer['state']}"),
        str(answer["tries"]),
        attempted,
        outcome,
        shown(answer["answer"]),
    ]
