"""Mails: over TLS only, read back by the standard library, with the deadline as a calendar file."""

import ssl
from base64 import b64decode
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any, cast

import pytest
from icalendar import Calendar

from domain.refusal import RefusedError
from monitor.access.secret import Secret
from monitor.alerting.senders.mail import MailServer, hand_in, is_mailbox, mail, read_mail_server
from monitor.notify.outbox import Attempt
from monitor.notify.sending import Limits
from tests.acceptance.corpus import TEXTS, corpus
from tests.monitor.alerting.bulletins import AT, bulletin, notice
from tests.monitor.alerting.smtp import MailReceiver, mail_server
from tests.monitor.notify.certificates import write_certificate

QUICK = Limits(connect=0.4, whole=0.8, answer=0.2)
SENDER, TO = "monitor@sme.example.gov.cn", "li@qz.example.gov.cn"
Trust = tuple[ssl.SSLContext, ssl.SSLContext]


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    """What the server shows, and what the client trusts: a certificate of "localhost"."""
    certificate, key = write_certificate(tmp_path_factory.mktemp("tls"), "localhost")
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(certificate, key)
    return shown, ssl.create_default_context(cafile=str(certificate))


@pytest.fixture(params=[True, False], ids=["tls", "starttls"])
def server(request: pytest.FixtureRequest, trust: Trust) -> Iterator[MailReceiver]:
    with mail_server(trust[0], is_tls=bool(request.param)) as made:
        yield made


def handed(server: MailReceiver, trust: Trust, host: str = "localhost", **stated: Any) -> Attempt:
    where = MailServer(
        host=host, port=server.port, is_tls=server.is_tls, sender=SENDER, user="u", password=Secret("p@ss")
    )
    return hand_in(mail(bulletin(**stated), TO, SENDER, AT), where, trust[1], QUICK)


def test_a_mail_goes_over_tls_signed_in_and_says_all_of_it(server: MailReceiver, trust: Trust) -> None:
    assert handed(server, trust) == Attempt(milliseconds=0, status=250)
    assert [b64decode(each) for each in server.signed_in] == [b"\0u\0p@ss"]
    found = server.read()
    assert (found["From"], found["To"], found["Subject"]) == (SENDER, TO, "集群提醒：晋江鞋服集群")
    assert (found["Auto-Submitted"], found["Message-ID"].partition("@")[2]) == (
        "auto-generated",
        "sme.example.gov.cn>",
    )
    text, html = (cast("EmailMessage", found.get_body((kind,))).get_content() for kind in ("plain", "html"))
    for part in (text, html):
        assert "2026-02-28（剩 8 个工作日）" in part
        assert "https://monitor.example/clusters/c1" in part


def test_the_deadline_is_attached_as_a_calendar(server: MailReceiver, trust: Trust) -> None:
    handed(server, trust)
    (attached,) = server.read().iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("deadlines.ics", "text/calendar")
    assert attached.get_param("method") == "PUBLISH"
    (event,) = Calendar.from_ical(attached.get_content()).walk("VEVENT")
    assert event.decoded("DTSTART").isoformat() == "2026-02-28"


def test_a_server_that_refuses_is_told(server: MailReceiver, trust: Trust) -> None:
    for command, answer in (("RCPT", "550 no such user"), ("MAIL", "451 later"), ("AUTH", "535 wrong")):
        server.answers = {command: answer}
        attempt = handed(server, trust)
        assert (attempt.trouble, attempt.status, attempt.answer) == (
            "not-taken",
            int(answer[:3]),
            answer[4:],
        )
    assert server.mails == []


def test_a_certificate_for_another_name_is_not_accepted(server: MailReceiver, trust: Trust) -> None:
    assert handed(server, trust, host="127.0.0.1").trouble == "tls-failed"
    assert (server.mails, server.signed_in) == ([], [])


def test_a_server_that_drips_letters_is_cut_off_in_time(server: MailReceiver, trust: Trust) -> None:
    server.drips = True
    assert handed(server, trust).trouble in {"broken-off", "timed-out", "tls-failed"}


def test_a_server_without_tls_gets_neither_password_nor_mail(trust: Trust) -> None:
    with mail_server(trust[0], is_tls=False) as server:
        server.offers_tls = False
        assert handed(server, trust).trouble == "tls-failed"
        assert (server.mails, server.signed_in) == ([], [])
    assert handed(server, trust).trouble == "not-reached"


HOSTILE = [each for category in TEXTS for each in corpus()[category]] + [
    "a\r\nBcc: evil@evil.example\r\n\r\nx"
]


def test_nothing_that_is_written_makes_a_header_or_a_tag() -> None:
    def names(words: str) -> list[str]:
        hostile = bulletin(notice(name=words, text=words, clause=words, body=words, subject=words))
        made = mail(hostile, TO, SENDER, AT)
        html = cast("EmailMessage", made.get_body(("html",))).get_content()
        assert "<script" not in html.lower(), words
        assert html.count("<") <= most, words
        assert parseaddr(str(made["To"]))[1] == TO
        head = made.as_bytes().partition(b"\r\n\r\n")[0]
        return [line.partition(b":")[0].decode() for line in head.split(b"\r\n") if not line.startswith(b" ")]

    most = 1_000
    expected = names("x")
    most = cast("EmailMessage", mail(bulletin(), TO, SENDER, AT).get_body(("html",))).get_content().count("<")
    for words in HOSTILE:
        assert names(words) == expected, words


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("li@qz.example", True),
        ("li.wu+a@qz-1.example", True),
        ("li", False),
        ("li@", False),
        ("@qz.example", False),
        ("li@localhost", False),
        ("a,b@qz.example", False),
        ("a b@qz.example", False),
        ("a@qz.example\n", False),
        ("a@b@qz.example", False),
        ("<a@qz.example>", False),
        ("a@qz..example", False),
        (f"{'a' * 200}@qz.example", False),
    ],
)
def test_a_mailbox_is_one_plain_address(address: str, *, expected: bool) -> None:
    assert is_mailbox(address) is expected


def test_the_server_is_read_from_one_address() -> None:
    found = read_mail_server("smtps://u%40x:p%3A1@mail.example", SENDER)
    assert found is not None
    assert (found.host, found.port, found.is_tls, found.user) == ("mail.example", 465, True, "u@x")
    assert found.password is not None
    assert found.password.reveal() == "p:1"
    plain = read_mail_server("smtp://mail.example:2525", SENDER)
    assert plain is not None
    assert (plain.port, plain.is_tls, plain.user, plain.password) == (2525, False, None, None)
    assert read_mail_server(None, None) is None


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("http://mail.example", SENDER),
        ("smtps://", SENDER),
        ("smtps://mail.example:x", SENDER),
        ("smtps://u:canary@mail.example", None),
        ("smtps://u:canary@mail.example", "nobody"),
    ],
)
def test_what_is_no_mail_server_is_refused_without_being_repeated(url: str, sender: str | None) -> None:
    with pytest.raises(RefusedError) as refused:
        read_mail_server(url, sender)
    assert refused.value.code == "mail-not-accepted"
    assert "canary" not in str(refused.value)
