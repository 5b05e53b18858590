"""A history for people: one event a row, with what it changed."""

from collections.abc import Sequence
from typing import Any

from domain.events import FINDINGS
from monitor.cli.call import Call
from monitor.cli.screen import NOTHING, Cell, Screen, shown
from monitor.intake.line import escaped
from monitor.wording import Language
from monitor.wording.history_words import change_lines, content_lines, type_words

Json = dict[str, Any]


def write_history(call: Call, events: Sequence[Json]) -> None:
    """Write events in the order recorded."""
    write_events(Screen(call), call.language, events)


def write_events(screen: Screen, language: Language, events: Sequence[Json]) -> None:
    """Write the table of some events."""
    headers = ("position", "effective-on", "recorded-at", "recorded-by", "type", "data", "changed")
    screen.table(headers, [_row(screen, language, event) for event in events])


def _row(screen: Screen, language: Language, event: Json) -> list[Cell]:
    return [
        str(event["position"]),
        event["effective_on"],
        _recorded(screen, event),
        shown(event["recorded_by"]),
        _type(screen, language, event),
        "\n".join(content_lines(event, language)) or NOTHING,
        "\n".join(change_lines(event, language)) or NOTHING,
    ]


def _recorded(screen: Screen, event: Json) -> str:
    """Return when an event was recorded, and how long after it happened."""
    at, days = screen.instant(event["recorded_at"]), event["recorded_days_later"]
    is_late = days > 0 and event["type"] not in FINDINGS
    return f"{at}\n{screen.sentence('recorded-later', days=days)}" if is_late else at


def _type(screen: Screen, language: Language, event: Json) -> str:
    """Return what happened, and by what it was withdrawn."""
    words = type_words(event["type"], language)
    if event["withdrawn"] is None:
        return words
    position, at, reason = (event["withdrawn"][name] for name in ("position", "recorded_at", "reason"))
    told = {"position": position, "at": screen.instant(at), "reason": escaped(reason)}
    return f"{words}\n{screen.sentence('withdrawn-by', **told)}"
