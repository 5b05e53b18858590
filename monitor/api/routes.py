"""Every route: its method and address, the action that it is, and what answers it.

Promise: what is not in this table is not served; a test holds each action against the policy.
"""

from monitor.api import calendars, clusters, evidence, facts, laws, lists, runs
from monitor.api.access_routes import ACCESS
from monitor.api.channel_routes import CHANNEL_ROUTES
from monitor.api.events import BATCH_TYPE, STREAM_TYPE, events
from monitor.api.route import OPEN, PREFIX, Route, changed, get
from monitor.api.webhook_routes import WEBHOOK_ROUTES

__all__ = ["OPEN", "PREFIX", "ROUTES", "Route"]

CLUSTERS = (
    changed(get("/clusters", "read", clusters.roster, "RosterLine[]", "clusters"), is_paged=True),
    changed(get("/clusters/{cluster}", "read", clusters.status, "Status", "clusters"), has_tag=True),
    changed(
        get("/clusters/{cluster}/history", "read", clusters.history, "HistoryEvent[]", "clusters"),
        has_tag=True,
    ),
    get("/clusters/{cluster}/history/difference", "read", clusters.difference, "DifferenceShape", "clusters"),
    get("/clusters/{cluster}/certificate", "read", clusters.certificate, "Object", "clusters"),
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
    get("/due", "read", lists.due, "DueLine[]", "lists"),
    changed(get("/alerts", "read", lists.alerts, "FindingShape[]", "lists"), is_paged=True),
    get("/statistics", "read", lists.statistics, "StatisticsLine[]", "lists"),
    changed(
        get("/events", "read", events, "CloudEvent[]", "events"),
        media_types=(BATCH_TYPE, STREAM_TYPE),
        is_paged=True,
    ),
)
CALENDAR = (
    get("/calendar/due", "read-law", calendars.due_day, "DeadlineShape", "calendar"),
    get("/calendar/years/{year}", "read-law", calendars.arranged_days, "CalendarYear", "calendar"),
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
    get("/rulebooks", "read-law", laws.editions, "RulebookLine[]", "law"),
    get("/rulebooks/{edition}", "read-law", laws.edition, "RulebookShape", "law"),
    Route(
        method="POST",
        path=PREFIX + "/rulebooks/{edition}/assessment",
        action="read-law",
        endpoint=laws.judge,
        tag="law",
        answer="CriteriaShape",
        body="Indicators",
    ),
    get("/rulebook-matrix", "read-law", laws.compared, "Object", "law"),
    get("/law", "read-law", laws.law_texts, "LawShape", "law"),
    get("/law/{sha256}", "read-law", laws.law_text, "Object", "law"),
)
EVIDENCE = (
    get("/replay", "replay", evidence.replay, "ReplayShape", "evidence"),
    Route(
        method="POST",
        path=PREFIX + "/what-if",
        action="what-if",
        endpoint=evidence.suppose,
        tag="evidence",
        answer="Object",
        body="Supposed",
    ),
    get("/interpretations", "what-if", evidence.interpretations, "Object", "evidence"),
    get("/verification", "verify", evidence.verify, "Verification", "evidence"),
    get("/checkpoints", "verify", evidence.checkpoints, "CheckpointShape[]", "evidence"),
    get("/receipts/{event}", "read", evidence.receipt, "Receipt", "evidence"),
    changed(
        get("/clusters/{cluster}/cases/{case}/dossier", "dossier", evidence.dossier, "Binary", "evidence"),
        media_types=("application/zip",),
    ),
    changed(
        get("/export", "export", evidence.export, "Lines", "evidence"), media_types=("application/jsonl",)
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
ROUTES: tuple[Route, ...] = (
    *CLUSTERS, *LISTS, *CALENDAR, *LAW, *EVIDENCE, *RUNS, *ACCESS, *WEBHOOK_ROUTES, *CHANNEL_ROUTES
)  # fmt: skip
