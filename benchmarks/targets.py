"""What each operation is to reach: the targets of the project, as ratios within one round."""

from typing import NamedTuple

Target = tuple[float | None, bool]


class Aim(NamedTuple):
    """A target on either database; `at_most` where less is better."""

    sqlite: float
    postgresql: float
    at_most: bool = False


_AIMS: dict[tuple[str, str], Aim] = {
    ("single append, p50", "raw"): Aim(0.7, 0.7),
    ("single append, p95", "raw"): Aim(0.6, 0.6),
    ("single append, p50", "eventsourcing"): Aim(1.4, 2.5),
    ("bulk import, 1,000 a commit", "raw"): Aim(0.48, 0.48),
    ("bulk import, 1,000 a commit", "eventsourcing"): Aim(1.3, 3.0),
    ("bulk import, 10,000 a commit", "raw"): Aim(1.0, 1.0),
    ("read and map all events", "raw"): Aim(0.38, 0.38),
    ("read and map all events", "eventsourcing"): Aim(5.0, 5.0),
    ("rebuild, without assessment", "raw"): Aim(0.28, 0.55),
    ("rebuild, without assessment", "eventsourcing"): Aim(4.0, 4.0),
    ("one cluster as of a day", "raw"): Aim(0.8, 0.65),
    ("one cluster as of a day", "eventsourcing"): Aim(4.0, 2.2),
    ("roster of all clusters", "raw"): Aim(0.85, 0.85),
    ("roster of all clusters", "eventsourcing"): Aim(50.0, 50.0),
    ("tick with clusters due", "raw"): Aim(0.6, 0.6),
    ("tick with clusters due", "eventsourcing"): Aim(6.0, 10.0),
    ("audit replay", "raw"): Aim(0.22, 0.22),
    ("audit replay", "eventsourcing"): Aim(4.0, 4.0),
    ("two processes: replay", "two that spin"): Aim(0.75, 0.75),
    ("two processes: what-if", "two that spin"): Aim(0.75, 0.75),
    ("verify the log", "raw"): Aim(0.25, 0.25),
    ("eight writers at once", "raw"): Aim(0.35, 0.35),
    ("eight writers at once", "eventsourcing"): Aim(2.0, 2.0),
    ("assessment of one cluster", "decoding and folding"): Aim(10.0, 10.0, at_most=True),
}
_INDEPENDENT = 0.8  # of the speed with few lines: the noise of a shared machine


def target(store: str, operation: str, against: str) -> Target:
    """Return the target of an operation, and whether it is an upper bound; None where there is none."""
    if operation.startswith("tick with nothing due"):
        return _INDEPENDENT, False
    aim = _AIMS.get((operation, against))
    if aim is None:
        return None, False
    return (aim.sqlite if store == "SQLite" else aim.postgresql), aim.at_most
