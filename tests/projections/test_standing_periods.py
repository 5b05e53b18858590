"""The rows of the standing periods follow from the streams alone, and one indexed query asks them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
from random import Random
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, Engine, event, insert, select, text

from domain.administration import CalendarOverridden
from domain.cluster import ClusterRecognised, RecognitionSurrendered
from domain.events import Recorded
from domain.periods import FOR_EVER, microseconds
from domain.rulebook_hash import rulebook_sha256
from monitor.application import Monitor
from monitor.codec import Envelope
from monitor.database import reading, writing
from monitor.event_log import EventLog
from monitor.feed import LogFeed
from monitor.library import Library
from projections import standing_periods
from projections.follow import Follower
from projections.standing_periods import EVERY, Selection
from projections.tables import standing_periods as periods
from projections.view import Poison
from tests.given import PLACES, Story, law, noon
from tests.histories import PROGRAMMES, envelope, random_envelopes
from tests.office import LIBRARY, Office, line, recognised
from tests.projections.test_follow import poison
from tests.projections.test_follow import rows as every_row

Row = tuple[Any, ...]


def rows(engine: Engine) -> list[Row]:
    """Return the rows of the live generation, by cluster and in the order in which they became known."""
    return [tuple(row) for row in every_row(engine)["standing_periods"]]


def random_log(seed: int, clusters: int = 6) -> list[Envelope]:
    rng = Random(seed)  # noqa: S311 - reproducible, no secret
    told = [random_envelopes(rng, f"r{number}", rng.choice(PROGRAMMES)) for number in range(clusters)]
    return sorted((each for some in told for each in some), key=lambda each: each.recorded_at)


@pytest.fixture
def office(engine: Engine) -> Office:
    return Office(engine)


class SmallPages:
    """The feed, some events a page."""

    def __init__(self, feed: LogFeed, size: int) -> None:
        self._feed = feed
        self._size = size
        self.streams = feed.streams
        self.last_position = feed.last_position
        self.clusters = feed.clusters
        self.readable = feed.readable

    def page(self, after: int, limit: int) -> Sequence[Recorded | Poison]:
        return self._feed.page(after, min(limit, self._size))


def appended(office: Office, told: Sequence[Envelope], versions: dict[str, int]) -> None:
    office.monitor.log.append(told, {each.cluster: versions.get(each.cluster, 0) for each in told})
    for each in told:
        versions[each.cluster] = versions.get(each.cluster, 0) + 1


# --- how the rows come to be ------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 4, 1_000])
def test_the_rows_are_the_same_however_the_log_was_read(engine: Engine, office: Office, size: int) -> None:
    office.monitor.log.append(random_log(1), {})
    feed = SmallPages(LogFeed(office.monitor.log), size)
    Follower(feed, office.monitor._assessor.view, lambda: writing(engine)).catch_up()  # noqa: SLF001
    followed = rows(engine)
    office.monitor.rebuild()
    assert rows(engine) == followed
    assert {row[0] for row in followed} == {f"r{number}" for number in range(6)}


def test_the_rows_are_the_same_whenever_the_log_was_read(engine: Engine, office: Office) -> None:
    told, versions = random_log(2), dict[str, int]()
    rng = Random(3)  # noqa: S311 - reproducible, no secret
    cuts = [0, *sorted(rng.sample(range(1, len(told)), 9)), len(told)]
    for first, last in pairwise(cuts):
        before = set(rows(engine))
        appended(office, told[first:last], versions)
        office.monitor.catch_up()
        since = microseconds(told[first].recorded_at)
        _only_closed_and_opened(before, set(rows(engine)), since)
    followed = rows(engine)
    office.monitor.rebuild()
    assert rows(engine) == followed


def _only_closed_and_opened(before: set[Row], after: set[Row], since: int) -> None:
    """Check that of the rows that are gone each was closed, and that the new ones are known from now on."""
    names = [column.name for column in periods.columns][1:]
    known_from, known_to = names.index("known_from"), names.index("known_to")
    opened = [row for row in after - before if row[known_from] >= since]
    closed = {row for row in after - before if row[known_from] < since}
    still = [(*row[:known_to], FOR_EVER, *row[known_to + 1 :]) for row in closed]
    recent = {row for row in before if row[known_from] >= since}
    assert before - after - recent == set(still) - recent
    assert all(row[known_to] >= since for row in closed)
    assert all(row[known_to] == FOR_EVER or row[known_to] > row[known_from] for row in opened)


def test_what_comes_later_at_the_same_instant_belongs_to_the_same_step(
    engine: Engine, office: Office
) -> None:
    at = noon("2024-09-01")
    body = ClusterRecognised(programme="fujian", **PLACES)
    given_up = RecognitionSurrendered()
    office.monitor.log.append([envelope("c", "1", date(2023, 7, 10), at, body)], {})
    office.monitor.catch_up()
    office.monitor.log.append([envelope("c", "2", date(2024, 5, 1), at, given_up)], {"c": 1})
    office.monitor.catch_up()
    followed = rows(engine)
    assert len(followed) == 3
    office.monitor.rebuild()
    assert rows(engine) == followed


def test_a_tick_that_finds_something_opens_no_row(engine: Engine, office: Office) -> None:
    office.record("2024-08-01", recognised("c1"))
    office.monitor.catch_up()
    before = rows(engine)
    assert office.tick("2025-04-01")
    office.monitor.catch_up()
    assert rows(engine) == before


# --- law and calendar -------------------------------------------------------------------------


def library(**choices: Any) -> Library:
    """Return the library with some choices of Fujian's book taken otherwise."""
    book = law("fujian", **choices).book
    return msgspec.structs.replace(LIBRARY, books={**LIBRARY.books, book.edition: book})


def monitor_by(engine: Engine, held: Library) -> Monitor:
    return Monitor(engine, EventLog(engine), held, simulation=False, code_version="test")


def test_a_notice_that_makes_an_appeal_timely_opens_rows_where_it_suspends(engine: Engine) -> None:
    monitor = monitor_by(engine, library(appeal_suspends=True))
    monitor.log.append(_appealed_a_day_late(), {})
    monitor.catch_up()
    before = rows(engine)
    told_off = CalendarOverridden(region="*", day=date(2024, 3, 15), working=False, basis="公告")
    monitor.record_calendar(told_off, date(2024, 9, 1), at=noon("2024-09-01"), by="clerk")
    monitor.catch_up()
    followed = rows(engine)
    assert followed != before
    day = date(2024, 5, 1)
    (then,) = monitor.standings(on=day, known_at=noon("2024-08-31"))
    (later,) = monitor.standings(on=day, known_at=noon("2024-09-02"))
    assert (then["standing"], later["standing"]) == ("revoked", "recognised")
    monitor.rebuild()
    assert rows(engine) == followed


def _appealed_a_day_late() -> list[Envelope]:
    story = Story().recognised("2023-07-10").revoked("2024-02-01", served="2024-03-04")
    story.then("appeal-lodged", "2024-03-26", case="c1")
    return [envelope("c", each.id, each.effective_on, each.recorded_at, each.body) for each in story.records]


def test_another_law_counts_from_its_adoption_on(engine: Engine, office: Office) -> None:
    office.record("2024-08-01", recognised("c1", on="2023-07-10"), recognised("c2", on="2023-07-10"))
    office.monitor.catch_up()
    book = law("fujian").book
    book = msgspec.structs.replace(book, validity=msgspec.structs.replace(book.validity, years=5))
    book = msgspec.structs.replace(book, sha256=rulebook_sha256(book))
    held = msgspec.structs.replace(LIBRARY, books={**LIBRARY.books, book.edition: book})
    successor = monitor_by(engine, held)
    report = line("annual-report-filed", "2025-02-20", "c1", year=2024)
    successor.record([report], at=noon("2025-03-01"), by="officer")
    found = {
        day: [each["standing"] for each in successor.standings(on=date(2027, 1, 1), known_at=noon(day))]
        for day in ("2024-08-02", "2025-02-28", "2025-03-01")
    }
    assert found == {
        "2024-08-02": ["lapsed", "lapsed"],
        "2025-02-28": ["lapsed", "lapsed"],
        "2025-03-01": ["recognised", "recognised"],
    }
    followed = rows(engine)
    successor.rebuild()
    assert rows(engine) == followed


# --- what can be asked ------------------------------------------------------------------------


def test_a_cluster_in_quarantine_is_unknown_and_stays_visible(engine: Engine, office: Office) -> None:
    office.record("2024-08-01", *(recognised(f"c{number}") for number in range(4)))
    poison(engine, "c1")
    times: dict[str, Any] = {"on": date(2024, 9, 1), "known_at": noon("2024-10-01")}
    lines = office.monitor.standings(**times)
    assert [(line["cluster"], line["standing"]) for line in lines] == [
        ("c0", "recognised"),
        ("c1", "unknown"),
        ("c2", "recognised"),
        ("c3", "recognised"),
    ]
    assert office.monitor.count_standings(**times) == 4
    for selection, expected in (
        (Selection(standing="unknown"), ["c1"]),
        (Selection(standing="recognised"), ["c0", "c2", "c3"]),
        (Selection(limit=2, offset=1), ["c1", "c2"]),
    ):
        found = office.monitor.standings(**times, selection=selection)
        assert [line["cluster"] for line in found] == expected
        folded = office.monitor.roster(**times, is_now=False, selection=selection)
        assert [line["cluster"] for line in folded] == expected


def test_one_query_by_the_index_finds_every_rectangle_around_a_point(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(periods), list(_many_rows()))
        connection.execute(text("ANALYZE standing_periods"))
    for year in (2021, 2023, 2026):
        on, at = date(2024, 6, 1), datetime.fromisoformat(f"{year}-07-01T00:00:00+00:00")
        with reading(engine) as connection:
            asked = _queries(connection)
            assert len(standing_periods.lines(connection, 1, on, at, EVERY)) == _CLUSTERS
            ((query, values),) = (each for each in asked if "standing_periods" in each[0])
            explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
            plan = "\n".join(str(step) for step in connection.exec_driver_sql(explain + query, values))
        assert "standing_periods_by_point" in plan
        assert "Seq Scan" not in plan
        if engine.dialect.name == "sqlite":
            assert "SEARCH standing_periods USING INDEX" in plan
            assert "ORDER BY" not in plan


def _queries(connection: Connection) -> list[tuple[str, Any]]:
    """Return the list to which every statement from now on is added, with its values."""
    asked: list[tuple[str, Any]] = []
    event.listen(connection, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    return asked


_CLUSTERS = 500


def _many_rows() -> Iterator[dict[str, Any]]:
    """Yield rectangles of many clusters: six steps of knowledge, four standings each."""
    days = [date.min, date(2021, 5, 1), date(2024, 5, 1), date(2025, 1, 1), date.max]
    starts = [datetime.fromisoformat(f"{2021 + step}-01-01T00:00:00+00:00") for step in range(6)]
    instants = [*map(microseconds, starts), FOR_EVER]
    for number in range(_CLUSTERS):
        for (known_from, known_to), (legal_from, legal_to) in (
            (known, legal) for known in pairwise(instants) for legal in pairwise(days)
        ):
            yield {
                "generation": 1,
                "cluster": f"c{number:04}",
                "legal_from": legal_from,
                "legal_to": legal_to,
                "known_from": known_from,
                "known_to": known_to,
                "standing": "recognised",
                "programme": "fujian",
                "rests_on_calendar": False,
                **{name: PLACES[name] for name in ("name", "province", "city", "county")},
            }


def test_rows_cover_every_day_and_instant_once(engine: Engine, office: Office) -> None:
    office.monitor.log.append(random_log(5), {})
    office.monitor.catch_up()
    with reading(engine) as connection:
        found = connection.execute(select(periods)).all()
    for cluster in {row.cluster for row in found}:
        mine = [row for row in found if row.cluster == cluster]
        for at in {row.known_from for row in mine}:
            there = sorted(row.legal_from for row in mine if row.known_from <= at < row.known_to)
            ends = sorted(row.legal_to for row in mine if row.known_from <= at < row.known_to)
            assert [*there, date.max] == [date.min, *ends]
    assert max(row.known_to for row in found) == FOR_EVER


def test_a_page_is_of_those_asked_for_and_stays_where_it_was(engine: Engine, office: Office) -> None:
    office.record("2024-08-01", *(recognised(f"c{number}") for number in range(8)))
    poison(engine, "c4")
    poison(engine, "c6")
    some = frozenset({"c1", "c3", "c4", "c5", "none"})
    times: dict[str, Any] = {"on": date(2024, 9, 1), "known_at": noon("2024-10-01")}

    def names(selection: Selection) -> list[list[str]]:
        lines = [
            office.monitor.standings(**times, selection=selection),
            office.monitor.roster(**times, is_now=False, selection=selection),
            office.monitor.roster(**times, is_now=True, selection=selection),
        ]
        return [[line["cluster"] for line in each] for each in lines]

    assert names(Selection(among=some, limit=2)) == [["c1", "c3"]] * 3
    assert names(Selection(among=some, after="c3", limit=2)) == [["c4", "c5"]] * 3
    assert names(Selection(after="c5")) == [["c6", "c7"]] * 3
    assert names(Selection(among=frozenset())) == [[]] * 3
