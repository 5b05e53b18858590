"""Signing in through an OpenID provider: what was begun, and what the answer has to be checked against.

Promise: an answer is taken once, from the browser that began, within ten minutes (RFC 6749, 10.12; RFC
9700); whom the provider names signs in only if an administrator has bound that subject to an account.
"""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

import msgspec
from sqlalchemy import text

from domain.refusal import RefusedError
from monitor.access.access import Access
from monitor.access.entrance import SignedIn
from monitor.access.provider import Provider, ProviderSettings
from monitor.access.secret import Secret, are_same, fingerprint, new_secret
from monitor.codec import microseconds
from monitor.database import writing

GOOD_FOR = timedelta(minutes=10)
_MOST = 10_000
_ADD = text(
    "INSERT INTO provider_sign_ins (state, browser, nonce, verifier, expires_at) "
    "VALUES (:state, :browser, :nonce, :verifier, :expires_at)"
)
_PURGE = text("DELETE FROM provider_sign_ins WHERE expires_at < :at")
_COUNT = text("SELECT count(*) FROM provider_sign_ins")
_TAKE = text(
    "DELETE FROM provider_sign_ins WHERE state = :state RETURNING browser, nonce, verifier, expires_at"
)


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """Where to send the browser, and a secret it has to keep in a cookie until it comes back."""

    address: str
    browser: Secret


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the browser brings back: state and code of the provider, and its own cookie."""

    state: str
    code: Secret
    browser: Secret


class ProviderSignIn:
    """Sign-ins through one provider."""

    def __init__(self, access: Access, settings: ProviderSettings) -> None:
        """Sign in at the entrance of a service; nothing is asked of the provider yet.

        Raises:
            RefusedError: "provider-address-unsafe".
        """
        self._provider = Provider(settings)
        self._engine = access.engine
        self._entrance = access.entrance
        self._directory = access.directory

    def close(self) -> None:
        """Close the connections to the provider."""
        self._provider.close()

    def begin(self, *, at: datetime) -> Begun:
        """Begin a sign-in.

        Raises:
            RefusedError: "provider-unavailable", "provider-answer-wrong"; "too-many-sign-ins" at once.
        """
        state, browser, nonce, verifier = (new_secret() for _ in range(4))
        digest = sha256(verifier.reveal().encode()).digest()
        challenge = urlsafe_b64encode(digest).rstrip(b"=").decode()
        address = self._provider.address(state=state.reveal(), nonce=nonce.reveal(), challenge=challenge)
        asked = {
            "state": fingerprint(state),
            "browser": fingerprint(browser),
            "nonce": nonce.reveal(),
            "verifier": verifier.reveal(),
            "expires_at": microseconds(at + GOOD_FOR),
        }
        with writing(self._engine) as connection:
            connection.execute(_PURGE, {"at": microseconds(at)})
            if connection.execute(_COUNT).scalar_one() >= _MOST:
                raise RefusedError("too-many-sign-ins", kind="unavailable")
            connection.execute(_ADD, asked)
        return Begun(address=address, browser=browser)

    def finish(self, answer: Answer, *, at: datetime, source: str | None = None) -> SignedIn:
        """Begin a session of whom the provider names.

        Raises:
            RefusedError: "sign-in-refused": the answer is old, used, of another browser, or its subject is
                bound to nobody; "provider-unavailable", "provider-answer-wrong"; "sign-in-paused".
        """
        with writing(self._engine) as connection:
            row = connection.execute(_TAKE, {"state": fingerprint(Secret(answer.state))}).one_or_none()
        begun = row is not None and row.expires_at >= microseconds(at)
        if row is None or not begun or not are_same(fingerprint(answer.browser), row.browser):
            raise self._entrance.refused_unknown(at, source)
        subject = self._provider.subject(answer.code.reveal(), verifier=row.verifier, nonce=row.nonce, at=at)
        account = self._directory.now().of_subject((self._provider.settings.issuer, subject))
        if account is None:
            raise self._entrance.refused_unknown(at, source)
        return self._entrance.sign_in_vouched(account.user, at=at, source=source)
