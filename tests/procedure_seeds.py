"""Seeded errors of procedure, each with its clean twin: one revocation, one step changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec

from domain.events import Source
from monitor.application import SYSTEM
from tests.given import PLACES, Story

RECORDED_ON = "2026-11-02"  # all at once, as a department brings in its files
TODAY = date(2026, 11, 20)
PROVINCE, CITY = "某省工业和信息化厅", "某市工业和信息化局"


class Step(NamedTuple):
    """One fact: its type, its day, its content, and what its envelope says."""

    kind: str
    on: str
    content: Mapping[str, Any]
    issuer: str = PROVINCE
    by: str = "officer"


Steps = dict[str, Step]


class Seed(NamedTuple):
    """An error and its twin; `besides` are the faults that both have."""

    code: str
    faulty: Story
    clean: Story
    besides: frozenset[str] = frozenset()


def step(kind: str, on: str, /, **content: Any) -> Step:
    return Step(kind, on, content)


def case(kind: str, on: str, /, **content: Any) -> Step:
    return Step(kind, on, {"case": "c1", **content})


REVOKED: Steps = {
    "recognised": step("cluster-recognised", "2023-07-10"),
    "incident": step(
        "incident-reported", "2024-03-01", incident="i1", category="work-safety", grade="larger"
    ),
    "opened": case("case-opened", "2024-04-01", grounds=["incident"]),
    "invited": case("defence-invited", "2024-04-03", reply_by="2024-04-13"),
    "received": case("defence-received", "2024-04-10"),
    "decided": case("revocation-decided", "2024-05-13", grounds=["incident"], number="1号"),
    "served": case("decision-served", "2024-05-17", method="signed"),
}
# Served on 2024-05-17: an appeal until 2024-06-07; one of 2024-06-03 is answered by 2024-07-16.
APPEALED: Steps = {
    **REVOKED,
    "lodged": case("appeal-lodged", "2024-06-03"),
    "answered": case("appeal-answered", "2024-06-28", outcome="upheld"),
}
APPLIED: Steps = {
    "applied": step("application-submitted", "2023-05-08"),
    "noticed": step("public-notice-posted", "2023-06-19", working_days=5),
    "recognised": step("cluster-recognised", "2023-07-10"),
}
RECTIFYING = case("rectification-ordered", "2024-04-15", until="2024-05-10")


def told(steps: Steps, programme: str = "fujian", **changed: Step | None) -> Story:
    """Tell steps in the order of their days; a step given is put in or changed, None leaves it out."""
    story = Story(programme)
    chosen = [each for each in {**steps, **changed}.values() if each is not None]
    for each in sorted(chosen, key=lambda one: one.on):
        content = dict(each.content)
        if each.kind in ("cluster-recognised", "application-submitted"):
            content = {"programme": programme, **PLACES, **content}
        story.then(each.kind, each.on, recorded_on=RECORDED_ON, **content)
        source = Source(number="1号", issuer=each.issuer)
        story.records[-1] = msgspec.structs.replace(story.records[-1], source=source, recorded_by=each.by)
    return story


def shifted(steps: Steps, years: int) -> Steps:
    """Return the same steps some years later or earlier."""
    return {name: _shifted(each, years) for name, each in steps.items()}


def _shifted(one: Step, years: int) -> Step:
    content = {
        name: f"{int(value[:4]) + years}{value[4:]}" if name in ("reply_by", "until") else value
        for name, value in one.content.items()
    }
    return one._replace(on=f"{int(one.on[:4]) + years}{one.on[4:]}", content=content)


def seed(code: str, faulty: Story, clean: Story | None = None, *besides: str) -> Seed:
    return Seed(code, faulty, clean or told(REVOKED), frozenset(besides))


_LATE = case("appeal-lodged", "2024-06-11")
_SECOND: Steps = {
    "opened2": step("case-opened", "2024-06-03", case="c2", grounds=["incident"]),
    "invited2": step("defence-invited", "2024-06-04", case="c2"),
    "decided2": step("revocation-decided", "2024-07-01", case="c2", grounds=["incident"], number="2号"),
}
_WITHOUT_REVOCATION: Steps = {name: each for name, each in REVOKED.items() if name == "recognised"}
_ENDING: Steps = {"recognised": step("cluster-recognised", "2020-07-10")}
_TITLE: Steps = {**_ENDING, "cancelled": step("title-cancelled", "2024-02-01", number="1号", reason="未通过")}

FAULTS: tuple[Seed, ...] = (
    seed("case-not-opened-before", told(REVOKED, opened=None)),
    seed(
        "case-not-opened-before",
        told(REVOKED, opened=case("case-opened", "2024-05-20", grounds=["incident"])),
    ),
    seed("ground-not-established", told(REVOKED, incident=None)),
    seed(
        "ground-cured-before-decision",
        told(REVOKED, regraded=step("incident-regraded", "2024-05-06", incident="i1", grade="ordinary")),
        told(REVOKED, regraded=step("incident-regraded", "2024-05-14", incident="i1", grade="ordinary")),
    ),
    seed(
        "ground-not-in-case",
        told(
            REVOKED,
            misconduct=step("misconduct-found", "2024-03-05", kind="illegality", description="x"),
            decided=case("revocation-decided", "2024-05-13", grounds=["integrity"], number="1号"),
        ),
        told(REVOKED, misconduct=step("misconduct-found", "2024-03-05", kind="illegality", description="x")),
    ),
    seed("defence-not-invited", told(REVOKED, invited=None, received=None), told(REVOKED, invited=None)),
    seed(
        "decided-before-reply-by",
        told(REVOKED, received=None, invited=case("defence-invited", "2024-04-30", reply_by="2024-05-13")),
        told(REVOKED, received=None, invited=case("defence-invited", "2024-04-30", reply_by="2024-05-12")),
    ),
    seed(
        "rectification-still-running",
        told(REVOKED, ordered=case("rectification-ordered", "2024-04-15", until="2024-05-13")),
        told(REVOKED, ordered=case("rectification-ordered", "2024-04-15", until="2024-05-12")),
    ),
    seed(
        "decided-after-rectification-accepted",
        told(REVOKED, ordered=RECTIFYING, ended=case("rectification-accepted", "2024-05-09")),
        told(REVOKED, ordered=RECTIFYING, ended=case("rectification-failed", "2024-05-09")),
    ),
    seed("decided-under-draft", told(REVOKED, "shandong")),
    seed("decided-under-lapsed", told(shifted(REVOKED, 1))),
    seed("decided-before-in-force", told(shifted(REVOKED, -1), "hainan"), told(REVOKED, "hainan")),
    seed("decided-by-machine", told(REVOKED, decided=REVOKED["decided"]._replace(by=SYSTEM))),
    seed("decided-by-lower-authority", told(REVOKED, decided=REVOKED["decided"]._replace(issuer=CITY))),
    seed(
        "revoked-retroactively",
        told(
            REVOKED,
            decided=case(
                "revocation-decided",
                "2024-05-13",
                grounds=["incident"],
                number="1号",
                revoked_from="2024-02-01",
            ),
        ),
        told(
            REVOKED,
            decided=case(
                "revocation-decided",
                "2024-05-13",
                grounds=["incident"],
                number="1号",
                revoked_from="2024-06-01",
            ),
        ),
    ),
    seed(
        "revoked-twice",
        told({**REVOKED, **_SECOND}),
        told({**APPEALED, **_SECOND}, answered=case("appeal-answered", "2024-06-28", outcome="withdrawn")),
    ),
    seed(
        "decided-after-the-end",
        told(REVOKED, surrendered=step("recognition-surrendered", "2024-05-06")),
        told(REVOKED, surrendered=step("recognition-surrendered", "2024-05-20")),
    ),
    seed(
        "served-before-decision", told(REVOKED, served=case("decision-served", "2024-05-10", method="post"))
    ),
    seed(
        "served-without-consent",
        told(REVOKED, served=case("decision-served", "2024-05-17", method="electronic", consent=False)),
        told(REVOKED, served=case("decision-served", "2024-05-17", method="electronic", consent=True)),
    ),
    seed(
        "told-day-too-early",
        told(
            REVOKED,
            served=case("decision-served", "2024-05-17", method="signed", told_last_day="2024-06-06"),
        ),
        told(
            REVOKED,
            served=case("decision-served", "2024-05-17", method="signed", told_last_day="2024-06-07"),
        ),
    ),
    seed(
        "appeal-refused-though-in-time",
        told(
            APPEALED,
            lodged=case("appeal-lodged", "2024-06-07"),
            answered=None,
            refused=case("appeal-refused", "2024-06-12", reason="逾期"),
        ),
        told(
            APPEALED,
            lodged=_LATE,
            answered=None,
            refused=case("appeal-refused", "2024-06-12", reason="逾期"),
        ),
    ),
    seed(
        "late-appeal-refused-without-reason",
        told(APPEALED, lodged=_LATE, answered=None, refused=case("appeal-refused", "2024-06-12")),
    ),
    seed(
        "late-appeal-admitted-without-reason",
        told(APPEALED, lodged=_LATE, admitted=case("appeal-admitted", "2024-06-12")),
        told(APPEALED, lodged=_LATE, admitted=case("appeal-admitted", "2024-06-12", reason="不可抗力")),
    ),
    seed("answered-without-admission", told(APPEALED, lodged=_LATE), told(APPEALED)),
    seed(
        "answered-late",
        told(APPEALED, answered=case("appeal-answered", "2024-07-17", outcome="upheld")),
        told(APPEALED, answered=case("appeal-answered", "2024-07-16", outcome="upheld")),
    ),
    seed("appeal-unanswered", told(APPEALED, answered=None), told(APPEALED)),
    seed(
        "recognised-during-public-notice",
        told(APPLIED, noticed=step("public-notice-posted", "2023-07-04", working_days=5)),
        told(APPLIED, noticed=step("public-notice-posted", "2023-07-03", working_days=5)),
    ),
    seed(
        "recognised-with-open-objection",
        told(APPLIED, raised=step("objection-raised", "2023-06-20", text="数据有异议")),
        told(
            APPLIED,
            raised=step("objection-raised", "2023-06-20", text="数据有异议"),
            resolved=step("objection-resolved", "2023-06-30", outcome="不成立"),
        ),
    ),
    seed(
        "validity-miscounted",
        told(
            _ENDING,
            recognised=step(
                "cluster-recognised", "2023-07-10", valid_from="2023-07-10", valid_to="2026-07-08"
            ),
        ),
        told(
            _ENDING,
            recognised=step(
                "cluster-recognised", "2023-07-10", valid_from="2023-07-10", valid_to="2026-07-09"
            ),
        ),
    ),
    seed(
        "extension-miscounted",
        told(_ENDING, passed=step("review-decided", "2023-08-01", outcome="passed", valid_to="2027-01-01")),
        told(_ENDING, passed=step("review-decided", "2023-08-01", outcome="passed", valid_to="2026")),
    ),
    seed(
        "title-cancelled-without-failed-review",
        told(_TITLE, "shandong", asked=step("review-applied", "2023-05-08")),
        told(_TITLE, "shandong"),
        "decided-under-draft",
    ),
    seed("title-cancelled-without-clause", told(_TITLE), told(_ENDING)),
)
_NO_INCIDENT_GRADE = step("incident-reported", "2024-03-01", incident="i1", category="work-safety")
REMARKS: tuple[Seed, ...] = (
    seed(
        "opened-without-ground", told(REVOKED, opened=case("case-opened", "2024-02-20", grounds=["incident"]))
    ),
    seed(
        "ground-partly-established",
        told(
            REVOKED,
            opened=case("case-opened", "2024-04-01", grounds=["incident", "integrity"]),
            decided=case("revocation-decided", "2024-05-13", grounds=["incident", "integrity"], number="1号"),
        ),
    ),
    seed("ground-unknown", told(REVOKED, incident=_NO_INCIDENT_GRADE)),
    seed(
        "basis-not-binding",
        told(_WITHOUT_REVOCATION, "shandong", opened=REVOKED["opened"], incident=REVOKED["incident"]),
    ),
    seed(
        "opened-and-decided-by-one-person",
        told(REVOKED),
        told(REVOKED, decided=REVOKED["decided"]._replace(by="director")),
    ),
    seed(
        "service-consent-unknown",
        told(REVOKED, served=case("decision-served", "2024-05-17", method="electronic")),
        told(REVOKED, served=case("decision-served", "2024-05-17", method="electronic", consent=True)),
    ),
    seed(
        "told-day-too-late",
        told(
            REVOKED,
            served=case("decision-served", "2024-05-17", method="signed", told_last_day="2024-06-08"),
        ),
    ),
    seed(
        "published-before-service",
        told(REVOKED, published=case("revocation-published", "2024-05-16")),
        told(REVOKED, published=case("revocation-published", "2024-05-17")),
    ),
    seed("recognised-without-notice", told(APPLIED, noticed=None), told(APPLIED)),
    seed(
        "review-without-application",
        told(_ENDING, "heilongjiang", passed=step("review-decided", "2023-08-01", outcome="passed")),
        told(
            _ENDING,
            "heilongjiang",
            asked=step("review-applied", "2023-07-20"),
            passed=step("review-decided", "2023-08-01", outcome="passed"),
        ),
    ),
)
