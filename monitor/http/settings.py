"""What a department may set of the HTTP door, with the values that hold when nothing is set."""

import msgspec

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """So many requests a second in the long run, so many at once after a pause."""

    per_second: float
    at_once: int


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one request, one caller and all together may take; sizes in bytes, times in seconds."""

    body_bytes: int = 8 * 2**20
    lines: int = 5_000
    body_seconds: float = 30.0
    answer_seconds: float = 60.0
    under_way: int = 64
    streams: int = 64
    principal: Rate = Rate(per_second=50.0, at_once=200)
    address: Rate = Rate(per_second=100.0, at_once=400)
    repeats_kept: int = 10_000


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Which hosts are served, and by what limits; `poll_seconds` is how often a stream of events looks.

    `home` is where a browser is sent once it has signed in through a provider; None: it is told in JSON.
    """

    hosts: tuple[str, ...] = LOOPBACK_HOSTS
    limits: Limits = Limits()
    poll_seconds: float = 1.0
    heartbeat_seconds: float = 15.0
    home: str | None = None
