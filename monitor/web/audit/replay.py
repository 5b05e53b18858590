"""Replay: what was found and decided, computed again, some clusters at a time.

Promise: each line says three times same, differs or cannot be told; what was not replayed is said to be left.
"""

from typing import Any, Literal

from fastapi import Response
from htpy import Node, a, button, div, form, label, li, option, p, select, span, ul
from htpy import input as input_

from monitor.answers.replay import Tally, worded
from monitor.answers.replay_telling import found_words, type_words
from monitor.audit.replaying.replayed import Replayed, Verdict, replayed_answer
from monitor.exchange.tables import Column, Table, write_csv, write_xlsx
from monitor.http.asking import Asked
from monitor.http.paging import write_cursor
from monitor.web.asking import Visitor
from monitor.web.audit.files import as_json, attachment
from monitor.web.audit.parts import audit_page, cause_shown
from monitor.web.audit.replay_run import Run, Shown, run_of
from monitor.web.frame import shown
from monitor.web.parts.tables import as_files, card_table, next_page
from monitor.web.parts.tags import Tone, day, tag
from monitor.web.parts.text import plain
from monitor.wording import Language, say

Json = dict[str, Any]
ADDRESS = "/audit/replay"
_SHOWN: tuple[Shown, ...] = ("told", "differs", "cannot", "all")
_PAGE_SECONDS, _FILE_SECONDS = 0.4, 30.0
_MOST_LINES = 500
TONES: dict[Verdict, Tone] = {"same": "good", "differs": "bad", "cannot": "unknown"}
_COLUMNS = ("position", "cluster", "type", "legal-on", "replay-then", "replay-now", "replay-today")


def replay(asked: Visitor, cluster: str = "", show: Shown = "told", cursor: str | None = None) -> Response:
    """Replay one cluster, or some of all that may be replayed, and show what came out."""
    language = asked.language
    run = run_of(asked, cluster, show, cursor, _PAGE_SECONDS)
    kept = {name: value for name, value in (("cluster", cluster), ("show", show)) if value}
    on = write_cursor(run.clusters[-1]) if run.clusters and run.until < run.total else None
    headers = [say(_header(name), language) for name in (*_COLUMNS, "replay-found", "replay-cause")]
    content = [
        p[say("audit-replay-what", language)],
        _query(cluster, show, language),
        div("#results")[
            _progress(run, language),
            _figures(run.tally, language),
            div(".roomy")[
                card_table(
                    headers,
                    [_row(each, asked) for each in run.lines[:_MOST_LINES]],
                    caption=say("audit-title-replay", language),
                    empty=say("audit-replay-none" if run.tally.checked else "replay-nothing", language),
                )
            ],
            p[say("audit-replay-more", language, count=_MOST_LINES)]
            if len(run.lines) > _MOST_LINES
            else None,
            next_page(ADDRESS, kept, on, language),
            as_files(ADDRESS, kept, language),
        ],
    ]
    return shown(asked, audit_page(asked, "replay", content))


def replay_file(
    asked: Visitor, form: Literal["json", "csv", "xlsx"], cluster: str = "", show: Shown = "told"
) -> Response:
    """Answer what a replay of at most 30 s came to as a file, which says of how many clusters."""
    run = run_of(asked, cluster, show, None, _FILE_SECONDS)
    if form == "json":
        told = [worded(replayed_answer(each), asked.language) for each in run.lines]
        return attachment(as_json(told, asked), "replay", form)
    table = _table(run, asked)
    return attachment(write_csv(table) if form == "csv" else write_xlsx(table), "replay", form)


# --- what is shown --------------------------------------------------------------------------------


def _header(name: str) -> str:
    kind = "label" if name in {"replay-then", "replay-now", "replay-today"} else "column"
    return f"{kind}-{name}"


def _row(replayed: Replayed, asked: Asked) -> list[Node]:
    language = asked.language
    where = f"{ADDRESS}/{replayed.position}?cluster={replayed.cluster}"
    return [
        a(href=where)[str(replayed.position)] if replayed.id else str(replayed.position),
        a(href=f"/clusters/{replayed.cluster}")[plain(replayed.cluster)],
        type_words(replayed.type, language),
        day(str(replayed.legal_on) if replayed.legal_on else None),
        *(verdict_tag(each, language) for each in (replayed.then, replayed.now, replayed.today)),
        [grade_tag(replayed, language), " ", found_words(replayed, language)],
        cause_shown(asked, replayed) or "—",
    ]


def grade_tag(replayed: Replayed, language: Language) -> Node:
    """Return the class of the three verdicts and the checks together, as a tag."""
    grade = replayed.grade
    tone: Tone = "good" if grade == "sound" else "bad" if grade == "wrong-then" else "warn"
    return tag(say(f"replay-class-{grade}", language), "unknown" if grade == "undetermined" else tone)


def verdict_tag(verdict: Verdict, language: Language) -> Node:
    """Return a verdict as a tag."""
    return tag(say(f"replay-verdict-{verdict}", language), TONES[verdict])


def _progress(run: Run, language: Language) -> Node:
    if not run.clusters:
        return None
    words = say("audit-replay-progress", language, first=run.before + 1, last=run.until, total=run.total)
    left = run.total - run.until
    return div(role="status")[
        p[words],
        p[tag(say("audit-replay-left", language, count=left), "unknown")] if left else None,
    ]


def _figures(tally: Tally, language: Language) -> Node:
    counts = {
        "checked": (tally.checked, None),
        "same": (tally.same, None),
        "differs": (len(tally.differs), "bad"),
        "cannot": (len(tally.cannot), "warn"),
        "changed": (len(tally.changed), "warn"),
    }
    return ul(".figures")[
        (
            li(class_=kind if count else None)[
                span(".figure")[str(count)], say(f"audit-replay-{name}", language)
            ]
            for name, (count, kind) in counts.items()
        )
    ]


def _query(cluster: str, show: Shown, language: Language) -> Node:
    return form(".query", method="get", action=ADDRESS, role="search")[
        label[
            say("audit-replay-cluster", language),
            input_(name="cluster", value=cluster, maxlength="64"),
        ],
        label[
            say("audit-replay-show", language),
            select(name="show")[
                (
                    option(value=each, selected=each == show)[say(f"audit-replay-show-{each}", language)]
                    for each in _SHOWN
                )
            ],
        ],
        span(".actions")[
            button(".primary", type="submit")[say("audit-replay-do", language)],
            a(href=ADDRESS)[say("seek-anew", language)],
        ],
    ]


def _table(run: Run, asked: Asked) -> Table:
    language = asked.language
    names = (*_COLUMNS, "replay-found", "replay-cause")
    told = say(f"simulation-{'told' if asked.simulation else 'no'}", language)
    return Table(
        sheets=(say("audit-title-replay", language), say("list-provenance", language)),
        columns=[Column(say(_header(name), language)) for name in names],
        rows=[_cells(each, asked) for each in run.lines],
        provenance=[
            (say("column-clusters", language), f"{len(run.clusters)} / {run.total}"),
            (say("audit-replay-checked", language), str(run.tally.checked)),
            (say("column-attempted-at", language), asked.at.isoformat()),
            (say("column-simulation", language), told),
        ],
    )


def _cells(replayed: Replayed, asked: Asked) -> list[str]:
    language = asked.language
    verdicts = (replayed.then, replayed.now, replayed.today)
    return [
        str(replayed.position),
        replayed.cluster,
        type_words(replayed.type, language),
        str(replayed.legal_on or ""),
        *(say(f"replay-verdict-{each}", language) for each in verdicts),
        found_words(replayed, language),
        cause_shown(asked, replayed),
    ]
