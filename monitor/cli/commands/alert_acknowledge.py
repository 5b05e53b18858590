"""alert acknowledge: note that an alert is in somebody's hands; nobody further is told of it."""

import msgspec

from monitor.cli.access_desk import tell_done
from monitor.cli.alerting_desk import desk_of
from monitor.cli.call import Call
from monitor.cli.session import recorder


class Asked(msgspec.Struct, frozen=True):
    """Which, and what is done about it."""

    alert: str
    reason: str


def run(call: Call, asked: Asked) -> None:
    """Record it."""
    desk = desk_of(call)
    found = desk.marks.acknowledge(asked.alert, asked.reason, by=recorder(call), at=desk.at)
    tell_done(call, "alert-was-acknowledged", alert=found.id, cluster=found.cluster)
