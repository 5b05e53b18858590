"""One cluster for people: what it is, how it stands, what is open, what holds, what to look at."""

from typing import Any

from rich.text import Text

from monitor.cli.call import Call
from monitor.cli.roster_screen import place_of, standing_words
from monitor.cli.screen import ALERT, CAUTION, NOTHING, Cell, Screen, days_between, shown
from monitor.wording.telling import about_words

Json = dict[str, Any]


def write_status(call: Call, answer: Json) -> None:
    """Write the whole answer of one cluster."""
    screen = Screen(call)
    _write_header(screen, answer)
    _write_windows(screen, answer)
    _write_obligations(screen, answer)
    _write_grounds(screen, call, answer)
    _write_attention(screen, answer)


def _write_header(screen: Screen, answer: Json) -> None:
    known_at = screen.instant(answer["known_at"])
    as_of = screen.sentence("as-known", on=answer["on"], known_at=known_at, position=answer["position"])
    name = Text(f"{shown(answer['name'])}（{shown(answer['cluster'])}）", style="bold")
    screen.pairs(
        [
            ("cluster", name),
            ("programme", screen.term("programme", answer["programme"])),
            ("place", place_of(answer)),
            ("as-of", as_of),
            ("standing", standing_words(screen, answer)),
            ("validity", _validity(screen, answer)),
            ("case", _case(screen, answer["case"])),
            ("next-change", shown(answer["next_change_on"])),
            *_calendar(answer),
        ]
    )


def _validity(screen: Screen, answer: Json) -> str:
    if answer["valid_to"] is None:
        return NOTHING
    words = screen.sentence("validity", start=answer["valid_from"], end=answer["valid_to"])
    stated = answer["validity_stated"] or {}
    if not any(len(day or "") in range(1, len("2026-01-01")) for day in stated.values()):
        return words
    return words + screen.sentence("validity-as-stated", start=shown(stated["from"]), end=shown(stated["to"]))


def _case(screen: Screen, case: Json | None) -> str:
    if case is None:
        return NOTHING
    return screen.sentence(
        "case-line",
        id=shown(case["id"]),
        state=screen.term("case-state", case["state"]),
        opened_on=shown(case["opened_on"]),
        grounds="、".join(screen.term("ground", code) for code in case["grounds"]) or NOTHING,
    )


def _calendar(answer: Json) -> list[tuple[str, Cell]]:
    """Return the calendar edition used, shortened."""
    return [("calendar", answer["calendar"][: len("sha256:") + 12])]


# --- sections ---------------------------------------------------------------------------------


def _write_windows(screen: Screen, answer: Json) -> None:
    screen.heading("heading-windows")
    if not answer["windows"]:
        screen.says("empty-windows")
        return
    rows = sorted(answer["windows"], key=lambda window: (window["state"] != "open", window["due_on"]))
    headers = ("kind", "case", "starts-on", "due-on", "left", "state", "clause")
    screen.table(headers, [_window(screen, answer["on"], window) for window in rows])


def _window(screen: Screen, on: str, window: Json) -> list[Cell]:
    is_open = window["state"] == "open"
    return [
        screen.term("window", window["kind"]),
        shown(window["case"]),
        window["starts_on"],
        screen.day(window["due_on"], window["certainty"] if is_open else None),
        screen.days_left(days_between(on, window["due_on"])) if is_open else NOTHING,
        Text(
            screen.term("window-state", window["state"]), style=CAUTION if window["state"] == "late" else ""
        ),
        screen.clause(window),
    ]


def _write_obligations(screen: Screen, answer: Json) -> None:
    screen.heading("heading-obligations")
    if not answer["obligations"]:
        screen.says("empty-obligations")
        return
    headers = ("kind", "period", "due-on", "left", "state", "met-on", "clause")
    screen.table(headers, [_obligation(screen, answer["on"], each) for each in answer["obligations"]])


def _obligation(screen: Screen, on: str, obligation: Json) -> list[Cell]:
    due_on, state = obligation["due_on"], obligation["state"]
    is_pending = due_on is not None and state in ("open", "overdue")
    style = {"overdue": ALERT, "undetermined": CAUTION}.get(state, "")
    return [
        screen.term("obligation", obligation["kind"]),
        shown(obligation["period"]),
        screen.day(due_on, obligation["certainty"] if state == "open" else None),
        screen.days_left(days_between(on, due_on)) if is_pending else NOTHING,
        Text(screen.term("obligation-state", state), style=style),
        shown(obligation["met_on"]),
        screen.clause(obligation),
    ]


def _write_grounds(screen: Screen, call: Call, answer: Json) -> None:
    screen.heading("heading-grounds")
    if not answer["grounds"]:
        screen.says("empty-grounds")
        return
    headers = ("ground", "limb", "about", "since", "state", "reason", "choices", "clause")
    screen.table(headers, [_ground(screen, call, ground) for ground in answer["grounds"]])


def _ground(screen: Screen, call: Call, ground: Json) -> list[Cell]:
    state = ground["state"]
    style = {"established": ALERT, "unknown": CAUTION}.get(state, "")
    return [
        screen.term("ground", ground["code"]),
        screen.term("limb", ground["limb"]),
        shown(about_words(ground, call.language)),
        shown(ground["since"]),
        Text(screen.term("ground-state", state), style=style),
        screen.term("reason", ground["reason"]),
        shown(" ".join(ground["choices"])),
        screen.clause(ground),
    ]


def _write_attention(screen: Screen, answer: Json) -> None:
    screen.heading("heading-attention")
    if not answer["attention"]:
        screen.says("empty-attention")
        return
    rows = [
        [shown(each["since"]), Text(shown(each["text"]), style=CAUTION), screen.clause(each)]
        for each in answer["attention"]
    ]
    screen.table(("since", "text", "clause"), rows)
