"""What follows from a fact, in words, from the answer of `monitor.answers.foreseen`."""

from collections.abc import Iterator, Mapping
from typing import Any

from htpy import Node, li, p, span, ul

from monitor.intake.line import escaped
from monitor.wording import Language, say
from monitor.wording.terms import TERMS, term

Json = Mapping[str, Any]
_STATES = {"obligation": "obligation-state", "ground": "ground-state"}


def consequences(answer: Json, today: str, language: Language) -> Node:
    """Return the list of what follows; what is computed for a later day says for which."""
    lines = [*_windows(answer, language), *_changed(answer, language)]
    if not lines:
        return p[say("record-follows-none", language)]
    return [
        p(".hint")[say("record-follows-on", language, on=answer["on"])] if answer["on"] != today else None,
        ul[(li[line] for line in lines)],
    ]


def window_words(window: Json, language: Language) -> str:
    """Return what a window comes to: how it is counted, its last day, and whether that may still move."""
    code = f"foreseen-window-{window['state']}"
    if window["state"] == "open" and window["kind"] == "public-notice":
        code = "foreseen-notice-open"
    told = {
        **{name: window[name] for name in ("length", "opened_on", "starts_on", "due_on", "met_on")},
        "window": term("window", window["kind"], language),
        "unit": term("unit", window["unit"], language),
    }
    return say(code, language, **told) + _marks(window, language)


def _marks(window: Json, language: Language) -> str:
    is_over = window["state"] != "open"
    mark = "" if is_over else say(f"foreseen-{window['certainty']}", language)
    told = window.get("told_last_day")
    return mark + (say("foreseen-told-day", language, told=told) if told == window["due_on"] else "")


def _windows(answer: Json, language: Language) -> Iterator[Node]:
    for window in answer["windows"]:
        yield [window_words(window, language), " ", span(".clause")[window["clause"]]]


def _changed(answer: Json, language: Language) -> Iterator[Node]:
    for change in answer["changed"]:
        if change["what"] != "window":
            before, after = (_state(change, side, language) for side in ("from", "to"))
            words = say(
                "foreseen-from-to", language, what=_subject(change, language), before=before, after=after
            )
            yield [words, " ", span(".clause")[change["clause"]] if change["clause"] else None]


def _subject(change: Json, language: Language) -> str:
    parts = [_word(part, language) for part in str(change.get("subject") or "").split()]
    return escaped(" ".join([term("what", change["what"], language), *parts]))


def _word(part: str, language: Language) -> str:
    kind = next((each for each in ("ground", "limb", "obligation", "window") if part in TERMS[each]), None)
    return term(kind, part, language) if kind else part


def _state(change: Json, side: str, language: Language) -> str:
    value, what = change[side], change["what"]
    if value is None:
        return say("foreseen-nothing", language)
    if isinstance(value, dict):
        stated = [term(_STATES[what], value["state"], language), value.get("due_on") or value.get("since")]
        return " ".join(filter(None, stated))
    if what == "case":
        name, _, state = str(value).rpartition(" ")
        return escaped(f"{name} {term('case-state', state, language)}")
    return term(what, value, language) if what in ("standing", "stage") else str(value)
