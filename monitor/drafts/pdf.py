"""Drafts as PDF; the only home of WeasyPrint, which is an extra and loaded when a PDF is asked for.

Promise: the same fields give the same bytes, and nothing is fetched from anywhere while it is drawn.
"""

import logging
from typing import NoReturn

from domain.refusal import RefusedError
from monitor.drafts.fields import Paper
from monitor.drafts.kinds import DraftKind
from monitor.drafts.page import page_of
from monitor.intake.line import escaped


def pdf_draft(kind: DraftKind, paper: Paper) -> bytes:
    """Return a paper as PDF, in our own layout.

    Raises:
        RefusedError: "paper-pdf-not-installed".
    """
    try:
        from weasyprint import HTML  # noqa: PLC0415 - an extra, with system libraries of its own
    except (ImportError, OSError) as error:
        reason = escaped(" ".join(str(error).split()))[:120]
        raise RefusedError("paper-pdf-not-installed", kind="unavailable", reason=reason) from None
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it is talkative about fonts
    page = HTML(string=page_of(kind, paper), url_fetcher=_fetch_nothing)
    content: bytes = page.write_pdf()
    return content


def _fetch_nothing(url: str, *_: object, **__: object) -> NoReturn:
    """Refuse whatever a page might ask for."""
    raise ValueError(url)
