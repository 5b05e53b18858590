"""A small answer is sent at once, and not held back until the other side confirms what came before."""

import socket

from monitor.http.server import Address, listening


def test_connections_are_known_as_tcp_so_that_nothing_is_held_back() -> None:
    """asyncio turns the delay of small packets off only where the protocol of a socket is named."""
    listener = listening(Address(host="127.0.0.1", port=0))
    with listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP
