"""The verdict on a bundle: by our own copy of the verifier, never by the one that the bundle brings."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from domain.refusal import RefusedError
from monitor.audit.papers import verifier
from monitor.audit.signing.keys import VerifierKey
from monitor.audit.signing.schemes import ED25519
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.screen import ALERT, Screen
from monitor.intake.line import shown_path

Json = dict[str, Any]


def verify_bundle(call: Call, file: str, trusted: Sequence[VerifierKey]) -> None:
    """Check a dossier or a proof of absence, and tell what does not hold.

    Raises:
        RefusedError: "bundle-does-not-hold"; "file-not-read", "bundle-too-large".
    """
    keys = [verifier.read_key(str(each)) for each in trusted if each.scheme == ED25519]
    report = _checked(file, keys)
    if call.as_json:
        write_json(report.answer(call.language))
    else:
        _write(call, report)
    if not report.ok:
        raise RefusedError("bundle-does-not-hold", kind="answer-is-no", count=len(report.problems))


def _checked(file: str, keys: Sequence[verifier.Key]) -> verifier.Report:
    try:
        return verifier.check_bundle(file, keys)
    except verifier.BrokenError:
        raise RefusedError("bundle-too-large", file=shown_path(file), most=verifier.LARGEST) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RefusedError("file-not-read", file=shown_path(file), reason=reason) from None


def _write(call: Call, report: verifier.Report) -> None:
    screen = Screen(call)
    verdict, *lines = report.lines(call.language)
    screen.writes(Text(verdict, style="" if report.ok else ALERT))
    for line in lines:
        screen.writes(Text(line))
