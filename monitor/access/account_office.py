"""What administrators do about the accounts of others; each act is recorded in the log, each refusal too."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain import administration as acts
from domain.refusal import RefusedError
from monitor.access.accounts import Accounts, Subject
from monitor.access.directory import By
from monitor.access.policy import may, not_permitted
from monitor.access.principal import Grant
from monitor.access.record import ANY, DONE, Attempt, Noted, Sought
from monitor.access.secret import Secret, new_secret
from monitor.access.stores import Stores

FIRST_USER = "security-admin"
_ONE_TIME_BYTES = 18


class AccountOffice:
    """Administration of accounts by one person at one instant."""

    def __init__(self, stores: Stores, by: By, at: datetime) -> None:
        """Act in somebody's name; without a principal at the database's own command line, unchecked."""
        self._stores = stores
        self._by = by
        self._at = at

    # --- accounts ---------------------------------------------------------------------------

    def add_user(self, user: str, name: str) -> Secret:
        """Open an account and return its one-time secret, which is told this once.

        Raises:
            RefusedError: "not-permitted", and what `account_rules` refuses; so do all acts here.
        """
        self._record("user-add", [acts.UserAdded(user=user, name=name), acts.PasswordReset(user=user)])
        return self._new_one_time(user)

    def disable_user(self, user: str, reason: str) -> None:
        """Close an account for good; its sessions and tokens end at once."""
        self._record("user-disable", [acts.UserDisabled(user=user, reason=reason)])
        self._stores.sessions.end_all(user)

    def reset_password(self, user: str) -> Secret:
        """Give a user a one-time secret, which is told this once; the old password is good no more."""
        self._record("password-reset", [acts.PasswordReset(user=user)])
        return self._new_one_time(user)

    def remove_second_factor(self, user: str) -> None:
        """Remove the second factor of a user, to be set up anew."""
        self._record("second-factor-remove", [acts.SecondFactorRemoved(user=user)])
        self._stores.credentials.forget_totp(user)

    def end_sessions(self, user: str) -> None:
        """Sign a user out everywhere; this is in the record of attempts, for no right changes."""
        self._demand("sessions-end")
        self._stores.sessions.end_all(user)
        self._note("sessions-end", DONE)

    def accounts(self) -> Accounts:
        """Return the accounts as recorded now."""
        self._demand("read-access")
        return self._stores.directory.now()

    # --- rights -------------------------------------------------------------------------------

    def grant(self, user: str, grant: Grant) -> None:
        """Give a user a role."""
        self._record("grant-add", [acts.RoleGranted(user=user, **_fields(grant))])

    def remove_grant(self, user: str, grant: Grant) -> None:
        """Take a role from a user; it is gone with the next request."""
        self._record("grant-remove", [acts.RoleRemoved(user=user, **_fields(grant))])

    def bind_subject(self, user: str, subject: Subject) -> None:
        """Let a user sign in as a subject (issuer, subject) of an OpenID provider."""
        issuer, name = subject
        self._record("subject-bind", [acts.SubjectBound(user=user, issuer=issuer, subject=name)])

    def release_subject(self, user: str, subject: Subject) -> None:
        """Let a user no longer sign in as a subject of an OpenID provider."""
        issuer, name = subject
        self._record("subject-release", [acts.SubjectReleased(user=user, issuer=issuer, subject=name)])

    def revoke_token(self, token: str) -> None:
        """Revoke an API token of whomever."""
        self._demand("token-revoke")
        found = self._stores.directory.now().token(token)
        if found is None:
            raise RefusedError("token-unknown", kind="not-found", token=token)
        self._record("token-revoke", [acts.TokenRevoked(user=found.user, token=token)])

    def attempts(self, *, limit: int, before: int | None = None, sought: Sought = ANY) -> list[Noted]:
        """Return those attempts of the record that are sought, newest first."""
        self._demand("read-record")
        return self._stores.record.newest(limit=limit, before=before, sought=sought)

    # --- parts --------------------------------------------------------------------------------

    def _record(self, action: str, bodies: Sequence[acts.AccountAct]) -> None:
        self._demand(action)
        try:
            self._stores.directory.record(bodies, by=self._by, at=self._at)
        except RefusedError as error:
            if error.kind != "unavailable":
                self._note(action, error.code)
            raise

    def _demand(self, action: str) -> None:
        if self._by.principal is not None and not may(self._by.principal, action):
            refusal = not_permitted(action)
            self._note(action, refusal.code)
            raise refusal

    def _note(self, action: str, outcome: str) -> None:
        source = self._by.principal.source if self._by.principal else None
        self._stores.record.note(Attempt(self._by.name, action, None, outcome, source), self._at)

    def _new_one_time(self, user: str) -> Secret:
        secret = new_secret(_ONE_TIME_BYTES)
        hashed = self._stores.passwords.hash(secret)
        self._stores.credentials.set_password(user, hashed, one_time_from=self._at)
        return secret


def _fields(grant: Grant) -> dict[str, Any]:
    return {
        "role": grant.role,
        "region": grant.region,
        "programme": grant.programme,
        "cluster": grant.cluster,
    }
