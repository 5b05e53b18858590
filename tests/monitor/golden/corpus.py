"""The golden corpus: samples of every stored form, and one whole database of every released version.

Promise: what is in it is never changed; `python -m tests.monitor.golden` only adds what is missing.
"""

import gzip
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random
from typing import Any, get_args
from uuid import uuid5

import msgspec
from hypothesis import HealthCheck, find, settings

from domain.events import SHANGHAI, Event, stored_name
from monitor.application import Monitor
from monitor.audit.log.verification import verify_log
from monitor.bootstrap import load_library
from monitor.codec import Envelope, encode
from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.exchange.export import export_lines
from monitor.recording import NAMESPACE
from monitor.version import VERSION
from tests.strategies import of

HERE = Path(__file__).parent
SAMPLES = HERE / "events.jsonl"
RELEASES = HERE / "releases"
UNTIL = date(2026, 11, 20)
ASKED_AT = datetime.combine(UNTIL, time(23), SHANGHAI).astimezone(UTC)
Answers = dict[str, Any]


# --- samples --------------------------------------------------------------------------------


def missing_samples() -> list[type[Event]]:
    """Return the events that no line of the corpus is of."""
    there = {msgspec.json.decode(line)["body"]["type"] for line in SAMPLES.read_bytes().splitlines()}
    return [kind for kind in get_args(Event) if stored_name(kind) not in there]


def new_samples(kind: type[Event]) -> Iterator[bytes]:
    """Yield the stored form of an event with nothing it may leave out, then with all of it."""
    for is_full in (False, True):
        fields = msgspec.structs.fields(kind)
        stated = {each.name: _value(each.type) for each in fields if each.required or is_full}
        yield encode(
            Envelope(
                id=str(uuid5(NAMESPACE, f"golden|{stored_name(kind)}|{is_full}")),
                cluster=":golden",
                effective_on=date(2026, 1, 5),
                recorded_at=datetime(2026, 1, 5, 2, 3, 4, tzinfo=UTC),
                recorded_by="lin",
                body=kind(**stated),
            )
        )


def _value(declared: Any) -> Any:
    """Return the simplest value of a type that is not null."""
    quiet = settings(suppress_health_check=list(HealthCheck), database=None, deadline=None, max_examples=200)
    rng = Random(7)  # noqa: S311 - reproducible, no secret
    return find(of(declared), lambda value: value is not None and value != (), settings=quiet, random=rng)


# --- whole databases ------------------------------------------------------------------------


@contextmanager
def opened(path: Path) -> Iterator[Monitor]:
    """Open a database that is current with this version of the code."""
    engine = open_database(str(path))
    try:
        yield Monitor(engine, EventLog(engine), load_library(), simulation=True, code_version=VERSION)
    finally:
        engine.dispose()


def answers(monitor: Monitor) -> Answers:
    """Return all that is asked of a database in the corpus, as JSON holds it."""
    roster = list(monitor.roster(on=UNTIL, known_at=ASKED_AT, is_now=True))
    names = [line["cluster"] for line in roster]
    verdict = verify_log(monitor.engine)
    roots = {"sha256": verdict.root_sha256.hex(), "sm3": verdict.root_sm3.hex()}
    found: Answers = {
        "status": {name: monitor.status(name, on=UNTIL, known_at=ASKED_AT) for name in names},
        "roster": roster,
        "findings": monitor.alerts(limit=10_000),
        "due": monitor.due(on=UNTIL, known_at=ASKED_AT, within=None),
        "log": {"ok": verdict.ok, "size": verdict.size, **roots},
    }
    plain: Answers = msgspec.json.decode(msgspec.json.encode(found, order="sorted"))
    return plain


def unpacked(release: Path, folder: Path) -> Path:
    """Return the database of a release as a file of its own."""
    path = folder / "golden.db"
    with gzip.open(release / "database.db.gz") as packed, path.open("wb") as file:
        shutil.copyfileobj(packed, file)
    return path


def keep(database: Path, release: Path) -> None:
    """Keep a database as the one of a release: packed, its export, and what it answers.

    Raises:
        FileExistsError: there is one already; it is never changed.
    """
    release.mkdir(parents=True)
    with opened(database) as monitor:
        monitor.rebuild()
        lines = b"".join(export_lines(monitor.log.after(0, 100_000)))
        told = msgspec.json.encode(answers(monitor), order="sorted")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    (release / "export.jsonl").write_bytes(lines)
    (release / "answers.json").write_bytes(told + b"\n")
    (release / "database.db.gz").write_bytes(gzip.compress(database.read_bytes(), mtime=0))
