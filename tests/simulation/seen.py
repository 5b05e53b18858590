"""What the checkers look at: the whole log, read once, beside the world that it came from."""

from datetime import date

import msgspec

from domain.administration import CALENDAR_STREAM, is_administrative
from domain.events import Recorded, legal_day
from monitor.application import Monitor
from tests.simulation.options import COUNTIES
from tests.simulation.oracle import NaiveCalendar
from tests.simulation.world import World


class Seen(msgspec.Struct, frozen=True):
    """The log and its world at one instant; `is_settled`: a tick has just come to its end."""

    world: World
    monitor: Monitor
    records: tuple[Recorded, ...]
    is_settled: bool

    @property
    def today(self) -> date:
        return legal_day(self.world.at)

    @property
    def streams(self) -> dict[str, list[Recorded]]:
        """The streams of the log, in the order of their first events."""
        found: dict[str, list[Recorded]] = {}
        for record in self.records:
            found.setdefault(record.cluster, []).append(record)
        return found

    @property
    def clusters(self) -> dict[str, list[Recorded]]:
        """The streams of clusters."""
        return {name: stream for name, stream in self.streams.items() if not is_administrative(name)}

    def calendar(self, programme: str) -> NaiveCalendar:
        """The days as counted by hand in the county of a programme's clusters."""
        return NaiveCalendar(self.streams.get(CALENDAR_STREAM, []), COUNTIES[programme])


def look(world: World, *, is_settled: bool) -> Seen:
    """Read the log."""
    monitor = world.first.monitor
    return Seen(world, monitor, tuple(monitor.log.after(0, 10_000_000)), is_settled)
