"""What knowledge changed between two instants, and from what each difference comes."""

from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from shutil import copy
from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine

from domain.administration import CalendarNoticeRecorded, CalendarOverridden
from domain.refusal import RefusedError
from domain.rulebook_hash import rulebook_sha256
from monitor.application import Monitor
from monitor.database import open_database
from monitor.event_log import EventLog
from tests.given import PLACES, law, noon
from tests.histories import FIRST, PROGRAMMES, calendar_envelopes, random_envelopes
from tests.office import LIBRARY, Office, evening, line, recognised

Json = dict[str, Any]
DAY = date(2025, 4, 10)


@pytest.fixture
def office(sqlite_url: str) -> Any:
    engine = open_database(sqlite_url)
    working = Office(engine)
    working.record("2024-08-01", recognised("c1"))
    yield working
    engine.dispose()


def asked(office: Office, earlier: str, later: str, on: date = DAY, cluster: str = "c1") -> Json:
    return office.monitor.difference(cluster, on=on, between=(evening(earlier), evening(later)))


def changes(found: Json) -> dict[tuple[str, str | None], Json]:
    return {(each["what"], each["subject"]): each for each in found["changed"]}


OVERDUE = ("obligation", "annual-report 2024")
GROUND = ("ground", "reporting late-report annual-report 2024")


def test_a_fact_recorded_late_changes_the_answer_about_an_earlier_day(office: Office) -> None:
    office.record("2025-05-02", line("annual-report-filed", "2025-03-01", "c1", year=2024))
    found = asked(office, "2025-05-01", "2025-05-03")
    (event,) = found["events"]
    assert (event["type"], event["recorded_days_later"], event["withdrawn"]) == (
        "annual-report-filed",
        62,
        None,
    )
    changed = changes(found)
    assert {
        (key, each["from"] and each["from"]["state"]) for key, each in changed.items() if key == OVERDUE
    } == {(OVERDUE, "overdue")}
    assert changed[OVERDUE]["to"]["state"] == "met"
    assert (changed[GROUND]["from"]["state"], changed[GROUND]["to"]) == ("established", None)
    assert {each["clause"] for each in (changed[OVERDUE], changed[GROUND])} == {"第十五条", "第十六条（三）"}
    assert all(each["events"] == [event["id"]] for each in found["changed"])
    assert (found["notices"], found["simulation"]) == ([], False)


def test_a_withdrawal_is_what_a_difference_comes_from(office: Office) -> None:
    office.record("2025-03-01", line("annual-report-filed", "2025-03-01", "c1", year=2024))
    reported = office.monitor.log.stream("c1")[-1]
    office.record("2025-05-02", line("fact-withdrawn", "2025-05-02", "c1", event=reported.id, reason="他县"))
    found = asked(office, "2025-05-01", "2025-05-03")
    (event,) = found["events"]
    changed = changes(found)
    assert (changed[OVERDUE]["from"]["state"], changed[OVERDUE]["to"]["state"]) == ("met", "overdue")
    assert changed[OVERDUE]["events"] == [event["id"]]
    told = office.monitor.history("c1", known_at=evening("2025-05-03"))
    assert told[1]["withdrawn"] == {
        "event": event["id"],
        "position": event["position"],
        "on": "2025-05-02",
        "recorded_at": event["recorded_at"],
        "reason": "他县",
    }
    earlier = office.monitor.history("c1", known_at=evening("2025-05-01"))
    assert [each["withdrawn"] for each in earlier] == [None, None]


def test_a_standing_is_told_with_the_clause_it_rests_on(office: Office) -> None:
    told = (
        line("case-opened", "2025-05-02", "c1", case="k", grounds=["reporting"]),
        line("revocation-decided", "2025-05-03", "c1", case="k", grounds=["reporting"], number="1号"),
        line("review-decided", "2027-05-03", "c2", outcome="passed"),
        line("title-cancelled", "2027-05-04", "s1", number="1号", reason="复核未通过"),
        line("application-submitted", "2027-05-04", "a1", programme="fujian", **PLACES),
    )
    office.record("2027-05-04", recognised("c2"), recognised("s1", programme="shandong"))
    office.record("2027-05-05", *told)
    found = {
        (cluster, each["what"], each["to"]): each["clause"]
        for cluster in ("c1", "c2", "s1", "a1")
        for event in office.monitor.history(cluster, known_at=evening("2027-05-05"))
        for each in event["changed"]
        if each["what"] in ("standing", "valid_to", "case")
    }
    assert found["c1", "standing", "recognised"] == "第十四条"
    assert found["c1", "standing", "revoked"] == "第十六条（三）"
    assert found["c1", "case", "k decided"] == "第十六条（三）"
    assert found["c2", "valid_to", "2030-07-10"] == LIBRARY.law_of("fujian").book.review.article
    assert found["s1", "standing", "title-cancelled"] == "第十二条"
    assert found["a1", "standing", "applying"] is None


def test_only_the_facts_an_answer_rests_on_are_named(office: Office) -> None:
    office.record(
        "2025-05-02",
        line("annual-report-filed", "2025-03-01", "c1", year=2024),
        line("major-change-occurred", "2025-04-01", "c1", change="m", kind="operator"),
    )
    changed = changes(asked(office, "2025-05-01", "2025-05-03"))
    report, change = office.monitor.log.stream("c1")[-2:]
    assert changed[OVERDUE]["events"] == [report.id]
    assert changed["obligation", "major-change m"]["events"] == [change.id]


def test_notices_and_overrides_of_the_region_are_told(office: Office) -> None:
    office.record(
        "2025-04-02", line("major-change-occurred", "2025-04-01", "c1", change="m", kind="operator")
    )
    for body, on in (
        (CalendarOverridden(region="某市", day=date(2025, 5, 6), working=False, basis="公告"), "2025-04-20"),
        (CalendarOverridden(region="他市", day=date(2025, 5, 7), working=False, basis="公告"), "2025-04-20"),
        (CalendarNoticeRecorded(year=2027, off=(date(2027, 1, 1),), work=(), number="7号"), "2025-04-20"),
    ):
        office.monitor.record_calendar(body, date.fromisoformat(on), at=noon("2025-04-20"), by="clerk")
    found = asked(office, "2025-04-10", "2025-04-30")
    assert [each["kind"] for each in found["notices"]] == ["notice", "override"]
    assert {each["known_from"] for each in found["notices"]} == {"2025-04-20"}
    assert found["events"] == []
    changed = changes(found)
    filing = changed["obligation", "major-change m"]
    assert (filing["from"]["due_on"], filing["to"]["due_on"]) == ("2025-05-06", "2025-05-07")
    assert changed.keys() == {("obligation", "major-change m"), ("next_change_on", None), ("calendar", None)}
    assert all(each["notices"] == found["notices"] for each in found["changed"])


def test_another_law_is_what_a_difference_comes_from(office: Office) -> None:
    book = law("fujian").book
    book = msgspec.structs.replace(book, validity=msgspec.structs.replace(book.validity, years=5))
    book = msgspec.structs.replace(book, sha256=rulebook_sha256(book))
    held = msgspec.structs.replace(LIBRARY, books={**LIBRARY.books, book.edition: book})
    engine: Engine = office.monitor.engine
    later = Monitor(engine, EventLog(engine), held, simulation=False, code_version="later")
    later.record([recognised("c2")], at=noon("2025-06-01"), by="officer")
    between = (evening("2025-05-31"), evening("2025-06-02"))
    changed = changes(later.difference("c1", on=DAY, between=between))
    assert (changed["valid_to", None]["from"], changed["valid_to", None]["to"]) == (
        "2027-07-10",
        "2029-07-10",
    )
    assert changed["valid_to", None]["clause"] == "第十四条"
    assert changed["valid_to", None]["adoptions"] == ["2025-06-01T04:00:00Z"]


def test_two_answers_of_the_same_name_are_told_apart(office: Office) -> None:
    rounds = (
        line("review-round-opened", on, "c1", apply_by="2025-12-01") for on in ("2025-05-01", "2025-05-02")
    )
    office.record("2025-05-02", *rounds)
    changed = changes(asked(office, "2025-05-01", "2025-05-03", on=date(2025, 5, 3)))
    named = [subject for what, subject in changed if what == "obligation"]
    assert len(named) == 2
    assert named[1] == f"{named[0]} 2"


def test_a_cluster_that_was_not_known_yet_has_everything_to_tell(office: Office) -> None:
    found = asked(office, "2024-07-31", "2024-08-02", on=date(2024, 8, 1))
    changed = changes(found)
    assert (changed["standing", None]["from"], changed["standing", None]["to"]) == (None, "recognised")
    assert changed["name", None]["to"] == "演示集群"


def test_between_an_instant_and_itself_nothing_changed(office: Office) -> None:
    found = asked(office, "2025-05-01", "2025-05-01")
    assert (found["events"], found["notices"], found["changed"]) == ([], [], [])


def test_instants_that_run_backwards_and_strangers_are_refused(office: Office) -> None:
    with pytest.raises(RefusedError, match="knowledge-runs-backwards"):
        asked(office, "2025-05-02", "2025-05-01")
    with pytest.raises(RefusedError, match="cluster-not-found"):
        asked(office, "2025-05-01", "2025-05-02", cluster="nobody")


# --- any history ------------------------------------------------------------------------------


def test_nothing_is_told_exactly_where_nothing_differs(initialised_sqlite: Path, tmp_path: Path) -> None:
    engine = open_database(str(copy(initialised_sqlite, tmp_path / "any.db")))
    office = Office(engine)
    rng = Random(9)  # noqa: S311 - reproducible, no secret
    told = [random_envelopes(rng, f"r{n}", rng.choice(PROGRAMMES), 16) for n in range(12)]
    every = sorted(chain(calendar_envelopes(rng), *told), key=lambda each: each.recorded_at)
    office.monitor.log.append(every, {})
    differing = 0
    for _ in range(250):
        cluster = f"r{rng.randrange(12)}"
        stream = office.monitor.log.stream(cluster)
        earlier, later = sorted(_instant(rng) for _ in range(2))
        later = max(later, stream[0].recorded_at)
        on = FIRST + timedelta(days=rng.randrange(2300))
        found = office.monitor.difference(cluster, on=on, between=(earlier, later))
        same = _answer(office, cluster, on, earlier) == _answer(office, cluster, on, later)
        assert (found["changed"] == []) == same, (cluster, on, earlier, later)
        differing += not same
        assert all(each["events"] or each["notices"] for each in found["changed"])
        ids = {each["id"] for each in found["events"]}
        assert all(ids.issuperset(each["events"]) for each in found["changed"])
    assert 50 < differing < 250
    engine.dispose()


def _instant(rng: Random) -> datetime:
    return noon(FIRST + timedelta(days=rng.randrange(2300)))


def _answer(office: Office, cluster: str, on: date, at: datetime) -> Json | None:
    try:
        answer = office.monitor.status(cluster, on=on, known_at=at)
    except RefusedError:
        return None
    return {name: value for name, value in answer.items() if name not in ("known_at", "position")}
