"""The log: the checkpoints that are kept, and its check against one that was held outside.

Promise: the check reads everything anew; without a note from outside it says what it cannot show.
"""

from typing import Any, NamedTuple

from fastapi import Response
from htpy import Node, a, button, details, div, form, h2, li, p, pre, section, summary, ul

from domain.refusal import RefusedError
from monitor.answers.evidence import verify_answer
from monitor.audit.log.verification import verify_log
from monitor.audit.signing.checkpoint import checkpoints_in
from monitor.audit.signing.checkpoint_table import StoredNote, stored_notes
from monitor.audit.signing.keys import verifiers_in
from monitor.database import reading
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of
from monitor.web.asking import Form, Visitor
from monitor.web.audit.overview import signers_of
from monitor.web.audit.parts import audit_page, hash_shown
from monitor.web.frame import shown, token_field
from monitor.web.parts.fields import Flawed, field, refusal_box, text_field
from monitor.web.parts.tables import pairs, rows_table
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.wording import Language, say

_ADDRESS = "/audit/log"
_NEWEST, _MOST_PROBLEMS = 50, 50
_MOST_BYTES = 1_000_000


class Typed(NamedTuple):
    """What was given: notes that were held outside, and the keys that are trusted."""

    notes: str = ""
    keys: str = ""


def log(asked: Visitor) -> Response:
    """Show the checkpoints that are kept, and the form that checks the log."""
    return _page(asked, Typed(), None)


def verify(sent: Form) -> Response:
    """Check the whole log, against the checkpoints that are given too."""
    asked = sent.asked
    monitor = asked.guarded.monitor_for("verify")
    typed = Typed(sent.text("notes"), sent.text("keys"))
    try:
        typed = Typed(_notes_of(sent), typed.keys)
        outside = checkpoints_in(typed.notes, say("audit-note-given", asked.language))
        verifiers = verifiers_in(line.strip() for line in typed.keys.splitlines() if line.strip())
    except RefusedError as error:
        return _page(asked, typed, error)
    verdict = verify_log(monitor.engine, outside, verifiers)
    told = verify_answer(verdict, len(outside), asked.language, simulation=asked.simulation)
    return _page(asked, typed, None, _result(told, asked.language))


def _notes_of(sent: Form) -> str:
    """Return the notes that were typed or sent as a file, as notes are written: lines that end."""
    upload = sent.file("file")
    if upload is None:
        typed = sent.text("notes").replace("\r\n", "\n")
        return f"{typed}\n" if typed else ""
    content = upload.file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise RefusedError("body-too-large", most=_MOST_BYTES)
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise RefusedError("note-file-not-text") from None


# --- what is shown --------------------------------------------------------------------------------


def _page(asked: Asked, typed: Typed, error: RefusedError | None, result: Node = None) -> Response:
    monitor, language = asked.guarded.monitor_for("verify"), asked.language
    with reading(monitor.engine) as connection:
        notes = stored_notes(connection)
    headers = [say(f"column-{name}", language) for name in ("log", "size", "root-hash")]
    content = [
        result,
        _form(asked, typed, error),
        section[
            h2[say("audit-checkpoints", language)],
            rows_table(
                [*headers, say("audit-signers", language), say("audit-note", language)],
                [_row(each, language) for each in reversed(notes[-_NEWEST:])],
                caption=say("audit-checkpoints", language),
                empty=say("audit-checkpoints-none", language),
            ),
            p(".hint")[say("audit-checkpoint-why", language)],
        ],
    ]
    return shown(asked, audit_page(asked, "log", content), 422 if error else 200)


def _row(note: StoredNote, language: Language) -> list[Node]:
    found = note.checkpoint()
    return [
        plain(note.origin),
        str(note.size),
        hash_shown(found.shown_root) if found else tag(say("note-unreadable", language), "bad"),
        "、".join(map(plain, signers_of(note))) or "—",
        details[summary[say("audit-note-show", language)], pre[plain_lines(note.note)]],
    ]


def plain_lines(text: str) -> str:
    """Return a text of several lines with what does not print spelled out."""
    return "\n".join(plain(line) if line else "" for line in text.split("\n"))


def _form(asked: Asked, typed: Typed, error: RefusedError | None) -> Node:
    language = asked.language
    flawed = "keys" if error and error.code == "verifier-key-not-accepted" else "notes"
    sentence = sentence_of(error, language) if error else None
    return section(".card")[
        h2[say("audit-verify", language)],
        refusal_box(say("account-form-refused", language), language, [Flawed(flawed, sentence)])
        if sentence
        else None,
        p[say("audit-verify-what", language)],
        form(method="post", action=_ADDRESS, enctype="multipart/form-data")[
            token_field(asked),
            text_field(
                "notes",
                say("audit-verify-notes", language),
                typed.notes,
                hint=say("audit-verify-notes-hint", language),
                error=sentence if flawed == "notes" else None,
                spellcheck="false",
            ),
            field("file", say("audit-verify-file", language), type="file"),
            text_field(
                "keys",
                say("audit-verify-keys", language),
                typed.keys,
                hint=say("audit-verify-keys-hint", language),
                error=sentence if flawed == "keys" else None,
                spellcheck="false",
            ),
            button(".primary", type="submit")[say("audit-verify-do", language)],
        ],
    ]


def _result(told: dict[str, Any], language: Language) -> Node:
    problems = told["problems"]
    compared = say("audit-compared", language, count=told["checkpoints"], outside=told["checkpoints_outside"])
    head = div(".done" if told["ok"] else ".refused", role="status" if told["ok"] else "alert")[
        h2[say("audit-holds" if told["ok"] else "audit-broken", language)],
        p[compared],
        p[say("verify-without-outside-page", language)] if not told["checkpoints_outside"] else None,
        ul[(li[str(each["sentence"])] for each in problems[:_MOST_PROBLEMS])] if problems else None,
        p[say("audit-problems-more", language, count=len(problems) - _MOST_PROBLEMS)]
        if len(problems) > _MOST_PROBLEMS
        else None,
    ]
    lines: list[tuple[Node, Node]] = [
        (say("column-size", language), str(told["size"])),
        (say("audit-root-sha256", language), hash_shown(str(told["root"]))),
        (say("audit-root-sm3", language), hash_shown(str(told["root_sm3"]))),
    ]
    again = p[a(href=_ADDRESS)[say("audit-verify-anew", language)]]
    return [head, section(".card")[div(".single")[pairs(lines)], again]]
