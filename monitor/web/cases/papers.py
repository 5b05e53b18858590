"""What can be taken from a case and its cluster on paper: Word drafts, and the dossier."""

from fastapi import Response
from htpy import a, div, p

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
from monitor.http.problems import status_of
from monitor.intake.line import shown
from monitor.web.asking import TimesShown, Visitor
from monitor.web.cases.found import case_address
from monitor.web.frame import Page
from monitor.web.frame import shown as page_shown
from monitor.web.parts.text import plain
from monitor.wording import say

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
    try:
        made = make_dossier(monitor, Wanted(cluster, case, (), bool(unsigned)))
    except RefusedError as error:
        if error.code != "evidence-not-signed":
            raise
        return _not_covered(asked, cluster, case, error)
    return _file(made.content, "application/zip", f"dossier-{cluster}.zip")


def _not_covered(asked: Asked, cluster: str, case: str, error: RefusedError) -> Response:
    """Show that no signed checkpoint covers a case yet, and the way to its dossier without one."""
    language, where = asked.language, case_address(cluster, case)
    content = div(".card.narrow")[
        p(role="alert")[say("case-dossier-not-covered", language, **error.values)],
        p[
            a(".button", href=f"{where}/dossier.zip?unsigned=1", download=True)[
                say("case-dossier-unsigned", language)
            ]
        ],
    ]
    title = say("case-title", language, case=plain(case))
    crumbs = ((say("cases-title", language), "/cases"), (title, where))
    page = Page(title=say("case-dossier-missing", language), content=content, section="cases", crumbs=crumbs)
    return page_shown(asked, page, status_of(error))


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
