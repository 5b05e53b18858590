"""One example of every answer and body about webhooks; tests hold each against its schema."""

from typing import Any

from monitor.api.example_parts import AT, CLUSTER

_MADE: dict[str, Any] = {"webhook": "oa", "secret": "whsec_…", "simulation": False}
WEBHOOK_ANSWERS: dict[str, Any] = {
    "webhooks": [
        {
            "webhook": "oa",
            "origin": "https://hooks.example.gov.cn",
            "types": ["ground-established"],
            "programme": "fujian",
            "region": "3505",
            "clusters": [CLUSTER],
            "within_days": 30,
            "state": "active",
            "added_at": AT,
            "added_by": "lin",
            "messages": {"waiting": 1, "sent": 42, "dead": 0, "dropped": 0},
            "simulation": False,
        }
    ],
    "add_webhook": _MADE,
    "renew_webhook_secret": _MADE,
    "webhook_deliveries": [
        {
            "webhook": "oa",
            "position": 17,
            "event": "0b0745de-b7a6-5f19-810d-9ca7a1f43000",
            "state": "waiting",
            "tries": 1,
            "next_at": AT,
            "attempted_at": AT,
            "status": 503,
            "milliseconds": 12,
            "trouble": "not-taken",
            "answer": "busy",
            "simulation": False,
        }
    ],
    "retry_webhook": {"webhook": "oa", "retried": 3, "simulation": False},
    "resume_webhooks": {"resumed": True, "simulation": False},
}
WEBHOOK_BODIES: dict[str, Any] = {
    "add_webhook": {"webhook": "oa", "url": "https://hooks.example.gov.cn/clusters", "programme": "fujian"},
    "renew_webhook_secret": {"overlap_hours": 48},
    "stop_webhook": {"reason": "系统停用"},
    "retry_webhook": {"position": 17},
}
