"""The table of findings: what `tick` records and `alerts` shows."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from monitor.cli.call import Call
from monitor.cli.screen import ALERT, NOTHING, Cell, Screen, shown
from monitor.intake.labels import TYPES
from monitor.intake.line import escaped
from monitor.wording.telling import finding_text

Json = dict[str, Any]
_ALARMING = frozenset({"ground-established", "obligation-overdue", "validity-ended"})


def write_findings(screen: Screen, call: Call, found: Sequence[Json]) -> None:
    """Write findings, one a row."""
    headers = ("position", "legal-on", "detected-at", "cluster", "type", "text", "clause")
    screen.table(headers, [_row(screen, call, each) for each in found])


def _row(screen: Screen, call: Call, finding: Json) -> list[Cell]:
    kind: str = finding["type"]
    label = TYPES[kind] if call.language == "zh" else kind
    return [
        str(finding["position"]),
        finding["legal_on"],
        screen.instant(finding["detected_at"]),
        shown(finding["cluster"]),
        Text(label, style=ALERT if kind in _ALARMING else ""),
        escaped(finding_text(finding, call.language)) or NOTHING,
        screen.clause({**finding, "source": "partial" if finding["partial"] else "complete"}),
    ]
