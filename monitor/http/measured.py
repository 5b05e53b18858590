"""The application with its probes and its figures around it, and the listener that the figures have."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from starlette.types import ASGIApp

from monitor.health import Remembered
from monitor.http.desk import Parts
from monitor.http.probes import Counted, Probes
from monitor.metrics import Metrics

Around = Callable[[ASGIApp], ASGIApp]


@contextmanager
def measured(parts: Parts, host: str, port: int | None) -> Iterator[Around]:
    """Give what puts probes and figures around an application; without a port the figures are not served.

    Raises:
        RefusedError: "address-not-free".
    """
    health = Remembered(parts.monitor, parts.clock, parts.elapsed, parts.replica)
    metrics = Metrics(parts.monitor, parts.clock, parts.elapsed)
    with ExitStack() as listeners:
        if port is not None:
            taken = listeners.enter_context(metrics.served(host, port))
            parts.log.info("metrics", host=host, port=taken)
        yield lambda app: Probes(Counted(app, metrics.answered, parts.elapsed), health.now)
