"""What is open of a cluster, each as a card: by when, who has to act, how it is answered."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from htpy import Node, a, div, h2, h3, p

from monitor.access.policy import ACTIONS, CITY_REPORT
from monitor.answers.acting import OWN_WINDOWS, acting
from monitor.answers.answering import answering_fact
from monitor.web.cluster.seen import Json, Seen, clause_of
from monitor.web.lists.cells import body_words
from monitor.web.parts.tables import nothing
from monitor.web.parts.tags import day, days_left, state_tag, tag
from monitor.web.parts.text import plain
from monitor.wording import say
from monitor.wording.terms import term

_SOON_DAYS = 30
_WAITING = ("open", "overdue", "undetermined")
_FAR = date.max


class Due(NamedTuple):
    """Something that is open: a window or an obligation, and what it is about."""

    subject: str
    about: str
    answer: Json
    is_over: bool

    @property
    def due_on(self) -> date | None:
        """The last day, where there is one."""
        due_on: str | None = self.answer["due_on"]
        return date.fromisoformat(due_on) if due_on else None


def open_ones(shown: Seen) -> list[Due]:
    """Return what is open or overdue, the most urgent first; what has no last day comes last."""
    found = [*_windows(shown), *_obligations(shown)]
    return sorted(found, key=lambda each: (not each.is_over, each.due_on or _FAR))


def _windows(shown: Seen) -> Iterator[Due]:
    """Yield open windows, and those of the department itself that it let pass."""
    for each in shown.answer["windows"]:
        is_over = is_missed(each)
        if each["state"] == "open" or is_over:
            yield Due("window", each["case"] or each["opened_on"], each, is_over)


def is_missed(window: Json) -> bool:
    """Tell whether the department itself let a window pass; a public notice just ends."""
    own = window["kind"] in OWN_WINDOWS - {"public-notice"}
    return own and window["state"] == "lapsed" and window["met_on"] is None


def _obligations(shown: Seen) -> Iterator[Due]:
    for each in shown.answer["obligations"]:
        if each["state"] in _WAITING:
            yield Due("obligation", each["period"], each, each["state"] == "overdue")


def windows_of(shown: Seen) -> Node:
    """Return the cards of what is open."""
    language = shown.language
    found = open_ones(shown)
    title = say("cluster-page-open", language, count=len(found))
    cards = div(".columns")[[_card(shown, each) for each in found]]
    return [h2("#open")[title], cards if found else nothing(say("cluster-page-open-none", language))]


def _card(shown: Seen, due: Due) -> Node:
    language, answer = shown.language, due.answer
    return div(class_=["card", _tone(due, shown.times.on)])[
        h3[term(due.subject, answer["kind"], language), " ", plain(due.about)],
        p(".due")[_when(shown, due)],
        p[_who(shown, due), " · ", clause_of(answer, language)],
        _since(shown, due),
        p(".actions")[
            a(href=shown.address("/certificate", kind=answer["kind"], about=due.about))[
                say("cluster-page-certificate", language)
            ],
            _form(shown, due),
        ],
    ]


def _tone(due: Due, on: date) -> str:
    if due.is_over:
        return "bad"
    is_soon = due.due_on is None or (due.due_on - on).days <= _SOON_DAYS
    return "warn" if is_soon else "calm"


def _when(shown: Seen, due: Due) -> Node:
    language, answer = shown.language, due.answer
    if due.due_on is None:
        return state_tag(f"{due.subject}-state", answer["state"], language)
    certainty = answer["certainty"] if not due.is_over else None
    late = tag(say("cluster-page-overdue", language), "bad") if due.is_over else None
    left = days_left((due.due_on - shown.times.on).days, language)
    return [day(answer["due_on"], certainty, language), " ", left, " ", late]


def _who(shown: Seen, due: Due) -> Node:
    actor = acting(due.answer["kind"], shown.found.law.book)
    return [say("cluster-page-who", shown.language), body_words(actor, shown.answer, shown.language)]


def _since(shown: Seen, due: Due) -> Node:
    starts_on = due.answer.get("starts_on")
    if not starts_on:
        return None
    told = say("cluster-page-counted-from", shown.language, day=starts_on)
    return p(".faint")[told]


def _form(shown: Seen, due: Due) -> Node:
    """Return the way to the form that answers it, for who may record that and looks at today."""
    fact = answering_fact(due.answer["kind"], due.about)
    if fact is None or not shown.times.is_now:
        return None
    name, values = fact
    action = CITY_REPORT if values.get("report") == "city-report" else name
    if action not in ACTIONS or not shown.asked.guarded.may(action, shown.cluster):
        return None
    query = f"?{urlencode(values)}" if values else ""
    return a(".button", href=f"{shown.path}/record/{name}{query}")[
        say("cluster-page-answer-it", shown.language)
    ]
