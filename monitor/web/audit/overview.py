"""Audit at a glance: how long the log is and its roots, who signed it last, when it was last examined."""

from collections.abc import Sequence

from fastapi import Response
from fastapi.responses import RedirectResponse
from htpy import Node, a, div, h2, li, p, section, span, ul

from monitor.answers.evidence import checkpoint_answer
from monitor.audit.log.tree import LogTree
from monitor.audit.self_audit import Audited, audits, silences
from monitor.audit.signing.checkpoint_table import StoredNote, stored_notes
from monitor.audit.signing.note import NoteError, read_note
from monitor.database import reading
from monitor.web.asking import Visitor
from monitor.web.audit.parts import audit_page, hash_shown
from monitor.web.frame import shown
from monitor.web.parts.tables import pairs
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.web.words import moment
from monitor.wording import Language, say


def audit(asked: Visitor) -> Response:
    """Show the state of the log and of its examinations; who may read the access record only is led there."""
    if not asked.guarded.may("verify") and asked.guarded.may("read-record"):
        return RedirectResponse("/audit/access", 303)
    monitor = asked.guarded.monitor_for("verify")
    done = audits(monitor)
    began = monitor.log.after(0, 1)
    gaps = silences(done, began[0].recorded_at if began else None, asked.at)
    with reading(monitor.engine) as connection:
        notes = stored_notes(connection)
    tree = LogTree(monitor.engine)
    size = tree.size()
    content = [
        _figures(size, notes, done, len(gaps), asked.language),
        div(".columns")[_log(tree, size, asked.language), _checkpoint(notes, asked.language)],
        _examined(done, len(gaps), asked.language),
        p[a(href="/cases")[say("audit-dossiers", asked.language)]],
    ]
    return shown(asked, audit_page(asked, "overview", content))


def _figures(
    size: int, notes: Sequence[StoredNote], done: Sequence[Audited], gaps: int, language: Language
) -> Node:
    covered = max((note.size for note in notes), default=0)
    return ul(".figures")[
        _figure(str(size), say("audit-figure-size", language)),
        _figure(
            str(size - covered), say("audit-figure-uncovered", language), "warn" if size > covered else None
        ),
        _figure(str(len(done)), say("audit-figure-audits", language)),
        _figure(str(gaps), say("audit-figure-gaps", language), "bad" if gaps else None),
    ]


def _figure(figure: str, words: str, kind: str | None = None) -> Node:
    return li(class_=kind)[span(".figure")[figure], words]


def _log(tree: LogTree, size: int, language: Language) -> Node:
    roots: list[tuple[Node, Node]] = []
    if size:
        roots = [
            (say("audit-root-sha256", language), hash_shown(f"sha256:{tree.root('sha256', size).hex()}")),
            (say("audit-root-sm3", language), hash_shown(f"sm3:{tree.root('sm3', size).hex()}")),
        ]
    return section(".card")[
        h2[say("audit-roots", language)],
        p(".hint")[say("audit-roots-why" if size else "verify-empty", language)],
        div(".single")[pairs(roots)],
        p[a(".button", href="/audit/log")[say("audit-title-log", language)]],
    ]


def _checkpoint(notes: Sequence[StoredNote], language: Language) -> Node:
    """Return the newest checkpoint that is kept; its signatures are stated, and checked with a key."""
    content: Node = p[tag(say("audit-no-checkpoint", language), "unknown")]
    if notes:
        told = checkpoint_answer(notes[-1], [])
        content = pairs(
            [
                (say("column-log", language), plain(told["origin"])),
                (say("column-size", language), str(told["size"])),
                (say("audit-signers", language), "、".join(map(plain, signers_of(notes[-1]))) or "—"),
            ]
        )
    return section(".card")[
        h2[say("audit-checkpoint-last", language)],
        content,
        p(".hint")[say("audit-checkpoint-why", language)],
    ]


def signers_of(note: StoredNote) -> list[str]:
    """Return the names of the keys that say they signed a note."""
    try:
        return [line.name for line in read_note(note.note).signatures]
    except NoteError:
        return []


def _examined(done: Sequence[Audited], gaps: int, language: Language) -> Node:
    content: Node = p[tag(say("empty-self-audits", language), "unknown")]
    if done:
        last = done[-1]
        clean = "clean" if last.found.is_clean else "found-problems"
        content = [
            p[
                tag(say(f"audit-{clean}", language), "good" if last.found.is_clean else "bad"),
                " ",
                moment(last.at),
            ],
            p[
                say(
                    "audit-replay",
                    language,
                    replayed=last.found.replayed,
                    differs=last.found.replay_differs,
                    cannot=last.found.replay_cannot,
                )
            ],
        ]
    return section(".card")[
        h2[say("audit-examined", language)],
        content,
        p[tag(say("audit-gaps", language, count=gaps), "bad")] if gaps else None,
        div(".actions")[
            a(".button", href="/audit/self-audits")[say("audit-title-self-audits", language)],
            a(".button", href="/audit/replay")[say("audit-title-replay", language)],
        ],
    ]
