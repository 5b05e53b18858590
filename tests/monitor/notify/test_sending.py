"""One message to one address: whatever the other side does, it ends in time and is told."""

from collections.abc import Sequence
from socket import socket

import pytest

from tests.monitor.notify.once import LINUX_LOOPBACK, sent
from tests.monitor.notify.receiver import Receiver, says

# --- what is sent -----------------------------------------------------------------------------


def test_a_message_is_posted_whole_with_its_headers(receiver: Receiver) -> None:
    assert sent(receiver.url("/hook?a=1")).status == 200
    (taken,) = receiver.taken
    assert taken.line == "POST /hook?a=1 HTTP/1.1"
    assert taken.body == b'{"a":1}'
    assert taken.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert taken.headers["content-type"] == "application/cloudevents+json"
    assert taken.headers["accept-encoding"] == "identity"
    assert taken.id == "e1"


def test_a_host_is_named_as_in_its_address_while_the_connection_goes_to_the_checked_one(
    receiver: Receiver,
) -> None:
    asked: list[str] = []

    def found(host: str, _: int) -> Sequence[str]:
        asked.append(host)
        return [LINUX_LOOPBACK]

    assert sent(f"http://oa.example:{receiver.port}/hook", found=found).trouble is None
    assert asked == ["oa.example"]
    assert receiver.taken[0].headers["host"] == f"oa.example:{receiver.port}"


@pytest.mark.parametrize("status", ["200 OK", "201 Created", "202 Accepted", "204 No Content"])
def test_any_2xx_means_that_it_was_taken(receiver: Receiver, status: str) -> None:
    receiver.answers = [says(status)]
    attempt = sent(receiver.url())
    assert (attempt.trouble, attempt.status) == (None, int(status[:3]))


@pytest.mark.parametrize("status", ["400 Bad", "401 No", "404 None", "410 Gone", "429 Slow", "500 Oops"])
def test_other_answers_mean_that_it_was_not(receiver: Receiver, status: str) -> None:
    receiver.answers = [says(status, b"why")]
    attempt = sent(receiver.url())
    assert (attempt.trouble, attempt.status, attempt.answer) == ("not-taken", int(status[:3]), "why")


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 Other", "307 There", "308 There"])
def test_no_redirect_is_followed(receiver: Receiver, other: Receiver, status: str) -> None:
    receiver.answers = [says(status, b"", f"Location: {other.url()}")]
    assert sent(receiver.url()).trouble == "redirected"
    assert other.connections == 0


@pytest.mark.parametrize(
    ("stated", "seconds"), [("120", 120), ("0", 0), ("-5", 0), ("soon", 0), ("9999999", 0), ("１２", 0)]
)
def test_a_receiver_may_ask_to_be_left_alone_for_a_while(
    receiver: Receiver, stated: str, seconds: int
) -> None:
    receiver.answers = [says("503 Busy", b"", f"Retry-After: {stated}")]
    assert sent(receiver.url()).rest_seconds == seconds


# --- receivers that misbehave -----------------------------------------------------------------


def test_a_receiver_that_is_not_there_is_told() -> None:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert sent(f"http://127.0.0.1:{port}/").trouble == "not-reached"


def test_a_receiver_that_hangs_up_is_told(receiver: Receiver) -> None:
    receiver.answers = [lambda _: None]
    assert sent(receiver.url()).trouble == "broken-off"


def test_a_receiver_that_speaks_something_else_is_told(receiver: Receiver) -> None:
    receiver.answers = [lambda connection: connection.sendall(b"220 mail.example ESMTP\r\n")]
    assert sent(receiver.url()).trouble == "broken-off"


@pytest.mark.parametrize("way", ["hangs", "drips"])
def test_a_receiver_that_never_ends_is_left_in_time(receiver: Receiver, way: str) -> None:
    receiver.answers = [getattr(receiver, way)]
    attempt = sent(receiver.url())
    assert (attempt.trouble, attempt.status) == ("timed-out", None)
    assert 900 <= attempt.milliseconds < 3_000


def test_a_receiver_that_took_it_and_then_drips_has_taken_it(receiver: Receiver) -> None:
    receiver.answers = [receiver.drips_after_its_status]
    attempt = sent(receiver.url())
    assert (attempt.trouble, attempt.status) == (None, 200)
    assert set(attempt.answer) <= {"a"}
    assert attempt.milliseconds < 2_000


def test_of_a_huge_answer_the_beginning_is_kept_and_nothing_in_it_moves_a_terminal(
    receiver: Receiver,
) -> None:
    receiver.answers = [receiver.floods]
    attempt = sent(receiver.url())
    assert (attempt.trouble, attempt.status) == ("not-taken", 500)
    assert attempt.answer == "\\x1b[31m" * 40


def test_an_answer_that_is_no_text_is_kept_harmless(receiver: Receiver) -> None:
    receiver.answers = [says("500 Oops", "\u202e\x00".encode() + b"\xff\xfe")]
    assert sent(receiver.url()).answer == "\\u202e\\x00\ufffd\ufffd"


def test_a_packed_answer_is_not_unpacked(receiver: Receiver) -> None:
    receiver.answers = [says("200 OK", b"\x1f\x8b" + bytes(9), "Content-Encoding: gzip")]
    assert sent(receiver.url()).trouble is None
