"""Names that mean something else than they say, and certificates of others."""

import asyncio
import os
import ssl
from collections.abc import Sequence
from pathlib import Path

import pytest

from monitor.notify.outbox import Attempt
from monitor.notify.sending import Sender
from tests.monitor.notify.conftest import QUICK
from tests.monitor.notify.once import AT, LINUX_LOOPBACK, letter, sent, trust
from tests.monitor.notify.receiver import Receiver, receiving


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("2130706433", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("localhost", "127.0.0.1"),
        ("metadata.example", "169.254.169.254"),
        ("nat.example", "64:ff9b::7f00:1"),
        ("mapped.example", "::ffff:127.0.0.1"),
        ("zone.example", "fe80::1%eth0"),
    ],
)
def test_a_name_that_leads_inside_is_not_connected_to(host: str, address: str) -> None:
    attempt = sent(f"https://{host}/", found=lambda *_: ["8.8.8.8", address], is_listed=False)
    assert (attempt.trouble, attempt.status) == ("address-not-allowed", None)


@pytest.mark.parametrize("host", ["2130706433", "0177.0.0.1", "127.1", "localhost"])
def test_nor_is_it_where_the_system_itself_reads_the_name(host: str) -> None:
    assert sent(f"https://{host}/", is_listed=False).trouble in {"address-not-allowed", "host-unknown"}


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(receiver: Receiver) -> None:
    """DNS rebinding: the second answer would lead inside, but nobody asks a second time."""
    answers = [[LINUX_LOOPBACK], ["10.0.0.1"]]
    attempt = sent(f"http://rebind.example:{receiver.port}/", found=lambda *_: answers.pop(0))
    assert attempt.trouble is None
    assert answers == [["10.0.0.1"]]


def test_a_name_without_an_address_is_told() -> None:
    assert sent("https://a.example/", found=lambda *_: []).trouble == "host-unknown"

    def unknown(*_: object) -> Sequence[str]:
        raise OSError

    assert sent("https://a.example/", found=unknown).trouble == "host-unknown"


def test_a_name_that_nobody_answers_for_is_given_up_in_time() -> None:
    async def resolve(*_: object) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    url = "https://a.example/"
    attempt = asyncio.run(Sender(frozenset(), trust(), resolve, QUICK).send(letter(url), AT))
    assert attempt.trouble == "host-unknown"
    assert attempt.milliseconds < 2_000


def test_an_origin_that_is_no_longer_listed_is_not_sent_to(receiver: Receiver) -> None:
    assert sent(receiver.url(), is_listed=False).trouble == "address-not-allowed"
    assert receiver.connections == 0


def test_the_next_address_is_tried_where_one_cannot_be_reached(receiver: Receiver) -> None:
    def found(*_: object) -> Sequence[str]:
        return ["127.0.0.2", LINUX_LOOPBACK]

    assert sent(f"http://two.example:{receiver.port}/", found=found).trouble is None
    assert len(receiver.taken) == 1


def test_no_proxy_of_the_environment_is_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setitem(os.environ, name, "http://127.0.0.1:1")
    assert sent(receiver.url()).trouble is None


# --- TLS --------------------------------------------------------------------------------------


class Certificates:
    """A certificate of a host, and who trusts it."""

    def __init__(self, folder: Path, host: str) -> None:
        from tests.monitor.notify.certificates import write_certificate  # noqa: PLC0415 - slow to import

        certificate, key = write_certificate(folder, host)
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(certificate, key)
        self.client = ssl.create_default_context(cafile=str(certificate))


def test_tls_is_verified_against_the_name_though_the_connection_goes_to_an_address(tmp_path: Path) -> None:
    known = Certificates(tmp_path, "oa.example")
    with receiving(known.server) as receiver:

        def attempt(host: str, tls: ssl.SSLContext | None) -> Attempt:
            url = f"https://{host}:{receiver.port}/"
            return sent(url, found=lambda *_: [LINUX_LOOPBACK], tls=tls)

        assert attempt("oa.example", known.client).trouble is None
        assert attempt("other.example", known.client).trouble == "tls-failed"
        assert attempt("oa.example", None).trouble == "tls-failed"
        assert len(receiver.taken) == 1


def test_a_receiver_that_answers_no_handshake_is_left_in_time_and_its_connection_closed(
    receiver: Receiver,
) -> None:
    url = f"https://oa.example:{receiver.port}/"
    assert sent(url, found=lambda *_: [LINUX_LOOPBACK]).trouble == "timed-out"
    assert receiver.taken == []


def test_a_receiver_without_tls_at_a_tls_address_is_told(receiver: Receiver) -> None:
    receiver.greets = b"HTTP/1.1 400 Bad Request\r\n\r\n"
    url = f"https://oa.example:{receiver.port}/"
    assert sent(url, found=lambda *_: [LINUX_LOOPBACK]).trouble == "tls-failed"
