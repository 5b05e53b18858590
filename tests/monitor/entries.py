"""The plainest entry, for tests of the log."""

from datetime import date, datetime

from domain.cluster import MajorChangeFiled
from monitor.codec import Envelope
from tests.conftest import CREATED_AT


def entry(name: str, cluster: str = "fj-a", *, at: datetime = CREATED_AT, key: str | None = None) -> Envelope:
    return Envelope(
        id=name,
        cluster=cluster,
        effective_on=date(2025, 3, 28),
        recorded_at=at,
        recorded_by="officer",
        body=MajorChangeFiled(change=name),
        key=key,
    )
