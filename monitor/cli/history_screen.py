"""A history for people: one event a row, with what it changed."""

from collections.abc import Iterator, Sequence
from typing import Any

from domain.events import FINDINGS
from monitor.cli.call import Call
from monitor.cli.screen import NOTHING, Cell, Screen, shown
from monitor.intake.labels import TYPES
from monitor.intake.line import escaped
from monitor.intake.line import shown as cut
from monitor.intake.naming import field_label, value_label
from monitor.wording import Language
from monitor.wording.telling import finding_text
from monitor.wording.terms import TERMS, term

Json = dict[str, Any]
_KINDS = {"standing": "standing", "stage": "stage"}
_STATES = {"obligation": "obligation-state", "ground": "ground-state", "window": "window-state"}


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
        _content(event, language),
        "\n".join(_changes(screen, language, event["changed"])) or NOTHING,
    ]


def _recorded(screen: Screen, event: Json) -> str:
    """Return when an event was recorded, and how long after it happened."""
    at, days = screen.instant(event["recorded_at"]), event["recorded_days_later"]
    is_late = days > 0 and event["type"] not in FINDINGS
    return f"{at}\n{screen.sentence('recorded-later', days=days)}" if is_late else at


def _type(screen: Screen, language: Language, event: Json) -> str:
    """Return what happened, and by what it was withdrawn."""
    kind: str = event["type"]
    words = TYPES.get(kind, kind) if language == "zh" else kind
    if event["withdrawn"] is None:
        return words
    position, at, reason = (event["withdrawn"][name] for name in ("position", "recorded_at", "reason"))
    told = {"position": position, "at": screen.instant(at), "reason": escaped(reason)}
    return f"{words}\n{screen.sentence('withdrawn-by', **told)}"


def _content(event: Json, language: Language) -> str:
    """Return the content of a fact and its source, or what a finding says."""
    kind = event["type"]
    if kind in FINDINGS:
        return escaped(finding_text({"type": kind, **event["data"]}, language))
    parts = {name: _value(value, language) for name, value in event["data"].items()}
    if event["source"]:
        parts["source"] = " ".join(str(value) for value in event["source"].values() if value)
    named = (f"{_named(name, kind, language)}={cut(value)}" for name, value in parts.items())
    return "\n".join(named) or NOTHING


def _value(value: object, language: Language) -> object:
    """Return a value as people say it: words for the codes of an enumeration."""
    if isinstance(value, tuple | list):
        return "、".join(str(_value(each, language)) for each in value)
    if isinstance(value, str) and language == "zh":
        return value_label(value) or value
    return value


def _named(name: str, kind: str, language: Language) -> str:
    return (field_label(name, kind) or name) if language == "zh" else name


def _changes(screen: Screen, language: Language, changed: Sequence[Json]) -> Iterator[str]:
    for each in changed:
        if each["what"] != "finding":
            clause = f"（{each['clause']}）" if each["clause"] else ""
            yield f"{subject_words(each, language)} {_turn(screen, each, language)}{clause}"


def subject_words(change: Json, language: Language) -> str:
    """Return what changed: a standing, one obligation, one window."""
    what = term("what", change["what"], language)
    words = [_word(part, language) for part in str(change.get("subject") or "").split()]
    return escaped(" ".join([what, *words]))


def _word(part: str, language: Language) -> str:
    """Return a part of a subject in words, whichever kind of word it is."""
    for kind in ("ground", "limb", "obligation", "window"):
        if part in TERMS[kind]:
            return term(kind, part, language)
    return part


def _turn(screen: Screen, change: Json, language: Language) -> str:
    before, after = (state_words(change, side, language) for side in ("from", "to"))
    return screen.sentence("from-to", before=before, after=after)


def state_words(change: Json, side: str, language: Language) -> str:
    """Return what something was or is: its state, and its last day where it has one."""
    value = change[side]
    if value is None:
        return NOTHING
    if not isinstance(value, dict):
        return _plain_state(change["what"], str(value), language)
    parts = [
        term(_STATES[change["what"]], value["state"], language),
        value.get("due_on") or value.get("since"),
    ]
    return " ".join(part for part in parts if part)


def _plain_state(what: str, value: str, language: Language) -> str:
    """Return what a standing, a stage, a day or a case ("c1 served") is, in words."""
    if what == "case":
        name, _, state = value.rpartition(" ")
        return escaped(f"{name} {term('case-state', state, language)}")
    kind = _KINDS.get(what)
    return term(kind, value, language) if kind else value
