"""The zip inside a workbook, opened only after it is known to be small: no bomb is ever unpacked.

Declared sizes can lie, so the bytes that really come out are counted too.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

MOST_ENTRIES = 500
MOST_BYTES = 100 * 2**20
MOST_RATIO = 100
_SMALL = 2**20
_CHUNK = 2**16
_OTHER_FORMATS = frozenset({"content.xml", "mimetype", "xl/workbook.bin"})


class WorkbookError(Exception):
    """A workbook is not read.

    Attributes:
        code: "workbook-broken", "workbook-locked" or "workbook-too-large".
        found: what is wrong, in a few words or numbers.
        allowed: the limit, where there is one.
    """

    def __init__(self, code: str, found: str = "", allowed: str = "") -> None:
        """Refuse for the reason `code`."""
        super().__init__(code)
        self.code = code
        self.found = found
        self.allowed = allowed


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook by lower-case name.

    Raises:
        WorkbookError: it is no zip, has a password, or is larger than the limits.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise WorkbookError("workbook-locked")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _parts(archive, archive.infolist())
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise WorkbookError("workbook-broken", str(error)) from None
    except (NotImplementedError, RuntimeError, ValueError, LookupError) as error:
        raise WorkbookError("workbook-broken", str(error)) from None


def _parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    _check_declared(entries)
    parts: dict[str, bytes] = {}
    room = MOST_BYTES
    for entry in entries:
        part = b"".join(_bounded(archive, entry, room))
        room -= len(part)
        if parts.setdefault(entry.filename.lower(), part) is not part:
            raise WorkbookError("workbook-broken", entry.filename)
    return parts


def _check_declared(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise WorkbookError("workbook-too-large", f"{len(entries):,} parts", f"{MOST_ENTRIES} parts")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        raise too_large(total)
    packed = sum(entry.compress_size for entry in entries)
    if total > _SMALL and total > MOST_RATIO * packed:
        raise WorkbookError("workbook-too-large", f"{total // max(packed, 1):,}:1", f"{MOST_RATIO}:1")
    if any(entry.filename.lower() in _OTHER_FORMATS for entry in entries):
        raise WorkbookError("workbook-broken", "another format")


def _bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> Iterator[bytes]:
    done = 0
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            done += len(chunk)
            if done > room or (done > _SMALL and done > MOST_RATIO * max(entry.compress_size, 1)):
                raise too_large(done)
            yield chunk


def too_large(found: int) -> WorkbookError:
    """Return the refusal of a workbook with more bytes than the limit."""
    return WorkbookError("workbook-too-large", f"{found:,} bytes", f"{MOST_BYTES:,} bytes")
