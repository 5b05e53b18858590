"""The self-audits there are, what each found, and the times without one."""

from typing import Any

from fastapi import Response
from htpy import Node, details, div, h2, li, p, section, summary, ul

from monitor.answers.self_audits import self_audits_answer
from monitor.audit.self_audit import audits, silences
from monitor.web.asking import Visitor
from monitor.web.audit.parts import audit_page, hash_shown
from monitor.web.frame import shown
from monitor.web.parts.tables import pairs, rows_table
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.web.words import moment
from monitor.wording import Language, say

Json = dict[str, Any]
_NEWEST = 400


def self_audits(asked: Visitor) -> Response:
    """Show the self-audits, newest first."""
    monitor, language = asked.guarded.monitor_for("verify"), asked.language
    done, began = audits(monitor), monitor.log.after(0, 1)
    gaps = silences(done, began[0].recorded_at if began else None, asked.at)
    told = self_audits_answer(done, gaps, simulation=asked.simulation)
    headers = [say(f"column-{name}", language) for name in ("audited-at", "log-size", "outcome", "root")]
    content = [
        p[say("audit-self-what", language)],
        _missing(told["missing"], language),
        rows_table(
            headers,
            [_row(each, language) for each in reversed(told["audits"][-_NEWEST:])],
            caption=say("audit-title-self-audits", language),
            empty=say("audit-self-none", language),
        ),
        _last(told["audits"][-1], language) if told["audits"] else None,
    ]
    return shown(asked, audit_page(asked, "self-audits", content))


def _missing(missing: list[Json], language: Language) -> Node:
    if not missing:
        return None
    return div(".card.bad")[
        p[tag(say("audit-gaps", language, count=len(missing)), "bad")],
        ul[
            (
                li[say("audit-missing", language, since=moment(each["since"]), until=moment(each["until"]))]
                for each in missing
            )
        ],
    ]


def _row(audit: Json, language: Language) -> list[Node]:
    outcome = tag(say("audit-clean", language), "good")
    if not audit["clean"]:
        outcome = tag(say("audit-found-problems", language), "bad")
    return [moment(audit["audited_at"]), str(audit["size"]), outcome, hash_shown(audit["root_sha256"])]


def _last(audit: Json, language: Language) -> Node:
    covered = say("audit-no-checkpoint", language)
    if audit["checkpoint_size"] is not None:
        covered = say("audit-checkpoint", language, size=audit["checkpoint_size"])
    replayed = {name: audit[f"replay_{name}"] for name in ("differs", "cannot")}
    calendar = say("audit-calendar", language, days=audit["calendar_days"], differs=audit["calendar_differs"])
    lines: list[tuple[Node, Node]] = [
        (
            say("label-audit-log", language),
            say("audit-log", language, size=audit["size"], problems=audit["problems"]),
        ),
        (say("label-audit-checkpoint", language), covered),
        (
            say("label-audit-replay", language),
            say("audit-replay", language, replayed=audit["replayed"], **replayed),
        ),
        (say("label-audit-acts", language), say("audit-acts", language, count=audit["faulty_acts"])),
        (say("label-audit-calendar", language), calendar),
        (
            say("label-audit-uncovered", language),
            ", ".join(map(str, audit["uncovered_years"])) or "—",
        ),
    ]
    return section(".card")[h2[say("audit-self-last", language)], pairs(lines), _shadow(audit, language)]


def _shadow(audit: Json, language: Language) -> Node:
    headers = [say(f"column-{name}", language) for name in ("table", "rows", "differs", "sha256")]
    rows: list[list[Node]] = [
        [plain(each["table"]), str(each["rows"]), _count(each["differs"]), hash_shown(each["sha256"])]
        for each in audit["shadow"]
    ]
    words = say("audit-self-tables", language)
    return details[summary[words], rows_table(headers, rows, caption=words, empty="—")]


def _count(differs: int) -> Node:
    return tag(str(differs), "bad") if differs else "0"
