"""Word drafts: a template filled in; the only home of docxtpl.

Promise: the same template and the same fields give the same bytes. A template that is broken, holds macros
or leads outside is refused in one sentence and is never opened by anything that would follow it.
"""

import io
import zipfile

from docxtpl import DocxTemplate
from jinja2 import TemplateError

from domain.refusal import RefusedError
from monitor.drafts.fields import Paper
from monitor.drafts.language import TemplateLanguage, fields_of
from monitor.drafts.plain import values_of
from monitor.intake.archive import WorkbookError, unpacked
from monitor.intake.line import escaped

MOST_BYTES = 20 * 2**20  # of a template, unpacked
_CONTENTS = "[Content_Types].xml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a zip's calendar


def word_draft(template: bytes, file: str, paper: Paper) -> bytes:
    """Return a .docx: the template with the fields of a paper filled in.

    Raises:
        RefusedError: "paper-template-broken", "paper-template-leads-outside", "paper-field-unknown",
            "paper-template-not-allowed", "paper-template-syntax"; each names `file`.
    """
    require_harmless(template, file)
    language = TemplateLanguage(file, fields_of(type(paper)))
    filled = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(values_of(paper), language, autoescape=True)
        document.save(filled)
    except (RefusedError, MemoryError):
        raise
    except (TemplateError, RecursionError) as error:
        raise _broken(file, error) from None
    except Exception as error:  # noqa: BLE001 - python-docx raises whatever it stumbles over in a broken file
        raise _broken(file, error) from None
    return repacked(filled.getvalue())


def require_harmless(template: bytes, file: str) -> None:
    """Refuse what is no small Word file, or one with macros or with parts elsewhere.

    Raises:
        RefusedError: "paper-template-broken", "paper-template-leads-outside".
    """
    try:
        parts = unpacked(template)
    except WorkbookError as error:
        raise _broken(file, f"{error.code} {error.found}") from None
    if "word/document.xml" not in parts or sum(map(len, parts.values())) > MOST_BYTES:
        raise _broken(file, "word/document.xml")
    for name, content in parts.items():
        leads = name.endswith(".rels") and b"TargetMode" in content.replace(b"Internal", b"")
        if leads or "vbaproject" in name or b"<!DOCTYPE" in content[:1000]:
            raise RefusedError("paper-template-leads-outside", file=file, part=escaped(name))


def _broken(file: str, reason: object) -> RefusedError:
    text = str(reason) or type(reason).__name__
    return RefusedError("paper-template-broken", file=file, reason=escaped(text)[:200])


def repacked(document: bytes) -> bytes:
    """Return a zip with the same parts in one order, without the clock of whoever packed it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(old.namelist(), key=lambda each: (each != _CONTENTS, each)):
            new.writestr(_entry(name), old.read(name))
    return packed.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the same whatever system packs it
    return entry
