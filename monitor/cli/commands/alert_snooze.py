"""alert snooze: let an alert rest until a day, on which it is told again if it still holds."""

from datetime import date

import msgspec

from monitor.cli.access_desk import tell_done
from monitor.cli.alerting_desk import desk_of
from monitor.cli.call import Call
from monitor.cli.session import recorder


class Asked(msgspec.Struct, frozen=True):
    """Which, until when, and why."""

    alert: str
    until: date
    reason: str


def run(call: Call, asked: Asked) -> None:
    """Record it."""
    desk = desk_of(call)
    found = desk.marks.snooze(asked.alert, asked.until, asked.reason, by=recorder(call), at=desk.at)
    tell_done(call, "alert-was-snoozed", alert=found.id, cluster=found.cluster, until=asked.until.isoformat())
