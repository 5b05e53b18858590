"""The timeline of a cluster from its answers: which event stands in which lane, with which shape."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from htpy import Node, div, h2, h3, li, p, span, ul

from domain.events import DECISIONS, FACTS, FINDINGS, legal_day
from domain.text import DAY
from monitor.bootstrap import read_instant
from monitor.web.cluster.seen import Json, Seen
from monitor.web.cluster.windows import is_missed
from monitor.web.drawings.lanes import Bar, Frame, Lane, Line, Mark, Shape
from monitor.web.drawings.timeline import timeline
from monitor.web.parts.text import plain
from monitor.wording import say
from monitor.wording.history_words import type_words
from monitor.wording.terms import term

AROUND = timedelta(days=90)
LANES: Mapping[str, tuple[str, ...]] = {
    "recognition": (
        "application-submitted",
        "application-recommended",
        "public-notice-posted",
        "objection-raised",
        "objection-resolved",
        "application-rejected",
        "cluster-recognised",
        "title-cancelled",
        "recognition-surrendered",
    ),
    "reports": ("annual-report-filed",),
    "changes": ("major-change-occurred", "major-change-filed", "enterprise-joined", "enterprise-left"),
    "incidents": (
        "incident-reported",
        "incident-regraded",
        "misconduct-found",
        "supervision-refused",
        "low-satisfaction-found",
    ),
    "review": ("review-round-opened", "review-applied", "review-decided"),
    "case": (
        "case-opened",
        "defence-invited",
        "defence-received",
        "rectification-ordered",
        "rectification-accepted",
        "rectification-failed",
        "case-dismissed",
        "revocation-decided",
        "decision-served",
        "revocation-published",
    ),
    "appeal": ("appeal-lodged", "appeal-admitted", "appeal-refused", "appeal-answered"),
    "records": ("fact-withdrawn",),
    "findings": ("ground-established", "ground-cured", "obligation-overdue", "validity-ended"),
}
ADVERSE = frozenset(
    {
        "application-rejected",
        "title-cancelled",
        "incident-reported",
        "misconduct-found",
        "supervision-refused",
        "low-satisfaction-found",
        "rectification-failed",
        "revocation-decided",
        "revocation-published",
        "ground-established",
        "obligation-overdue",
    }
)
_DECIDED = frozenset(name for name, kind in FACTS.items() if kind in DECISIONS)
_STATE_TONES = {"open": "calm", "met": "good", "late": "warn", "lapsed": "plain"}
_KEY: tuple[tuple[str, str], ...] = (
    ("circle", "●"),
    ("triangle", "▲"),
    ("square", "■"),
    ("diamond", "◆"),
    ("recorded", "○┄|"),
    ("overdue", "▨"),
    ("gone", "⊘"),
)


def timeline_of(shown: Seen) -> Node:
    """Return the whole timeline, and the days around the one that is asked about."""
    lanes = [_validity(shown), *_events(shown), *_windows(shown), *_owed(shown)]
    first, last = _span(shown, lanes)
    on = shown.times.on
    return [
        h2[say("cluster-page-timeline", shown.language)],
        div(
            ".picture.wide",
            role="region",
            tabindex="0",
            aria_label=say("cluster-page-timeline", shown.language),
        )[timeline(lanes, _frame(shown, "whole", first, last))],
        h3[say("cluster-page-strip", shown.language, on=on)],
        div(
            ".picture.wide",
            role="region",
            tabindex="0",
            aria_label=say("cluster-page-strip", shown.language, on=on),
        )[timeline(lanes, _frame(shown, "strip", on - AROUND, on + AROUND))],
        _key(shown),
    ]


def _frame(shown: Seen, key: str, first: date, last: date) -> Frame:
    language, times = shown.language, shown.times
    known_on = legal_day(times.known_at)
    code = "cluster-page-line-today" if times.is_now else "cluster-page-line-asked"
    lines = [Line(times.on, say(code, language, day=times.on), "asked")]
    if known_on != times.on:
        lines.append(Line(known_on, say("cluster-page-line-known", language, day=known_on), "known"))
    is_near = key == "strip"
    return Frame(
        key=key,
        title=say("cluster-page-strip" if is_near else "cluster-page-timeline", language, on=times.on),
        told=say("cluster-page-timeline-told", language, name=shown.name, first=first, last=last),
        first=first,
        last=last,
        lines=lines,
        off=_off_days(shown, first, last) if is_near else (),
    )


def _off_days(shown: Seen, first: date, last: date) -> list[date]:
    edition = shown.found.edition
    days = (first + n * DAY for n in range((last - first).days + 1))
    return [day for day in days if not edition.is_working(day)]


def _span(shown: Seen, lanes: Sequence[Lane]) -> tuple[date, date]:
    """Return the days of the whole picture, with some air on both sides."""
    days = [shown.times.on, legal_day(shown.times.known_at)]
    for lane in lanes:
        days += [day for bar in lane.bars for day in (bar.start, bar.end)]
        days += [day for mark in lane.marks for day in (mark.on, mark.recorded_on)]
    first, last = min(days), max(days)
    air = max(timedelta(days=20), (last - first) / 25)
    return first - air, last + air


# --- lanes ------------------------------------------------------------------------------------


def _validity(shown: Seen) -> Lane:
    bars = []
    for each in shown.found.assessment.terms:
        over = each.over_on is not None and each.over_on <= each.valid_to
        end = each.over_on - DAY if over and each.over_on else each.valid_to
        words = say("validity", shown.language, start=each.valid_from, end=each.valid_to)
        late = (end + DAY, each.valid_to) if over else None
        bars.append(Bar(each.valid_from, max(end, each.valid_from), "good", words, late))
    return Lane(say("cluster-page-lane-validity", shown.language), bars)


def _events(shown: Seen) -> Iterator[Lane]:
    for name, types in LANES.items():
        told = [
            _mark(shown, number, event)
            for number, event in enumerate(shown.events, start=1)
            if event["type"] in types
        ]
        if told:
            yield Lane(say(f"cluster-page-lane-{name}", shown.language), marks=told)


def _mark(shown: Seen, number: int, event: Json) -> Mark:
    kind = event["type"]
    shape, tone = _look(event)
    on = date.fromisoformat(event["effective_on"])
    recorded_on = legal_day(read_instant(event["recorded_at"]))
    told = {"number": number, "type": type_words(kind, shown.language), "on": on}
    words = say("cluster-page-mark", shown.language, **told)
    gone, address = event["withdrawn"] is not None, shown.row_of(number)
    if kind in FINDINGS or recorded_on <= on:
        return Mark(number, on, on, shape, tone, words, gone, address)
    words += say("cluster-page-mark-recorded", shown.language, day=recorded_on)
    return Mark(number, on, recorded_on, shape, tone, words, gone, address)


def _look(event: Json) -> tuple[Shape, str]:
    """Return the shape and the tone of an event: adverse, late, decided by an authority, any other."""
    if event["type"] in ADVERSE:
        return "square", "bad"
    if any((each.get("to") or {}) != {} and _is_late(each) for each in event["changed"]):
        return "triangle", "warn"
    return ("diamond", "mine") if event["type"] in _DECIDED else ("circle", "calm")


def _is_late(change: Json) -> bool:
    to = change.get("to")
    return isinstance(to, dict) and to.get("state") in ("met-late", "late")


def _windows(shown: Seen) -> Iterator[Lane]:
    """Yield a lane for each window; what the department let pass is overdue until the day asked about."""
    for each in shown.answer["windows"]:
        end = date.fromisoformat(each["due_on"])
        state = each["state"]
        met_on = date.fromisoformat(each["met_on"]) if each["met_on"] else None
        is_over = is_missed(each) and shown.times.on > end
        late_to = shown.times.on if is_over else met_on if met_on and met_on > end else None
        words = say("cluster-page-until", shown.language, day=each["due_on"])
        late = (end + DAY, late_to) if late_to else None
        tone = "bad" if is_over else _STATE_TONES.get(state, "unknown")
        name = f"{term('window', each['kind'], shown.language)} {plain(each['case'] or '')}".strip()
        yield Lane(
            name.removesuffix(" —"),
            [Bar(date.fromisoformat(each["starts_on"]), end, tone, words, late, met_on)],
        )


def _owed(shown: Seen) -> Iterator[Lane]:
    """Yield a lane for each kind of obligation: its last days, and what was or is overdue after them."""
    owed = [each for each in shown.answer["obligations"] if each["due_on"]]
    for kind in dict.fromkeys(each["kind"] for each in owed):
        bars = [_flag(shown, each) for each in owed if each["kind"] == kind]
        yield Lane(
            say("cluster-page-lane-due", shown.language, kind=term("obligation", kind, shown.language)), bars
        )


def _flag(shown: Seen, each: Json) -> Bar:
    due_on = date.fromisoformat(each["due_on"])
    met_on = date.fromisoformat(each["met_on"]) if each["met_on"] else None
    late_to = met_on or (shown.times.on if each["state"] == "overdue" else None)
    late = (due_on + DAY, late_to) if late_to and late_to > due_on else None
    tone = "bad" if each["state"] == "overdue" else "warn" if late else "good" if met_on else "calm"
    return Bar(due_on, due_on, tone, plain(each["period"]), late, met_on)


def _key(shown: Seen) -> Node:
    return ul(".key", aria_label=say("cluster-page-key", shown.language))[
        (
            li[span(aria_hidden="true")[sign], " ", say(f"cluster-page-key-{name}", shown.language)]
            for name, sign in _KEY
        )
    ], p(".faint")[say("cluster-page-key-numbers", shown.language)]
