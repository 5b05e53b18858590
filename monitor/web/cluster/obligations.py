"""The obligations and the windows of a cluster as tables, each with its clause and its certificate."""

from datetime import date

from htpy import Node, a, h2

from monitor.web.cluster.seen import Json, Seen, clause_of, event_links
from monitor.web.cluster.windows import is_missed
from monitor.web.parts.tables import card_table
from monitor.web.parts.tags import day, days_left, state_tag, tag
from monitor.web.parts.text import NOTHING, plain
from monitor.wording import Language, say
from monitor.wording.terms import term


def obligations_of(shown: Seen) -> Node:
    """Return the table of obligations, and that of windows, whatever their state."""
    language = shown.language
    headers = ("kind", "due-on", "left", "state", "met-on", "clause", "comes-from")
    titles = [say(f"column-{name}", language) for name in headers]
    owed, title = shown.answer["obligations"], say("cluster-page-obligations", language)
    windows, window_title = shown.answer["windows"], say("cluster-page-windows", language)
    return [
        h2("#obligations")[title],
        card_table(
            titles,
            [_row(shown, "obligation", each, each["period"]) for each in owed],
            caption=title,
            empty=say("empty-obligations", language),
        ),
        h2("#windows")[window_title],
        card_table(
            titles,
            [_row(shown, "window", each, each["case"] or each["opened_on"]) for each in windows],
            caption=window_title,
            empty=say("empty-windows", language),
        ),
    ]


def _state(subject: str, each: Json, language: Language) -> Node:
    """Return a state; what the department itself let pass is overdue."""
    if is_missed(each) and subject == "window":
        return tag(say("cluster-page-overdue", language), "bad")
    return state_tag(f"{subject}-state", each["state"], language)


def _row(shown: Seen, subject: str, each: Json, about: str) -> list[Node]:
    language, state = shown.language, each["state"]
    is_open = state in ("open", "overdue") and each["due_on"] is not None
    left = (date.fromisoformat(each["due_on"]) - shown.times.on).days if is_open else None
    return [
        a(href=shown.address("/certificate", kind=each["kind"], about=about))[
            term(subject, each["kind"], language), " ", plain(about)
        ],
        day(each["due_on"], each["certainty"] if state == "open" else None, language),
        days_left(left, language) if left is not None else NOTHING,
        _state(subject, each, language),
        day(each["met_on"]),
        clause_of(each, language),
        event_links(each["events"], shown) or NOTHING,
    ]
