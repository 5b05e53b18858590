"""What can be asked: one cluster, all of them, what is due, what was found; on any day, as known then."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from domain.administration import is_administrative
from domain.assessment import Assessment
from domain.events import Recorded, legal_day
from domain.history import History, known
from domain.refusal import RefusedError
from monitor.changes import history_answer
from monitor.database import reading
from monitor.difference import Comparison
from monitor.rosters import Rosters, instant
from projections import alerts, due, roster, tallies, timeline
from projections.answer import Json, full_answer
from projections.follow import live_generation


class Questions(Rosters):
    """The answers over one database."""

    def status(self, cluster: str, *, on: date, known_at: datetime) -> Json:
        """Return everything that is answered of a cluster for a day, as known at an instant.

        Raises:
            RefusedError: "cluster-not-found", nothing was known of it.
        """
        stream = self._known_stream(cluster, known_at)
        history, assessment = self._assessor.assess(stream, on, known_at)
        return {
            **full_answer(cluster, history, assessment),
            **self._frame(known_at, stream[-1].position),
        }

    def assessed(self, cluster: str, at: datetime) -> tuple[list[Recorded], History, Assessment]:
        """Return the stream of a cluster as known at an instant, assessed on its day.

        Raises:
            RefusedError: "cluster-not-found"; what in its stream cannot be read.
        """
        stream = self._known_stream(cluster, at)
        return (stream, *self._assessor.assess(stream, legal_day(at), at))

    def noted(self, alerts_asked: Sequence[str]) -> dict[str, Json]:
        """Return what people noted last of findings, by their ids: see `projections.alerts.noted`."""
        with reading(self._engine) as connection:
            return alerts.noted(connection, live_generation(connection), alerts_asked)

    def position_of(self, event: str) -> int | None:
        """Return where in the log an event is, by its id; None where there is none."""
        self._upkeep.catch_up()
        with reading(self._engine) as connection:
            return timeline.position_of(connection, live_generation(connection), event)

    def history(self, cluster: str, *, known_at: datetime) -> list[Json]:
        """Return every event of a cluster with both dates and what it changed."""
        stream = self._known_stream(cluster, known_at)
        return history_answer(stream, self._assessor.assess, self._assessor.law)

    def difference(self, cluster: str, *, on: date, between: tuple[datetime, datetime]) -> Json:
        """Return what knowledge of a cluster changed between two instants, and from that of one day.

        Raises:
            RefusedError: "cluster-not-found", nothing was known of it by the later instant;
                "knowledge-runs-backwards", the second instant is before the first.
        """
        earlier, later = between
        if later < earlier:
            raise RefusedError("knowledge-runs-backwards", earlier=instant(earlier), later=instant(later))
        stream = self._known_stream(cluster, later)
        comparison = Comparison(
            stream=stream,
            calendar=self._assessor.calendar(),
            adopted_at=self._adopted_at(stream),
            assess=self._assessor.assess,
            law_of=self._assessor.law,
            on=on,
            between=between,
        )
        return {
            "cluster": cluster,
            "on": on.isoformat(),
            "from_known_at": instant(earlier),
            "to_known_at": instant(later),
            **comparison.answer(),
            "simulation": self._simulation,
        }

    def _adopted_at(self, stream: Sequence[Recorded]) -> list[datetime]:
        founding = known(stream).founding()
        return self._assessor.adopted_at(founding.programme) if founding else []

    def due(self, *, on: date, known_at: datetime, within: int | None) -> list[Json]:
        """Return what is open, earliest last day first; overdue ones included."""
        until = on + timedelta(days=within) if within is not None else None
        if self._is_live(on, known_at):
            with reading(self._engine) as connection:
                found = due.items(connection, live_generation(connection), until)
        else:
            found = self._hindsight.due(on, known_at, until)
        return [{**item, "days_left": (date.fromisoformat(item["due_on"]) - on).days} for item in found]

    def alerts(
        self,
        *,
        limit: int,
        before: int | None = None,
        cluster: str | None = None,
        on: date | None = None,
        known_at: datetime | None = None,
    ) -> list[Json]:
        """Return the findings recorded by an instant and dated by a legal day, newest first."""
        self._upkeep.catch_up()
        search = alerts.Search(
            limit=limit,
            before=self._before(before, known_at),
            until=on,
            cluster=cluster,
            known_before=self._before(None, known_at),
        )
        with reading(self._engine) as connection:
            return alerts.newest(connection, live_generation(connection), search)

    def findings_of(self, types: Sequence[str], since: date) -> list[Json]:
        """Return the findings of some types dated by a legal day or later, oldest first."""
        self._upkeep.catch_up()
        with reading(self._engine) as connection:
            return alerts.of_types(connection, live_generation(connection), types, since)

    def clusters_with(self, types: Sequence[str], since: datetime | None) -> list[str]:
        """Return the clusters of which something of some types was recorded, since an instant or ever."""
        self._upkeep.catch_up()
        with reading(self._engine) as connection:
            return timeline.clusters_with(connection, live_generation(connection), types, since)

    def activity(
        self, *, limit: int, before: int | None = None, known_at: datetime | None = None
    ) -> list[Json]:
        """Return the newest events of all clusters that were recorded by an instant."""
        self._upkeep.catch_up()
        with reading(self._engine) as connection:
            generation = live_generation(connection)
            return timeline.latest(connection, generation, limit, self._before(before, known_at))

    def statistics(self, *, on: date | None = None, known_at: datetime | None = None) -> list[Json]:
        """Return counts by programme, province, city, year and measure.

        Without an instant, each cluster counts as it was last assessed.
        """
        if known_at is not None and not self._is_live(on or legal_day(known_at), known_at):
            return self._hindsight.statistics(on or legal_day(known_at), known_at)
        self._upkeep.catch_up()
        with reading(self._engine) as connection:
            return tallies.by_region(connection, live_generation(connection))

    def _is_live(self, on: date, known_at: datetime) -> bool:
        """Bring the tables up to date for a question they answer, and tell whether they do.

        They hold all that is recorded, as assessed on some day up to that of the last question.
        """
        if on != legal_day(known_at) or self._is_behind(known_at):
            return False
        self._upkeep.catch_up()
        self._upkeep.settle_stale(known_at)
        with reading(self._engine) as connection:
            return not roster.is_beyond(connection, live_generation(connection), on)

    def _before(self, before: int | None, known_at: datetime | None) -> int | None:
        """Return the position before which everything was recorded by an instant."""
        if known_at is None or not self._is_behind(known_at):
            return before
        first_unknown = self._log.position_at(known_at) + 1
        return first_unknown if before is None else min(before, first_unknown)

    def quarantined(self) -> Mapping[str, Json]:
        """Return the clusters whose events cannot be read."""
        with reading(self._engine) as connection:
            return roster.quarantined(connection, live_generation(connection))

    def _known_stream(self, cluster: str, known_at: datetime) -> list[Recorded]:
        """Return what was recorded of a cluster by an instant; calendar and law are read anew with it."""
        self._assessor.forget_calendar()  # another process may have recorded a notice
        stream = [each for each in self._log.stream(cluster) if each.recorded_at <= known_at]
        if not stream or is_administrative(cluster):
            raise RefusedError(
                "cluster-not-found", kind="not-found", cluster=cluster, known_at=instant(known_at)
            )
        return stream
