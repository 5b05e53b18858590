"""The entrance: who comes in, by password and second factor, by session, by token.

Promise: a refusal does not tell whether the name, the password or the code was wrong, nor whether there is
such a user; a session changes its id whenever it gains rights.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

import msgspec

from domain.refusal import RefusedError
from monitor.access.accounts import Account
from monitor.access.credentials import Credential
from monitor.access.presence import Must, Presence, principal_of
from monitor.access.principal import Principal
from monitor.access.record import DONE
from monitor.access.second_factor import matching_step
from monitor.access.secret import Secret, are_same, keyed
from monitor.access.sessions import NewSession

SIGN_IN = "sign-in"


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What is typed to sign in; `code` is that of the second factor."""

    user: str
    password: Secret
    code: Secret | None = None

    def __repr__(self) -> str:
        """Tell nothing: some type their password where the name belongs."""
        return "Given(***)"


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """A session just begun: its id for the cookie, its token against forged requests, and what must be done.

    As long as `must` is not empty, the session is good for the user's own account only.
    """

    session: Secret
    csrf: Secret
    principal: Principal
    must: tuple[Must, ...]


class How(NamedTuple):
    """How a session was signed in: whether an OpenID provider vouched, and whether with a second factor.

    `is_proven`: by a code, or where there is no second factor by the password, given just now.
    """

    by_provider: bool = False
    second_factor: bool = False
    is_proven: bool = False


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What shows who sits there: a code of the second factor, or the password where there is none."""

    code: Secret | None = None
    password: Secret | None = None


class Entrance(Presence):
    """Who comes in."""

    def sign_in(self, given: Given, *, at: datetime, source: str | None = None) -> SignedIn:
        """Begin a session by password, and by code where a second factor is set up.

        `source` is the address the request came from; only a keyed hash of it is kept.

        Raises:
            RefusedError: "sign-in-refused"; "second-factor-needed", the password was right but a code was
                not given; "sign-in-paused", too many failed.
        """
        with self._counted(given.user, at, source):
            account = self._checked(given, at)
        how = How(second_factor=account.has_second_factor, is_proven=True)
        return self._begin(account.user, how, at=at, source=source)

    def sign_in_vouched(self, user: str, *, at: datetime, source: str | None = None) -> SignedIn:
        """Begin a session of somebody whom an OpenID provider has vouched for.

        The second factor stays ours: where there is one, `give_code` has to follow.

        Raises:
            RefusedError: "sign-in-refused".
        """
        self._note(user, SIGN_IN, DONE, self.source_of(source), at)
        return self._begin(user, How(by_provider=True), at=at, source=source)

    def give_code(
        self, session: Secret, code: Secret, *, at: datetime, source: str | None = None
    ) -> SignedIn:
        """Add the code of the second factor to a session that was begun without; it gets a new id.

        Raises:
            RefusedError: "session-ended", "sign-in-refused", "sign-in-paused".
        """
        account, found = self._of_session(session, at)
        with self._counted(account.user, at, source):
            self._require_code(account, self._stores.credentials.find(account.user), code, at)
        self._stores.sessions.end(session)
        is_given = account.has_second_factor
        how = How(by_provider=found.by_provider, second_factor=is_given, is_proven=is_given)
        return self._begin(account.user, how, at=at, source=source)

    def confirm(self, session: Secret, proof: Proof, *, at: datetime, source: str | None = None) -> Principal:
        """Show once more who sits at a session: it is good for decisions for a while.

        Source: OWASP ASVS 5.0, 2.3.5 and 7.5.3 (a further proof before what cannot be taken back).

        Raises:
            RefusedError: "session-ended", "second-factor-needed", "sign-in-refused", "sign-in-paused".
        """
        account, _ = self._of_session(session, at)
        with self._counted(account.user, at, source):
            credential = self._stores.credentials.find(account.user)
            if account.has_second_factor:
                self._require_code(account, credential, proof.code, at)
            else:
                self._require_password(credential, proof.password, at)
        self._stores.sessions.confirm(session, at)
        return self.principal(session, at=at, source=source)

    def _require_password(self, credential: Credential | None, password: Secret | None, at: datetime) -> None:
        """Refuse another password than the user's own; a one-time secret is none."""
        kept = credential.password if credential else None
        is_right = self._stores.passwords.is_right(password or Secret(""), kept)
        if credential is None or not is_right or credential.is_one_time or credential.is_expired(at):
            raise refused()

    def refused_unknown(self, at: datetime, source: str | None) -> RefusedError:
        """Record a sign-in of nobody we know, and return its refusal."""
        refusal = refused()
        self._note(None, SIGN_IN, refusal.code, self.source_of(source), at)
        return refusal

    @contextmanager
    def _counted(self, user: str, at: datetime, source: str | None) -> Iterator[None]:
        """Count and record an attempt to prove that one is somebody: as failed until it succeeds."""
        hashed, name = self.source_of(source), self._hidden(user)
        known = user if self._stores.directory.now().find(user) else None
        try:
            self._stores.pauses.begin(name, hashed, at)
            yield
        except RefusedError as error:
            self._note(known, SIGN_IN, error.code, hashed, at)
            raise
        self._stores.pauses.succeed(name, hashed, at)
        self._note(known, SIGN_IN, DONE, hashed, at)

    def _checked(self, given: Given, at: datetime) -> Account:
        """Return the account whose password and code were given."""
        account = self._active(given.user)
        credential = self._stores.credentials.find(account.user) if account else None
        kept = credential.password if credential else None
        is_right = self._stores.passwords.is_right(given.password, kept)
        if account is None or credential is None or not is_right or credential.is_expired(at):
            raise refused()
        self._require_code(account, credential, given.code, at)
        return account

    def _require_code(
        self, account: Account, credential: Credential | None, code: Secret | None, at: datetime
    ) -> None:
        if not account.has_second_factor:
            return
        if code is None:
            raise RefusedError("second-factor-needed", kind="not-signed-in")
        if credential is None:
            raise refused()
        self._use_code(credential, code, at)

    def _use_code(self, credential: Credential, code: Secret, at: datetime) -> None:
        if credential.totp is None:
            raise refused()
        secret = self._stores.sealer.open(credential.totp, credential.user)
        step = matching_step(secret, code.reveal(), at)
        if step is None or not self._stores.credentials.use_step(credential.user, step):
            raise refused()

    def _begin(self, user: str, how: How, *, at: datetime, source: str | None) -> SignedIn:
        account = self._active(user)
        if account is None:
            raise refused()
        hashed = self.source_of(source)
        rights = account.rights_version
        new = NewSession(user, rights, how.second_factor, how.by_provider, hashed or "", how.is_proven)
        session = self._stores.sessions.start(new, at)
        account, found = self._of_session(session, at)
        must = self._musts(account, found)
        principal = principal_of(account, found, must, hashed)
        return SignedIn(session=session, csrf=csrf_of(session), principal=principal, must=must)

    def _hidden(self, user: str) -> str:
        return keyed(self._stores.source_key, f"user {user[:200]}")


def refused() -> RefusedError:
    """Return the one refusal of whoever is not who he says: it does not tell what was wrong."""
    return RefusedError("sign-in-refused", kind="not-signed-in")


def csrf_of(session: Secret) -> Secret:
    """Return the token that a page of this session has to send with whatever changes something."""
    return Secret(keyed(session.reveal().encode(), "csrf"))


def is_csrf(session: Secret, given: str) -> bool:
    """Tell whether a token against forged requests is that of a session."""
    return are_same(given, csrf_of(session).reveal())
