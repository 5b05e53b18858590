"""The limits that hold for every test: whoever waits for ever is woken, and what is left open is named."""

import socket
from threading import Event

import pytest

from tests.limits import NeverEndedError, ending, unclosed


class Ring:
    """A socket that nobody closes, in a cycle that only a garbage collection ends."""

    def __init__(self) -> None:
        self.itself = self
        self.socket = socket.socket()


def test_who_waits_for_ever_is_woken_at_the_limit() -> None:
    with pytest.raises(NeverEndedError, match=r"did not end within 0\.05 s"), ending(0.05):
        Event().wait()


def test_what_ends_in_time_is_left_alone() -> None:
    with ending(60):
        pass


def test_a_socket_that_nobody_closed_is_named() -> None:
    assert unclosed() == []
    Ring()
    (left,) = unclosed()
    assert "unclosed <socket" in left
