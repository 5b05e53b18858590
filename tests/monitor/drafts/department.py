"""A department with one case at each stage, and how its papers are read back."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import docx
import msgspec
from docx.document import Document

from monitor.application import Monitor
from monitor.database import open_database
from monitor.drafts.draft import Asked, draft, paper_of
from monitor.drafts.fields import Paper
from monitor.intake.line import FactLine
from tests.office import Office, evening, line

NUMBER = "闽工信撤〔2026〕1号"
ASKED: dict[str, dict[str, str]] = {
    "revocation-decision": {"cluster": "fj"},
    "defence-invitation": {"cluster": "fj"},
    "service-receipt": {"cluster": "fj"},
    "reminder": {"cluster": "gd"},
    "appeal-answer": {"cluster": "appealed"},
    "yearly-evaluation": {"programme": "guangdong"},
}


def founded(cluster: str, programme: str, on: str = "2023-07-10", city: str = "泉州市") -> FactLine:
    where = {"name": f"{cluster}产业集群", "province": "某省", "city": city, "county": "晋江市"}
    return line("cluster-recognised", on, cluster, programme=programme, number="〔2023〕1号", **where)


def under_case(cluster: str, programme: str) -> list[FactLine]:
    """Return a cluster whose report on 2024 is missing, with a case on it and a decision."""
    return [
        founded(cluster, programme),
        line("annual-report-filed", "2024-03-28", cluster, year=2023),
        line("case-opened", "2026-01-05", cluster, case="c1", grounds=["reporting"]),
        line("defence-invited", "2026-01-06", cluster, case="c1", reply_by="2026-01-16"),
        line("revocation-decided", "2026-01-30", cluster, case="c1", grounds=["reporting"], number=NUMBER),
    ]


def full_case(cluster: str) -> list[FactLine]:
    """Return a case on an incident that ran through every step."""
    step = {"case": "k"}
    return [
        founded(cluster, "fujian", on="2025-07-10"),
        line(
            "incident-reported", "2025-08-01", cluster, incident="i1", category="work-safety", grade="larger"
        ),
        line("case-opened", "2025-08-05", cluster, **step, grounds=["incident"]),
        line("rectification-ordered", "2025-08-06", cluster, **step, until="2025-09-06"),
        line("rectification-failed", "2025-09-08", cluster, **step),
        line("revocation-decided", "2025-09-10", cluster, **step, grounds=["incident"], number="2号"),
        line("decision-served", "2025-09-11", cluster, **step, method="public-notice"),
        line("appeal-lodged", "2025-12-01", cluster, **step),
        line("appeal-admitted", "2025-12-02", cluster, **step, reason="不可抗力"),
        line("appeal-answered", "2025-12-20", cluster, **step, outcome="changed", grounds=["integrity"]),
    ]


@contextmanager
def department(file: Path) -> Iterator[Monitor]:
    """Give the application over a database that has its tables; all was recorded on 2026-04-01."""
    engine = open_database(str(file))
    try:
        office = Office(engine)
        served = line("decision-served", "2026-02-02", "fj", case="c1", method="signed")
        lodged = line("appeal-lodged", "2026-03-03", "appealed", case="c1")
        appealed = line("decision-served", "2026-02-02", "appealed", case="c1", method="signed")
        lines = [
            *under_case("fj", "fujian"),
            served,
            *under_case("appealed", "fujian"),
            appealed,
            lodged,
            *full_case("full"),
            *under_case("hn", "hainan"),
            *under_case("cn", "national"),
            founded("unfounded", "fujian", on="2025-07-10"),
            line("case-opened", "2026-01-05", "unfounded", case="c1", grounds=["integrity"]),
            founded("gone", "fujian", on="2025-07-10"),
            line("recognition-surrendered", "2025-08-01", "gone"),
            founded("gd", "guangdong", city="深圳市"),
            founded("gd-2", "guangdong", city="东莞市"),
            line("annual-report-filed", "2026-03-20", "gd-2", year=2025),
        ]
        office.record("2026-04-01", *lines)
        yield office.monitor
    finally:
        engine.dispose()


def asked(kind: str, on: str = "2026-04-01", **about: str) -> Asked:
    stated = {"kind": kind, "on": on, "known_at": evening("2026-04-01"), **(about or ASKED[kind])}
    return msgspec.convert(stated, Asked)


def paper(monitor: Monitor, kind: str, on: str = "2026-04-01", **about: str) -> Paper:
    return paper_of(monitor, asked(kind, on, **about))


def written(monitor: Monitor, kind: str, on: str = "2026-04-01", **about: str) -> str:
    return text_of(draft(monitor, asked(kind, on, **about)).content)


def text_of(content: bytes) -> str:
    """Return what a Word file says: header, paragraphs, cells, in that order."""
    document = docx.Document(io.BytesIO(content))
    return "\n".join([*headers(document), *(each.text for each in document.paragraphs), *cells(document)])


def headers(document: Document) -> Sequence[str]:
    parts = [part for section in document.sections for part in (section.header, section.footer)]
    return [paragraph.text for part in parts for paragraph in part.paragraphs]


def cells(document: Document) -> list[str]:
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]
