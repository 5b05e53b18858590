"""Every answer on two axes: a naive fold of what was known then says the same, whatever came later."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from shutil import copy
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from domain.administration import CALENDAR_STREAM, CalendarNoticeRecorded, CalendarOverridden
from domain.assessment import Assessment, assess
from domain.calendar import Calendar
from domain.events import Recorded, legal_day
from domain.history import History, known
from domain.notices import Notice, Override
from monitor.codec import Envelope
from monitor.database import open_database, reading
from monitor.demo.generator import generate
from monitor.demo.story import with_event_id
from monitor.intake.decode import decode
from monitor.intake.line import FactLine, Place
from monitor.rosters import instant
from projections import due, standing_periods, tallies
from projections.answer import full_answer, roster_answer
from projections.follow import live_generation
from projections.standing_periods import EVERY, Selection
from tests.given import noon
from tests.histories import (
    FIRST,
    LAST,
    PROGRAMMES,
    as_recorded,
    calendar_envelopes,
    random_envelopes,
)
from tests.office import LIBRARY, Office, evening, line, recognised

BRIEF = (
    "cluster",
    "programme",
    "name",
    "province",
    "city",
    "county",
    "standing",
    "valid_from",
    "valid_to",
)


# --- the naive fold ---------------------------------------------------------------------------


class Fold:
    """All that was recorded, and what a filter and one assessment make of it."""

    def __init__(self, records: Sequence[Recorded]) -> None:
        self.streams: dict[str, list[Recorded]] = {}
        for record in records:
            self.streams.setdefault(record.cluster, []).append(record)
        self.notices = self.streams.pop(CALENDAR_STREAM, [])

    def seen(self, cluster: str, at: datetime) -> list[Recorded]:
        return [record for record in self.streams[cluster] if record.recorded_at <= at]

    def calendar(self, at: datetime) -> Calendar:
        today = legal_day(at)
        notices = [each for each in LIBRARY.notices if each.issued_on <= today]
        overrides = []
        for record in self.notices:
            if legal_day(record.recorded_at) > today:
                continue
            body, told = record.body, legal_day(record.recorded_at)
            if isinstance(body, CalendarNoticeRecorded):
                fields = {name: getattr(body, name) for name in ("year", "number", "off", "work", "amends")}
                notices.append(Notice(**fields, issued_on=record.effective_on, known_from=told))
            if isinstance(body, CalendarOverridden):
                fields = {name: getattr(body, name) for name in ("region", "day", "working", "basis")}
                overrides.append(Override(**fields, known_from=told))
        return Calendar(notices=tuple(notices), overrides=tuple(overrides))

    def assess(self, cluster: str, on: date, at: datetime, by: Calendar) -> tuple[History, Assessment] | None:
        seen = self.seen(cluster, at)
        if not seen:
            return None
        history = known(seen)
        founding = history.founding()
        assert founding is not None
        return history, assess(history, LIBRARY.law_of(founding.programme), by, on, legal_day(at))

    def everyone(self, on: date, at: datetime) -> Iterator[tuple[str, History, Assessment]]:
        by = self.calendar(at)
        for cluster in sorted(self.streams):
            found = self.assess(cluster, on, at, by)
            if found is not None:
                yield cluster, *found


# --- what is recorded -------------------------------------------------------------------------


def demo_envelopes(count: int) -> list[Envelope]:
    """Return the facts of some synthetic histories of the demonstration."""
    ids: dict[str, str] = {}
    found = []
    for history in islice(generate(11), 0, None, 230 // count):
        for number, dated in enumerate(sorted(history.facts, key=lambda each: each.recorded_on)):
            line = decode(with_event_id(dated.line, ids), Place("demo"))
            assert isinstance(line, FactLine)
            name = f"{history.cluster}-{number}"
            if line.key:
                ids[line.key] = name
            found.append(
                Envelope(
                    id=name,
                    cluster=history.cluster,
                    effective_on=line.effective_on,
                    recorded_at=noon(dated.recorded_on),
                    recorded_by="demo",
                    body=line.body,
                )
            )
    return found


def random_log(seed: int, clusters: int) -> list[Envelope]:
    rng = Random(seed)  # noqa: S311 - reproducible, no secret
    told = [
        each
        for number in range(clusters)
        for each in random_envelopes(rng, f"r{number:03}", rng.choice(PROGRAMMES))
    ]
    return told + calendar_envelopes(rng)


def recorded(office: Office, envelopes: Sequence[Envelope]) -> Fold:
    """Append facts in the order of their recording, and return the naive fold of them."""
    ordered = sorted(envelopes, key=lambda each: each.recorded_at)
    return Fold(office.monitor.log.append(ordered, {}))


@pytest.fixture
def office(engine: Engine) -> Office:
    return Office(engine)


@pytest.fixture(scope="module")
def told(
    initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, Fold, Engine]]:
    """Random clusters and some of the demonstration, on SQLite."""
    path = copy(initialised_sqlite, tmp_path_factory.mktemp("axes") / "monitor.db")
    engine = open_database(str(path))
    office = Office(engine)
    fold = recorded(office, [*random_log(1, 18), *demo_envelopes(14)])
    office.monitor.catch_up()
    yield office, fold, engine
    engine.dispose()


def random_instants(rng: Random, fold: Fold, count: int) -> list[datetime]:
    """Return instants, half of them those of a record or just before."""
    exact = sorted({record.recorded_at for stream in fold.streams.values() for record in stream})
    spread = (LAST - FIRST).days
    return [
        rng.choice(exact) - timedelta(microseconds=rng.randint(0, 1))
        if rng.random() < 0.5
        else noon(FIRST + timedelta(days=rng.randrange(spread)))
        for _ in range(count)
    ]


def random_days(rng: Random, count: int) -> list[date]:
    return [date(2020, 12, 1) + timedelta(days=rng.randrange(2800)) for _ in range(count)]


# --- the oracle -------------------------------------------------------------------------------


def test_ten_thousand_answers_equal_the_naive_fold(told: tuple[Office, Fold, Engine]) -> None:
    office, fold, engine = told
    rng = Random(2)  # noqa: S311 - reproducible, no secret
    checked = 0
    with reading(engine) as connection:
        generation = live_generation(connection)
        for at in random_instants(rng, fold, 400):
            by, there = fold.calendar(at), [name for name in fold.streams if fold.seen(name, at)]
            for on in random_days(rng, 25):
                lines = standing_periods.lines(connection, generation, on, at, EVERY)
                assert [line["cluster"] for line in lines] == sorted(there)
                checked += 1
                if there:
                    cluster = rng.choice(there)
                    (line,) = [each for each in lines if each["cluster"] == cluster]
                    expected = _expected(fold, cluster, on, at, by)
                    assert line == {name: expected[name] for name in BRIEF}, (on, at)
                    assert _asked(office, cluster, on, at) == expected, (on, at)
    assert checked == 10_000


def _expected(fold: Fold, cluster: str, on: date, at: datetime, by: Calendar) -> dict[str, Any]:
    found = fold.assess(cluster, on, at, by)
    assert found is not None
    return full_answer(cluster, *found)


def _asked(office: Office, cluster: str, on: date, at: datetime) -> dict[str, Any]:
    answer = office.monitor.status(cluster, on=on, known_at=at)
    return {
        name: value for name, value in answer.items() if name not in ("simulation", "known_at", "position")
    }


def test_who_stands_how_equals_the_naive_fold_on_either_database(office: Office) -> None:
    fold = recorded(office, random_log(3, 25))
    office.monitor.catch_up()
    rng = Random(4)  # noqa: S311 - reproducible, no secret
    for at, on in zip(random_instants(rng, fold, 40), random_days(rng, 40), strict=True):
        lines = office.monitor.standings(on=on, known_at=at)
        expected = [full_answer(*each) for each in fold.everyone(on, at)]
        assert [{name: line[name] for name in BRIEF} for line in lines] == [
            {name: each[name] for name in BRIEF} for each in expected
        ]
        assert office.monitor.count_standings(on=on, known_at=at) == len(expected)


def test_roster_and_what_is_due_equal_the_naive_fold(told: tuple[Office, Fold, Engine]) -> None:
    office, fold, _ = told
    rng = Random(5)  # noqa: S311 - reproducible, no secret
    for at, on in zip(random_instants(rng, fold, 12), random_days(rng, 12), strict=True):
        everyone = list(fold.everyone(on, at))
        lines = list(office.monitor.roster(on=on, known_at=at, is_now=False))
        expected = [
            {
                **roster_answer(*each),
                "simulation": False,
                "known_at": instant(at),
                "position": fold.seen(each[0], at)[-1].position,
            }
            for each in everyone
        ]
        assert lines == expected
        items = [item for cluster, _, found in everyone for item in due.open_items(cluster, found)]
        items.sort(key=lambda item: (item["due_on"], item["cluster"]))
        asked = office.monitor.due(on=on, known_at=at, within=None)
        assert [{k: v for k, v in item.items() if k != "days_left"} for item in asked] == items
        counted = tallies.in_order(sum((tallies.counts(*each[1:]) for each in everyone), start=_NOTHING))
        assert office.monitor.statistics(on=on, known_at=at) == counted


_NOTHING: Counter[tallies.Tally] = Counter()


def test_a_page_of_the_roster_of_then_is_a_part_of_the_whole(told: tuple[Office, Fold, Engine]) -> None:
    office, _, _ = told
    times: dict[str, Any] = {"on": date(2024, 6, 1), "known_at": noon("2025-01-01"), "is_now": False}
    every = list(office.monitor.roster(**times))
    for name in ("programme", "province", "city", "standing"):
        for value in {each[name] for each in every if each[name]}:
            chosen = Selection(**{name: value}, limit=3, offset=1)
            passing = [each for each in every if each[name] == value]
            assert list(office.monitor.roster(**times, selection=chosen)) == passing[1:4]
    assert [line for line in every if line["standing"] is None] != []


# --- now, and what came later -----------------------------------------------------------------


def test_about_now_the_tables_say_what_the_fold_says(office: Office) -> None:
    fold = recorded(office, random_log(6, 25))
    at = noon("2026-12-05")
    on = legal_day(at)
    last = office.monitor.log.last_recorded_at()
    assert last is not None
    assert last < at
    for _ in range(2):
        assert list(office.monitor.roster(on=on, known_at=at, is_now=True)) == list(
            office.monitor.roster(on=on, known_at=at, is_now=False)
        )
        live = office.monitor.due(on=on, known_at=at, within=None)
        items = [
            item for cluster, _, found in fold.everyone(on, at) for item in due.open_items(cluster, found)
        ]
        items.sort(key=lambda item: (item["due_on"], item["cluster"]))
        assert [{k: v for k, v in item.items() if k != "days_left"} for item in live] == items
        everyone = fold.everyone(on, at)
        counted = tallies.in_order(sum((tallies.counts(*each[1:]) for each in everyone), start=_NOTHING))
        assert office.monitor.statistics(on=on, known_at=at) == counted
        later = noon("2027-06-01")  # a question about a later day leaves the tables assessed on it
        assert office.monitor.due(on=legal_day(later), known_at=later, within=None)


POINTS = [(date(2023, 3, 1), noon("2023-06-01")), (date(2025, 2, 1), noon("2024-11-30"))]
POINTS += [(date(2026, 8, 1), noon("2025-06-30")), (date(2022, 1, 1), noon("2025-06-30"))]


def answers(office: Office) -> bytes:
    """Return every answer about some days as known at some instants, as bytes."""
    monitor = office.monitor
    found: list[Any] = []
    for on, at in POINTS:
        lines = list(monitor.roster(on=on, known_at=at, is_now=False))
        found += [lines, monitor.standings(on=on, known_at=at)]
        found += [monitor.due(on=on, known_at=at, within=None), monitor.statistics(on=on, known_at=at)]
        found += [monitor.alerts(limit=1_000, known_at=at), monitor.activity(limit=1_000, known_at=at)]
        for each in lines:
            found.append(monitor.status(each["cluster"], on=on, known_at=at))
            found.append(monitor.history(each["cluster"], known_at=at))
    return msgspec.json.encode(found)


@contextmanager
def an_office(template: Path, folder: Path) -> Iterator[Office]:
    for stale in folder.glob("again.db*"):
        stale.unlink()
    engine = open_database(str(copy(template, folder / "again.db")))
    yield Office(engine)
    engine.dispose()


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 10**6), splits=st.booleans())
def test_what_is_recorded_later_never_changes_an_earlier_answer(
    tmp_path: Path, initialised_sqlite: Path, seed: int, *, splits: bool
) -> None:
    envelopes = sorted(random_log(seed, 3), key=lambda each: each.recorded_at)
    last = max(at for _, at in POINTS)
    early = [each for each in envelopes if legal_day(each.recorded_at) <= legal_day(last)]
    late = envelopes[len(early) :]
    with an_office(initialised_sqlite, tmp_path) as office:
        office.monitor.log.append(early, {})
        before = answers(office)
        versions: dict[str, int] = {}
        for each in early:
            versions[each.cluster] = versions.get(each.cluster, 0) + 1
        for some in [late[: len(late) // 2], late[len(late) // 2 :]] if splits else [late]:
            known_versions = {each.cluster: versions.get(each.cluster, 0) for each in some}
            office.monitor.log.append(some, known_versions)
            for each in some:
                versions[each.cluster] = versions.get(each.cluster, 0) + 1
            assert answers(office) == before
        assert office.monitor.quarantined() == {}


# --- positions --------------------------------------------------------------------------------


def test_the_last_position_by_an_instant_is_found(office: Office) -> None:
    assert office.monitor.log.position_at(noon("2026-01-01")) == 0
    fold = recorded(office, random_log(7, 6))
    every = sorted(
        (record for stream in (*fold.streams.values(), fold.notices) for record in stream),
        key=lambda record: record.position,
    )
    for at in {record.recorded_at for record in every}:
        for asked in (at - timedelta(microseconds=1), at, at + timedelta(microseconds=1)):
            expected = max((each.position for each in every if each.recorded_at <= asked), default=0)
            assert office.monitor.log.position_at(asked) == expected


def test_a_position_is_found_where_an_export_left_gaps(office: Office) -> None:
    records = [
        msgspec.structs.replace(each, position=each.position * 7)
        for each in as_recorded(random_envelopes(Random(8), "c", "fujian"))  # noqa: S311 - reproducible
    ]
    office.monitor.log.restore(records)
    for each in records:
        at = each.recorded_at
        expected = max(other.position for other in records if other.recorded_at <= at)
        assert office.monitor.log.position_at(at) == expected
    assert office.monitor.log.position_at(records[0].recorded_at - timedelta(microseconds=1)) == 0


def test_what_is_recorded_of_the_calendar_later_on_the_same_day_changes_no_earlier_answer(
    engine: Engine,
) -> None:
    office = Office(engine)
    office.record("2026-02-03", recognised("c1", "2024-07-10"), *served("c1"))
    on, then = date(2026, 2, 3), noon("2026-02-04")
    before = office.monitor.status("c1", on=on, known_at=then)
    override = CalendarOverridden(region="*", day=date(2026, 2, 5), working=False, basis="…")
    three = then + timedelta(hours=3)
    office.monitor.record_calendar(override, date(2026, 2, 4), at=three, by="officer")

    assert office.monitor.status("c1", on=on, known_at=then) == before
    after = office.monitor.status("c1", on=on, known_at=three)
    assert (appeal(before)["due_on"], appeal(after)["due_on"]) == ("2026-02-28", "2026-03-02")
    found = office.monitor.difference("c1", on=on, between=(then, three))
    assert [notice["day"] for notice in found["notices"]] == ["2026-02-05"]
    later = office.monitor.difference("c1", on=on, between=(three, three + timedelta(hours=1)))
    assert later["changed"] == []


def served(cluster: str) -> list[FactLine]:
    """Return a case whose decision was served on 2 February 2026."""
    return [
        line("case-opened", "2026-01-05", cluster, case="k", grounds=["reporting"]),
        line("revocation-decided", "2026-01-30", cluster, case="k", grounds=["reporting"], number="1号"),
        line("decision-served", "2026-02-02", cluster, case="k", method="signed"),
    ]


def appeal(answer: dict[str, Any]) -> dict[str, Any]:
    return next(window for window in answer["windows"] if window["kind"] == "appeal")


def test_what_another_process_records_of_the_calendar_counts_at_once(engine: Engine) -> None:
    here, elsewhere = Office(engine), Office(engine)
    here.record("2026-01-05", recognised("c1", "2024-07-10"))
    before = here.status("2026-01-05", "c1")["calendar"]
    override = CalendarOverridden(region="*", day=date(2026, 3, 2), working=False, basis="台风")
    elsewhere.monitor.record_calendar(override, date(2026, 1, 5), at=evening("2026-01-05"), by="someone")
    after = here.status("2026-01-05", "c1")["calendar"]
    assert after != before
    assert after == elsewhere.status("2026-01-05", "c1")["calendar"]
