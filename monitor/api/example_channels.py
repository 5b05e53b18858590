"""One example of every answer and body about channels and noted alerts, held against their schemas."""

from typing import Any

from monitor.api.example_parts import AT, CLUSTER, EVENT

_HOURS: dict[str, Any] = {
    "rhythm": "at-once",
    "at": "09:00",
    "weekday": 1,
    "quiet_from": "22:00",
    "quiet_until": "08:00",
    "working_days_only": True,
    "after_working_days": 3,
}
_RULES: dict[str, Any] = {
    "role": "city",
    "kinds": ["ground", "overdue"],
    "programme": "fujian",
    "region": "3505",
    "clusters": [],
    "language": "zh",
    "hours": _HOURS,
}
_NOTED: dict[str, Any] = {"alert": EVENT, "cluster": CLUSTER, "until": None, "simulation": False}
CHANNEL_ANSWERS: dict[str, Any] = {
    "channels": [
        {
            "channel": "quanzhou",
            "sort": "wecom",
            "target": "https://qyapi.example",
            **_RULES,
            "state": "active",
            "added_at": AT,
            "added_by": "lin",
            "messages": {"pending": 2, "waiting": 1, "sent": 42, "dead": 0, "dropped": 0},
            "simulation": False,
        }
    ],
    "add_channel": {"channel": "quanzhou", "secret": None, "simulation": False},
    "test_channel": {
        "channel": "quanzhou",
        "taken": False,
        "status": 200,
        "trouble": "not-taken",
        "answer": '{"errcode":93000}',
        "simulation": False,
    },
    "channel_messages": [
        {
            "channel": "quanzhou",
            "number": 17,
            "alerts": 3,
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
    "retry_channel": {"channel": "quanzhou", "retried": 3, "simulation": False},
    "acknowledge_alert": _NOTED,
    "snooze_alert": {**_NOTED, "until": "2026-02-20"},
}
CHANNEL_BODIES: dict[str, Any] = {
    "add_channel": {
        "channel": "quanzhou",
        "sort": "wecom",
        "address": "https://hooks.example.gov.cn/robot",
        **_RULES,
    },
    "change_channel": _RULES,
    "stop_channel": {"reason": "群已解散"},
    "retry_channel": {"number": 17},
    "acknowledge_alert": {"reason": "已催报"},
    "snooze_alert": {"until": "2026-02-20", "reason": "等待补件"},
}
