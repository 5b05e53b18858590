"""What rests on readings, for people: the readings with how much each decides, then the cases."""

from collections.abc import Sequence
from typing import Any

from monitor.audit.branching.supposition import shown_value
from monitor.cli.call import Call
from monitor.cli.screen import Cell, Screen, shown
from monitor.cli.what_if_screen import changes_cell, differences_cell, write_unreadable

Json = dict[str, Any]


def write_interpretations(call: Call, answer: Json) -> None:
    """Write the interpretation report."""
    screen = Screen(call)
    write_unreadable(screen, answer)
    if not answer["checked"]:
        screen.says("what-if-no-clusters")
        return
    names = ("checked", "on_readings", "on_facts_alone", "on")
    screen.says("interpretations-summary", **{name: answer[name] for name in names})
    screen.heading("heading-readings")
    screen.table(
        ("edition", "question", "chosen", "alternative", "clusters"),
        [_reading(each) for each in answer["readings"]],
    )
    if answer["resting"]:
        _write_resting(screen, "heading-resting", answer["resting"])
    if answer.get("jointly"):
        _write_resting(screen, "heading-jointly", answer["jointly"])
    elif "jointly" in answer:
        screen.says("interpretations-none-jointly")


def _reading(tried: Json) -> list[Cell]:
    question = f"{shown(tried['question'])}（{tried['choice']}）"
    return [
        tried["rulebook"],
        question,
        shown_value(tried["value"]),
        shown_value(tried["alternative"]),
        str(tried["clusters"]),
    ]


def _write_resting(screen: Screen, heading: str, resting: Sequence[Json]) -> None:
    screen.heading(heading)
    headers = ("cluster", "name", "choices", "day", "change", "clause", "difference")
    screen.table(headers, [_resting(screen, each) for each in resting])


def _resting(screen: Screen, each: Json) -> list[Cell]:
    taken = "\n".join(map(_taken, each.get("readings", [each])))
    return [
        shown(each["cluster"]),
        shown(each["name"]),
        taken,
        str(each["first_on"]),
        changes_cell(screen, each["changes"]),
        screen.clause(each["cited"]),
        differences_cell(screen, each["differences"]),
    ]


def _taken(tried: Json) -> str:
    return f"{tried['choice']}: {shown_value(tried['value'])} → {shown_value(tried['alternative'])}"
