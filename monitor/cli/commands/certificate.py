"""certificate: from which fact, by which clause and over which days a deadline follows."""

from datetime import date, datetime
from typing import Any

import click
import msgspec

from domain.deadline import Deadline
from domain.refusal import RefusedError
from monitor.answers.times import day_asked
from monitor.application import Monitor
from monitor.audit.papers import verifier
from monitor.audit.papers.absence import absence_document, missing_finding, require_finding, rulebook_text
from monitor.audit.papers.certificates import Asked as Question
from monitor.audit.papers.certificates import Certified, certified, one_deadline
from monitor.audit.papers.evidence import covering_tops, evidence_of, first_problem
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.certificate_screen import write_deadline
from monitor.cli.session import end_of_knowledge, session_of

Json = dict[str, Any]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of which cluster, which window or obligation, for which day, known by when."""

    cluster: str
    subject: str
    period_or_case: str | None
    on: date | None
    known_at: datetime | None
    absence: bool
    unsigned: bool


def run(call: Call, asked: Asked) -> None:
    """Write the certificate of a deadline, or the proof that its filing was missing."""
    session = session_of(call)
    known_at = end_of_knowledge(session, asked.known_at)
    question = Question(asked.cluster, day_asked(known_at, asked.on), known_at)
    found = certified(session.monitor, question)
    deadline = one_deadline(found, asked.subject, asked.period_or_case)
    if asked.absence:
        _write_absence(_proof(session.monitor, found, deadline, unsigned=asked.unsigned))
        return
    finding = missing_finding(found.stream, deadline)
    if call.as_json:
        named = {"event": finding.id, "position": finding.position} if finding else None
        write_json({**found.document(deadline), "missing": named})
    else:
        write_deadline(call, found, deadline, is_missing=finding is not None)


def _proof(monitor: Monitor, found: Certified, deadline: Deadline, *, unsigned: bool) -> Json:
    """Return the proof of absence; it is given only where the log bears it out.

    Raises:
        RefusedError: "absence-not-found", "evidence-not-signed"; "absence-does-not-hold".
    """
    finding = require_finding(found.stream, deadline)
    tops = covering_tops(monitor.engine, finding.position, unsigned=unsigned)
    lines = evidence_of(monitor.engine, found.asked.cluster, tops.size)
    book = rulebook_text(finding, monitor.archive, found.law.book)
    proof = absence_document(finding, deadline, book, tops, lines, simulation=monitor.simulation)
    report = verifier.check_content(verifier.canonical(proof), [])
    if not report.ok:
        chinese, english = first_problem(report)
        raise RefusedError("absence-does-not-hold", kind="answer-is-no", reason=english, reason_zh=chinese)
    return proof


def _write_absence(proof: Json) -> None:
    """Write the proof in its one form, which is JSON whatever was asked for."""
    click.echo(verifier.canonical(proof), nl=False)
