"""feed list: who reads along, and of what."""

from typing import Any

import msgspec

from monitor.alerting.register import Feed
from monitor.cli.alerting_desk import desk_of
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import NOTHING, Screen, shown


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """List them, those that were closed included; never a secret."""
    desk = desk_of(call)
    found = [_answer(each) for each in desk.feeds.book.now().feeds.values()]
    if call.as_json:
        write_json(marked(call, found))
        return
    screen = Screen(call)
    if not found:
        screen.says("no-feeds")
        return
    screen.table(("feed", "wants", "state"), [_row(call, each) for each in found])


def _answer(feed: Feed) -> dict[str, Any]:
    stated = feed.stated
    return {
        "feed": feed.feed,
        "user": stated.user,
        "programme": stated.programme,
        "region": stated.region,
        "cluster": stated.cluster,
        "state": "closed" if feed.is_closed else "open",
        "opened_at": feed.opened_at.isoformat().replace("+00:00", "Z"),
        "opened_by": feed.opened_by,
    }


def _row(call: Call, answer: dict[str, Any]) -> list[str]:
    region = answer["region"] if answer["region"] != "*" else None
    wants = [answer["user"], answer["programme"], region, answer["cluster"]]
    told = " ".join(shown(each) for each in wants if each is not None)
    return [answer["feed"], told or NOTHING, call.says(f"feed-state-{answer['state']}")]
