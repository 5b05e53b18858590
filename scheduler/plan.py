"""The jobs as values: what is woken, how often, and why."""

from datetime import timedelta

import msgspec


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to wake: its name, how often, and what for."""

    name: str
    every: timedelta
    purpose: str


TICK = Job(
    name="tick",
    every=timedelta(minutes=5),
    purpose="look at every cluster whose day has come and record what follows",
)
LEASE = timedelta(minutes=15)
JOBS = (TICK,)
