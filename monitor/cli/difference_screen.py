"""What knowledge changed, for people: what was recorded, which notices came, what is answered otherwise."""

from collections.abc import Mapping, Sequence
from typing import Any

from monitor.cli.call import Call
from monitor.cli.history_screen import write_events
from monitor.cli.screen import NOTHING, Cell, Screen, shown
from monitor.wording import Language
from monitor.wording.history_words import answered_words, differing_words, notice_words

Json = dict[str, Any]


def write_difference(call: Call, found: Json) -> None:
    """Write what knowledge changed of one cluster and one legal day."""
    screen = Screen(call)
    between = {name: screen.instant(found[f"{name}_known_at"]) for name in ("from", "to")}
    named = {"cluster": shown(found["cluster"]), "on": found["on"]}
    screen.says("difference-of", earlier=between["from"], later=between["to"], **named)
    _write_recorded(screen, call.language, found["events"])
    _write_notices(screen, call.language, found["notices"])
    screen.heading("heading-changed")
    if not found["changed"]:
        screen.says("empty-changed")
        return
    positions = {event["id"]: event["position"] for event in found["events"]}
    headers = ("subject", "before", "after", "clause", "comes-from")
    screen.table(headers, [_row(screen, call.language, each, positions) for each in found["changed"]])


def _write_recorded(screen: Screen, language: Language, events: Sequence[Json]) -> None:
    screen.heading("heading-recorded")
    if events:
        write_events(screen, language, events)
    else:
        screen.says("empty-recorded")


def _write_notices(screen: Screen, language: Language, notices: Sequence[Json]) -> None:
    if notices:
        screen.heading("heading-notices")
        rows = [(each["known_from"], notice_words(each, language)) for each in notices]
        screen.table(("day", "notice"), rows)


def _row(screen: Screen, language: Language, change: Json, positions: Mapping[str, int]) -> list[Cell]:
    return [
        differing_words(change, language),
        answered_words(change, "from", language),
        answered_words(change, "to", language),
        shown(change["clause"]),
        _source(screen, language, change, positions),
    ]


def _source(screen: Screen, language: Language, change: Json, positions: Mapping[str, int]) -> str:
    """Return what a difference comes from: facts by their position, notices, a law adopted."""
    lines = [screen.sentence("from-event", position=positions[each]) for each in change["events"]]
    lines += [notice_words(each, language) for each in change["notices"]]
    lines += [screen.sentence("from-adoption", at=screen.instant(each)) for each in change["adoptions"]]
    return "\n".join(lines) or NOTHING
