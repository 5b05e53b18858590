"""A bulletin over Apprise, an extra: some hundred further services, each by an address of its own form.

Promise: nothing of Apprise is loaded before it is used; where it is not installed, that is said.
Where it connects to is not ours to check: such a channel is added at the machine only.
"""

from importlib.util import find_spec

from domain.refusal import RefusedError
from monitor.access.secret import Secret
from monitor.alerting.bulletin import Bulletin, lines_of
from monitor.alerting.neutral import plain
from monitor.notify.outbox import Attempt

A_MINUTE = 20


def require_apprise() -> None:
    """Refuse where Apprise is not installed.

    Raises:
        RefusedError: "apprise-missing".
    """
    if find_spec("apprise") is None:
        raise RefusedError("apprise-missing", kind="unavailable")


def is_address(url: str) -> bool:
    """Tell whether Apprise knows what an address means."""
    import apprise  # noqa: PLC0415 - an extra, and slow to load

    return bool(apprise.Apprise().add(url))


def notify(bulletin: Bulletin, url: Secret) -> Attempt:
    """Send a bulletin as plain text; blocks for as long as the service takes."""
    if find_spec("apprise") is None:
        return Attempt(milliseconds=0, trouble="library-missing")
    import apprise  # noqa: PLC0415 - an extra, and slow to load

    service = apprise.Apprise()
    is_sent = service.add(url.reveal()) and service.notify(
        body=_text(bulletin), title=plain(bulletin.title), body_format=apprise.NotifyFormat.TEXT
    )
    return Attempt(milliseconds=0, trouble=None if is_sent else "not-taken")


def _text(bulletin: Bulletin) -> str:
    parts = [bulletin.preface] if bulletin.preface else []
    for notice in bulletin.notices:
        told = [f"{label}: {plain(words)}" for label, words in lines_of(notice, bulletin.language)]
        parts.append("\n".join([*told, notice.link] if notice.link else told))
    return "\n\n".join([*parts, bulletin.rest] if bulletin.rest else parts)
