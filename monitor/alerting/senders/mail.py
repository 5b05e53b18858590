"""A bulletin as a mail: text, HTML and the deadlines as a calendar file; sent over TLS only.

Promise: no header holds a line break of anybody's; a server that does not answer ends in time.
Sources: RFC 5322, RFC 3834 (Auto-Submitted), RFC 3207 (STARTTLS), RFC 8314 (TLS from the first byte).
"""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from threading import Timer
from urllib.parse import unquote, urlsplit

import msgspec

from domain.refusal import RefusedError
from monitor.access.secret import Secret
from monitor.alerting.bulletin import Bulletin, Notice, lines_of
from monitor.alerting.neutral import in_html, plain
from monitor.intake.line import escaped
from monitor.notify.addresses import Trouble
from monitor.notify.outbox import Attempt
from monitor.notify.sending import Limits
from monitor.wording import Language, say

A_MINUTE = 60
_PORTS = {"smtps": 465, "smtp": 587}
_ANSWER_LETTERS = 200
_TAKEN = 250


class MailServer(msgspec.Struct, frozen=True, kw_only=True):
    """Where mail is handed in, and in whose name; `is_tls` from the first byte, else after STARTTLS."""

    host: str
    port: int
    is_tls: bool
    sender: str
    user: str | None = None
    password: Secret | None = None


def read_mail_server(url: str | None, sender: str | None) -> MailServer | None:
    """Return the server that is set ("smtps://user:password@host", or "smtp://…" for STARTTLS); None: none.

    Raises:
        RefusedError: "mail-not-accepted", the address or the sender is none; neither is repeated.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise RefusedError("mail-not-accepted") from None
    if not parts.hostname or not sender or not is_mailbox(sender):
        raise RefusedError("mail-not-accepted")
    return MailServer(
        host=parts.hostname,
        port=port,
        is_tls=parts.scheme == "smtps",
        sender=sender,
        user=unquote(parts.username) if parts.username else None,
        password=Secret(unquote(parts.password)) if parts.password else None,
    )


def is_mailbox(text: str) -> bool:
    """Tell whether a text is one plain mail address: letters, digits and a few marks, one @."""
    name, at, host = text.partition("@")
    marks = "._%+-"
    is_plain = all(each.isascii() and (each.isalnum() or each in marks) for each in name)
    labels = host.split(".")
    is_host = all(each and each.isascii() and each.replace("-", "").isalnum() for each in labels)
    return bool(name and at and len(labels) > 1) and is_plain and is_host and len(text) <= 200  # noqa: PLR2004 - bound of a name


def mail(bulletin: Bulletin, to: str, sender: str, at: datetime) -> EmailMessage:
    """Return the message; its id is the same at every try."""
    made = EmailMessage(policy=SMTP)
    made["From"] = sender
    made["To"] = to
    made["Subject"] = plain(bulletin.title)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{bulletin.id}@{sender.partition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(_text(bulletin))
    made.add_alternative(_html(bulletin), subtype="html")
    if (attached := _calendar(bulletin, at)) is not None:
        made.add_attachment(
            attached,
            "text",
            "calendar",
            filename="deadlines.ics",
            params={"method": "PUBLISH", "charset": "utf-8"},
        )
    return made


def _calendar(bulletin: Bulletin, at: datetime) -> bytes | None:
    from monitor.alerting.ics import Deadline, calendar  # noqa: PLC0415 - slow to load, for mails only

    dated = [
        Deadline(
            cluster=notice.cluster,
            kind=notice.deadline.partition(" ")[0],
            about=notice.deadline.partition(" ")[2],
            summary=f"{notice.name} {notice.subject}",
            description=f"{notice.text} {notice.clause}",
            due_on=notice.due_on,
            certainty=notice.certainty,
            version=notice.version,
            is_over=notice.is_over,
            link=notice.link,
        )
        for notice in bulletin.notices
        if notice.due_on is not None and notice.deadline is not None
    ]
    return calendar(bulletin.title, dated, at, bulletin.language) if dated else None


def _text(bulletin: Bulletin) -> str:
    parts = [[plain(bulletin.title)], [bulletin.preface] if bulletin.preface else []]
    for notice in bulletin.notices:
        told = [f"{label}: {plain(words)}" for label, words in lines_of(notice, bulletin.language)]
        parts.append([*told, notice.link] if notice.link else told)
    parts.append([bulletin.rest] if bulletin.rest else [])
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _html(bulletin: Bulletin) -> str:
    parts = "".join(_html_part(each, bulletin.language) for each in bulletin.notices)
    preface = f"<p>{in_html(bulletin.preface)}</p>" if bulletin.preface else ""
    rest = f"<p>{in_html(bulletin.rest)}</p>" if bulletin.rest else ""
    language = "zh-CN" if bulletin.language == "zh" else "en"
    title = in_html(bulletin.title)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1>{preface}{parts}{rest}</body></html>\n"
    )


def _html_part(notice: Notice, language: Language) -> str:
    rows = "".join(
        f'<tr><th scope="row" align="left">{in_html(label)}</th><td>{in_html(words)}</td></tr>'
        for label, words in lines_of(notice, language)
    )
    words = in_html(say("alert-open", language))
    link = f'<p><a href="{in_html(notice.link)}">{words}</a></p>' if notice.link else ""
    return f"<table>{rows}</table>{link}"


def hand_in(message: EmailMessage, server: MailServer, tls: ssl.SSLContext, limits: Limits) -> Attempt:
    """Hand a mail to its server and return how it went; it never raises for what the server does."""
    try:
        with _connected(server, tls, limits) as client:
            client.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        return _refused(code, answer)
    except smtplib.SMTPResponseException as error:
        return _refused(error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        return Attempt(milliseconds=0, trouble=_trouble(error))
    return Attempt(milliseconds=0, status=_TAKEN)


@contextmanager
def _connected(server: MailServer, tls: ssl.SSLContext, limits: Limits) -> Iterator[smtplib.SMTP]:
    """Give a client that has signed in over TLS; whatever it does, it is cut off when its time is up."""
    client = (
        smtplib.SMTP_SSL(timeout=limits.connect, context=tls)
        if server.is_tls
        else smtplib.SMTP(timeout=limits.connect)
    )
    ending = Timer(limits.whole, _cut_off, (client,))
    ending.start()
    try:
        client._host = server.host  # type: ignore[attr-defined]  # noqa: SLF001 - the name its certificate must have
        client.connect(server.host, server.port)
        if not server.is_tls:
            client.starttls(context=tls)
        if server.user is not None and server.password is not None:
            client.login(server.user, server.password.reveal())
        yield client
        with suppress(smtplib.SMTPException, OSError):  # it has been taken
            client.quit()
    finally:
        ending.cancel()
        ending.join()
        client.close()


def _cut_off(client: smtplib.SMTP) -> None:
    if client.sock is not None:
        with suppress(OSError):
            client.sock.shutdown(socket.SHUT_RDWR)


def _refused(code: int, answer: bytes | str) -> Attempt:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return Attempt(milliseconds=0, status=code, trouble="not-taken", answer=escaped(text)[:_ANSWER_LETTERS])


def _trouble(error: Exception) -> Trouble:
    if isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return "tls-failed"
    if isinstance(error, TimeoutError):
        return "timed-out"
    if isinstance(error, socket.gaierror):
        return "host-unknown"
    return "not-reached" if isinstance(error, ConnectionRefusedError) else "broken-off"
