"""The marks of the matrix of yearly reports: a shape and a word each."""

from collections.abc import Sequence
from typing import Any

from htpy import Node, abbr, li, span, ul

from monitor.web.parts.tags import Tone
from monitor.wording import Language, say
from monitor.wording.terms import term

Json = dict[str, Any]
SHAPES: dict[str, tuple[str, Tone]] = {
    "on-time": ("●", "good"),
    "late": ("◔", "warn"),
    "missing": ("▲", "bad"),
    "not-due": ("○", "calm"),
    "undetermined": ("?", "unknown"),
    "unknown": ("?", "unknown"),
    "not-owed": ("–", "plain"),
}


def year_cell(reports: Sequence[Json], language: Language) -> Node:
    """Return the marks of one year; which report, due when, filed when is said with each."""
    return span(".marks")[(_mark(each, language) for each in reports)]


def _mark(report: Json, language: Language) -> Node:
    shape, tone = SHAPES[report["mark"]]
    words = [
        term("obligation", report["kind"], language) if report["kind"] else "",
        say(f"report-mark-{report['mark']}", language),
        say("reports-due", language, day=report["due_on"]) if report["due_on"] else "",
        say("reports-met", language, day=report["met_on"]) if report["met_on"] else "",
    ]
    told = say("reports-join", language).join(filter(None, words))
    return abbr(class_=f"shape {tone}", title=told)[span(aria_hidden="true")[shape], span(".unseen")[told]]


def legend(language: Language) -> Node:
    """Return what the marks mean."""
    return ul(".key")[
        (
            li[
                span(class_=f"shape {tone}", aria_hidden="true")[shape],
                " ",
                say(f"report-mark-{mark}", language),
            ]
            for mark, (shape, tone) in SHAPES.items()
            if mark != "unknown"
        )
    ]
