"""One example of every answer and body about access; tests hold each against its schema."""

from typing import Any

from monitor.api.example_parts import AT, GRANT, SIGNED_IN

_TOKEN: dict[str, Any] = {
    "token": "0123456789ab",
    "user": "lin",
    "purpose": "报送接口",
    "scopes": ["file", "read"],
    "expires_on": "2026-12-31",
    "used_at": AT,
    "good": True,
    "simulation": False,
}
_SUBJECT: dict[str, Any] = {"issuer": "…", "subject": "42"}
_ACCOUNT: dict[str, Any] = {
    "user": "lin",
    "name": "林",
    "disabled": False,
    "second_factor": True,
    "grants": [GRANT],
    "subjects": [_SUBJECT],
    "simulation": False,
}
_ONE_TIME: dict[str, Any] = {
    "user": "lin",
    "secret": "…",
    "good_until": "2026-02-13T02:00:00Z",
    "simulation": False,
}
ACCESS_ANSWERS: dict[str, Any] = {
    "who": {
        "user": "lin",
        "name": "林",
        "grants": [GRANT],
        "scopes": ["*"],
        "csrf": None,
        "must": [],
        "simulation": False,
    },
    "sign_in": SIGNED_IN,
    "give_code": SIGNED_IN,
    "finish_at_provider": {**SIGNED_IN, "must": ["second-factor"]},
    "change_password": SIGNED_IN,
    "begin_second_factor": {"secret": "…", "uri": "otpauth://totp/…", "simulation": False},
    "confirm_second_factor": SIGNED_IN,
    "confirm_session": {"good_until": "2026-02-10T02:05:00Z", "simulation": False},
    "own_sessions": [
        {
            "session": "0123456789abcdef",
            "began_at": AT,
            "used_at": AT,
            "second_factor": True,
            "by_provider": False,
            "source": "0123456789abcdef0123456789abcdef",
            "current": True,
            "simulation": False,
        }
    ],
    "own_tokens": [_TOKEN],
    "issue_token": {"token": "0123456789ab", "secret": "cm_0123456789ab_…", "simulation": False},
    "users": [_ACCOUNT],
    "user": _ACCOUNT,
    "add_user": _ONE_TIME,
    "disable_user": {**_ACCOUNT, "disabled": True},
    "reset_password": _ONE_TIME,
    "add_grant": _ACCOUNT,
    "bind_subject": _ACCOUNT,
    "tokens": [_TOKEN],
    "attempts": [
        {
            "number": 17,
            "at": AT,
            "user": "lin",
            "action": "sign-in",
            "cluster": None,
            "outcome": "sign-in-refused",
            "source": "0123456789abcdef0123456789abcdef",
            "count": 3,
            "simulation": False,
        }
    ],
}
ACCESS_BODIES: dict[str, Any] = {
    "sign_in": {"user": "lin", "password": "…", "code": "123456"},
    "give_code": {"code": "123456"},
    "change_password": {"old": "…", "new": "…"},
    "begin_second_factor": {"password": "…"},
    "confirm_second_factor": {"code": "123456"},
    "confirm_session": {"code": "123456"},
    "issue_token": {"purpose": "报送接口", "scopes": ["file", "read"], "expires_on": "2026-12-31"},
    "add_user": {"user": "lin", "name": "林"},
    "disable_user": {"reason": "调离"},
    "add_grant": {"role": "city", "region": "3505", "programme": "fujian"},
    "bind_subject": _SUBJECT,
}
