"""How facts become events: read the stream, fold, decide, append; nothing of a bad file is kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5

import msgspec

from domain.bench import Bench, Intent
from domain.cluster import ApplicationSubmitted, ClusterRecognised
from domain.decide import decide
from domain.events import DECISIONS, Fact, Pinned, Recorded, legal_day, stored_name
from domain.history import known
from domain.premises import premises
from domain.refusal import RefusedError
from domain.rulebook_hash import notices_sha256
from domain.viewpoint import Viewpoint
from monitor.assessor import Assessor
from monitor.codec import Envelope
from monitor.event_log import EventLog
from monitor.intake.line import FactLine
from monitor.law_archive import UsedLaw

NAMESPACE = UUID("5c6f3f53-0d6c-5d0b-9c0e-6f8a4f1c2e77")
Progress = Callable[[int, int], None]
Archive = Callable[[Iterable[UsedLaw]], None]


class Refused(msgspec.Struct, frozen=True):
    """One line that may not be recorded, and why."""

    line: FactLine
    error: RefusedError


class LinesRefusedError(Exception):
    """Some lines may not be recorded; none was."""

    def __init__(self, refused: Sequence[Refused]) -> None:
        """Hold all the lines refused."""
        super().__init__(f"{len(refused)} refused")
        self.refused = tuple(refused)


class Outcome(msgspec.Struct, frozen=True):
    """What recording came to: the new records, and how many lines were recorded already."""

    recorded: tuple[Recorded, ...]
    repeated: int


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """When, in whose name, whether the same fact may be stated again, and upon which versions."""

    at: datetime
    by: str
    allow_repeats: bool
    expected: Mapping[str, int] = {}


class Recording:
    """One batch of facts on its way into the log."""

    def __init__(self, log: EventLog, assessor: Assessor, command: Command, archive: Archive) -> None:
        """Record for a command; what the decisions among the facts pin is handed to the archive first."""
        self._log = log
        self._assessor = assessor
        self._archive = archive
        self._at = command.at
        self._by = command.by
        self._allow_repeats = command.allow_repeats
        self._expected = command.expected
        self._used: list[UsedLaw] = []
        self._streams: dict[str, list[Recorded]] = {}
        self._stored: dict[str, int] = {}
        self._keys: dict[str, Recorded] = {}
        self._known_to = 0
        self._new: list[Envelope] = []
        self._repeated = 0

    def record(
        self, lines: Sequence[FactLine], *, dry_run: bool, on_progress: Progress | None = None
    ) -> Outcome:
        """Record all lines in one transaction, or none.

        Raises:
            LinesRefusedError: with every line refused.
            RefusedError: the log has moved on, or cannot be written.
        """
        self._load(lines)
        refused = []
        for done, line in enumerate(lines, start=1):
            try:
                self._take(line)
            except RefusedError as error:
                refused.append(Refused(line, error))
            if on_progress is not None:
                on_progress(done, len(lines))
        if refused:
            raise LinesRefusedError(refused)
        recorded = [] if dry_run or not self._new else self._append()
        return Outcome(tuple(recorded), self._repeated)

    def _load(self, lines: Sequence[FactLine]) -> None:
        clusters = list(dict.fromkeys(line.cluster for line in lines))
        self._streams = {name: list(stream) for name, stream in self._log.streams(clusters).items()}
        self._stored = {name: len(stream) for name, stream in self._streams.items()}
        self._keys = self._log.find_keys([line.key for line in lines if line.key is not None])
        self._require_expected(lines)
        if any(type(line.body) in DECISIONS for line in lines):  # what alone pins a position
            self._known_to = self._log.last_position()

    def _require_expected(self, lines: Sequence[FactLine]) -> None:
        """Refuse to go on upon versions that the caller has not seen, unless all is repeated by key."""
        touched = {line.cluster for line in lines if line.key is None or line.key not in self._keys}
        for cluster, version in self._expected.items():
            found = self._stored.get(cluster, 0)
            if found != version and cluster in touched:
                raise RefusedError(
                    "version-moved-on", kind="conflict", cluster=cluster, expected=version, found=found
                )

    def _take(self, line: FactLine) -> None:
        if self._is_repeat_by_key(line):
            self._repeated += 1
            return
        stream = self._streams.setdefault(line.cluster, [])
        occurrence = self._occurrence(line, stream)
        bench = self._bench(line, stream)
        decide(self._intent(line), bench)
        entry = Envelope(
            id=event_id(line, occurrence),
            cluster=line.cluster,
            effective_on=line.effective_on,
            recorded_at=self._at,
            recorded_by=self._by,
            body=line.body,
            source=line.source,
            key=line.key,
            pinned=self._pinned(line, bench, stream),
        )
        placed = entry.placed(position=_beyond(stream), version=len(stream) + 1)
        stream.append(placed)
        if line.key is not None:
            self._keys[line.key] = placed
        self._new.append(entry)

    def _is_repeat_by_key(self, line: FactLine) -> bool:
        earlier = self._keys.get(line.key) if line.key is not None else None
        if earlier is None:
            return False
        if earlier.cluster != line.cluster or not says_the_same(earlier, line):
            raise RefusedError("key-taken", kind="conflict", key=line.key, cluster=earlier.cluster)
        return True

    def _occurrence(self, line: FactLine, stream: Iterable[Recorded]) -> int:
        """Return the how-manieth such fact it is; refuse a repeat of one that was not withdrawn."""
        history = known(stream)
        same = [entry for entry in history.entries if says_the_same(entry.record, line)]
        standing = [entry for entry in same if entry.withdrawal is None]
        if standing and line.key is None and not self._allow_repeats:
            raise RefusedError("duplicate-fact", kind="conflict", cluster=line.cluster, id=standing[0].id)
        return len(same) + 1

    def _intent(self, line: FactLine) -> Intent:
        return Intent(
            cluster=line.cluster, effective_on=line.effective_on, body=line.body, today=legal_day(self._at)
        )

    def _bench(self, line: FactLine, stream: Sequence[Recorded]) -> Bench:
        history = known(stream)
        programme = _programme(history.founding() or line.body, line.cluster)
        law = self._assessor.law_to_adopt(programme, line.cluster)
        today = legal_day(self._at)

        def viewpoint() -> Viewpoint:
            return Viewpoint(
                history=history,
                book=law.book,
                statutes=law.statutes,
                calendar=self._assessor.calendar(),
                day=today,
                known_on=today,
            )

        return Bench(history=history, book=law.book, statutes=law.statutes, viewpoint=viewpoint)

    def _pinned(self, line: FactLine, bench: Bench, stream: Sequence[Recorded]) -> Pinned | msgspec.UnsetType:
        """Return what a decision rests on; nothing for what is no decision."""
        if type(line.body) not in DECISIONS:
            return msgspec.UNSET
        view = msgspec.structs.replace(bench.viewpoint(), day=line.effective_on)
        law = self._assessor.law_to_adopt(bench.book.programme, line.cluster)
        calendar = self._assessor.calendar()
        self._used.append(UsedLaw(law=law, calendar=calendar, edition=view.edition))
        found = premises(line.body, view)
        return Pinned(
            position=self._known_to,
            version=len(stream),
            events=found.events,
            rulebook=law.book.edition,
            rulebook_sha256=law.book.sha256,
            statutes_sha256=law.statutes_sha256,
            notices_sha256=notices_sha256(calendar),
            calendar_sha256=view.edition.sha256,
            choices=found.choices,
            code_version=self._assessor.code_version,
        )

    def _append(self) -> list[Recorded]:
        self._archive(self._used)
        touched = dict.fromkeys(entry.cluster for entry in self._new)
        expected = {cluster: self._stored.get(cluster, 0) for cluster in touched}
        return self._log.append(self._new, expected)


def _programme(founding: object, cluster: str) -> str:
    if not isinstance(founding, (ApplicationSubmitted, ClusterRecognised)):
        raise RefusedError("cluster-unknown", kind="not-found", cluster=cluster)
    return founding.programme


def _beyond(stream: Sequence[Recorded]) -> int:
    """Return a position after those of a stream, for facts that have none yet."""
    return stream[-1].position + 1 if stream else 1


def says_the_same(record: Recorded, line: FactLine) -> bool:
    """Tell whether a record and a line state the same: type, day, content and source."""
    return (record.effective_on, record.body, record.source) == (line.effective_on, line.body, line.source)


def event_id(line: FactLine, occurrence: int) -> str:
    """Return the id of a fact: the same for the same command, whenever it is given."""
    if line.key is not None:
        return str(uuid5(NAMESPACE, f"key|{line.key}"))
    content = msgspec.json.encode((line.body, line.source), order="deterministic").decode()
    name = f"fact|{line.cluster}|{line.effective_on}|{stored_name(_kind(line.body))}|{content}|{occurrence}"
    return str(uuid5(NAMESPACE, name))


def _kind(body: Fact) -> type[Fact]:
    return type(body)
