"""The answers of the application as one principal may see them.

Promise: what lies outside is "not found", here as everywhere; where a cluster lies is read from what is
recorded of it, never from what is asked.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from domain.calendar import Calendar
from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.access.place import Place
from monitor.access.places import Places
from monitor.access.policy import ACTIONS, READ, may, not_permitted
from monitor.access.principal import Principal
from monitor.access.record import AccessRecord, Attempt
from monitor.application import Monitor
from monitor.feed import LogFeed
from projections.standing_periods import EVERY, Selection

Json = dict[str, Any]
_PAGE = 200
_CLUSTER = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Feed(NamedTuple):
    """Events of the log that may be seen, and the position up to which the log was looked at."""

    records: tuple[Recorded, ...]
    position: int


class Office(NamedTuple):
    """What all principals of one service share."""

    monitor: Monitor
    places: Places
    record: AccessRecord


class Viewing:
    """What a principal may see at an instant."""

    def __init__(self, office: Office, principal: Principal, at: datetime) -> None:
        """Answer to a principal."""
        self.principal = principal
        self.at = at
        self.simulation = office.monitor.simulation
        self._monitor = office.monitor
        self._places = office.places
        self._record = office.record
        self._asked: Mapping[str, Place] = {}  # what a command of this request was checked against

    # --- the check ------------------------------------------------------------------------

    def may(self, action: str, cluster: str | None = None) -> bool:
        """Tell whether it may do an action: to a cluster where one is named, else to the service."""
        if cluster is None:
            return may(self.principal, action)
        place = self._places.of(cluster)
        return place is not None and may(self.principal, action, place)

    def place(self, cluster: str, action: str = READ) -> Place:
        """Return where a cluster lies; refuse an action on it that is not this principal's.

        Raises:
            RefusedError: "cluster-not-found", there is none or it may not be seen;
                "not-permitted", it may be seen but this may not be done.
        """
        place = self._asked.get(cluster) or self._places.of(cluster)
        if place is not None and may(self.principal, action, place):
            return place
        if place is not None and may(self.principal, READ, place):
            raise self.noted(not_permitted(action), action, cluster)
        # Both are recorded: else the time that takes would tell which of them it was.
        outcome = "cluster-unknown" if place is None else "out-of-scope"
        raise self.noted(_not_found(cluster, self.at), action, cluster, outcome)

    def demand(self, action: str) -> None:
        """Refuse an action on the service that is not this principal's.

        Raises:
            RefusedError: "not-permitted".
        """
        if not may(self.principal, action):
            raise self.noted(not_permitted(action), action)

    def demand_everywhere(self, action: str) -> None:
        """Refuse an action on clusters to whoever may not do it to every one there is.

        Raises:
            RefusedError: "not-permitted-everywhere": name a cluster.
        """
        places = self._places.all().values()
        allowed = bool(places) or any(grant.role in ACTIONS[action].roles for grant in self.principal.grants)
        if not (allowed and all(may(self.principal, action, place) for place in places)):
            refusal = RefusedError("not-permitted-everywhere", kind="not-permitted", action=action)
            raise self.noted(refusal, action)

    def noted(
        self, refusal: RefusedError, action: str, cluster: str | None = None, outcome: str | None = None
    ) -> RefusedError:
        """Record a refused attempt and return its refusal."""
        user, source = self.principal.user, self.principal.source
        named = cluster if cluster and _CLUSTER.fullmatch(cluster) else None
        self._record.note(Attempt(user, action, named, outcome or refusal.code, source), self.at)
        return refusal

    def visible(self, action: str = READ) -> list[str]:
        """Return the clusters to which it may do an action, by name."""
        places = self._places.all()
        return sorted(name for name, place in places.items() if may(self.principal, action, place))

    def monitor_for(self, action: str, cluster: str | None = None) -> Monitor:
        """Return the application for one action that has been checked: what the audit doors work on.

        Without a cluster the action must be one on the service, or allowed on every cluster there is.

        Raises:
            RefusedError: as `place`, `demand` and `demand_everywhere`.
        """
        if cluster is not None:
            self.place(cluster, action)
        elif ACTIONS[action].subject == "cluster":
            self.demand_everywhere(action)
        else:
            self.demand(action)
        return self._monitor

    # --- one cluster ----------------------------------------------------------------------

    def version(self, cluster: str) -> int:
        """Return the version of a cluster's stream, for comparing and for expecting."""
        self.place(cluster)
        return len(self._monitor.log.stream(cluster))

    def status(self, cluster: str, *, on: date, known_at: datetime) -> Json:
        """Return what `Monitor.status` does."""
        self.place(cluster)
        return self._monitor.status(cluster, on=on, known_at=known_at)

    def history(self, cluster: str, *, known_at: datetime) -> list[Json]:
        """Return what `Monitor.history` does."""
        self.place(cluster)
        return self._monitor.history(cluster, known_at=known_at)

    def difference(self, cluster: str, *, on: date, between: tuple[datetime, datetime]) -> Json:
        """Return what `Monitor.difference` does."""
        self.place(cluster)
        return self._monitor.difference(cluster, on=on, between=between)

    # --- all that may be seen ---------------------------------------------------------------

    def roster(
        self, *, on: date, known_at: datetime, is_now: bool, selection: Selection = EVERY
    ) -> Iterator[Json]:
        """Yield the lines of `Monitor.roster` that may be seen; pages count those alone."""
        return self._monitor.roster(
            on=on, known_at=known_at, is_now=is_now, selection=self._of_seen(selection)
        )

    def standings(self, *, on: date, known_at: datetime, selection: Selection = EVERY) -> list[Json]:
        """Return the lines of `Monitor.standings` that may be seen; pages count those alone."""
        return self._monitor.standings(on=on, known_at=known_at, selection=self._of_seen(selection))

    def due(self, *, on: date, known_at: datetime, within: int | None) -> list[Json]:
        """Return the lines of `Monitor.due` that may be seen."""
        seen, found = self._seen(), self._monitor.due(on=on, known_at=known_at, within=within)
        return [line for line in found if line["cluster"] in seen]

    def alerts(
        self,
        *,
        limit: int,
        before: int | None = None,
        cluster: str | None = None,
        on: date | None = None,
        known_at: datetime | None = None,
    ) -> list[Json]:
        """Return the newest `limit` findings of `Monitor.alerts` that may be seen."""
        if cluster is not None:
            self.place(cluster)

        def page(beyond: int | None) -> list[Json]:
            return self._monitor.alerts(limit=_PAGE, before=beyond, cluster=cluster, on=on, known_at=known_at)

        return self._newest(page, limit, before)

    def activity(
        self, *, limit: int, before: int | None = None, known_at: datetime | None = None
    ) -> list[Json]:
        """Return the newest `limit` events of `Monitor.activity` that may be seen."""

        def page(beyond: int | None) -> list[Json]:
            return self._monitor.activity(limit=_PAGE, before=beyond, known_at=known_at)

        return self._newest(page, limit, before)

    def _newest(self, page: Callable[[int | None], list[Json]], limit: int, before: int | None) -> list[Json]:
        seen = self._seen()
        found: list[Json] = []
        while len(found) < limit and (lines := page(before)):
            found += [line for line in lines if line["cluster"] in seen]
            before = lines[-1]["position"]
        return found[:limit]

    def statistics(self, *, on: date | None = None, known_at: datetime | None = None) -> list[Json]:
        """Return the counts of `Monitor.statistics` of cities all of whose clusters may be seen."""
        cities: dict[bool, set[tuple[str, str, str]]] = {True: set(), False: set()}
        for place in self._places.all().values():
            cities[may(self.principal, READ, place)].add((place.programme, place.province, place.city))
        shown = cities[True] - cities[False]
        rows = self._monitor.statistics(on=on, known_at=known_at)
        return [row for row in rows if (row["programme"], row["province"], row["city"]) in shown]

    def quarantined(self) -> Mapping[str, Json]:
        """Return the clusters of `Monitor.quarantined` that may be seen."""
        seen = self._seen()
        return {name: reason for name, reason in self._monitor.quarantined().items() if name in seen}

    def feed(self, after: int, limit: int) -> Feed:
        """Return the events that can be read, and may be, among the next `limit` after a position."""
        page = LogFeed(self._monitor.log).page(after, limit)
        seen = self._seen()
        records = tuple(each for each in page if isinstance(each, Recorded) and each.cluster in seen)
        return Feed(records, page[-1].position if page else after)

    def calendar(self, known_at: datetime | None = None) -> Calendar:
        """Return the calendar."""
        self.demand("read-law")
        return self._monitor.calendar(known_at)

    def _seen(self) -> frozenset[str]:
        return frozenset(self.visible())

    def _of_seen(self, selection: Selection) -> Selection:
        """Return which clusters are asked for of those that may be seen, whatever is recorded meanwhile."""
        seen = self._seen()
        among = seen if selection.among is None else seen & selection.among
        return msgspec.structs.replace(selection, among=among)


def _not_found(cluster: str, at: datetime) -> RefusedError:
    known_at = at.isoformat().replace("+00:00", "Z")
    return RefusedError("cluster-not-found", kind="not-found", cluster=cluster, known_at=known_at)
