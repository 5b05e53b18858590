"""One example of every answer; tests hold each against its schema."""

from typing import Any

from monitor.api.example_access import ACCESS_ANSWERS
from monitor.api.example_channels import CHANNEL_ANSWERS
from monitor.api.example_parts import (
    AT,
    ATTENTION,
    CASE,
    CLUSTER,
    EVENT,
    FINDING,
    FRAME,
    GROUND,
    HASH,
    NOTICE,
    OBLIGATION,
    PLACE,
    RECEIPT,
    STANDING,
    WINDOW,
)
from monitor.api.example_webhooks import WEBHOOK_ANSWERS

_ANSWERS_ABOUT_CLUSTERS: dict[str, Any] = {
    "roster": [
        {
            **FRAME,
            **PLACE,
            **STANDING,
            "grounds": [GROUND],
            "attention": [ATTENTION],
            "case": CASE,
            "next_change_on": "2026-03-01",
            "open_grounds": ["reporting"],
            "next_due_on": "2026-02-28",
        }
    ],
    "status": {
        **FRAME,
        **PLACE,
        **STANDING,
        "obligations": [OBLIGATION],
        "grounds": [GROUND],
        "windows": [WINDOW],
        "attention": [ATTENTION],
        "case": CASE,
        "next_change_on": "2026-03-01",
        "calendar": HASH,
    },
    "history": [
        {
            "position": 1234,
            "id": EVENT,
            "type": "annual-report-filed",
            "effective_on": "2025-03-28",
            "recorded_at": "2025-03-28T04:00:00Z",
            "recorded_days_later": 0,
            "recorded_by": "lin",
            "data": {"year": 2024},
            "source": None,
            "withdrawn": None,
            "changed": [
                {
                    "what": "obligation",
                    "subject": "annual-report 2024",
                    "from": {"state": "open"},
                    "to": {"state": "met"},
                    "clause": "第十五条",
                }
            ],
            "simulation": False,
        }
    ],
    "difference": {
        "cluster": CLUSTER,
        "on": "2025-03-31",
        "from_known_at": "2025-04-01T00:00:00Z",
        "to_known_at": AT,
        "events": [],
        "notices": [],
        "changed": [],
        "simulation": False,
    },
    "certificate": {"cluster": CLUSTER, "kind": "annual-report", "due_on": "2025-03-30", "missing": None},
    "record_fact": {
        "id": EVENT,
        "position": 1235,
        "version": 12,
        "type": "annual-report-filed",
        "cluster": CLUSTER,
        "already_recorded": False,
        "without_source": False,
        "receipt": RECEIPT,
        "simulation": False,
    },
    "record_batch": {
        "recorded": 1,
        "already_recorded": 0,
        "without_source": 0,
        "dry_run": False,
        "events": [
            {
                "id": EVENT,
                "position": 1235,
                "version": 12,
                "cluster": CLUSTER,
                "type": "annual-report-filed",
            }
        ],
        "simulation": False,
    },
    "due": [
        {
            "cluster": CLUSTER,
            "kind": "appeal",
            "case": "c1",
            "due_on": "2026-02-28",
            "days_left": 18,
            "certainty": "final",
            "state": "open",
            "clause": "第十六条",
            "simulation": False,
        }
    ],
    "alerts": [FINDING],
    "statistics": [
        {
            "programme": "fujian",
            "province": "福建省",
            "city": "泉州市",
            "year": 2025,
            "measure": "report-met",
            "count": 3,
            "simulation": False,
        }
    ],
}

_ANSWERS_BESIDES: dict[str, Any] = {
    "events": [
        {
            "specversion": "1.0",
            "id": EVENT,
            "source": f"/api/v1/clusters/{CLUSTER}",
            "type": "cluster-monitor.annual-report-filed.v1",
            "subject": CLUSTER,
            "time": AT,
            "datacontenttype": "application/json",
            "sequence": "0000000000000001235",
            "effectiveon": "2025-03-28",
            "recordedby": "lin",
            "recordeddayslater": 0,
            "backfilled": False,
            "simulation": False,
            "data": {"year": 2024},
        }
    ],
    "due_day": {
        "start": "2026-02-02",
        "length": 15,
        "unit": "working-days",
        "due_on": "2026-02-28",
        "certainty": "final",
        "calendar": HASH,
        "published_through": "2026-12-31",
    },
    "arranged_days": {
        "year": 2026,
        "published": True,
        "calendar": HASH,
        "working_days": 248,
        "days": [{"day": "2026-01-01", "working": False, "why": "holiday", "notice": "2026"}],
    },
    "record_notice": NOTICE,
    "record_override": NOTICE,
    "editions": [
        {
            "edition": "fujian-2022",
            "programme": "fujian",
            "title": "福建省中小企业特色产业集群认定管理办法",
            "issuer": "福建省工业和信息化厅",
            "number": None,
            "source": "complete",
            "state": "issued",
            "in_force_from": "2022-12-07",
            "in_force_through": "2024-12-06",
            "basis": "lapsed",
            "sha256": HASH,
        }
    ],
    "edition": {"edition": "fujian-2022", "programme": "fujian", "title": "…", "sha256": HASH},
    "judge": {
        "rulebook": "fujian-2022",
        "rulebook_sha256": HASH,
        "overall": "unknown",
        "doubt": None,
        "criteria": [],
    },
    "compared": {"editions": ["fujian-2022"], "rows": []},
    "law_texts": {"simulation": False, "adoptions": [], "texts": []},
    "law_text": {"edition": "fujian-2022"},
    "replay": {"checked": 12, "same": 12, "differs": [], "cannot": [], "simulation": False},
    "suppose": {"rulebook": "guangdong-draft", "checked": 3, "changed": 0, "flips": []},
    "interpretations": {"checked": 3, "on_readings": 0, "resting": []},
    "verify": {
        "ok": True,
        "size": 1236,
        "root": HASH,
        "root_sm3": "sm3:" + "0" * 64,
        "checkpoints": 0,
        "checkpoints_outside": 0,
        "problems": [],
        "simulation": False,
    },
    "checkpoints": [{"origin": "example/log", "size": 1200, "root": HASH, "note": "…", "simulation": False}],
    "receipt": RECEIPT,
    "dossier": "PK…",
    "export": '{"type": "annual-report-filed", "cluster": "c1", "effective_on": "2025-03-28"}',
    "tick_now": [FINDING],
}
ANSWERS: dict[str, Any] = {
    **_ANSWERS_ABOUT_CLUSTERS, **_ANSWERS_BESIDES, **ACCESS_ANSWERS, **WEBHOOK_ANSWERS, **CHANNEL_ANSWERS
}  # fmt: skip
