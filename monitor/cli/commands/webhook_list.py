"""webhook list: who is told what, and how many messages wait, were sent, were given up."""

from collections.abc import Mapping
from typing import Any

import msgspec

from monitor.answers.webhooks import webhook_answer
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import NOTHING, Screen, shown
from monitor.cli.webhook_desk import desk_of
from monitor.notify.ledger import Ledger
from monitor.notify.outbox import Outbox


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """List them, those that ended included; never an address beyond its host, never a secret."""
    desk = desk_of(call)
    counts = Ledger(desk.engine).counts()
    every = desk.webhooks.now().by_name.values()
    found = [webhook_answer(each, counts.get(each.webhook, {})) for each in every]
    if call.as_json:
        write_json(marked(call, found))
        return
    screen = Screen(call)
    if not found:
        screen.says("no-webhooks")
        return
    if not Outbox(desk.engine).is_armed():
        screen.says("webhooks-are-still")
    headers = ("webhook", "sent-to", "wants", "state", "waiting", "sent", "dead")
    screen.table(headers, [_row(call, each) for each in found])


def _row(call: Call, answer: Mapping[str, Any]) -> list[str]:
    region = answer["region"] if answer["region"] != "*" else None
    within = call.says("webhook-within", days=answer["within_days"]) if answer["within_days"] else None
    wants = [*answer["types"], answer["programme"], region, *answer["clusters"], within]
    told = [shown(each) for each in wants if each is not None]
    counted = [str(answer["messages"][name]) for name in ("waiting", "sent", "dead")]
    state = call.says(f"webhook-state-{answer['state']}")
    return [answer["webhook"], answer["origin"], " ".join(told) or NOTHING, state, *counted]
