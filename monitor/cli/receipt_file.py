"""Receipts as files: one JSON object a line, complete or not there at all."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from domain.refusal import RefusedError
from monitor.audit.signing.device import read_signer
from monitor.audit.signing.note import Signer
from monitor.audit.signing.receipts import Receipt
from monitor.intake.line import shown_path

LARGEST_LINE = 1_000_000  # characters
_ENCODER = msgspec.json.Encoder()


def signers_of_receipts(files: Sequence[str]) -> list[Signer]:
    """Return the signers whose keys are in these files."""
    return [read_signer(Path(file)) for file in files]


def require_writable(file: str) -> None:
    """Refuse a place where no file can be written, before anything is recorded.

    Raises:
        RefusedError: "file-not-written".
    """
    partial = _partial(file)
    _writing(file, lambda: partial.open("wb").close())
    partial.unlink(missing_ok=True)


def write_receipts(file: str, receipts: Iterator[Receipt]) -> int:
    """Write receipts and return how many; the file appears only when it is whole.

    Raises:
        RefusedError: "file-not-written", and what keeps a receipt from being given.
    """
    partial, count = _partial(file), 0
    try:
        with partial.open("wb") as stream:
            for count, each in enumerate(receipts, start=1):  # noqa: B007 - the last count is wanted
                stream.write(_ENCODER.encode(each) + b"\n")
    except RefusedError:
        partial.unlink(missing_ok=True)
        raise
    except OSError as error:
        raise _not_written(file, error) from None
    _writing(file, lambda: partial.replace(file))
    return count


def _partial(file: str) -> Path:
    return Path(file).with_name(f"{Path(file).name}.partial")


def _writing(file: str, step: Callable[[], object]) -> None:
    try:
        step()
    except (OSError, ValueError) as error:
        raise _not_written(file, error) from None


def _not_written(file: str, error: Exception) -> RefusedError:
    reason = (isinstance(error, OSError) and error.strerror) or str(error)
    return RefusedError("file-not-written", file=shown_path(file), reason=reason)


def read_receipts(file: str) -> Iterator[Receipt]:
    """Yield the receipts of a file.

    Raises:
        RefusedError: "file-not-read", "receipt-not-accepted".
    """
    line = 0
    try:
        with Path(file).open("rb") as stream:
            while text := stream.readline(LARGEST_LINE):
                line += 1
                yield msgspec.json.decode(text, type=Receipt)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise RefusedError("receipt-not-accepted", file=shown_path(file), line=line, reason=error) from None
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise RefusedError("file-not-read", file=shown_path(file), reason=reason) from None
