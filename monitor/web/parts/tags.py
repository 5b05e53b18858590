"""Tags: a standing, a state, a certainty, days left; each with a shape and a word, never a colour alone."""

from typing import Literal

from htpy import Node, span
from htpy import time as time_

from monitor.web.words import days_left_words
from monitor.wording import Language
from monitor.wording.terms import term

Tone = Literal["good", "warn", "bad", "calm", "plain", "unknown"]
_SHAPES: dict[Tone, str] = {"good": "●", "warn": "◔", "bad": "▲", "calm": "◐", "plain": "○", "unknown": "?"}
STANDING_TONES: dict[str, Tone] = {
    "recognised": "good",
    "applying": "calm",
    "lapsed": "plain",
    "rejected": "plain",
    "revoked": "bad",
    "withdrawn": "plain",
    "title-cancelled": "bad",
    "unknown": "unknown",
}
STATE_TONES: dict[str, Tone] = {
    "open": "calm",
    "met": "good",
    "met-late": "warn",
    "overdue": "bad",
    "undetermined": "unknown",
    "lapsed": "plain",
    "late": "warn",
}
_SOON_DAYS = 30


def tag(words: str, tone: Tone) -> Node:
    """Return a word in a tag, with the shape of its tone."""
    return span(f".tag.{tone}")[span(aria_hidden="true")[_SHAPES[tone]], " ", words]


def standing_tag(standing: str, language: Language, stage: str | None = None) -> Node:
    """Return where a cluster stands, and at which stage."""
    words = term("standing", standing, language)
    more = f" · {term('stage', stage, language)}" if stage else ""
    return tag(words + more, STANDING_TONES.get(standing, "unknown"))


def state_tag(kind: str, state: str, language: Language) -> Node:
    """Return the state of an obligation or a window; `kind` is that of its term."""
    return tag(term(kind, state, language), STATE_TONES.get(state, "unknown"))


def day(text: str | None, certainty: str | None = None, language: Language = "zh") -> Node:
    """Return a day, marked where a notice may still move it; a dash where there is none."""
    if text is None:
        return "—"
    if certainty in (None, "final"):
        return time_(datetime=text)[text]
    return [time_(datetime=text)[text], " ", tag(term("certainty", certainty, language), "warn")]


def days_left(days: int, language: Language) -> Node:
    """Return how long it is until a last day, or since."""
    tone = "over" if days < 0 else "soon" if days <= _SOON_DAYS else "far"
    return span(f".left.{tone}")[days_left_words(days, language)]
