"""Who is in: what a session or a token stands for at this moment.

Promise: rights are read anew with every request; a session ends when its user's rights or secrets change.
"""

from datetime import datetime
from typing import Literal

from domain.refusal import RefusedError
from monitor.access.accounts import Account, Accounts
from monitor.access.policy import ADMINISTRATORS
from monitor.access.principal import ALL_SCOPES, Principal
from monitor.access.record import Attempt
from monitor.access.secret import Secret
from monitor.access.sessions import SignedInSession
from monitor.access.source import hidden_source
from monitor.access.stores import Stores

Must = Literal["password", "second-factor"]
ONLY_OWN_ACCOUNT = frozenset({"account"})
BY_BEARER = "sign-in-by-token"


class Presence:
    """Who is in."""

    def __init__(self, stores: Stores) -> None:
        """Know by what is stored."""
        self._stores = stores

    def principal(self, session: Secret, *, at: datetime, source: str | None = None) -> Principal:
        """Return who a session is, with the rights of this moment.

        Raises:
            RefusedError: "session-ended": over, signed out, or rights or secrets have changed since.
        """
        account, found = self._of_session(session, at)
        return principal_of(account, found, self._musts(account, found), self.source_of(source))

    def musts(self, session: Secret, *, at: datetime) -> tuple[Must, ...]:
        """Return what a session has to do before it is good for more than the user's own account."""
        return self._musts(*self._of_session(session, at))

    def principal_of_token(self, token: Secret, *, at: datetime, source: str | None = None) -> Principal:
        """Return who an API token stands for, with the rights of this moment within the token's scopes.

        Raises:
            RefusedError: "token-refused": unknown, revoked, expired, or its user may have none.
        """
        hashed = self.source_of(source)
        found = self._stores.tokens.recognise(token, at)
        accounts = self._stores.directory.now()
        issued = accounts.token(found) if found else None
        account = _active(accounts, issued.user) if issued else None
        if issued is None or account is None or account.roles & ADMINISTRATORS or not issued.is_good(at):
            code = "token-refused"
            self._note(account.user if account else None, BY_BEARER, code, hashed, at)
            raise RefusedError(code, kind="not-signed-in")
        return Principal(
            user=account.user,
            name=account.name,
            grants=account.grants,
            scopes=issued.scopes,
            token=issued.id,
            source=hashed,
        )

    def sign_out(self, session: Secret) -> None:
        """End a session."""
        self._stores.sessions.end(session)

    def sessions(self, user: str, *, at: datetime) -> list[SignedInSession]:
        """Return the sessions of a user that are good, newest first."""
        account = self._active(user)
        version = account.rights_version if account else None
        return [each for each in self._stores.sessions.of_user(user, at) if each.rights == version]

    def end_session(self, user: str, name: str) -> None:
        """End one of a user's sessions by its public name.

        Raises:
            RefusedError: "session-unknown".
        """
        if not self._stores.sessions.end_named(user, name):
            raise RefusedError("session-unknown", kind="not-found", session=name)

    # --- parts --------------------------------------------------------------------------------

    def _active(self, user: str) -> Account | None:
        return _active(self._stores.directory.now(), user)

    def _of_session(self, session: Secret, at: datetime) -> tuple[Account, SignedInSession]:
        found = self._stores.sessions.find(session, at)
        account = self._active(found.user) if found else None
        if found is None or account is None or found.rights != account.rights_version:
            raise RefusedError("session-ended", kind="not-signed-in")
        return account, found

    def _musts(self, account: Account, session: SignedInSession) -> tuple[Must, ...]:
        credential = self._stores.credentials.find(account.user)
        must: list[Must] = []
        if credential is not None and credential.is_one_time and not session.by_provider:
            must.append("password")
        asked = account.needs_second_factor or account.has_second_factor
        if asked and not session.with_second_factor:
            must.append("second-factor")
        return tuple(must)

    def source_of(self, address: str | None) -> str | None:
        """Return what is kept of an address: see `monitor.access.source`."""
        return hidden_source(self._stores.source_key, address)

    def _note(self, user: str | None, action: str, outcome: str, source: str | None, at: datetime) -> None:
        self._stores.record.note(Attempt(user, action, None, outcome, source), at)


def _active(accounts: Accounts, user: str) -> Account | None:
    account = accounts.find(user)
    return None if account is None or account.is_disabled else account


def principal_of(
    account: Account, session: SignedInSession, must: tuple[Must, ...], source: str | None
) -> Principal:
    """Return who a session is, as long as something must be done first only to the user's own account."""
    return Principal(
        user=account.user,
        name=account.name,
        grants=account.grants,
        scopes=ONLY_OWN_ACCOUNT if must else ALL_SCOPES,
        session=session.name,
        source=source,
        confirmed_at=session.confirmed_at,
    )
