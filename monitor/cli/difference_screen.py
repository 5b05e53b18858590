"""What knowledge changed, for people: what was recorded, which notices came, what is answered otherwise."""

from collections.abc import Mapping, Sequence
from typing import Any

from monitor.cli.call import Call
from monitor.cli.history_screen import state_words, subject_words, write_events
from monitor.cli.screen import NOTHING, Cell, Screen, shown
from monitor.intake.line import escaped
from monitor.wording import Language
from monitor.wording.telling import attention_text

Json = dict[str, Any]
_HASH_SHOWN = len("sha256:0123456789ab")


def write_difference(call: Call, found: Json) -> None:
    """Write what knowledge changed of one cluster and one legal day."""
    screen = Screen(call)
    between = {name: screen.instant(found[f"{name}_known_at"]) for name in ("from", "to")}
    named = {"cluster": shown(found["cluster"]), "on": found["on"]}
    screen.says("difference-of", earlier=between["from"], later=between["to"], **named)
    _write_recorded(screen, call.language, found["events"])
    _write_notices(screen, found["notices"])
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


def _write_notices(screen: Screen, notices: Sequence[Json]) -> None:
    if notices:
        screen.heading("heading-notices")
        screen.table(("day", "notice"), [(each["known_from"], _notice(screen, each)) for each in notices])


def _notice(screen: Screen, notice: Json) -> str:
    if notice["kind"] == "override":
        kind = screen.sentence("override-working" if notice["working"] else "override-rest")
        told = {name: shown(notice[name]) for name in ("region", "day", "basis")}
        return screen.sentence("override-line", kind=kind, **told)
    return screen.sentence("notice-line", year=notice["year"], number=shown(notice["number"]))


def _row(screen: Screen, language: Language, change: Json, positions: Mapping[str, int]) -> list[Cell]:
    return [
        _subject(change, language),
        _state(screen, change, "from", language),
        _state(screen, change, "to", language),
        shown(change["clause"]),
        _source(screen, change, positions),
    ]


def _subject(change: Json, language: Language) -> str:
    if change["what"] != "attention":
        return subject_words(change, language)
    return escaped(attention_text(change["to"] or change["from"], language))


def _state(screen: Screen, change: Json, side: str, language: Language) -> str:
    value = change[side]
    match change["what"], value:
        case _, None:
            return NOTHING
        case "attention", _:
            return screen.sentence("attention-since", since=shown(value["since"]))
        case "case", _:
            return state_words({**change, side: f"{value['id']} {value['state']}"}, side, language)
        case "calendar", _:
            return shown(value[:_HASH_SHOWN])
        case "validity_stated", _:
            return screen.sentence("validity", start=shown(value["from"]), end=shown(value["to"]))
        case _:
            return escaped(state_words(change, side, language))


def _source(screen: Screen, change: Json, positions: Mapping[str, int]) -> str:
    """Return what a difference comes from: facts by their position, notices, a law adopted."""
    lines = [screen.sentence("from-event", position=positions[each]) for each in change["events"]]
    lines += [_notice(screen, each) for each in change["notices"]]
    lines += [screen.sentence("from-adoption", at=screen.instant(each)) for each in change["adoptions"]]
    return "\n".join(lines) or NOTHING
