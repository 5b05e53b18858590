"""How often somebody may ask: a token bucket for each, in this process.

Promise: memory is bounded; whoever was forgotten begins with a full bucket.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from monitor.http.settings import Rate

_MOST_CALLERS = 10_000


class Rates:
    """The buckets of all callers of one kind."""

    def __init__(self, rate: Rate, elapsed: Callable[[], float]) -> None:
        """Allow a rate to each, by a clock that only runs (in seconds)."""
        self._rate = rate
        self._elapsed = elapsed
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, who: str) -> float:
        """Take one from a bucket and return 0, or return after how many seconds there will be one."""
        with self._lock:
            now = self._elapsed()
            left, seen = self._buckets.pop(who, (float(self._rate.at_once), now))
            left = min(float(self._rate.at_once), left + (now - seen) * self._rate.per_second)
            wait = 0.0 if left >= 1 else (1 - left) / self._rate.per_second
            self._buckets[who] = (left if wait else left - 1, now)
            if len(self._buckets) > _MOST_CALLERS:
                self._buckets.popitem(last=False)
        return wait
