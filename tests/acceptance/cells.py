"""The cells of the access matrix over HTTP, written by hand: what each operation is, and how it is asked.

Nothing here is read from the table of routes or from the policy; a route without a cell fails the matrix.
The expectations by action are those of `tests/monitor/access/test_matrix.py`, also written by hand.
"""

from typing import Any, Literal, NamedTuple

Json = dict[str, Any]
Reach = Literal["cluster", "everywhere", "among", "list", "service", "own", "open"]
_DAY = "2026-01-05"


class Cell(NamedTuple):
    """One operation: the action that it is, what it reaches, and a request that who may is not refused.

    "{target}", "{event}", "{cluster}", ... in `path`, `query` and `body` are filled in by the matrix.
    `also` are codes of refusals that somebody gets who is let through.
    """

    action: str
    reach: Reach
    path: str
    body: Json | None = None
    also: tuple[str, ...] = ()


def _at(path: str, action: str = "read", *also: str) -> Cell:
    return Cell(action, "cluster", f"/clusters/{{cluster}}{path}", also=also)


def _own(path: str, body: Json | None = None, *also: str) -> Cell:
    return Cell("own-account", "own", path, body, also)


_SUPPOSED: Json = {"rulebook": "fujian-2022"}
_PASSWORD = "{password}"  # noqa: S105 - filled in

CELLS: dict[str, Cell] = {
    # of one cluster
    "status": _at(""),
    "history": _at("/history"),
    "difference": _at(f"/history/difference?from={_DAY}"),
    "certificate": _at("/certificate?kind=annual-report&about=2024"),
    "dossier": _at("/cases/k1/dossier?unsigned=true", "dossier"),
    "receipt": Cell("read", "cluster", "/receipts/{event}"),
    # of one cluster where one is named, else of every one there is
    "replay": Cell("replay", "everywhere", "/replay"),
    "export": Cell("export", "everywhere", "/export"),
    # of one cluster where one is named, else of those that may be tried
    "interpretations": Cell("what-if", "among", "/interpretations"),
    "suppose": Cell("what-if", "among", "/what-if", _SUPPOSED),
    # of all that may be seen
    "roster": Cell("read", "list", "/clusters?limit=500"),
    "due": Cell("read", "list", "/due?within=9999"),
    "alerts": Cell("read", "list", "/alerts?limit=500"),
    "events": Cell("read", "list", "/events?limit=500"),
    "statistics": Cell("read", "list", "/statistics"),
    # facts: the matrix states them itself, each type for each cluster
    "record_fact": Cell("facts", "cluster", "/clusters/{cluster}/facts"),
    "record_batch": Cell("facts", "cluster", "/facts"),
    # of the service
    "due_day": Cell("read-law", "service", f"/calendar/due?day={_DAY}&length=15"),
    "arranged_days": Cell("read-law", "service", "/calendar/years/2026"),
    "editions": Cell("read-law", "service", "/rulebooks"),
    "edition": Cell("read-law", "service", "/rulebooks/fujian-2022"),
    "judge": Cell("read-law", "service", "/rulebooks/fujian-2022/assessment", {"area_km2": 1}),
    "compared": Cell("read-law", "service", "/rulebook-matrix"),
    "law_texts": Cell("read-law", "service", "/law"),
    "law_text": Cell("read-law", "service", "/law/{law}"),
    "verify": Cell("verify", "service", "/verification"),
    "checkpoints": Cell("verify", "service", "/checkpoints"),
    "tick_now": Cell("tick", "service", "/tick"),
    "record_notice": Cell(
        "calendar-notice",
        "service",
        "/calendar/notices",
        {"year": 2027, "issued_on": "2026-01-02", "off": ["2027-01-01"]},
    ),
    "record_override": Cell(
        "calendar-override",
        "service",
        "/calendar/overrides",
        {"day": "2026-02-03", "working": False, "region": "350582", "basis": "台风"},
    ),
    # of accounts
    "users": Cell("read-access", "service", "/users"),
    "user": Cell("read-access", "service", "/users/{target}"),
    "tokens": Cell("read-access", "service", "/tokens"),
    "attempts": Cell("read-record", "service", "/access-record"),
    "add_user": Cell("user-add", "service", "/users", {"user": "new-{serial}", "name": "新"}),
    "disable_user": Cell("user-disable", "service", "/users/{target}/closure", {"reason": "调离"}),
    "reset_password": Cell("password-reset", "service", "/users/{target}/password"),
    "remove_second_factor": Cell("second-factor-remove", "service", "/users/{target}/second-factor"),
    "end_sessions": Cell("sessions-end", "service", "/users/{target}/sessions"),
    "add_grant": Cell("grant-add", "service", "/users/{target}/grants", {"role": "auditor"}),
    "remove_grant": Cell("grant-remove", "service", "/users/{target}/grants?role=county&region=350582"),
    "bind_subject": Cell(
        "subject-bind",
        "service",
        "/users/{target}/subjects",
        {"issuer": "https://i.example", "subject": "{serial}"},
    ),
    "release_subject": Cell(
        "subject-release", "service", "/users/{target}/subjects?issuer=https://i.example&subject={target}"
    ),
    "revoke_token": Cell("token-revoke", "service", "/tokens/{token}"),
    # of webhooks
    "webhooks": Cell("read-webhooks", "service", "/webhooks"),
    "webhook_deliveries": Cell(
        "read-webhooks", "service", "/webhooks/none/deliveries", also=("webhook-unknown",)
    ),
    "add_webhook": Cell(
        "webhook-add",
        "service",
        "/webhooks",
        {"webhook": "w-{serial}", "url": "https://hooks.example.gov.cn/in"},
    ),
    "renew_webhook_secret": Cell(
        "webhook-secret-renew", "service", "/webhooks/none/secret", {}, ("webhook-unknown",)
    ),
    "stop_webhook": Cell(
        "webhook-remove", "service", "/webhooks/none/closure", {"reason": "停用"}, ("webhook-unknown",)
    ),
    "retry_webhook": Cell("webhook-retry", "service", "/webhooks/none/retry", {}, ("webhook-unknown",)),
    "resume_webhooks": Cell("webhooks-resume", "service", "/webhooks/resumption"),
    # of channels to people
    "channels": Cell("read-channels", "service", "/channels"),
    "channel_messages": Cell(
        "read-channels", "service", "/channels/none/messages", also=("channel-unknown",)
    ),
    "add_channel": Cell(
        "channel-add",
        "service",
        "/channels",
        {"channel": "ch-{serial}", "sort": "wecom", "address": "https://hooks.example.gov.cn/in"},
    ),
    "change_channel": Cell(
        "channel-change", "service", "/channels/none/rules", {"region": "35"}, ("channel-unknown",)
    ),
    "test_channel": Cell("channel-test", "service", "/channels/none/test", also=("channel-unknown",)),
    "stop_channel": Cell(
        "channel-stop", "service", "/channels/none/closure", {"reason": "停用"}, ("channel-unknown",)
    ),
    "retry_channel": Cell("channel-retry", "service", "/channels/none/retry", {}, ("channel-unknown",)),
    # of alerts
    "acknowledge_alert": Cell(
        "alert-note",
        "cluster",
        "/alerts/{alert}/acknowledgement",
        {"reason": "已催报"},
        ("alert-acknowledged",),
    ),
    "snooze_alert": Cell(
        "alert-note", "cluster", "/alerts/{alert}/snooze", {"until": "2026-02-20", "reason": "等待补件"}
    ),
    # of one's own account
    "who": _own("/me"),
    "own_sessions": _own("/me/sessions"),
    "end_own_session": _own("/me/sessions/{session}"),
    "own_tokens": Cell("own-tokens", "own", "/me/tokens"),
    "issue_token": Cell(
        "own-tokens", "own", "/me/tokens", {"purpose": "x", "scopes": ["read"], "expires_on": "2026-02-01"}
    ),
    "revoke_own_token": Cell("own-tokens", "own", "/me/tokens/none", also=("token-unknown",)),
    "confirm_session": _own("/session/confirmation", {"code": "{code}", "password": _PASSWORD}),
    "give_code": _own("/session/code", {"code": "000000"}, "sign-in-refused"),
    "change_password": _own("/session/password", {"old": "wrong", "new": "x"}, "sign-in-refused"),
    "begin_second_factor": _own(
        "/session/second-factor", {"password": _PASSWORD}, "second-factor-is-enrolled"
    ),
    "confirm_second_factor": _own(
        "/session/second-factor/confirmation", {"code": "000000"}, "second-factor-refused", "sign-in-refused"
    ),
    "sign_out": _own("/session"),
    # of whoever comes
    "sign_in": Cell("open", "open", "/session", {"user": "x", "password": "y"}, ("sign-in-refused",)),
    "begin_at_provider": Cell("open", "open", "/sign-in/provider", also=("provider-not-set",)),
    "finish_at_provider": Cell("open", "open", "/sign-in/provider/callback", also=("provider-not-set",)),
}
