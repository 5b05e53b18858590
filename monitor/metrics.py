"""Figures for Prometheus: of requests as they come, of the service whenever it is asked.

Promise: few series, whatever is asked of the service: routes as declared, kinds and types of closed sets; and
asking often costs little, for what was measured is remembered for a while.
"""

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import text

from domain.refusal import RefusedError
from monitor.application import Monitor
from monitor.codec import instant
from monitor.database import reading
from monitor.vitals import Vitals, measure
from projections import due
from projections.follow import live_generation
from scheduler.plan import JOBS

PREFIX = "cluster_monitor_"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REMEMBERED_SECONDS = 10
_FINDINGS = text(
    "SELECT type, count(*) FROM alerts WHERE generation = :generation GROUP BY type ORDER BY type"
)


class Metrics:
    """The figures of one process."""

    def __init__(self, monitor: Monitor, clock: Callable[[], datetime], elapsed: Callable[[], float]) -> None:
        """Measure a service; `clock` gives aware instants in UTC, `elapsed` seconds that only rise."""
        self.registry = CollectorRegistry()
        self._requests = Counter(
            f"{PREFIX}requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            f"{PREFIX}request_seconds", "How long answers took.", ("route",), registry=self.registry
        )
        self.registry.register(_Service(monitor, clock, elapsed))

    def answered(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count an answer; `route` as declared, None where none fits."""
        told = route or "unknown"
        self._requests.labels(method if method in _METHODS else "other", told, str(status)).inc()
        self._seconds.labels(told).observe(seconds)

    def page(self) -> bytes:
        """Return all figures in Prometheus' own form."""
        return generate_latest(self.registry)

    @contextmanager
    def served(self, host: str, port: int) -> Iterator[int]:
        """Serve the page on a listener of its own; give the port.

        Raises:
            RefusedError: "address-not-free".
        """
        try:
            server, thread = start_http_server(port, host, self.registry)
        except OSError as error:
            raise RefusedError(
                "address-not-free", kind="unavailable", host=host, port=port, reason=error.strerror
            ) from None
        try:
            yield server.server_port
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


class _Figures(NamedTuple):
    """What is counted of the service beside its vitals."""

    vitals: Vitals
    windows: Tally[str]
    overdue: int
    findings: dict[str, int]


class _Service(Collector):
    """Measures when it is asked; a database that is away is a figure too."""

    def __init__(self, monitor: Monitor, clock: Callable[[], datetime], elapsed: Callable[[], float]) -> None:
        self._monitor = monitor
        self._clock = clock
        self._elapsed = elapsed
        self._lock = Lock()
        self._known: tuple[float, _Figures | None] | None = None

    def describe(self) -> list[GaugeMetricFamily]:
        """Return nothing: it is not to be measured when it is registered."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the figures."""
        with self._lock:
            asked = self._elapsed()
            if self._known is None or asked - self._known[0] > _REMEMBERED_SECONDS:
                self._known = asked, self._measured()
            figures = self._known[1]
        yield _one("database_up", "Whether the database can be used.", float(figures is not None))
        if figures is not None:
            yield from _of_log(figures.vitals)
            yield from _of_jobs(figures.vitals)
            yield from _of_law(figures)
            yield from _of_messages(figures.vitals)

    def _measured(self) -> _Figures | None:
        try:
            return self._counted(measure(self._monitor, self._clock()))
        except RefusedError:
            return None

    def _counted(self, vitals: Vitals) -> _Figures:
        with reading(self._monitor.engine) as connection:
            generation = live_generation(connection)
            items = due.items(connection, generation, None)
            findings = connection.execute(_FINDINGS, {"generation": generation}).all()
        windows = Tally(item["kind"] for item in items if "case" in item)
        overdue = sum(item["state"] == "overdue" for item in items)
        return _Figures(vitals, windows, overdue, dict(map(tuple, findings)))


def _one(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(PREFIX + name, told, value=value)


def _many(name: str, told: str, label: str, values: dict[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(PREFIX + name, told, labels=(label,))
    for key, value in values.items():
        family.add_metric((key,), value)
    return family


def _of_log(vitals: Vitals) -> Iterator[GaugeMetricFamily]:
    yield _one("log_events", "The last position of the log.", vitals.events)
    yield _one("projection_lag_events", "Events that the projections lack.", vitals.lag)
    yield _one(
        "projection_lag_seconds", "How long the first of them has waited.", vitals.lag_age.total_seconds()
    )
    yield _one("quarantined_clusters", "Clusters that are stopped.", vitals.quarantined)


def _of_jobs(vitals: Vitals) -> Iterator[GaugeMetricFamily]:
    passes = {job.name: vitals.passes[job.name] for job in JOBS if job.name in vitals.passes}
    ages = {name: (vitals.at - instant(each.ended_at)).total_seconds() for name, each in passes.items()}
    yield _many("job_age_seconds", "Since when each job ended last.", "job", ages)
    troubles = {name: float(each.trouble is not None) for name, each in passes.items()}
    yield _many("job_trouble", "Whether the last pass of each job went wrong.", "job", troubles)
    if vitals.last_audit is not None:
        age = (vitals.at - vitals.last_audit.at).total_seconds()
        yield _one("self_audit_age_seconds", "Since when the log was audited last.", age)
        yield _one("self_audit_clean", "Whether that found nothing wrong.", vitals.last_audit.is_clean)


def _of_messages(vitals: Vitals) -> Iterator[GaugeMetricFamily]:
    states = {"waiting": float(vitals.messages_waiting), "dead": float(vitals.messages_dead)}
    yield _many("webhook_messages", "Messages that wait, or were given up.", "state", states)
    people = {"waiting": float(vitals.alerts_waiting), "dead": float(vitals.alerts_dead)}
    yield _many("alert_messages", "Messages to people that wait, or were given up.", "state", people)


def _of_law(figures: _Figures) -> Iterator[GaugeMetricFamily]:
    days = figures.vitals.horizon_days
    yield _one("calendar_horizon_days", "For how many days on holidays are published.", days)
    yield _one("overdue_obligations", "Obligations whose last day is over.", figures.overdue)
    yield _many("open_windows", "Windows that are open.", "kind", dict(figures.windows))
    yield _many("findings", "Findings recorded.", "type", dict(figures.findings))
