"""What users do about their own account: password, second factor, tokens."""

from datetime import date, datetime

import msgspec

from domain.administration import PasswordChanged, SecondFactorEnrolled, TokenIssued, TokenRevoked
from domain.refusal import RefusedError
from monitor.access.accounts import Account, Token
from monitor.access.directory import By
from monitor.access.entrance import Entrance, How, SignedIn, refused
from monitor.access.passwords import require_strong
from monitor.access.policy import may, not_permitted
from monitor.access.principal import Principal
from monitor.access.record import Attempt
from monitor.access.second_factor import new_totp_secret, uri_of
from monitor.access.secret import Secret
from monitor.access.token_table import new_token_id


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """A second factor about to be set up: its key, and the address for a QR code."""

    secret: Secret
    uri: Secret


class Passwords(msgspec.Struct, frozen=True, kw_only=True):
    """The password one has and the one it is to be."""

    old: Secret
    new: Secret


class TokenAsked(msgspec.Struct, frozen=True, kw_only=True):
    """An API token to be made: what for, its scopes, its last day."""

    purpose: str
    scopes: tuple[str, ...]
    expires_on: date


class OwnAccount(Entrance):
    """The entrance with what is done about one's own account. The log comes first, then the tables."""

    def change_password(
        self, session: Secret, passwords: Passwords, *, at: datetime, source: str | None = None
    ) -> SignedIn:
        """Set one's password; every session of the user ends, and a new one begins.

        Raises:
            RefusedError: "session-ended", "sign-in-refused" (the old one is wrong), "sign-in-paused",
                "password-too-weak", "password-unchanged".
        """
        account, found = self._of_session(session, at)
        self._prove(account, passwords.old, at, source)
        require_strong(passwords.new, account.user)
        if passwords.new.reveal() == passwords.old.reveal():
            raise RefusedError("password-unchanged")
        hashed = self._stores.passwords.hash(passwords.new)
        self._stores.directory.record([PasswordChanged(user=account.user)], by=By(name=account.user), at=at)
        self._stores.credentials.set_password(account.user, hashed)
        self._stores.sessions.end_all(account.user)
        how = How(found.by_provider, found.with_second_factor, is_proven=not account.has_second_factor)
        return self._begin(account.user, how, at=at, source=source)

    def begin_second_factor(
        self, session: Secret, password: Secret | None, *, at: datetime, source: str | None = None
    ) -> Enrolment:
        """Propose the key of a second factor; it counts from its confirmation on.

        The password is asked for again, but of those whom a provider vouches for.

        Raises:
            RefusedError: "session-ended", "sign-in-refused"; "second-factor-is-enrolled", the security
                administrator has to remove it first.
        """
        account, found = self._of_session(session, at)
        if account.has_second_factor:
            raise RefusedError("second-factor-is-enrolled", kind="conflict", user=account.user)
        if not found.by_provider:
            self._prove(account, password or Secret(""), at, source)
        secret = new_totp_secret()
        self._stores.credentials.set_totp(account.user, self._stores.sealer.seal(secret, account.user))
        return Enrolment(secret=secret, uri=uri_of(secret, account.user))

    def confirm_second_factor(
        self, session: Secret, code: Secret, *, at: datetime, source: str | None = None
    ) -> SignedIn:
        """Take the proposed second factor; every session of the user ends, and a new one begins.

        Raises:
            RefusedError: "session-ended", "sign-in-refused" (the code is wrong), "second-factor-is-enrolled".
        """
        account, found = self._of_session(session, at)
        with self._counted(account.user, at, source):
            credential = self._stores.credentials.find(account.user)
            if credential is None:
                raise RefusedError("second-factor-not-begun", kind="conflict")
            self._use_code(credential, code, at)
        enrolled = SecondFactorEnrolled(user=account.user)
        self._stores.directory.record([enrolled], by=By(name=account.user), at=at)
        self._stores.sessions.end_all(account.user)
        how = How(found.by_provider, second_factor=True, is_proven=True)
        return self._begin(account.user, how, at=at, source=source)

    def issue_token(self, principal: Principal, asked: TokenAsked, *, at: datetime) -> Secret:
        """Make an API token of one's own and return its text, which is told this once.

        Raises:
            RefusedError: "not-permitted", and what `account_rules` refuses.
        """
        self._demand_tokens(principal, at)
        return self.make_token(principal.user, asked, by=By(name=principal.user, principal=principal), at=at)

    def make_token(self, user: str, asked: TokenAsked, *, by: By, at: datetime) -> Secret:
        """Make an API token for a user in somebody's name; who may ask for it is checked before."""
        token = new_token_id()
        issued = TokenIssued(
            user=user,
            token=token,
            purpose=asked.purpose,
            scopes=tuple(sorted(set(asked.scopes))),
            expires_on=asked.expires_on,
        )
        self._stores.directory.record([issued], by=by, at=at)
        return self._stores.tokens.make(token)

    def own_tokens(self, principal: Principal, *, at: datetime) -> tuple[Token, ...]:
        """Return one's tokens, revoked and expired ones too.

        Raises:
            RefusedError: "not-permitted".
        """
        self._demand_tokens(principal, at)
        account = self._active(principal.user)
        return account.tokens if account else ()

    def revoke_token(self, principal: Principal, token: str, *, at: datetime) -> None:
        """Revoke a token of one's own.

        Raises:
            RefusedError: "not-permitted"; "token-unknown", "token-is-revoked".
        """
        self._demand_tokens(principal, at)
        by = By(name=principal.user, principal=principal)
        self._stores.directory.record([TokenRevoked(user=principal.user, token=token)], by=by, at=at)

    def _demand_tokens(self, principal: Principal, at: datetime) -> None:
        if not may(principal, "own-tokens"):
            refusal = not_permitted("own-tokens")
            attempt = Attempt(principal.user, "own-tokens", None, refusal.code, principal.source)
            self._stores.record.note(attempt, at)
            raise refusal

    def _prove(self, account: Account, password: Secret, at: datetime, source: str | None) -> None:
        """Have the password given again; wrong ones count like those of a sign-in."""
        with self._counted(account.user, at, source):
            credential = self._stores.credentials.find(account.user)
            kept = credential.password if credential else None
            if not self._stores.passwords.is_right(password, kept):
                raise refused()
