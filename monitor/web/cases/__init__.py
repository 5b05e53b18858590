"""Revocation cases: all of them, one of them, and what can be taken from them on paper."""

from monitor.web.cases.listing import case_files, cases
from monitor.web.cases.one import case_page
from monitor.web.cases.papers import case_paper, dossier, evaluation_paper, reminder_paper
from monitor.web.route import PageRoute, page

__all__ = ["PAGES"]

PAGES: tuple[PageRoute, ...] = (
    page("/cases", "read", cases),
    page("/cases.{form}", "read", case_files),
    page("/clusters/{cluster}/cases/{case}", "read", case_page),
    page("/clusters/{cluster}/cases/{case}/papers/{kind}.docx", "read", case_paper),
    page("/clusters/{cluster}/cases/{case}/dossier.zip", "dossier", dossier),
    page("/clusters/{cluster}/papers/reminder.docx", "read", reminder_paper),
    page("/papers/evaluation.docx", "read", evaluation_paper),
)
