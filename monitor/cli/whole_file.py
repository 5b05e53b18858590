"""Files that commands write: each appears only when it is whole."""

import os
from pathlib import Path

from domain.refusal import RefusedError
from monitor.intake.line import shown_path


def write_whole(file: str, content: bytes) -> None:
    """Write a file, or leave what was there.

    Raises:
        RefusedError: "file-not-written".
    """
    path = Path(file)
    partial = path.with_name(f"{path.name}.partial") if path.name else path
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise RefusedError("file-not-written", file=shown_path(file), reason=reason) from None
    finally:
        _remove(partial)


def _remove(partial: Path) -> None:
    try:
        partial.unlink(missing_ok=True)
    except (OSError, ValueError):
        return  # it was never made


def form_of(file: str) -> str:
    """Return the form that a file's name asks for: "csv" of "due.CSV"; "" where it has no ending.

    >>> form_of("due.CSV"), form_of("due")
    ('csv', '')
    """
    return Path(file).suffix.lower().removeprefix(".")
