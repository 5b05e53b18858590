"""The versions of last days in files that people take: a deadline is numbered there as in every feed.

Promise: with what is known a version only rises, so a calendar that takes a file twice keeps the newer.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.case import CaseStep
from domain.events import Recorded
from monitor.alerting.met import acts_about
from monitor.alerting.telling import version_of
from monitor.application import Monitor

Json = Mapping[str, Any]
_AT_ONCE = 500  # clusters whose streams are read by one query


class Versions:
    """How often the deadlines of some clusters changed, as known at an instant."""

    def __init__(self, monitor: Monitor, clusters: Sequence[str], known_at: datetime) -> None:
        """Read the streams of the clusters."""
        named = sorted(set(clusters))
        self._known: dict[str, list[Recorded]] = {}
        for start in range(0, len(named), _AT_ONCE):
            found = monitor.log.streams(named[start : start + _AT_ONCE])
            for cluster, stream in found.items():
                self._known[cluster] = [each for each in stream if each.recorded_at <= known_at]

    def of(self, line: Json) -> int:
        """Return the version of a deadline from its public form: `cluster, kind` and `period` or `case`."""
        stream = self._known[line["cluster"]]
        if line.get("period") is not None:
            return len(acts_about(stream, line["kind"], line["period"]))
        return version_of(f"{line['kind']} {line.get('case') or ''}".strip(), stream)

    def of_case(self, cluster: str, case: str) -> int:
        """Return the version of a day that the department set in a case: how often the case went on."""
        bodies = (each.body for each in self._known[cluster])
        return max(0, sum(isinstance(body, CaseStep) and body.case == case for body in bodies) - 1)
