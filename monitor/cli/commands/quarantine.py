"""quarantine: the clusters that are stopped because a record of theirs cannot be read."""

import msgspec

from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import Screen, shown
from monitor.cli.session import session_of


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """Show the clusters in quarantine, each with the position and the reason."""
    monitor = session_of(call).monitor
    monitor.catch_up()
    found = [{"cluster": cluster, **reason} for cluster, reason in monitor.quarantined().items()]
    if call.as_json:
        write_json(marked(call, found))
        return
    screen = Screen(call)
    if not found:
        screen.says("empty-quarantine")
        return
    rows = [[shown(each["cluster"]), str(each["position"]), shown(each["reason"])] for each in found]
    screen.table(("cluster", "position", "reason"), rows)
