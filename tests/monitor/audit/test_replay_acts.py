"""Seeded errors of procedure in a log: each is found, the twin is clean, and what is pinned is proved."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine

from domain.administration import CalendarNoticeRecorded
from domain.causes import Cause
from domain.events import Recorded
from domain.findings import AttentionRaised
from domain.rulebook_hash import rulebook_sha256
from monitor.application import Monitor
from monitor.audit.replaying.footing import Footings
from monitor.audit.replaying.replay import Replay
from monitor.audit.replaying.replay_acts import replay_acts
from monitor.audit.replaying.replay_drawing import Bench
from monitor.audit.replaying.replay_past import Past
from monitor.audit.replaying.replay_pins import fact_in
from monitor.audit.replaying.replayed import Replayed
from monitor.codec import unplaced
from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.library import Library
from tests import procedure_seeds as seeds
from tests.monitor.audit.replaying import append, bring_in, grades, only, replayed, verdicts
from tests.office import LIBRARY, Office, evening, line, recognised
from tests.procedure_seeds import REVOKED, told

NAMES = [f"{number}-{seed.code}" for number, seed in enumerate(seeds.FAULTS)]
BY_NAME = dict(zip(NAMES, seeds.FAULTS, strict=True))


@pytest.fixture
def engine(sqlite_url: str) -> Iterator[Engine]:
    """A SQLite file: that both databases read the same is tested with the command."""
    engine = open_database(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def office(engine: Engine) -> Office:
    return Office(engine)


@pytest.fixture(scope="module")
def all_seeded(
    initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, list[Replayed]]]:
    """Every error and every twin in one log, replayed in one pass."""
    file = shutil.copy(initialised_sqlite, tmp_path_factory.mktemp("seeded") / "monitor.db")
    engine = open_database(str(file))
    office = Office(engine)
    stories = {name: seed.faulty for name, seed in BY_NAME.items()}
    stories |= {f"{name}-twin": seed.clean for name, seed in BY_NAME.items()}
    bring_in(office, stories)
    found: dict[str, list[Replayed]] = {name: [] for name in stories}
    for each in Replay(office.monitor, evening("2026-11-20"), "test").everything():
        found[each.cluster].append(each)
    yield found
    engine.dispose()


def faults(found: list[Replayed]) -> set[str]:
    return {check.code for each in found for check in each.faults}


@pytest.mark.parametrize("name", NAMES)
def test_a_seeded_error_is_found_in_the_log_and_nothing_in_its_twin(
    name: str, all_seeded: dict[str, list[Replayed]]
) -> None:
    seed = BY_NAME[name]
    assert faults(all_seeded[name]) == {seed.code, *seed.besides}
    assert faults(all_seeded[f"{name}-twin"]) == seed.besides


def test_what_is_pinned_is_the_same_in_every_seeded_decision(all_seeded: dict[str, list[Replayed]]) -> None:
    verdicts_then = {each.then for found in all_seeded.values() for each in found}
    assert verdicts_then == {"same"}


def test_a_faulty_decision_was_wrong_then_by_the_article_of_the_check(
    all_seeded: dict[str, list[Replayed]],
) -> None:
    name = next(each for each in NAMES if each.endswith("ground-not-established"))
    decision = only(all_seeded[name], "revocation-decided")
    assert decision.grade == "wrong-then"
    assert decision.cause == Cause(kind="clause", clause="第十六条（五）", rulebook="fujian-2022")


# --- what is pinned ---------------------------------------------------------------------------


def revoked_properly(office: Office) -> list[Recorded]:
    """Record a revocation day by day, with the machine looking in between."""
    office.record("2023-07-12", recognised("c1", "2023-07-10"))
    office.tick("2023-08-01")
    incident = {"incident": "i1", "category": "work-safety", "grade": "larger"}
    office.record("2024-03-02", line("incident-reported", "2024-03-01", **incident))
    office.tick("2024-03-05")
    office.record("2024-04-01", line("case-opened", "2024-04-01", case="k", grounds=["incident"]))
    office.record("2024-04-03", line("defence-invited", "2024-04-03", case="k", reply_by="2024-04-13"))
    office.tick("2024-05-01")
    decided: dict[str, Any] = {"case": "k", "grounds": ["incident"], "number": "1号"}
    office.record("2024-05-13", line("revocation-decided", "2024-05-13", **decided))
    office.record("2024-05-17", line("decision-served", "2024-05-17", case="k", method="signed"))
    office.tick("2024-05-20")
    return office.monitor.log.stream("c1")


def test_a_decision_made_properly_is_sound_in_all_three_ways(office: Office) -> None:
    revoked_properly(office)
    found = replayed(office, "2024-05-21")
    assert len(found) > 10
    assert grades(found) == {"sound"}
    decision = only(found, "revocation-decided")
    assert verdicts(decision) == ("same", "same", "same", "sound")
    assert [each.is_broken for each in decision.checks].count(True) == 1  # one clerk types for both
    assert [each.code for each in decision.remarks] == ["opened-and-decided-by-one-person"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("events", ("another",)),
        ("choices", ("reporting_limbs",)),
        ("version", 3),
        ("position", 0),
        ("position", 999),
        ("rulebook", "hainan-2023"),
        ("calendar_sha256", "sha256:00"),
    ],
)
def test_a_pin_that_was_not_true_is_named(office: Office, name: str, value: object) -> None:
    stream = revoked_properly(office)
    decision = next(each for each in stream if type(each.body).__name__ == "RevocationDecided")
    assert decision.pinned is not None
    forged = msgspec.structs.replace(
        decision, pinned=msgspec.structs.replace(decision.pinned, **{name: value})
    )
    differing = only(replaced(office, forged), "revocation-decided")
    assert (differing.then, differing.reason) == ("differs", "field")
    assert differing.cause is not None
    assert (differing.cause.kind, differing.cause.field) == ("field", name)
    assert (differing.cause.recorded, differing.cause.computed) != (None, None)
    assert differing.cause.recorded != differing.cause.computed


def replaced(office: Office, forged: Recorded) -> list[Replayed]:
    """Replay the stream of a cluster as it would be with one record exchanged."""
    stream = [forged if each.id == forged.id else each for each in office.monitor.log.stream(forged.cluster)]
    bench = Bench(footings=Footings(office.monitor), at=evening("2024-05-21"), code_version="test")
    return list(replay_acts(bench, Past(stream), has_gaps=False))


def test_a_text_that_is_not_in_the_database_leaves_the_verdict_open(office: Office) -> None:
    stream = revoked_properly(office)
    decision = next(each for each in stream if type(each.body).__name__ == "RevocationDecided")
    assert decision.pinned is not None
    pinned = msgspec.structs.replace(decision.pinned, rulebook_sha256="sha256:" + 64 * "0")
    unproved = only(replaced(office, msgspec.structs.replace(decision, pinned=pinned)), "revocation-decided")
    assert verdicts(unproved) == ("cannot", "cannot", "cannot", "undetermined")
    assert unproved.reason == "law-text-missing"
    pinned = msgspec.structs.replace(decision.pinned, notices_sha256=decision.pinned.rulebook_sha256)
    mixed_up = only(replaced(office, msgspec.structs.replace(decision, pinned=pinned)), "revocation-decided")
    assert mixed_up.reason == "law-text-altered"


def test_a_decision_of_an_older_release_pins_nothing_and_is_examined_all_the_same(office: Office) -> None:
    stream = revoked_properly(office)
    decision = next(each for each in stream if type(each.body).__name__ == "RevocationDecided")
    unpinned = msgspec.structs.replace(decision, pinned=None)
    found = only(replaced(office, unpinned), "revocation-decided")
    assert (found.then, found.reason, found.grade) == ("cannot", "not-pinned", "undetermined")
    assert len(found.checks) > 10
    assert not found.faults


def test_a_decision_of_another_version_of_the_code_is_the_same_and_says_so(office: Office) -> None:
    revoked_properly(office)
    found = list(Replay(office.monitor, evening("2024-05-21"), "2.0").cluster("c1"))
    assert {each.then for each in found} == {"same"}
    assert {each.code_version for each in found} == {"test", None}  # what was served pins nothing


# --- what became known since ------------------------------------------------------------------


def test_a_step_recorded_late_is_a_remark_and_no_fault(office: Office) -> None:
    story = told(REVOKED, invited=None, received=None)
    bring_in(office, {"c1": story})
    assert faults(replayed(office)) == {"defence-not-invited"}
    office.record("2026-11-10", line("defence-invited", "2024-04-03", "c1", case="c1"))
    decision = only(replayed(office), "revocation-decided")
    assert decision.grade == "sound"
    late = next(each for each in decision.remarks if each.code == "defence-not-invited")
    assert late.values["recorded"] == "later"


def test_a_ground_whose_fact_was_withdrawn_since_changes_the_view_of_today_only(office: Office) -> None:
    stream = revoked_properly(office)
    incident = next(each for each in stream if type(each.body).__name__ == "IncidentReported")
    withdrawal = line("fact-withdrawn", "2024-06-03", event=incident.id, reason="误记")
    (withdrawn,) = office.record("2024-06-03", withdrawal).recorded
    decision = only(replayed(office, "2024-06-04"), "revocation-decided")
    assert verdicts(decision) == ("same", "differs", "differs", "right-then-wrong-now")
    assert [each.code for each in decision.later] == ["ground-not-established"]
    assert decision.cause == Cause(kind="event", event=withdrawn.id)
    assert not decision.faults


def test_a_decision_withdrawn_since_was_right_then(office: Office) -> None:
    stream = revoked_properly(office)
    opened = next(each for each in stream if type(each.body).__name__ == "CaseOpened")
    withdrawal = line("fact-withdrawn", "2024-06-03", event=opened.id, reason="误记")
    (withdrawn,) = office.record("2024-06-03", withdrawal).recorded
    case = only(replayed(office, "2024-06-04"), "case-opened")
    assert verdicts(case) == ("same", "differs", "differs", "right-then-wrong-now")
    assert case.cause == Cause(kind="event", event=withdrawn.id)


def test_the_law_of_today_may_say_otherwise_and_its_clause_is_named(office: Office, engine: Engine) -> None:
    revoked_properly(office)
    later = Monitor(engine, EventLog(engine), library_without_incidents(), simulation=False, code_version="x")
    later.record([recognised("c2", "2024-06-01")], at=evening("2024-06-01"), by="officer")
    found = list(Replay(later, evening("2024-06-02"), "test").cluster("c1"))
    decision = only(found, "revocation-decided")
    assert verdicts(decision) == ("same", "same", "differs", "law-changed")
    assert decision.cause == Cause(
        kind="clause", section="grounds.incident", clause="第十六条（五）", rulebook="fujian-2022"
    )


def library_without_incidents() -> Library:
    """Return the library with one ground less in one book."""
    book = LIBRARY.books["fujian-2022"]
    rest = tuple(each for each in book.grounds if each.code != "incident")
    changed = msgspec.structs.replace(book, grounds=rest)
    changed = msgspec.structs.replace(changed, sha256=rulebook_sha256(changed))
    return msgspec.structs.replace(LIBRARY, books={**LIBRARY.books, "fujian-2022": changed})


def test_an_appeal_is_judged_on_the_day_of_the_replay(office: Office) -> None:
    bring_in(office, {"c1": told(seeds.APPEALED, answered=None)})
    appeal = only(replayed(office), "appeal-lodged")
    assert [each.code for each in appeal.faults] == ["appeal-unanswered"]
    assert appeal.faults[0].values == {"due_on": "2024-07-16"}


def test_an_act_of_an_unknown_programme_cannot_be_judged(office: Office) -> None:
    story = told(REVOKED)
    office.record("2023-07-12", recognised("other", "2023-07-10"))
    bare = [msgspec.structs.replace(each, cluster="c1") for each in story.records if each.id == "e6"]
    append(office, unplaced(bare[0]))
    (found,) = replayed(office)
    assert (found.then, found.reason) == ("cannot", "programme-unknown")


def test_an_answer_in_time_by_the_calendar_of_then_is_late_by_that_of_today(engine: Engine) -> None:
    amending = next(each for each in LIBRARY.notices if each.amends == 2019)
    fewer = tuple(each for each in LIBRARY.notices if each != amending)
    library = msgspec.structs.replace(LIBRARY, notices=fewer)
    office = Office(engine)
    office.monitor = Monitor(engine, EventLog(engine), library, simulation=False, code_version="test")
    office.record("2018-07-12", recognised("c1", "2018-07-10"))
    office.record("2019-02-20", line("case-opened", "2019-02-20", case="k", grounds=["reporting"]))
    decided: dict[str, Any] = {"case": "k", "grounds": ["reporting"], "number": "1号"}
    office.record("2019-03-01", line("revocation-decided", "2019-03-01", **decided))
    office.record("2019-03-05", line("decision-served", "2019-03-05", case="k", method="signed"))
    office.record("2019-03-19", line("appeal-lodged", "2019-03-19", case="k"))
    office.record("2019-05-02", line("appeal-answered", "2019-05-02", case="k", outcome="upheld"))
    assert verdicts(only(replayed(office, "2019-05-03"), "appeal-answered"))[:2] == ("same", "same")
    notice = CalendarNoticeRecorded(
        year=2019, off=amending.off, work=amending.work, number="国办发明电〔2019〕3号", amends=2019
    )
    office.monitor.record_calendar(notice, amending.issued_on, at=evening("2019-05-06"), by="officer")
    answered = only(replayed(office, "2019-05-07"), "appeal-answered")
    assert verdicts(answered) == ("same", "differs", "differs", "right-then-wrong-now")
    assert [each.code for each in answered.later] == ["answered-late"]
    assert answered.cause == Cause(kind="calendar", day=date(2019, 4, 28), notice="国办发明电〔2019〕3号")


def test_where_the_law_of_today_cannot_be_read_the_other_verdicts_stand(office: Office) -> None:
    stream = revoked_properly(office)
    footings = Footings(office.monitor)
    footings._today["fujian"] = "law-text-missing"  # noqa: SLF001 - as a damaged archive would answer
    bench = Bench(footings=footings, at=evening("2024-05-21"), code_version="test")
    found = list(replay_acts(bench, Past(stream), has_gaps=False))
    assert {verdicts(each) for each in found} == {("same", "same", "cannot", "sound")}


def test_a_damaged_archive_says_so_and_an_unknown_programme_too(office: Office, engine: Engine) -> None:
    revoked_properly(office)
    footings = Footings(office.monitor)
    assert footings.today("atlantis") == "programme-unknown"
    served = only(replayed(office, "2024-05-21"), "decision-served")
    assert served.then == "same"
    with closing(sqlite3.connect(str(engine.url.database))) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE law_texts SET content = x'7b7d' WHERE kind = 'rulebook'")
    fresh = Office(engine)
    assert {each.reason for each in replayed(fresh, "2024-05-21")} == {"law-text-altered"}


def test_only_facts_have_premises() -> None:
    story = told(REVOKED)
    finding = msgspec.structs.replace(story.records[0], body=an_attention())
    with pytest.raises(KeyError):
        fact_in(finding)


def an_attention() -> AttentionRaised:
    return AttentionRaised(
        legal_on=date(2024, 1, 1),
        clause="第十八条",
        rulebook="fujian-2022",
        rulebook_sha256="sha256:0",
        calendar_sha256="sha256:0",
        computed_from_position=1,
        code_version="test",
        basis="in-force",
        code="basis-lapsed",
    )
