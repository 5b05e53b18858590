"""Proof of absence: what the log did not hold when a filing was found missing, for ever."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.audit.papers import verifier
from monitor.audit.papers.absence import (
    absence_document,
    missing_finding,
    require_finding,
    rulebook_text,
)
from monitor.audit.papers.certificates import Asked, certified, one_deadline
from monitor.audit.papers.evidence import covering_tops, evidence_of, newest_tops
from tests.given import noon
from tests.monitor.audit.case_file import KEY, Json, codes, signed
from tests.office import Office, line, recognised

MISSING = ("annual-report", "2024")


@pytest.fixture
def office(engine: Engine, tmp_path: Path) -> Office:
    """An office that found the report on 2024 missing, and has its log signed."""
    found = Office(engine)
    found.record("2023-07-10", recognised(on="2023-07-10"), recognised("c2", "2023-07-10"))
    found.record("2024-03-01", line("annual-report-filed", "2024-03-01", year=2023))
    found.tick("2025-04-02")
    signed(engine, tmp_path)
    return found


def proof(office: Office, of: tuple[str, str] = MISSING, on: str = "2025-12-01") -> Json:
    """Return the proof that a report was missing, as the command makes it."""
    found = certified(office.monitor, Asked("c1", noon(on).date(), noon(on)))
    deadline = one_deadline(found, *of)
    finding = require_finding(found.stream, deadline)
    tops = covering_tops(office.monitor.engine, finding.position)
    lines = evidence_of(office.monitor.engine, "c1", tops.size)
    book = rulebook_text(finding, office.monitor.archive, found.law.book)
    return absence_document(finding, deadline, book, tops, lines, simulation=False)


def checked(document: Json) -> verifier.Report:
    return verifier.check_content(verifier.canonical(document), [KEY])


def test_the_log_held_no_such_report_when_it_was_found_missing(office: Office) -> None:
    made = proof(office)
    report = checked(made)
    assert (report.problems, report.remarks, report.told["trusted"]) == ([], [], True)
    assert made["obligation"] == {"kind": "annual-report", "period": "2024", "due_on": "2025-03-30"}
    assert made["finding"]["version"] - 1 < len(made["events"])


def test_a_report_recorded_later_with_an_earlier_day_shows_as_recorded_later(
    office: Office, engine: Engine, tmp_path: Path
) -> None:
    before = proof(office)
    office.record("2025-11-03", line("annual-report-filed", "2025-03-20", year=2024))
    assert checked(before).problems == []
    signed(engine, tmp_path)
    assert proof(office)["finding"] == before["finding"]
    after = checked(proof(office))
    assert after.problems == []
    assert [(each["code"], each["on"]) for each in after.remarks] == [("recorded-later", "2025-03-20")]


def test_a_late_report_that_was_there_is_no_filing_in_time(engine: Engine, tmp_path: Path) -> None:
    office = Office(engine)
    office.record("2023-07-10", recognised(on="2023-07-10"))
    office.record("2025-04-03", line("annual-report-filed", "2025-04-03", year=2024))
    office.tick("2025-04-10")
    signed(engine, tmp_path)
    assert checked(proof(office)).problems == []


def test_a_report_that_was_withdrawn_before_is_none(engine: Engine, tmp_path: Path) -> None:
    office = Office(engine)
    office.record("2023-07-10", recognised(on="2023-07-10"))
    filed = office.record("2025-03-03", line("annual-report-filed", "2025-03-03", year=2024)).recorded[0]
    office.record("2025-03-28", line("fact-withdrawn", "2025-03-28", event=filed.id, reason="误录"))
    office.tick("2025-04-10")
    signed(engine, tmp_path)
    made = proof(office)
    assert checked(made).problems == []


def leave_out_the_newest_before(document: Json) -> None:
    del document["events"][1]


def renumber(document: Json) -> None:
    del document["events"][1]
    for number, row in enumerate(document["events"], start=1):
        row["version"] = number
    document["finding"]["version"] -= 1


def claim_another_year(document: Json) -> None:
    document["obligation"]["period"] = "2023"


def claim_an_earlier_day(document: Json) -> None:
    document["obligation"]["due_on"] = "2025-02-28"


def name_another_event(document: Json) -> None:
    document["finding"] |= {"version": 1, "position": 1, "event": "x"}


def name_an_event_beyond(document: Json) -> None:
    document["finding"]["version"] = 10_000


def name_another_cluster(document: Json) -> None:
    document["cluster"] = "c2"


def read_by_another_book(document: Json) -> None:
    document["rulebook"] = document["rulebook"].replace("annual-report", "work-summary")


def of_another_form(document: Json) -> None:
    document["format"] = "cluster-monitor absence 2"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (leave_out_the_newest_before, "stream"),
        (renumber, "leaf"),
        (claim_another_year, "absence"),
        (claim_an_earlier_day, "absence"),
        (name_another_event, "absence"),
        (name_an_event_beyond, "absence"),
        (name_another_cluster, "stream"),
        (read_by_another_book, "absence"),
        (of_another_form, "absence"),
    ],
)
def test_a_proof_that_was_changed_is_found(office: Office, change: Callable[[Json], None], code: str) -> None:
    document = proof(office)
    change(document)
    assert [each["code"] for each in checked(document).problems] == ["absence"]
    assert [each["code"] for each in checked(verifier.with_hash(document)).problems] == [code]


def test_no_proof_passes_where_the_filing_stood_in_the_log(
    office: Office, engine: Engine, tmp_path: Path
) -> None:
    """The finding of another obligation cannot be passed off: it says what it is about."""
    office.record("2025-11-03", line("annual-report-filed", "2025-11-03", year=2025))
    office.tick("2026-04-10")
    signed(engine, tmp_path)
    document = proof(office)
    rows = [json.loads(each["state"]) for each in document["events"]]
    position = next(n for n, held in enumerate(rows) if held["body"].get("year") == 2023) + 1
    owed = {"kind": "annual-report", "period": "2023", "due_on": "2024-03-30"}
    tops = {
        "sha256": verifier.read_checkpoint(document["checkpoint"]),
        "sm3": verifier.read_checkpoint(document["checkpoint_sm3"]),
    }
    read = verifier.read_stream(document["events"], "c1", tops)
    assert verifier.filings(read, owed, json.loads(document["rulebook"]))[0].version == position


def test_every_byte_of_the_proof_matters(office: Office) -> None:
    content = verifier.canonical(proof(office))
    accepted = []
    for place in range(0, len(content), 389):
        altered = bytearray(content)
        altered[place] ^= 1
        if not codes(bytes(altered), KEY):
            accepted.append(place)
    assert accepted == []
    assert codes(content + b" ", KEY) == ["not-canonical"]


def test_what_was_not_found_missing_has_no_proof(office: Office) -> None:
    found = certified(office.monitor, Asked("c1", noon("2025-12-01").date(), noon("2025-12-01")))
    met = one_deadline(found, "annual-report", "2023")
    assert missing_finding(found.stream, met) is None
    with pytest.raises(RefusedError) as refused:
        require_finding(found.stream, met)
    assert refused.value.code == "absence-not-found"


def test_a_finding_that_is_not_signed_yet_has_no_proof_yet(office: Office) -> None:
    office.tick("2026-04-10")
    with pytest.raises(RefusedError) as refused:
        proof(office, ("annual-report", "2025"), "2026-04-12")
    assert (refused.value.code, refused.value.kind) == ("evidence-not-signed", "conflict")
    newest = newest_tops(office.monitor.engine)
    assert newest is not None
    assert refused.value.values["size"] == str(newest.size)
