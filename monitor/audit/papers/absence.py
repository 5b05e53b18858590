"""Proof of absence: that a filing was not in the log when the system found it missing.

The finding is event v of its cluster, and the log that was signed counts the versions of a stream 1, 2,
3: so exactly v - 1 events of the cluster stand before it, and all of them are shown. It rests on the
signer and on `verify`, which both refuse a log in which the versions of a stream do not count so.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from domain.deadline import Deadline
from domain.events import Recorded
from domain.findings import GroundEstablished, ObligationOverdue
from domain.refusal import RefusedError
from domain.rulebook import Rulebook
from domain.rulebook_hash import law_text
from domain.text import DAY
from monitor.audit.papers.evidence import Tops
from monitor.audit.papers.verifier import ABSENCE_FORMAT, with_hash
from monitor.law_archive import LawArchive

Json = dict[str, Any]


def missing_finding(stream: Iterable[Recorded], deadline: Deadline) -> Recorded | None:
    """Return the first finding that a filing was missing on its last day, or None."""
    for record in stream:
        body = record.body
        if isinstance(body, ObligationOverdue):
            found = (body.kind, body.period, body.due_on)
        elif isinstance(body, GroundEstablished) and body.obligation and body.period:
            found = (body.obligation, body.period, body.since - DAY)
        else:
            continue
        if found == (deadline.kind, deadline.about, deadline.due_on):
            return record
    return None


def require_finding(stream: Sequence[Recorded], deadline: Deadline) -> Recorded:
    """Return the finding that a filing was missing.

    Raises:
        RefusedError: "absence-not-found", the system recorded no such finding.
    """
    finding = missing_finding(stream, deadline)
    if finding is None:
        raise RefusedError("absence-not-found", kind="not-found", subject=f"{deadline.kind} {deadline.about}")
    return finding


def absence_document(  # noqa: PLR0913 - one proof, told in one call
    finding: Recorded,
    deadline: Deadline,
    rulebook: str,
    tops: Tops,
    lines: Sequence[Json],
    *,
    simulation: bool,
) -> Json:
    """Return the proof as JSON values.

    `lines` are the events of the cluster up to the checkpoints, `rulebook` the text by which the finding
    was made: it tells what the report was called.
    """
    document = {
        "format": ABSENCE_FORMAT,
        "cluster": finding.cluster,
        "simulation": simulation,
        "obligation": {"kind": deadline.kind, "period": deadline.about, "due_on": str(deadline.due_on)},
        "finding": {"event": finding.id, "version": finding.version, "position": finding.position},
        "rulebook": rulebook,
        "checkpoint": tops.note,
        "checkpoint_sm3": tops.sm3_note,
        "events": list(lines),
    }
    return with_hash(document)


def rulebook_text(finding: Recorded, archive: LawArchive, otherwise: Rulebook) -> str:
    """Return the rulebook that a finding pins, as it was archived; another where it pins none.

    Raises:
        RefusedError: "law-text-missing", "law-text-altered".
    """
    pinned = getattr(finding.body, "rulebook_sha256", None)
    if pinned in (None, otherwise.sha256):
        return law_text(otherwise).decode()
    return archive.read(pinned).content.decode()
