"""What hides secrets in anything that is written for people to read later.

Promise: a value under a name that means a secret, and text that is one by its form, is never handed on.
"""

import re
from collections.abc import Mapping
from typing import Any

HIDDEN = "***"
_SECRET_NAMES = re.compile(
    r"pass(word|wd|phrase)|secret|token|authorization|cookie|totp|otp|credential|session|api[-_]?key|verifier|nonce",
    re.IGNORECASE,
)
# Text that is a secret by its form; what stands before it is kept, so that a reader knows what it was.
_SECRET_TEXTS = (
    (re.compile(r"\bcm_[A-Za-z0-9]+_[A-Za-z0-9_-]{6,}"), HIDDEN),
    (re.compile(r"(?<=://)([^\s/@:'\"]*):[^\s@'\"]*(?=@)"), rf"\1:{HIDDEN}"),
    (re.compile(r"(?i)\b(bearer|basic)(\s+)[A-Za-z0-9+/=_.~-]{6,}"), rf"\1\2{HIDDEN}"),
    (
        re.compile(r"(?i)\b(authorization|proxy-authorization|set-cookie|cookie)(['\"]?\s*[:=]\s*)[^\r\n]+"),
        rf"\1\2{HIDDEN}",
    ),
    (
        re.compile(
            r"(?i)\b([\w.-]*(?:password|passwd|passphrase|secret|token|totp|api[-_]?key|client_assertion)[\w-]*"
            r"['\"]?\s*[:=]\s*)(?:'[^']*'|\"[^\"]*\"|[^\s,;&)}\]]+)"
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"\bwhsec_[A-Za-z0-9+/=_-]{6,}"), HIDDEN),
    (re.compile(r"\$argon2[a-z]*\$[^\s'\"]+"), HIDDEN),
    (re.compile(r"\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*"), HIDDEN),
    (
        re.compile(
            r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL
        ),
        HIDDEN,
    ),
)


def without_secrets(text: str) -> str:
    """Return a text without what looks like a secret.

    >>> without_secrets("postgresql://monitor:hunter2@db/monitor refused")
    'postgresql://monitor:***@db/monitor refused'
    """
    for pattern, instead in _SECRET_TEXTS:
        text = pattern.sub(instead, text)
    return text


def redacted(value: Any, name: str = "") -> Any:  # noqa: ANN401 - whatever a line of the log may hold
    """Return a value without secrets, its own parts included; `name` is what it is called."""
    if name and value is not None and not isinstance(value, bool) and _SECRET_NAMES.search(name):
        return HIDDEN
    if isinstance(value, Mapping):
        return {str(key): redacted(each, str(key)) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [redacted(each) for each in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return without_secrets(str(value))
