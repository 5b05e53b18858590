"""The second factor: time-based one-time passwords (RFC 6238), each good once."""

from datetime import datetime

import pyotp

from monitor.access.secret import Secret, are_same

STEP_SECONDS = 30
_DRIFT = (0, -1, 1)  # steps a phone's clock may be off
ISSUER = "cluster-monitor"


def new_totp_secret() -> Secret:
    """Return a new random key, in base 32 as authenticator programs take it."""
    return Secret(pyotp.random_base32())


def uri_of(secret: Secret, user: str) -> Secret:
    """Return what an authenticator program reads from a QR code."""
    return Secret(pyotp.TOTP(secret.reveal()).provisioning_uri(name=user, issuer_name=ISSUER))


def matching_step(secret: Secret, code: str, at: datetime) -> int | None:
    """Return the 30-second step whose code this is, one step of drift allowed; None where it is wrong."""
    totp = pyotp.TOTP(secret.reveal(), interval=STEP_SECONDS)
    now = int(at.timestamp()) // STEP_SECONDS
    steps = [now + drift for drift in _DRIFT if are_same(code, totp.generate_otp(now + drift))]
    return steps[0] if steps else None
