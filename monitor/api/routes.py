"""Every route: its method and address, the action that it is, and what answers it.

Promise: what is not in this table is not served; a test holds each action against the policy.
"""

from collections.abc import Callable
from typing import Literal

import msgspec
from fastapi import Response

from monitor.api import calendars, clusters, evidence, facts, laws, lists, runs, sessions
from monitor.api.events import BATCH_TYPE, STREAM_TYPE, events

PREFIX = "/api/v1"
Method = Literal["GET", "POST", "DELETE"]
OPEN = "open"
"""The action of routes that need nobody to be signed in."""


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """One operation.

    `action` is a row of `monitor.access.policy.ACTIONS`; "facts" stands for those of the facts in the body.
    `answer` and `body` name shapes; a list of shapes ends with "[]". `statuses` are those of success.
    """

    method: Method
    path: str
    action: str
    endpoint: Callable[..., Response]
    tag: str
    answer: str
    media_types: tuple[str, ...] = ("application/json",)
    statuses: tuple[int, ...] = (200,)
    body: str | None = None
    body_types: tuple[str, ...] = ("application/json",)
    is_conditional: bool = False
    is_idempotent: bool = False
    is_paged: bool = False
    has_tag: bool = False

    @property
    def name(self) -> str:
        """The name of the operation."""
        return self.endpoint.__name__


def _get(path: str, action: str, endpoint: Callable[..., Response], answer: str, tag: str) -> Route:
    return Route(method="GET", path=PREFIX + path, action=action, endpoint=endpoint, answer=answer, tag=tag)


def _changed(route: Route, **values: object) -> Route:
    return msgspec.structs.replace(route, **values)


CLUSTERS = (
    _changed(_get("/clusters", "read", clusters.roster, "RosterLine[]", "clusters"), is_paged=True),
    _changed(_get("/clusters/{cluster}", "read", clusters.status, "Status", "clusters"), has_tag=True),
    _changed(
        _get("/clusters/{cluster}/history", "read", clusters.history, "HistoryEvent[]", "clusters"),
        has_tag=True,
    ),
    _get(
        "/clusters/{cluster}/history/difference", "read", clusters.difference, "DifferenceShape", "clusters"
    ),
    _get("/clusters/{cluster}/certificate", "read", clusters.certificate, "Object", "clusters"),
    Route(
        method="POST",
        path=PREFIX + "/clusters/{cluster}/facts",
        action="facts",
        endpoint=facts.record_fact,
        tag="facts",
        answer="RecordedFact",
        statuses=(200, 201),
        body="Fact",
        is_conditional=True,
        is_idempotent=True,
        has_tag=True,
    ),
    Route(
        method="POST",
        path=PREFIX + "/facts",
        action="facts",
        endpoint=facts.record_batch,
        tag="facts",
        answer="RecordedBatch",
        statuses=(200, 201),
        body="FactOfCluster[]",
        body_types=("application/json", *facts.LINES),
        is_idempotent=True,
    ),
)
LISTS = (
    _get("/due", "read", lists.due, "DueLine[]", "lists"),
    _changed(_get("/alerts", "read", lists.alerts, "FindingShape[]", "lists"), is_paged=True),
    _get("/statistics", "read", lists.statistics, "StatisticsLine[]", "lists"),
    _changed(
        _get("/events", "read", events, "CloudEvent[]", "events"),
        media_types=(BATCH_TYPE, STREAM_TYPE),
        is_paged=True,
    ),
)
CALENDAR = (
    _get("/calendar/due", "read-law", calendars.due_day, "DeadlineShape", "calendar"),
    _get("/calendar/years/{year}", "read-law", calendars.arranged_days, "CalendarYear", "calendar"),
    Route(
        method="POST",
        path=PREFIX + "/calendar/notices",
        action="calendar-notice",
        endpoint=calendars.record_notice,
        tag="calendar",
        answer="RecordedNotice",
        statuses=(201,),
        body="NoticeBody",
        is_idempotent=True,
    ),
    Route(
        method="POST",
        path=PREFIX + "/calendar/overrides",
        action="calendar-override",
        endpoint=calendars.record_override,
        tag="calendar",
        answer="RecordedNotice",
        statuses=(201,),
        body="OverrideBody",
        is_idempotent=True,
    ),
)
LAW = (
    _get("/rulebooks", "read-law", laws.editions, "RulebookLine[]", "law"),
    _get("/rulebooks/{edition}", "read-law", laws.edition, "RulebookShape", "law"),
    Route(
        method="POST",
        path=PREFIX + "/rulebooks/{edition}/assessment",
        action="read-law",
        endpoint=laws.judge,
        tag="law",
        answer="CriteriaShape",
        body="Indicators",
    ),
    _get("/rulebook-matrix", "read-law", laws.compared, "Object", "law"),
    _get("/law", "read-law", laws.law_texts, "LawShape", "law"),
    _get("/law/{sha256}", "read-law", laws.law_text, "Object", "law"),
)
EVIDENCE = (
    _get("/replay", "replay", evidence.replay, "ReplayShape", "evidence"),
    Route(
        method="POST",
        path=PREFIX + "/what-if",
        action="what-if",
        endpoint=evidence.suppose,
        tag="evidence",
        answer="Object",
        body="Supposed",
    ),
    _get("/interpretations", "what-if", evidence.interpretations, "Object", "evidence"),
    _get("/verification", "verify", evidence.verify, "Verification", "evidence"),
    _get("/checkpoints", "verify", evidence.checkpoints, "CheckpointShape[]", "evidence"),
    _get("/receipts/{event}", "read", evidence.receipt, "Receipt", "evidence"),
    _changed(
        _get("/clusters/{cluster}/cases/{case}/dossier", "dossier", evidence.dossier, "Binary", "evidence"),
        media_types=("application/zip",),
    ),
    _changed(
        _get("/export", "export", evidence.export, "Lines", "evidence"), media_types=("application/jsonl",)
    ),
)
RUNS = (
    Route(
        method="POST",
        path=PREFIX + "/tick",
        action="tick",
        endpoint=runs.tick_now,
        tag="runs",
        answer="FindingShape[]",
        is_idempotent=True,
    ),
)


def _own(path: str, endpoint: Callable[..., Response], answer: str, body: str) -> Route:
    return Route(
        method="POST",
        path=f"{PREFIX}/session{path}",
        action="own-account",
        endpoint=endpoint,
        tag="access",
        answer=answer,
        body=body,
    )


SESSIONS = (
    _changed(_own("", sessions.sign_in, "SignedInShape", "SignInBody"), action=OPEN, statuses=(201,)),
    Route(
        method="DELETE",
        path=PREFIX + "/session",
        action="own-account",
        endpoint=sessions.sign_out,
        tag="access",
        answer="Object",
        statuses=(204,),
    ),
    _changed(_own("/password", sessions.change_password, "SignedInShape", "PasswordBody"), statuses=(201,)),
    _own("/second-factor", sessions.begin_second_factor, "EnrolmentShape", "PasswordOnly"),
    _changed(
        _own("/second-factor/confirmation", sessions.confirm_second_factor, "SignedInShape", "CodeBody"),
        statuses=(201,),
    ),
    _get("/me", "own-account", sessions.who, "WhoAmI", "access"),
)
ROUTES: tuple[Route, ...] = (*CLUSTERS, *LISTS, *CALENDAR, *LAW, *EVIDENCE, *RUNS, *SESSIONS)
