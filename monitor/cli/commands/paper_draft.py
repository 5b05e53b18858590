"""paper draft: a draft of a paper, to a file."""

from datetime import date, datetime
from pathlib import Path

import msgspec

from domain.refusal import RefusedError
from monitor.answers.times import day_asked
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.session import end_of_knowledge, session_of
from monitor.cli.whole_file import form_of, write_whole
from monitor.drafts.draft import DRAFT_FORMS, draft
from monitor.drafts.draft import Asked as Question
from monitor.intake.line import shown_path


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which draft, about what, for which day, known by when; to which file, by whose templates."""

    kind: str
    cluster: str | None
    case: str | None
    programme: str | None
    year: int | None
    on: date | None
    known_at: datetime | None
    template: str | None
    to: str


def run(call: Call, asked: Asked) -> None:
    """Write a draft and say how much of it people have to fill in."""
    form = next((each for each in DRAFT_FORMS if each == form_of(asked.to)), None)
    file = shown_path(asked.to)
    if form is None:
        raise RefusedError("paper-form-unknown", file=file, allowed=" ".join(f".{f}" for f in DRAFT_FORMS))
    session = session_of(call)
    known_at = end_of_knowledge(session, asked.known_at)
    named = {name: getattr(asked, name) for name in ("kind", "cluster", "case", "programme", "year")}
    question = Question(**named, on=day_asked(known_at, asked.on), known_at=known_at)
    made = draft(session.monitor, question, form, None if asked.template is None else Path(asked.template))
    write_whole(asked.to, made.content)
    told = {"file": file, "bytes": len(made.content)}
    if call.as_json:
        write_json({**told, "blanks": made.blanks, "simulation": call.simulation})
    else:
        call.tells("paper-written", **told, blanks=len(made.blanks))
