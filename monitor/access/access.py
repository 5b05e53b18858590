"""Access as one thing: the entrance, the office of accounts, the record, and the first start."""

from datetime import datetime
from typing import NamedTuple

import msgspec
from argon2 import PasswordHasher

from domain import administration as acts
from domain.refusal import RefusedError
from monitor.access.account_office import FIRST_USER, AccountOffice
from monitor.access.accounts import Accounts
from monitor.access.credentials import Credentials
from monitor.access.directory import By, Directory
from monitor.access.guard import Guard
from monitor.access.keys import key_for
from monitor.access.own_account import OwnAccount
from monitor.access.passwords import Passwords
from monitor.access.pauses import Pauses
from monitor.access.policy import SECURITY
from monitor.access.principal import Principal
from monitor.access.record import AccessRecord
from monitor.access.sealing import Sealer
from monitor.access.secret import Secret
from monitor.access.sessions import Sessions
from monitor.access.stores import Stores
from monitor.access.token_table import Tokens
from monitor.application import SYSTEM, Monitor


class AccessSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What may be set of access.

    `totp_key` (64 hexadecimal digits) encrypts the keys of second factors at rest; `simulated_at` is the
    clock of a simulation, by which acts are recorded; `hasher` the parameters of argon2id.
    """

    totp_key: Secret | None = None
    simulated_at: datetime | None = None
    hasher: PasswordHasher | None = None


class FirstStart(NamedTuple):
    """The first administrator and a one-time secret, which is told this once."""

    user: str
    secret: Secret


class Access:
    """Who comes in and what he may do, over one database."""

    def __init__(self, monitor: Monitor, settings: AccessSettings | None = None) -> None:
        """Guard an application."""
        chosen = settings or AccessSettings()
        self.engine = engine = monitor.engine
        self.record = AccessRecord(engine)
        self.guard = Guard(monitor, self.record)
        self.directory = Directory(monitor, chosen.simulated_at)
        self._stores = Stores(
            directory=self.directory,
            credentials=Credentials(engine),
            sessions=Sessions(engine),
            tokens=Tokens(engine),
            pauses=Pauses(engine),
            record=self.record,
            passwords=Passwords(chosen.hasher),
            sealer=Sealer(chosen.totp_key),
            source_key=key_for(engine, "source"),
        )
        self.entrance = OwnAccount(self._stores)

    @property
    def accounts(self) -> Accounts:
        """Return the accounts as recorded now."""
        return self.directory.now()

    def office(self, principal: Principal, at: datetime) -> AccountOffice:
        """Return the office of accounts as a principal may use it."""
        return AccountOffice(self._stores, By(name=principal.user, principal=principal), at)

    def office_at_the_machine(self, by: str, at: datetime) -> AccountOffice:
        """Return the office of accounts for whoever holds the database: rules hold, rights are not asked."""
        return AccountOffice(self._stores, By(name=by), at)

    def first_start(self, at: datetime) -> FirstStart | None:
        """Make the first security administrator of a new database, with a one-time secret.

        It is made anew as long as no security administrator has got one: the first may have been killed.
        """
        by = By(name=SYSTEM)
        accounts = self.accounts
        if not accounts:
            bodies: list[acts.AccountAct] = [
                acts.UserAdded(user=FIRST_USER, name="安全管理员"),
                acts.RoleGranted(user=FIRST_USER, role=SECURITY),
            ]
            try:
                self.directory.record(bodies, by=by, at=at)
            except RefusedError as error:
                if error.code != "user-exists":  # another replica was first
                    raise
                return None
            return FirstStart(FIRST_USER, self.office_at_the_machine(SYSTEM, at).reset_password(FIRST_USER))
        holders = accounts.holders(SECURITY)
        if not holders or any(self._stores.credentials.has_password(each.user) for each in holders):
            return None
        return FirstStart(
            holders[0].user, self.office_at_the_machine(SYSTEM, at).reset_password(holders[0].user)
        )

    def token_uses(self) -> dict[str, datetime]:
        """Return when API tokens were last used, by their public part."""
        return self._stores.tokens.last_uses()

    def close(self) -> None:
        """Write what is only counted so far."""
        self.record.flush()
