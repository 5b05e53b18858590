"""What was known then: answers folded from the streams of the log, not read from the tables of today.

Promise: nothing that was recorded after the instant asked about has any part in them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from domain.administration import is_administrative
from domain.assessment import Assessment
from domain.events import Recorded
from domain.history import Founding, History
from monitor.assessor import Assessor
from monitor.feed import LogFeed
from projections import due, tallies
from projections.answer import Json
from projections.view import Poison

_AT_A_TIME = 500


class Hindsight:
    """Every cluster as it was known at an instant."""

    def __init__(self, feed: LogFeed, assessor: Assessor) -> None:
        """Fold the streams of a feed."""
        self._feed = feed
        self._assessor = assessor

    def streams(self, clusters: Sequence[str], known_at: datetime) -> dict[str, list[Recorded]]:
        """Return what was recorded of clusters by an instant; one that cannot be read is left out."""
        return {
            cluster: _known(stream, known_at)
            for start in range(0, len(clusters), _AT_A_TIME)
            for cluster, stream in self._feed.streams(clusters[start : start + _AT_A_TIME])
            if not isinstance(stream, Poison)
        }

    def due(self, on: date, known_at: datetime, until: date | None) -> list[Json]:
        """Return what was open on a day, earliest last day first, up to a day."""
        found = [
            item
            for cluster, _, assessment in self._assessed(on, known_at)
            for item in due.open_items(cluster, assessment)
            if until is None or item["due_on"] <= until.isoformat()
        ]
        return due.in_order(found)

    def statistics(self, on: date, known_at: datetime) -> list[Json]:
        """Return the counts of a day by programme, province, city, year and measure."""
        counted: Counter[tallies.Tally] = Counter()
        for _, history, assessment in self._assessed(on, known_at):
            counted.update(tallies.counts(history, assessment))
        return tallies.in_order(counted)

    def _assessed(self, on: date, known_at: datetime) -> Iterator[tuple[str, History, Assessment]]:
        """Yield every cluster that was known by an instant and can be read, by name."""
        for cluster, stream in self._feed.every_stream():
            if isinstance(stream, Poison) or is_administrative(cluster):
                continue
            seen = _known(stream, known_at)
            if any(isinstance(each.body, Founding) for each in seen):
                yield cluster, *self._assessor.assess(seen, on, known_at)


def _known(stream: Sequence[Recorded], known_at: datetime) -> list[Recorded]:
    return [each for each in stream if each.recorded_at <= known_at]
