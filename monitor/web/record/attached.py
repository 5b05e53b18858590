"""A file that comes along with a form: its hash is taken, the file itself is not kept."""

import hashlib

from starlette.datastructures import UploadFile

from monitor.web.asking import Posted
from monitor.web.parts.fields import Flawed
from monitor.web.record.sheet import Sheet
from monitor.wording import say


def with_file(sent: Posted, sheet: Sheet) -> tuple[Sheet, Flawed | None]:
    """Return the sheet with the hash of the file that came along; a flaw where another was stated."""
    file = sent.file("file")
    if file is None:
        return sheet, None
    found, stated = _sha256(file), sheet.text("source.sha256")
    if stated and stated != found:
        return sheet, Flawed("file", say("record-file-differs", sent.asked.language, found=found))
    return sheet.with_texts(source__sha256=found), None


def _sha256(file: UploadFile) -> str:
    return hashlib.file_digest(file.file, "sha256").hexdigest()  # type: ignore[arg-type]
