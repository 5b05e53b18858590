"""The protocol of one replay: what the record pins, the three verdicts, and every check."""

from fastapi import Response
from htpy import Node, div, h2, p, section

from domain.procedure import Checked
from domain.refusal import RefusedError
from monitor.answers.replay_telling import item_words
from monitor.audit.replaying.replay import Replay
from monitor.audit.replaying.replayed import Pins, Replayed
from monitor.http.asking import Asked
from monitor.web.asking import Visitor
from monitor.web.audit.parts import AUDIT, audit_page, cause_shown, hash_shown
from monitor.web.audit.replay import ADDRESS, grade_tag, verdict_tag
from monitor.web.frame import shown
from monitor.web.parts.tables import card_table, pairs
from monitor.web.parts.tags import Tone, tag
from monitor.web.parts.text import plain
from monitor.web.words import moment
from monitor.wording import Language, say
from monitor.wording.replay_words import fault_text, reason_text

_TONES: dict[str, Tone] = {"passed": "good", "fault": "bad", "remark": "warn", "later": "warn"}


def protocol(asked: Visitor, position: int, cluster: str = "") -> Response:
    """Show everything about the replay of the record at a position of a cluster."""
    asked.guarded.place(cluster, "replay")
    replaying, language = Replay(asked.desk.parts.monitor, asked.at), asked.language
    found = next((each for each in replaying.cluster(cluster) if each.position == position and each.id), None)
    if found is None:
        raise RefusedError("replay-event-unknown", kind="not-found", id=position)
    content = [
        section(".card")[pairs(_head(found, language))],
        section(".card")[h2[say("audit-verdicts", language)], pairs(_verdicts(found, asked))],
        _pins(found.pinned, language),
        _checks(found, language),
    ]
    page = audit_page(asked, "replay", content)
    crumbs = ((say("audit-title-overview", language), AUDIT), (say("audit-title-replay", language), ADDRESS))
    title = say("audit-replay-one", language, position=position)
    return shown(asked, page._replace(title=title, crumbs=crumbs))


def _head(found: Replayed, language: Language) -> list[tuple[Node, Node]]:
    return [
        (say("column-cluster", language), plain(found.cluster)),
        (say("label-replay-item", language), item_words(found, language)),
        (say("label-event", language), hash_shown(found.id or "—")),
        (say("label-replay-legal-on", language), str(found.legal_on or "—")),
        (
            say("label-replay-recorded", language),
            moment(found.recorded_at) if found.recorded_at else "—",
        ),
    ]


def _verdicts(found: Replayed, asked: Asked) -> list[tuple[Node, Node]]:
    language = asked.language
    verdicts = {"then": found.then, "now": found.now, "today": found.today}
    return [
        (say("label-replay-class", language), grade_tag(found, language)),
        *(
            (say(f"label-replay-{name}", language), verdict_tag(each, language))
            for name, each in verdicts.items()
        ),
        (say("label-replay-reason", language), reason_text(found.reason, language) or "—"),
        (say("label-replay-cause", language), cause_shown(asked, found) or "—"),
    ]


def _pins(pins: Pins | None, language: Language) -> Node:
    if pins is None:
        return None
    lines: list[tuple[Node, Node]] = [
        (
            say("label-replay-rulebook", language),
            [plain(pins.rulebook), " ", hash_shown(pins.rulebook_sha256 or "—")],
        ),
        (say("label-replay-statutes", language), hash_shown(pins.statutes_sha256 or "—")),
        (say("label-replay-notices", language), hash_shown(pins.notices_sha256 or "—")),
        (say("label-calendar", language), hash_shown(pins.calendar_sha256)),
        (say("label-replay-computed-from", language), str(pins.position)),
        (say("label-replay-events", language), hash_shown(", ".join(pins.events) or "—")),
        (say("label-replay-choices", language), plain(", ".join(pins.choices))),
        (say("label-replay-code-version", language), plain(pins.code_version)),
    ]
    return section(".card")[h2[say("audit-pins", language)], div(".single")[pairs(lines)]]


def _checks(found: Replayed, language: Language) -> Node:
    rows = [_check(each, _outcome(each), language) for each in found.checks]
    rows += [_check(each, "later", language) for each in found.later]
    names = ("replay-check", "replay-result", "text", "article")
    return section[
        h2[say("replay-checks", language)],
        card_table(
            [say(f"column-{name}", language) for name in names],
            rows,
            caption=say("replay-checks", language),
            empty=say("replay-no-checks", language),
        ),
        p(".hint")[say("audit-replay-three", language)],
    ]


def _outcome(check: Checked) -> str:
    return check.severity if check.is_broken else "passed"


def _check(check: Checked, outcome: str, language: Language) -> list[Node]:
    source = say(f"replay-source-{check.source}", language)
    return [
        say(f"check-{check.code}", language),
        tag(say(f"replay-{outcome}", language), _TONES[outcome]),
        fault_text(check.code, check.values, language) if check.is_broken else "—",
        f"{check.article}（{source}）" if language == "zh" else f"{check.article} ({source})",
    ]
