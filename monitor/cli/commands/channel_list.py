"""channel list: who is told what and when, and how many messages wait, were sent, were given up."""

from collections.abc import Mapping
from typing import Any

import msgspec

from monitor.answers.channels import channel_answer
from monitor.cli.alerting_desk import desk_of
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import NOTHING, Screen, shown
from monitor.notify.outbox import Outbox


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """List them, those that were stopped included; never an address beyond its host, never a secret."""
    desk = desk_of(call)
    counts = desk.ledger.counts()
    found = [
        channel_answer(each, counts.get(each.channel, {})) for each in desk.channels.now().channels.values()
    ]
    if call.as_json:
        write_json(marked(call, found))
        return
    screen = Screen(call)
    if not found:
        screen.says("no-channels")
        return
    if not Outbox(desk.session.monitor.engine).is_armed():
        screen.says("webhooks-are-still")
    headers = ("channel", "sort", "sent-to", "wants", "hours", "state", "pending", "waiting", "sent", "dead")
    screen.table(headers, [_row(call, each) for each in found])


def _row(call: Call, answer: Mapping[str, Any]) -> list[str]:
    region = answer["region"] if answer["region"] != "*" else None
    wants = [answer["role"], *answer["kinds"], answer["programme"], region, *answer["clusters"]]
    told = " ".join(shown(each) for each in wants if each is not None)
    counted = [str(answer["messages"][name]) for name in ("pending", "waiting", "sent", "dead")]
    state = call.says(f"channel-state-{answer['state']}")
    hours = _hours(answer["hours"])
    return [
        answer["channel"],
        answer["sort"],
        shown(answer["target"]),
        told or NOTHING,
        hours,
        state,
        *counted,
    ]


def _hours(hours: Mapping[str, Any]) -> str:
    at = {"at-once": "", "daily": hours["at"], "weekly": f"{hours['weekday']} {hours['at']}"}[hours["rhythm"]]
    quiet = f"-{hours['quiet_from']}~{hours['quiet_until']}" if hours["quiet_from"] else ""
    after = f"+{hours['after_working_days']}" if hours["after_working_days"] else ""
    return " ".join(filter(None, (hours["rhythm"], at, quiet, after)))
