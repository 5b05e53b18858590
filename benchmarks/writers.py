"""Eight writers at once on PostgreSQL, one event a commit: `python -m benchmarks.writers`.

Each writer is a process of its own. The limit is the plain INSERT of the same bytes into the same table
with positions of a sequence, which promises no order; besides, `eventsourcing` as documented. Every event
that was confirmed must be in the log, and its positions must have no gap, or the round does not count.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from time import monotonic
from typing import Any
from uuid import uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate

from benchmarks.places import Databases, initialised, postgres_databases
from benchmarks.raw import raw_of
from benchmarks.sealing import entry
from benchmarks.targets import target
from benchmarks.timing import Tally
from monitor.codec import encode, topic_of
from monitor.database import open_database
from monitor.event_log import EventLog

WRITERS, SECONDS, ROUNDS = 8, 2.0, 5
OPERATION = "eight writers at once"
_SEQUENCE = "CREATE SEQUENCE places; ALTER TABLE events ALTER position SET DEFAULT nextval('places')"
_PLAIN = "INSERT INTO events VALUES (DEFAULT, %b, %b, %b, %b, NULL, %b)"


def product(url: str, writer: int) -> int:
    """Append through the log."""
    engine = open_database(url)
    log = EventLog(engine)

    def once(number: int) -> None:
        log.append([_named(writer, number)], {})

    written = _while_time_lasts(once)
    engine.dispose()
    return written


def plain(url: str, writer: int) -> int:
    """Insert by the driver."""
    with raw_of(url, with_events=False) as raw:
        order: Any = _PLAIN

        def once(number: int) -> None:
            told = _named(writer, number)
            values = (told.cluster, 1, topic_of(told), encode(told), 0)
            raw.driver.execute(order, values, prepare=True)

        return _while_time_lasts(once)


def library(settings: str, writer: int) -> int:
    """Save aggregates by the library."""
    told: dict[str, str] = json.loads(settings)
    app: Application[Any] = Application(env={**told, "CREATE_TABLE": "n"})
    body = encode(_named(writer, 0)).decode()

    def once(_: int) -> None:
        aggregate: Any = Told(body=body)
        app.save(aggregate)

    written = _while_time_lasts(once)
    app.close()
    return written


class Told(Aggregate):
    """An aggregate whose one event holds the bytes that the others write."""

    def __init__(self, body: str) -> None:
        """Hold them."""
        self.body = body


def _named(writer: int, number: int) -> Any:  # noqa: ANN401 - an envelope under another name
    told = entry()
    return type(told)(
        **{name: getattr(told, name) for name in told.__struct_fields__} | _name(writer, number)
    )


def _name(writer: int, number: int) -> dict[str, str]:
    return {"id": str(uuid4()), "cluster": f"w{writer}-{number}"}


def _while_time_lasts(once: Callable[[int], None]) -> int:
    """Return how often something could be done."""
    once(0)
    end = monotonic() + SECONDS
    for number in count(1):
        if monotonic() > end:
            return number
        once(number)
    return 0


WAYS: dict[str, Callable[[str, int], int]] = {"product": product, "plain": plain, "library": library}


def together(way: str, address: str) -> int:
    """Let all writers write at once; return how many events they were told are recorded."""
    words = [sys.executable, "-m", "benchmarks.writers", way, address]
    running = [
        subprocess.Popen([*words, str(writer)], stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        for writer in range(WRITERS)
    ]
    told = [process.communicate()[0] for process in running]
    return sum(map(int, told))


def one_round(databases: Databases) -> tuple[int, int, int]:
    """Return how many events the product, the plain INSERT and the library recorded.

    Raises:
        ValueError: an event that was confirmed is not in the log, or a position is left out.
    """
    with initialised(databases) as engine:
        url = engine.url.render_as_string(hide_password=False)
        mine = together("product", url)
        with raw_of(url, with_events=False) as raw:
            found = raw.driver.execute("SELECT count(*), max(position) FROM events").fetchone()
        if found != (mine, mine):
            raise ValueError(found, mine)
    bare = databases.make()
    with raw_of(bare) as raw:
        raw.driver.execute(_SEQUENCE)
    limit = together("plain", bare)
    return mine, limit, together("library", _library_over(databases))


def _library_over(databases: Databases) -> str:
    """Return the settings of the library over a new database with its tables."""
    url = databases.make()
    name, _, socket = url.partition("@/")[2].partition("?host=")
    settings = {"PERSISTENCE_MODULE": "eventsourcing.postgres", "POSTGRES_DBNAME": name}
    settings |= {"POSTGRES_HOST": socket, "POSTGRES_PORT": "5432"}
    settings |= {"POSTGRES_USER": "postgres", "POSTGRES_PASSWORD": "none"}
    Application[Any](env=settings).close()
    return json.dumps(settings)


def measured(rounds: int) -> Tally:
    """Return so many rounds."""
    tally = Tally("PostgreSQL", WRITERS)
    with postgres_databases() as databases:
        for _ in range(rounds):
            mine, bare, theirs = (count / SECONDS for count in one_round(databases))
            tally.note(OPERATION, "raw", mine, bare)
            tally.note(OPERATION, "eventsourcing", mine, theirs)
    return tally


def main() -> None:
    """Measure and print."""
    for each in measured(ROUNDS).figures(target):
        print(  # noqa: T201 - its purpose
            f"{WRITERS} writers: product {each.rate:,.0f}/s, {each.against} {each.limit:,.0f}/s: "
            f"{each.ratio:.2f} ({each.lowest:.2f} to {each.highest:.2f})"
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(WAYS[sys.argv[1]](sys.argv[2], int(sys.argv[3])))  # noqa: T201 - what the parent reads
    else:
        main()
