"""What can be taken from a case and its cluster on paper: Word drafts, and the dossier."""

from fastapi import Response

from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.answers.days import read_day
from monitor.application import Monitor
from monitor.audit.papers.dossier import make_dossier
from monitor.audit.papers.dossier_scope import Wanted
from monitor.drafts.draft import Asked as Question
from monitor.drafts.draft import draft
from monitor.drafts.kinds import KINDS
from monitor.http.asking import Asked, Times
from monitor.intake.line import shown
from monitor.web.asking import TimesShown, Visitor

CASE_PAPERS = tuple(kind.name for kind in KINDS.values() if kind.about == "case")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def case_paper(asked: Visitor, cluster: str, case: str, kind: str, times: TimesShown) -> Response:
    """Answer the draft of a paper of a case."""
    if kind not in CASE_PAPERS:
        raise RefusedError("paper-kind-unknown", found=shown(kind), allowed=" ".join(CASE_PAPERS))
    monitor = asked.guarded.monitor_for(READ, cluster)
    return _word(
        monitor,
        Question(kind=kind, on=times.on, known_at=times.known_at, cluster=cluster, case=case),
    )


def reminder_paper(asked: Visitor, cluster: str, times: TimesShown) -> Response:
    """Answer the draft of a letter that reminds a cluster of what is due."""
    monitor = asked.guarded.monitor_for(READ, cluster)
    return _word(monitor, Question(kind="reminder", on=times.on, known_at=times.known_at, cluster=cluster))


def evaluation_paper(asked: Visitor, times: TimesShown, programme: str = "", year: str = "") -> Response:
    """Answer the draft of the yearly evaluation of a programme all of whose clusters may be seen."""
    stated = int(year) if read_day(f"{year}-01-01") else None
    monitor = _of_programme(asked, times, programme)
    question = Question(
        kind="yearly-evaluation",
        on=times.on,
        known_at=times.known_at,
        programme=programme or None,
        year=stated,
    )
    return _word(monitor, question)


def dossier(asked: Visitor, cluster: str, case: str, unsigned: str = "") -> Response:
    """Answer everything that one case rests on, as a zip that checks itself."""
    monitor = asked.guarded.monitor_for("dossier", cluster)
    made = make_dossier(monitor, Wanted(cluster, case, (), bool(unsigned)))
    return _file(made.content, "application/zip", f"dossier-{cluster}.zip")


def _of_programme(asked: Asked, times: Times, programme: str) -> Monitor:
    """Return the application to whoever may see every cluster of a programme.

    Raises:
        RefusedError: "not-permitted-everywhere".
    """
    monitor = asked.guarded.monitor_for("read-law")
    lines = monitor.standings(on=times.on, known_at=times.known_at)
    there = {line["cluster"] for line in lines if line.get("programme") == programme}
    seen = set(asked.guarded.visible())
    if not seen or not there <= seen:
        refusal = RefusedError("not-permitted-everywhere", kind="not-permitted", action=READ)
        raise asked.guarded.noted(refusal, READ)
    return monitor


def _word(monitor: Monitor, question: Question) -> Response:
    made = draft(monitor, question)
    about = question.cluster or question.programme or ""
    return _file(made.content, _WORD, f"{question.kind}-{about}.docx")


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, 200, {"Content-Disposition": f'attachment; filename="{name}"'}, kind)
