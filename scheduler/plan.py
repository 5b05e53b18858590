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
SELF_AUDIT = Job(
    name="self-audit",
    every=timedelta(hours=1),
    purpose="once a day: check log, projections, findings and calendar, and record the result",
)
DELIVER = Job(
    name="deliver",
    every=timedelta(seconds=20),
    purpose="tell people of alerts, and send what waits in the outbox to the webhooks that want it",
)
JOBS = (TICK, SELF_AUDIT, DELIVER)
