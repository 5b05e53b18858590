"""Checkpoints held outside, as claims that the log of a backup has to meet."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from domain.refusal import RefusedError
from monitor.audit.log.claims import Claim
from monitor.audit.signing.checkpoint import is_signed_by_log, read_checkpoints
from monitor.audit.signing.keys import VerifierKey


def claims_of(files: Iterable[str], verifiers: Sequence[VerifierKey]) -> list[Claim]:
    """Return what the checkpoints of some files claim.

    Raises:
        RefusedError: "file-not-read", "checkpoint-not-accepted"; "checkpoints-not-signed", keys are named
            and none of them signed one.
    """
    found = [checkpoint for file in files for checkpoint in read_checkpoints(Path(file))]
    unsigned = [each for each in found if verifiers and not is_signed_by_log(each, verifiers)]
    if unsigned:
        raise RefusedError("checkpoints-not-signed", kind="answer-is-no", count=len(unsigned))
    return [Claim(each.algorithm, each.size, each.root, f"{each.origin} {each.size}") for each in found]
