"""A draft of a paper, as Word or PDF: what the command line, the pages and the API ask for.

Whoever asks must be allowed to read the cluster, for the yearly evaluation every cluster: hand on the
monitor that `Guarded.monitor_for("read", cluster)` gives.
"""

from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec

from domain.refusal import RefusedError
from monitor.application import Monitor
from monitor.audit.papers.certificates import Asked as Question
from monitor.audit.papers.certificates import certified
from monitor.drafts.case_papers import appeal_paper, case_paper
from monitor.drafts.evaluating import evaluation
from monitor.drafts.fields import AppealPaper, Paper, blanks_of
from monitor.drafts.kinds import KINDS, DraftKind, kind_named
from monitor.drafts.reminding import reminder
from monitor.intake.line import shown_path

DraftForm = Literal["docx", "pdf"]
DRAFT_FORMS: tuple[DraftForm, ...] = ("docx", "pdf")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which draft, for the end of which legal day, known by when.

    One about a case or cluster needs `cluster` (`case` may be left out: the one a reader wants); the yearly
    evaluation needs `programme`, and speaks of the year before the day unless `year` is given.
    """

    kind: str
    on: date
    known_at: datetime
    cluster: str | None = None
    case: str | None = None
    programme: str | None = None
    year: int | None = None


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft: its file, and the names of the fields that people have to fill in."""

    content: bytes
    blanks: tuple[str, ...]


def draft(monitor: Monitor, asked: Asked, form: DraftForm = "docx", templates: Path | None = None) -> Draft:
    """Return a draft as a file.

    Args:
        monitor: the application, on behalf of somebody who may read what is asked about.
        asked: which draft.
        form: "docx", or "pdf" of our own layout.
        templates: the office's own folder of templates; a kind that it lacks is taken from ours.

    Raises:
        RefusedError: "paper-kind-unknown", "paper-needs", "cluster-not-found", "case-not-found",
            "paper-without-appeal", "programme-unknown"; what keeps a template from being used;
            "paper-pdf-not-installed", "paper-pdf-has-no-template".
    """
    kind = kind_named(asked.kind)
    paper = paper_of(monitor, asked)
    if form == "docx":
        from monitor.drafts.word import word_draft  # noqa: PLC0415 - heavy, and most commands write no draft

        content = word_draft(template_of(kind, templates), kind.file, paper)
    else:
        if templates is not None:
            raise RefusedError("paper-pdf-has-no-template")
        from monitor.drafts.pdf import pdf_draft  # noqa: PLC0415 - the same

        content = pdf_draft(kind, paper)
    return Draft(content=content, blanks=tuple(blanks_of(paper)))


def paper_of(monitor: Monitor, asked: Asked) -> Paper:
    """Return the fields of a draft; raises as `draft` does."""
    kind = kind_named(asked.kind)
    if kind.about == "programme":
        programme = _needed(asked, "programme")
        year = asked.year or asked.on.year - 1
        return evaluation(monitor, programme, year, on=asked.on, known_at=asked.known_at)
    found = certified(monitor, Question(_needed(asked, "cluster"), asked.on, asked.known_at))
    if kind.about == "cluster":
        return reminder(found)
    return (appeal_paper if kind.fields is AppealPaper else case_paper)(found, asked.case)


def _needed(asked: Asked, name: str) -> str:
    value: str | None = getattr(asked, name)
    if value is None:
        raise RefusedError("paper-needs", found=asked.kind, needed=f"--{name}")
    return value


def template_of(kind: DraftKind, folder: Path | None) -> bytes:
    """Return the template of a kind: the office's own where it has one, else ours.

    Raises:
        RefusedError: "file-not-read", the folder or the template is there but cannot be read.
    """
    if folder is None:
        return resources.files("monitor.drafts").joinpath("templates", kind.file).read_bytes()
    try:
        own = sorted(each.name for each in folder.iterdir())
        return (folder / kind.file).read_bytes() if kind.file in own else template_of(kind, None)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise RefusedError("file-not-read", file=shown_path(str(folder)), reason=reason) from None


def write_templates(folder: Path) -> list[Path]:
    """Copy our templates to a folder, for an office to edit; what is there already is left as it is.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in KINDS.values():
        path = folder / kind.file
        if not path.exists():
            path.write_bytes(template_of(kind, None))
            written.append(path)
    return written
