"""What happened and what it changed, in words, from the public form of a history or a difference."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.events import FINDINGS
from monitor.intake.labels import TYPES
from monitor.intake.line import escaped, shown
from monitor.intake.naming import field_label, value_label
from monitor.wording import Language, say
from monitor.wording.ids import without_ids
from monitor.wording.telling import attention_text, finding_text
from monitor.wording.terms import TERMS, term

Json = dict[str, Any]
NOTHING = "—"
_KINDS = {"standing": "standing", "stage": "stage"}
_STATES = {"obligation": "obligation-state", "ground": "ground-state", "window": "window-state"}
_HASH_SHOWN = len("sha256:0123456789ab")


def type_words(kind: str, language: Language) -> str:
    """Return what a type of event is called."""
    return TYPES.get(kind, kind) if language == "zh" else kind.replace("-", " ").capitalize()


def content_lines(event: Json, language: Language) -> list[str]:
    """Return the content of a fact and its source, a field a line, or what a finding says."""
    kind = event["type"]
    if kind in FINDINGS:
        return [escaped(finding_text({"type": kind, **event["data"]}, language))]
    parts = {name: _value(value, language) for name, value in _flat(event["data"])}
    if event["source"]:
        parts["source"] = " ".join(str(value) for value in event["source"].values() if value)
    return [f"{_named(name, kind, language)}={shown(value)}" for name, value in parts.items()]


def _flat(values: Mapping[str, object], path: str = "") -> Iterator[tuple[str, object]]:
    """Yield the fields of a fact by their paths: "indicators.output_yi.2025"."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def _value(value: object, language: Language) -> object:
    """Return a value as people say it: words for the codes of an enumeration."""
    if isinstance(value, tuple | list):
        return "、".join(str(_value(each, language)) for each in value)
    if isinstance(value, str) and language == "zh":
        return value_label(value) or value
    return value


def _named(name: str, kind: str, language: Language) -> str:
    return (field_label(name, kind) or name) if language == "zh" else name


def change_lines(event: Json, language: Language) -> Iterator[str]:
    """Yield what an event changed, each with the clause it rests on; a finding changes nothing."""
    for each in event["changed"]:
        if each["what"] != "finding":
            clause = f"（{each['clause']}）" if each["clause"] else ""
            yield f"{subject_words(each, language)} {_turn(each, language)}{clause}"


def _turn(change: Json, language: Language) -> str:
    before, after = (state_words(change, side, language) for side in ("from", "to"))
    return say("from-to", language, before=before, after=after)


def subject_words(change: Json, language: Language) -> str:
    """Return what changed: a standing, one obligation, one window."""
    what = term("what", change["what"], language)
    words = [_word(part, language) for part in without_ids(str(change.get("subject") or "").split())]
    return escaped(" ".join([what, *words]))


def _word(part: str, language: Language) -> str:
    """Return a part of a subject in words, whichever kind of word it is."""
    for kind in ("ground", "limb", "obligation", "window"):
        if part in TERMS[kind]:
            return term(kind, part, language)
    return part


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


# --- differences ------------------------------------------------------------------------------


def differing_words(change: Json, language: Language) -> str:
    """Return what is answered otherwise than before."""
    if change["what"] != "attention":
        return subject_words(change, language)
    return escaped(attention_text(change["to"] or change["from"], language))


def answered_words(change: Json, side: str, language: Language) -> str:
    """Return what was answered, or is now, of what a difference is about."""
    value = change[side]
    match change["what"], value:
        case _, None:
            return NOTHING
        case "attention", _:
            return say("attention-since", language, since=shown_or_nothing(value["since"]))
        case "case", _:
            return state_words({**change, side: f"{value['id']} {value['state']}"}, side, language)
        case "calendar", _:
            return shown_or_nothing(value[:_HASH_SHOWN])
        case "validity_stated", _:
            stated = {
                name: shown_or_nothing(value[side]) for name, side in (("start", "from"), ("end", "to"))
            }
            return say("validity", language, **stated)
        case _:
            return escaped(state_words(change, side, language))


def notice_words(notice: Mapping[str, Any], language: Language) -> str:
    """Return what a notice or an override arranges."""
    if notice["kind"] == "override":
        kind = say("override-working" if notice["working"] else "override-rest", language)
        told = {name: shown_or_nothing(notice[name]) for name in ("region", "day", "basis")}
        return say("override-line", language, kind=kind, **told)
    return say("notice-line", language, year=notice["year"], number=shown_or_nothing(notice["number"]))


def shown_or_nothing(value: object) -> str:
    """Return a value without what does not print; a dash where there is none."""
    return NOTHING if value in (None, "") else escaped(str(value))
