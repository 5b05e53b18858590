"""Certificates of every kind of deadline, each counted again by the verifier from law and events."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.case import DecisionServed
from domain.certificate import check_certificate
from domain.deadline import check_deadline
from domain.refusal import RefusedError
from monitor.audit.papers import verifier
from monitor.audit.papers.certificates import Asked, Certified, certified, one_deadline
from monitor.audit.papers.evidence import evidence_of, unsigned_tops
from tests.given import noon
from tests.monitor.audit.case_file import COLUMNS, Json
from tests.office import Office, line, recognised

Check = Callable[[Json], None]


def looked_at(office: Office, on: str) -> Certified:
    return certified(office.monitor, Asked("c1", noon(on).date(), noon(on)))


def checker(office: Office, found: Certified) -> Check:
    """Return what checks a certificate by the events as stored and the texts of law."""
    size = unsigned_tops(office.monitor.engine).size
    lines = evidence_of(office.monitor.engine, "c1", size)
    rows = [
        verifier.Row(**{name: each[name] for name in COLUMNS}, held=json.loads(each["state"]))
        for each in lines
    ]
    texts = {each.sha256: json.loads(each.content) for each in found.texts}
    return lambda document: verifier.check_certificate(document, rows, texts)


def tell(office: Office, programme: str) -> None:
    """Tell a story with every kind of deadline that a programme may have."""
    case = {"case": "c1"}
    office.record("2023-05-31", line("application-submitted", "2023-05-31", programme=programme, **FOUNDED))
    office.record("2023-06-01", line("public-notice-posted", "2023-06-01", working_days=5))
    office.record("2023-07-10", recognised(on="2023-07-10", programme=programme))
    report = "work-summary" if programme == "shandong" else "annual-report"
    office.record("2024-01-20", line("annual-report-filed", "2024-01-20", year=2023, report=report))
    office.record("2024-06-03", line("major-change-occurred", "2024-06-03", change="m1", kind="operator"))
    office.record("2024-06-20", line("major-change-filed", "2024-06-20", change="m1"))
    office.record("2024-09-30", line("major-change-occurred", "2024-09-30", change="m2", kind="operator"))
    office.record("2025-01-06", line("case-opened", "2025-01-06", **case, grounds=["change"]))
    decided = line("revocation-decided", "2025-01-13", **case, grounds=["change"], number="1号")
    office.record("2025-01-13", decided)
    office.record("2025-01-14", line("decision-served", "2025-01-14", **case, method="public-notice"))


FOUNDED: dict[str, Any] = {"name": "演示集群", "province": "某省", "city": "某市", "county": "某县"}


@pytest.mark.parametrize(
    "programme", ["fujian", "hainan", "guangdong", "shandong", "heilongjiang", "national"]
)
def test_every_certificate_of_every_programme_is_counted_again(engine: Engine, programme: str) -> None:
    office = Office(engine)
    tell(office, programme)
    for on in ("2023-06-05", "2024-02-01", "2024-06-10", "2025-02-20", "2025-04-01"):
        found = looked_at(office, on)
        check = checker(office, found)
        for deadline in found.deadlines():
            assert check_deadline(deadline)
            assert deadline.counted is None or check_certificate(deadline.counted)
            check(found.document(deadline))


@pytest.mark.parametrize("programme", ["fujian", "shandong"])
def test_the_application_for_review_is_certified_whether_missed_met_or_late(
    engine: Engine, programme: str
) -> None:
    office = Office(engine)
    stated = {"valid_from": "2023-07-10", "valid_to": "2026-07-10"}
    founding = line("cluster-recognised", "2023-07-10", programme=programme, **FOUNDED, **stated)
    office.record("2023-07-10", founding)
    if programme == "fujian":
        office.record("2026-03-02", line("review-round-opened", "2026-03-02", apply_by="2026-04-30"))
    before = one_deadline(looked_at(office, "2026-04-01"), "review-application", None)
    assert (before.state, before.fixed and before.fixed.by) == (
        "open",
        "announced" if programme == "fujian" else "year-end",
    )
    missed = looked_at(office, "2027-01-04")
    office.record("2027-01-05", line("review-applied", "2027-01-05"))
    late = looked_at(office, "2027-01-06")
    for found, state in ((missed, "overdue"), (late, "met-late")):
        deadline = one_deadline(found, "review-application", "2026")
        assert deadline.state == state
        checker(office, found)(found.document(deadline))


def test_a_last_day_that_was_told_is_certified_with_the_choice_it_rests_on(engine: Engine) -> None:
    office = Office(engine)
    case = {"case": "c1"}
    office.record("2023-07-10", recognised(on="2023-07-10"))
    office.record("2025-01-06", line("case-opened", "2025-01-06", **case, grounds=["integrity"]))
    decided = line("revocation-decided", "2025-01-13", **case, grounds=["integrity"], number="1号")
    office.record("2025-01-13", decided)
    told = line("decision-served", "2025-01-14", **case, method="signed", told_last_day="2025-03-10")
    assert isinstance(told.body, DecisionServed)
    office.record("2025-01-14", told)
    found = looked_at(office, "2025-02-01")
    document = found.document(one_deadline(found, "appeal", "c1"))
    assert (document["due_on"], document["cited"]["choices"]) == (
        "2025-03-10",
        ["never_shorten_a_notified_window"],
    )
    check = checker(office, found)
    check(document)
    for untold in (
        {**document, "told_last_day": None},
        {**document, "due_on": document["counted"]["due_on"]},
    ):
        with pytest.raises(verifier.BrokenError):
            check(untold)


def test_a_cluster_that_was_not_known_has_no_certificate(engine: Engine) -> None:
    office = Office(engine)
    office.record("2023-07-10", recognised(on="2023-07-10"))
    for cluster, on in (("c1", "2023-07-09"), ("none", "2023-07-11"), (":calendar", "2023-07-11")):
        with pytest.raises(RefusedError) as refused:
            certified(office.monitor, Asked(cluster, noon(on).date(), noon(on)))
        assert refused.value.code == "cluster-not-found"
