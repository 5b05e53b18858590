"""Findings computed again: the same as recorded, forged ones found, and what was learned since told apart."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine

from domain.administration import CalendarNoticeRecorded
from domain.causes import Cause
from domain.events import Recorded, legal_day
from domain.findings import Finding, GroundEstablished
from domain.notices import Notice
from domain.rulebook_hash import rulebook_sha256
from monitor.application import Monitor
from monitor.audit.replaying.footing import Footings
from monitor.audit.replaying.replay import Replay
from monitor.audit.replaying.replay_drawing import Bench
from monitor.audit.replaying.replay_findings import replay_findings
from monitor.audit.replaying.replay_past import Past
from monitor.audit.replaying.replayed import Replayed
from monitor.codec import unplaced
from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.library import Library
from tests.given import noon
from tests.monitor.audit.replaying import again, append, grades, only, replayed, verdicts
from tests.office import LIBRARY, Office, evening, line, recognised

SOUND = ("same", "same", "same", "sound")
SINCE = ("same", "differs", "differs", "right-then-wrong-now")


@pytest.fixture
def engine(sqlite_url: str) -> Iterator[Engine]:
    engine = open_database(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def office(engine: Engine) -> Office:
    return Office(engine)


def missed_report(office: Office) -> list[Recorded]:
    """Record a cluster whose report on 2023 was not recorded by its day, and look a day later."""
    office.record("2023-07-12", recognised("c1", "2023-07-10"))
    office.tick("2023-08-01")
    office.tick("2024-03-31")
    return office.monitor.log.stream("c1")


def ground_in(stream: list[Recorded]) -> Recorded:
    return next(each for each in stream if isinstance(each.body, GroundEstablished))


def as_if(office: Office, stream: list[Recorded], on: str = "2024-04-01") -> list[Replayed]:
    """Replay a stream as it might have been."""
    bench = Bench(footings=Footings(office.monitor), at=evening(on), code_version="test")
    return list(replay_findings(bench, Past(stream)))


def exchanged(stream: list[Recorded], old: Recorded, **changed: object) -> list[Recorded]:
    """Return a stream with fields of one finding changed."""
    new = msgspec.structs.replace(old, body=msgspec.structs.replace(old.body, **changed))
    return [new if each.id == old.id else each for each in stream]


def test_every_finding_comes_out_as_it_is_recorded(office: Office) -> None:
    stream = missed_report(office)
    found = replayed(office, "2024-04-01")
    assert (
        len([each for each in found if each.pinned]) == len([each for each in stream if each.is_finding]) + 1
    )
    assert grades(found) == {"sound"}
    ground = only(found, "ground-established")
    assert verdicts(ground) == SOUND
    assert ground.pinned is not None
    assert ground.pinned.rulebook == "fujian-2022"


# --- recorded wrongly -------------------------------------------------------------------------


def test_a_forged_ground_does_not_follow_from_what_it_pins(office: Office) -> None:
    stream = missed_report(office)
    ground = ground_in(stream)
    since = date(2024, 4, 1)
    forged = again(
        ground,
        evening("2024-04-01"),
        code="integrity",
        limb="illegality",
        clause="第十六条（二）",
        since=since,
        legal_on=since,
        obligation=None,
        period=None,
        computed_from_position=stream[-1].position,
    )
    append(office, forged)
    found = only(replayed(office, "2024-04-02"), "ground-established", code="integrity")
    assert verdicts(found) == ("differs", "differs", "differs", "wrong-then")
    assert (found.reason, found.cause) == (
        "not-computed",
        Cause(kind="clause", clause="第十六条（二）", rulebook="fujian-2022"),
    )


def test_a_finding_of_a_wrong_day_is_told_with_both_days(office: Office) -> None:
    stream = missed_report(office)
    found = as_if(office, exchanged(stream, ground_in(stream), legal_on=date(2024, 3, 30)))
    ground = only(found, "ground-established")
    assert (ground.then, ground.reason) == ("differs", "field")
    assert ground.cause == Cause(
        kind="field", field="legal_on", recorded='"2024-03-30"', computed='"2024-03-31"'
    )
    assert [each.id for each in found if each.then != "same"] == [ground.id]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rulebook_sha256", "sha256:" + 64 * "0"),
        ("statutes_sha256", "sha256:" + 64 * "0"),
        ("notices_sha256", "sha256:" + 64 * "0"),
        ("calendar_sha256", "sha256:" + 64 * "0"),
        ("clause", "第九条"),
        ("basis", "lapsed"),
        ("choices", ()),
        ("events", ("other",)),
        ("partial", True),
        ("period", "2022"),
        ("rulebook", "hainan-2023"),
    ],
)
def test_every_field_of_a_finding_is_held_to(office: Office, field: str, value: object) -> None:
    stream = missed_report(office)
    ground = ground_in(stream)
    found = as_if(office, exchanged(stream, ground, **{field: value}))
    (wrong,) = [each for each in found if each.then != "same"]
    assert (wrong.id, wrong.reason) == (ground.id, "field")
    assert wrong.cause is not None
    assert wrong.cause.field == field


def test_the_envelope_of_a_finding_is_held_to(office: Office) -> None:
    stream = missed_report(office)
    ground = ground_in(stream)
    for changed in ({"recorded_by": "officer"}, {"effective_on": date(2024, 3, 1)}):
        forged = msgspec.structs.replace(ground, **changed)
        found = as_if(office, [forged if each.id == ground.id else each for each in stream])
        (wrong,) = [each for each in found if each.then != "same"]
        assert wrong.cause is not None
        assert wrong.cause.field == next(iter(changed))


def test_a_finding_that_was_left_out_is_missed(office: Office) -> None:
    stream = missed_report(office)
    ground = ground_in(stream)
    found = as_if(office, [each for each in stream if each.id != ground.id])
    (missing,) = [each for each in found if each.then != "same"]
    assert (missing.id, missing.type, missing.reason) == (None, "ground-established", "missing-finding")
    assert missing.cause == Cause(kind="clause", clause="第十六条（三）", rulebook="fujian-2022")
    assert (missing.legal_on, missing.now, missing.today) == (date(2024, 3, 31), "same", "same")


def test_a_finding_recorded_twice_is_wrong_the_second_time(office: Office) -> None:
    stream = missed_report(office)
    ground = ground_in(stream)
    append(office, again(ground, evening("2024-04-01"), computed_from_position=stream[-1].position))
    found = [each for each in replayed(office, "2024-04-02") if each.type == "ground-established"]
    assert [(each.then, each.reason) for each in found] == [("same", None), ("differs", "not-computed")]


def test_a_finding_that_says_it_was_computed_from_an_earlier_log_is_found(office: Office) -> None:
    stream = missed_report(office)
    office.record("2024-04-01", line("annual-report-filed", "2024-03-20", year=2023))
    ground = ground_in(stream)
    append(office, again(ground, evening("2024-04-02"), computed_from_position=1, period="2022"))
    found = only(replayed(office, "2024-04-03"), "ground-established", period="2022")
    assert (found.id, found.then) == ("forged", "differs")
    assert [each.type for each in replayed(office, "2024-04-03") if each.id is None] == []


def test_a_group_is_held_to_the_stream_it_could_read(office: Office) -> None:
    stream = missed_report(office)
    ground = ground_in(stream)
    later = [each for each in stream if each.recorded_at == ground.recorded_at]
    unread = msgspec.structs.replace(
        stream[0], id="unread", position=later[0].position, version=99, recorded_at=ground.recorded_at
    )
    moved = [*stream[: stream.index(later[0])], unread, *later]
    found = as_if(office, moved)
    fields = {each.cause.field for each in found if each.then == "differs" and each.cause}
    assert fields == {"computed_from_position"}


def test_a_finding_from_before_anything_was_recorded_cannot_be_computed(office: Office) -> None:
    stream = missed_report(office)
    alone = msgspec.structs.replace(ground_in(stream), cluster="c1")
    (found,) = as_if(office, [alone])
    assert found.then == "differs"


def test_a_finding_that_knew_too_much_is_told_by_the_event_it_could_not_know(office: Office) -> None:
    stream = missed_report(office)
    at = evening("2024-04-02")
    ground = ground_in(stream)
    told: dict[str, Any] = {"code": "integrity", "limb": "illegality", "clause": "第十六条（二）"}
    told |= {"since": date(2024, 4, 1), "legal_on": date(2024, 4, 1), "subject": None}
    told |= {"obligation": None, "period": None, "computed_from_position": stream[-1].position}
    fact = line("misconduct-found", "2024-04-01", kind="illegality", description="x")
    forged = again(ground, at, **told)
    append(office, forged)
    (recorded,) = office.record("2024-04-03", fact).recorded
    knowing = [
        each
        if each.id != "forged"
        else msgspec.structs.replace(each, body=msgspec.structs.replace(each.body, subject=recorded.id))
        for each in office.monitor.log.stream("c1")
    ]
    found = only(as_if(office, knowing, "2024-04-04"), "ground-established", code="integrity")
    assert verdicts(found) == ("differs", "same", "same", "wrong-then")
    assert found.cause == Cause(kind="event", event=recorded.id)


# --- learned since ----------------------------------------------------------------------------


def test_a_report_recorded_late_changes_the_view_of_today_and_not_that_of_then(office: Office) -> None:
    missed_report(office)
    late = line("annual-report-filed", "2024-03-20", year=2023)
    (filed,) = office.record("2024-04-05", late).recorded
    office.tick("2024-04-06")
    found = replayed(office, "2024-04-07")
    assert {each.then for each in found} == {"same"}
    assert verdicts(only(found, "ground-established")) == SINCE
    assert only(found, "ground-established").cause == Cause(kind="event", event=filed.id)
    assert only(found, "obligation-overdue").cause == Cause(kind="event", event=filed.id)
    assert verdicts(only(found, "ground-cured")) == SOUND


def test_an_incident_withdrawn_since_changes_the_view_of_today(office: Office) -> None:
    office.record("2024-07-12", recognised("c1", "2024-07-10"))
    incident = {"incident": "i1", "category": "work-safety", "grade": "larger"}
    (reported,) = office.record("2024-08-02", line("incident-reported", "2024-08-01", **incident)).recorded
    office.tick("2024-08-03")
    withdrawal = line("fact-withdrawn", "2024-08-05", event=reported.id, reason="误记")
    (withdrawn,) = office.record("2024-08-05", withdrawal).recorded
    office.tick("2024-08-06")
    found = replayed(office, "2024-08-07")
    assert verdicts(only(found, "ground-established")) == SINCE
    assert only(found, "ground-established").cause == Cause(kind="event", event=withdrawn.id)
    assert verdicts(only(found, "ground-cured")) == SOUND


def test_a_later_fact_that_touches_nothing_leaves_everything_sound(office: Office) -> None:
    missed_report(office)
    office.record("2024-06-01", line("enterprise-joined", "2024-01-05", enterprise={"name": "甲"}))
    assert grades(replayed(office, "2024-06-02")) == {"sound"}


def appealable(office: Office) -> None:
    """Record a decision served on 2020-01-13: an appeal by 2020-02-06, as known before the epidemic."""
    office.record("2018-07-12", recognised("c1", "2018-07-10"))
    office.record("2020-01-02", line("case-opened", "2020-01-02", case="k", grounds=["reporting"]))
    decided: dict[str, Any] = {"case": "k", "grounds": ["reporting"], "number": "1号"}
    office.record("2020-01-10", line("revocation-decided", "2020-01-10", **decided))
    office.record("2020-01-13", line("decision-served", "2020-01-13", case="k", method="signed"))


def test_a_notice_known_later_moves_a_window_and_names_the_day(engine: Engine) -> None:
    early = without_notice_of_2020(LIBRARY)
    office = Office(engine)
    office.monitor = Monitor(engine, EventLog(engine), early, simulation=False, code_version="test")
    appealable(office)
    office.tick("2020-01-14")
    office.tick("2020-02-07")
    closed = only(replayed(office, "2020-02-08"), "window-closed", kind="appeal", due_on=date(2020, 2, 6))
    assert verdicts(closed) == SOUND
    notice = next(each for each in LIBRARY.notices if each not in early.notices)
    body = CalendarNoticeRecorded(
        year=notice.year,
        off=notice.off,
        work=notice.work,
        number="国办发明电〔2020〕1号",
        amends=notice.amends,
    )
    office.monitor.record_calendar(body, notice.issued_on, at=noon("2020-02-10"), by="officer")
    found = replayed(office, "2020-02-11")
    assert {each.then for each in found} == {"same"}
    closed = only(found, "window-closed", kind="appeal", due_on=date(2020, 2, 6))
    assert verdicts(closed) == SINCE
    assert closed.cause == Cause(kind="calendar", day=date(2020, 1, 31), notice="国办发明电〔2020〕1号")


def without_notice_of_2020(library: Library) -> Library:
    def is_other(notice: Notice) -> bool:
        return not (notice.amends == 2020 and notice.issued_on.year == 2020)

    notices = tuple(each for each in library.notices if is_other(each))
    assert len(notices) == len(library.notices) - 1
    return msgspec.structs.replace(library, notices=notices)


def test_a_notice_of_the_release_known_only_later_is_no_reproach(office: Office) -> None:
    appealable(office)
    office.tick("2020-01-20")
    office.tick("2020-02-20")
    found = replayed(office, "2020-02-21")
    assert {each.then for each in found} == {"same"}
    assert verdicts(only(found, "window-opened", kind="appeal")) == SOUND


# --- the law of today -------------------------------------------------------------------------


def later_release(engine: Engine, **changed: object) -> Monitor:
    """Return the service of a later release, in which Fujian's book says something else."""
    book = msgspec.structs.replace(LIBRARY.books["fujian-2022"], **changed)
    book = msgspec.structs.replace(book, sha256=rulebook_sha256(book))
    library = msgspec.structs.replace(LIBRARY, books={**LIBRARY.books, "fujian-2022": book})
    later = Monitor(engine, EventLog(engine), library, simulation=False, code_version="later")
    later.record([recognised("c2", "2024-05-01")], at=noon("2024-05-02"), by="officer")
    return later


def replayed_by(monitor: Monitor, on: str = "2024-05-03") -> list[Replayed]:
    return list(Replay(monitor, evening(on), "test").cluster("c1"))


def test_a_choice_changed_since_changes_the_view_by_the_law_of_today_only(
    office: Office, engine: Engine
) -> None:
    missed_report(office)
    choices = dict(LIBRARY.books["fujian-2022"].choices)
    choices["reporting_limbs"] = msgspec.structs.replace(choices["reporting_limbs"], value="all")
    found = replayed_by(later_release(engine, choices=choices))
    assert {each.then for each in found} == {"same"}
    ground = only(found, "ground-established")
    assert verdicts(ground) == ("same", "same", "differs", "law-changed")
    assert ground.cause == Cause(
        kind="clause", section="choices.reporting_limbs", clause="第十六条（三）", rulebook="fujian-2022"
    )
    assert verdicts(only(found, "obligation-overdue")) == SOUND


def test_the_same_findings_under_another_text_are_sound(office: Office, engine: Engine) -> None:
    missed_report(office)
    assert grades(replayed_by(later_release(engine, title="另一个名称"))) == {"sound"}


def test_an_annual_date_that_rolls_is_looked_at_again(office: Office, engine: Engine) -> None:
    choices = dict(LIBRARY.books["fujian-2022"].choices)
    choices["annual_date_roll"] = msgspec.structs.replace(
        choices["annual_date_roll"], value="next-working-day"
    )
    office.monitor = later_release(engine, choices=choices)
    office.record("2024-05-03", recognised("c1", "2023-07-10"))
    office.tick("2024-05-04")
    assert grades(replayed(office, "2024-05-05")) == {"sound"}


# --- what cannot be computed ------------------------------------------------------------------


def test_a_text_that_is_not_kept_leaves_the_verdict_open(office: Office) -> None:
    stream = missed_report(office)
    gone = "sha256:" + 64 * "0"
    for each in [one for one in stream if isinstance(one.body, Finding)]:
        stream = exchanged(stream, each, notices_sha256=gone)
    found = as_if(office, stream)
    assert {(each.then, each.reason) for each in found} == {("cannot", "law-text-missing")}
    assert grades(found) == {"undetermined"}


def test_the_law_of_today_may_be_missing_while_that_of_then_is_there(office: Office, engine: Engine) -> None:
    missed_report(office)
    bare = msgspec.structs.replace(LIBRARY, books={})
    blind = Footings(Monitor(engine, EventLog(engine), bare, simulation=False, code_version="test"))
    stream = office.monitor.log.stream("c1")
    bench = Bench(footings=blind, at=evening("2024-04-01"), code_version="test")
    blind._today["fujian"] = "law-text-missing"  # noqa: SLF001 - as a damaged archive would answer
    found = list(replay_findings(bench, Past(stream)))
    assert {(each.then, each.now, each.today) for each in found} == {("same", "same", "cannot")}


def older(stream: list[Recorded]) -> list[Recorded]:
    """Return a stream as a release recorded it that pinned only the rulebook and the edition."""
    for each in [one for one in stream if isinstance(one.body, Finding)]:
        stream = exchanged(stream, each, statutes_sha256=None, notices_sha256=None)
    return stream


def test_findings_of_an_older_release_are_computed_by_the_present_text_of_the_same_hash(
    office: Office,
) -> None:
    found = as_if(office, older(missed_report(office)))
    assert grades(found) == {"sound"}


def test_findings_of_an_older_release_under_another_text_or_calendar_cannot_be_computed(
    office: Office,
) -> None:
    stream = older(missed_report(office))
    for name in ("rulebook_sha256", "calendar_sha256"):
        altered = stream
        for each in [one for one in stream if isinstance(one.body, Finding)]:
            altered = exchanged(altered, each, **{name: "sha256:" + 64 * "0"})
        assert {(each.then, each.reason) for each in as_if(office, altered)} == {("cannot", "not-pinned")}


def test_a_finding_of_national_law_alone_stands_on_the_rulebook_of_its_day(office: Office) -> None:
    stream = missed_report(office)
    for each in [one for one in stream if isinstance(one.body, Finding)]:
        stream = exchanged(stream, each, rulebook_sha256=None, rulebook=None)
    found = as_if(office, stream)
    assert {each.cause.field for each in found if each.cause} == {"rulebook"}
    assert legal_day(stream[-1].recorded_at) == date(2024, 3, 31)
    assert unplaced(stream[-1]).cluster == "c1"
