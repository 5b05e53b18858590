"""1 to 16 processes write into one PostgreSQL while a reader follows: `python -m tests.faults.writers`.

Some transactions are held open after their rows were written, some are broken off there, some confirmations
are lost and sent again, some batches are decided on an old version. With `--plain` the same writers and the
same reader use a table with a `bigserial` instead of the log: there the reader must miss some.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

from monitor.database import driving, open_database, writing
from monitor.event_log import EventLog
from monitor.migrate import initialise
from tests.conftest import CREATED_AT
from tests.faults.judging import shortened, unsound_seals
from tests.faults.kills import be_child
from tests.faults.load import Faults, Load, follow, into_log, into_plain_table, write
from tests.faults.servers import database
from tests.faults.shift import noted

PAGE = 500
_PLAIN = "CREATE TABLE IF NOT EXISTS plain (position bigserial PRIMARY KEY, name text NOT NULL)"


class Trial:
    """Writers and a reader over one database."""

    def __init__(self, url: str, folder: Path, *, plain: bool) -> None:
        self.engine = open_database(url)
        self.folder = folder
        self.into = into_plain_table if plain else into_log
        self.page = self._page_of_table if plain else self._page_of_log
        self.plain = plain
        self.reached = 0
        self.broken: list[str] = []
        self.figures: Counter[str] = Counter()

    def prepare(self) -> None:
        """Make the tables."""
        initialise(self.engine, simulation=False, at=CREATED_AT)
        if self.plain:
            with writing(self.engine) as connection:
                connection.exec_driver_sql(_PLAIN)
                connection.exec_driver_sql("GRANT ALL ON plain TO PUBLIC")
        self.engine.dispose()

    def run(self, load: Load) -> None:
        """Let so many write so much, and follow them."""
        began = time.monotonic()
        children = [self._writer(load, f"w{load.writers}.{number}") for number in range(load.writers)]
        seen = follow(self.page, lambda: _all_ended(children), self.reached)
        self.figures["seconds"] += round(time.monotonic() - began)
        confirmed = [name for file in self.folder.glob(f"w{load.writers}.*") for name in noted(file)]
        counts = [json.loads(file.read_text()) for file in self.folder.glob(f"faults-w{load.writers}.*")]
        for each in counts:
            self.figures.update(each)
        self.figures["events"] += len(confirmed)
        self.figures["missed"] += len(set(confirmed) - set(seen))
        self.figures["doubled"] += len(seen) - len(set(seen))
        self.figures["unconfirmed"] += len(set(seen) - set(confirmed))
        self.reached = self._last()
        self.engine.dispose()

    def _writer(self, load: Load, writer: str) -> int:
        child = os.fork()
        if not child:
            be_child(lambda: self._write(load, writer))
        return child

    def _write(self, load: Load, writer: str) -> None:
        faults = Faults(crc32(writer.encode()))
        names = write(self.into(self.engine, faults), faults, load, writer)
        (self.folder / writer).write_text("\n".join(names), encoding="utf-8")
        (self.folder / f"faults-{writer}").write_text(json.dumps(faults.counts), encoding="utf-8")

    def _page_of_log(self, after: int) -> Sequence[tuple[int, str]]:
        found = EventLog(self.engine).after(after, PAGE)
        positions = [each.position for each in found]
        if positions != list(range(after + 1, after + 1 + len(found))):
            self.broken.append(f"I2: after {after} come {positions[:3]}")
        return [(each.position, each.id) for each in found]

    def _page_of_table(self, after: int) -> Sequence[tuple[int, str]]:
        query = "SELECT position, name FROM plain WHERE position > %b ORDER BY position LIMIT %b"
        with driving(self.engine) as connection:
            return list(connection.execute(query, [after, PAGE]))

    def _last(self) -> int:
        with driving(self.engine) as connection:
            table = "plain" if self.plain else "events"
            last: int = connection.execute(f"SELECT max(position) FROM {table}").fetchone()[0]  # noqa: S608 - ours
        return last

    def judge(self) -> list[str]:
        """Return everything that does not hold."""
        for what in ("missed", "doubled", "unconfirmed"):
            if self.figures[what]:
                self.broken.append(f"I4: {self.figures[what]} events {what}")
        if not self.plain:
            self.broken += unsound_seals(self.engine)
        return shortened(self.broken)


def _all_ended(children: list[int]) -> bool:
    for child in list(children):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            children.remove(child)
            if status:
                message = f"a writer failed by itself: {status}"
                raise RuntimeError(message)
    return not children


@contextmanager
def _opened(asked: argparse.Namespace) -> Iterator[Trial]:
    with TemporaryDirectory() as folder, database("postgresql", asked.url, Path(folder)) as url:
        trial = Trial(url, Path(folder), plain=asked.plain)
        try:
            trial.prepare()
            yield trial
        finally:
            trial.engine.dispose()


def main() -> int:
    """Run one trial and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="an empty PostgreSQL database; without it a server is made")
    parser.add_argument("--events", type=int, default=100_000, help="for each number of writers")
    parser.add_argument("--most", type=int, default=50, help="events in a batch")
    parser.add_argument("--writers", type=int, nargs="+", default=[1, 2, 4, 8, 16])
    parser.add_argument("--plain", action="store_true")
    asked = parser.parse_args()
    with _opened(asked) as trial:
        for writers in asked.writers:
            trial.run(Load(writers, asked.events, asked.most))
        broken = trial.judge()
    named = {name: trial.figures[name] for name in ("events", "missed", "doubled", "seconds")}
    about = {"harness": "writers", "store": "postgresql", "plain": asked.plain, "writers": asked.writers}
    sys.stdout.write(json.dumps({**about, **named, **trial.figures, "broken": broken}) + "\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
