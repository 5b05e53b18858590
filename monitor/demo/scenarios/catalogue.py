"""All scenarios there are, by subject."""

from monitor.demo.scenarios import (
    appeals,
    applications,
    cases,
    changes,
    conduct,
    corrections,
    incidents,
    present,
    reports,
    reviews,
)
from monitor.demo.scenarios.scenario import Scenario

CATALOGUE: tuple[Scenario, ...] = (
    *reports.SCENARIOS,
    *conduct.SCENARIOS,
    *changes.SCENARIOS,
    *incidents.SCENARIOS,
    *reviews.SCENARIOS,
    *applications.SCENARIOS,
    *cases.SCENARIOS,
    *appeals.SCENARIOS,
    *corrections.SCENARIOS,
    *present.SCENARIOS,
)
